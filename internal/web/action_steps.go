package web

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// stepView is a step that an action may take, or what keeps the reader from it.
type stepView struct {
	To          hindcast.ActionState
	Text        string
	Main        bool
	NeedsReason bool
	Ask         string // Ask is the question that the reason answers.
	Reason      string
	Open        bool     // Open says that it was just tried.
	Why         []string // Why is what keeps the reader from it.
}

// steps sorts the steps of an action to who takes them.
func (v *actionView) steps(e actions.Entry, tried actionTries) {
	if !e.Allowed.Prove { // a viewer reads what is so, not what others could do
		return
	}
	for _, s := range e.Steps {
		step := stepView{To: s.To, Text: stepWord(s.Verb), NeedsReason: s.NeedsReason, Ask: "Why", Main: s.To == hindcast.ActionDone || s.To == hindcast.ActionVerified,
			Open: tried.Wrong != nil && tried.Step == s.To && s.NeedsReason}
		if step.Open {
			step.Reason = tried.Reason
		}
		for _, err := range s.Refused {
			if told := asError(err); told != nil {
				step.Why = append(step.Why, sentenceOf(told.Message))
			}
		}
		switch {
		case s.To == hindcast.ActionVerified:
			v.Sees = append(v.Sees, step)
		case s.NeedsReason:
			v.Others = append(v.Others, step)
		default:
			v.Says = append(v.Says, step)
		}
	}
}

// stepWord is what the button of a step says.
func stepWord(verb string) string {
	switch verb {
	case "start":
		return "Start"
	case "finish":
		return "It is done"
	case "put back":
		return "Put back"
	}
	return hindcast.Capital(verb)
}

// moveAction takes an action a step on.
func (p *Pages) moveAction(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	id, to := hindcast.ActionID(r.PathValue("id")), hindcast.ActionState(r.PostFormValue("to"))
	_, err := p.Actions.Move(r.Context(), by, id, versionIn(r), to, r.PostFormValue("reason"))
	if err == nil {
		http.Redirect(w, r, backTo(r, "/actions/"+string(id)), http.StatusSeeOther)
		return nil
	}
	return p.actionAgain(w, r, by, err, actionTries{Step: to, Reason: r.PostFormValue("reason")})
}

// actionAgain shows the action as it stands now with what was tried and refused.
func (p *Pages) actionAgain(w http.ResponseWriter, r *http.Request, by hindcast.Actor, err error, tried actionTries) error {
	if hindcast.CodeOf(err) == hindcast.Stale {
		tried.Wrong = &hindcast.Error{Code: hindcast.Stale, Message: "somebody else changed this action in the meantime; below it stands as it is now"}
	} else if tried.Wrong, err = refusedForm(err); err != nil {
		return err
	}
	e, err := p.Actions.Get(r.Context(), by, hindcast.ActionID(r.PathValue("id")))
	if err != nil {
		return err
	}
	return p.showAction(w, r, by, e, tried)
}

// backTo is the list of actions a form was sent from, or the place meant.
func backTo(r *http.Request, place string) string {
	u, err := url.Parse(r.PostFormValue("back"))
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(u.Path, "/actions") {
		return place
	}
	return u.Path + querySuffix(u.RawQuery)
}

func querySuffix(q string) string {
	if q == "" {
		return ""
	}
	return "?" + q
}
