package web

import (
	"context"
	"net/http"

	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// changeView is where it is changed what an action says.
type changeView struct {
	Form   actionForm
	Reason string
	Open   bool         // Open says that somebody was at it.
	Theirs []theirField // Theirs is what somebody else wrote in the meantime.
}

// theirField is a field that stands otherwise now than what was typed.
type theirField struct{ Name, Yours, Theirs string }

// offerChange adds the form to the page of an action.
func (p *Pages) offerChange(ctx context.Context, by hindcast.Actor, v *actionView, e actions.Entry, tried actionTries) error {
	if !e.Allowed.Change {
		return nil
	}
	now, err := p.newActionForm(ctx, by, e.Action)
	if err != nil {
		return err
	}
	v.Change = &changeView{Form: now}
	if tried.Form != nil {
		v.Change.Form, v.Change.Reason, v.Change.Open = *tried.Form, tried.Reason, true
		if w := tried.Form.Wrong; w != nil && w.Code == hindcast.Stale {
			v.Change.Theirs = differing(*tried.Form, now)
		}
	}
	return nil
}

// differing are the fields of a form that stand otherwise now.
func differing(typed, now actionForm) []theirField {
	var list []theirField
	add := func(name, yours, theirs string) {
		if yours != theirs {
			list = append(list, theirField{name, firstOf(yours, "nothing"), firstOf(theirs, "nothing")})
		}
	}
	add("What will be different", typed.Title, now.Title)
	add("Owner", typed.Owner, now.Owner)
	add("Deadline", typed.Due, now.Due)
	add("Priority", typed.Priority, now.Priority)
	add("Changes", words(typed.Change), words(now.Change))
	add("In order to", typed.Intent, now.Intent)
	add("How strong it is", typed.Level, now.Level)
	return list
}

// changeAction changes what an action says.
func (p *Pages) changeAction(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	ctx, id, reason := r.Context(), hindcast.ActionID(r.PathValue("id")), r.PostFormValue("reason")
	e, err := p.Actions.Get(ctx, by, id)
	if err != nil {
		return err
	}
	form, err := p.typedAction(ctx, by, r)
	if err != nil {
		return err
	}
	a, err := form.action(e.Action)
	if err == nil {
		_, err = p.Actions.Change(ctx, by, a, versionIn(r), reason)
	}
	if err == nil {
		http.Redirect(w, r, "/actions/"+string(id), http.StatusSeeOther)
		return nil
	}
	if hindcast.CodeOf(err) == hindcast.Stale {
		form.Wrong = &hindcast.Error{Code: hindcast.Stale, Message: "somebody else changed this action in the meantime; nothing of yours is lost"}
	} else if form.Wrong, err = refusedForm(err); err != nil {
		return err
	}
	if e, err = p.Actions.Get(ctx, by, id); err != nil {
		return err
	}
	return p.showAction(w, r, by, e, actionTries{Form: &form, Reason: reason})
}
