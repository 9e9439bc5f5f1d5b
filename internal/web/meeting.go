package web

import (
	"net/http"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// meeting shows the meeting of a review: one page for everybody in it, which
// follows what happens.
func (p *Pages) meeting(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.showMeeting(w, r, by, meetingTyped{})
}

// meetingTyped is what was typed and refused.
type meetingTyped struct {
	Remark, Dispute string
	Event           string // Event is the one whose dispute was refused.
	Action          *actionForm
	Of              hindcast.RemarkID // Of is the remark an action was made of.
	Wrong           *hindcast.Error
}

func (p *Pages) showMeeting(w http.ResponseWriter, r *http.Request, by hindcast.Actor, typed meetingTyped) error {
	t, err := p.Reviews.Table(r.Context(), by, r.PathValue("key"))
	if err != nil {
		return err
	}
	v := newTableView(t, by, r.URL.Query().Get("events") == "all", p.options.Now())
	v.Typed, v.Script = typed, p.assets.address("clock.js")
	if v.May.Contribute {
		if err := p.offerActions(r, by, &v); err != nil {
			return err
		}
	}
	shell := Shell{Title: "Meeting on " + v.Head.Title, Section: IncidentsSection, Live: string(t.Record.Incident.ID)}
	return p.renderAs(w, r, by, statusOf(typed.Wrong), shell, meetingPage(v))
}

// offerActions puts the form of an action under each remark that nothing came of
// yet.
func (p *Pages) offerActions(r *http.Request, by hindcast.Actor, v *tableView) error {
	empty, err := p.newActionForm(r.Context(), by, hindcast.Action{})
	if err != nil {
		return err
	}
	for i := range v.Remarks {
		m := &v.Remarks[i]
		m.Action = empty
		if v.Typed.Action != nil && v.Typed.Of == m.ID {
			m.Action = *v.Typed.Action
		} else {
			m.Action.Title = line(m.Text)
		}
		m.Action.Scope = string(m.ID) + "-"
	}
	return nil
}

// conduct is what whoever runs the review does with the meeting.
func (p *Pages) conduct(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	ctx, key, do := r.Context(), r.PathValue("key"), r.PostFormValue("do")
	var err error
	switch do {
	case "begin":
		err = p.Reviews.Begin(ctx, by, key)
	case "take":
		err = p.Reviews.Take(ctx, by, key, r.PostFormValue("topic"), r.PostFormValue("through") != "")
	case "agree":
		err = p.Reviews.AgreeTimeline(ctx, by, key)
	case "end":
		err = p.Reviews.End(ctx, by, key)
	default:
		err = &hindcast.Error{Code: hindcast.Invalid, Message: "a meeting begins, moves on, agrees or ends; try one of its buttons"}
	}
	return p.afterMeeting(w, r, by, err, meetingTyped{})
}

// attend notes that the actor is there, or that others are, by whoever runs the
// review.
func (p *Pages) attend(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	people := []hindcast.Person{by.Person()}
	if user, name := r.PostFormValue("user"), line(r.PostFormValue("name")); user != "" || name != "" {
		people = []hindcast.Person{{User: hindcast.UserID(user), Name: name}}
	}
	_, err := p.Reviews.Attend(r.Context(), by, r.PathValue("key"), people...)
	return p.afterMeeting(w, r, by, err, meetingTyped{})
}

// addRemark writes down what was said.
func (p *Pages) addRemark(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	remark := hindcast.Remark{Kind: hindcast.RemarkNote, Text: r.PostFormValue("text"), Topic: r.PostFormValue("topic"), Event: hindcast.EventID(r.PostFormValue("event"))}
	if r.PostFormValue("kind") == string(hindcast.RemarkParked) {
		remark.Kind = hindcast.RemarkParked
	}
	_, err := p.Reviews.Remark(r.Context(), by, r.PathValue("key"), remark)
	return p.afterMeeting(w, r, by, err, meetingTyped{Remark: remark.Text})
}

// changeRemark parks a remark, or makes a finding or an action of it.
func (p *Pages) changeRemark(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	ctx, key, id := r.Context(), r.PathValue("key"), hindcast.RemarkID(r.PathValue("id"))
	var err error
	switch do := r.PostFormValue("do"); do {
	case "park", "unpark":
		err = p.Reviews.Park(ctx, by, key, id, do == "park")
	case "action":
		return p.actionOfRemark(w, r, by, id)
	default:
		err = p.Reviews.FindingOf(ctx, by, key, id, hindcast.FindingKind(do))
	}
	return p.afterMeeting(w, r, by, err, meetingTyped{})
}

// actionOfRemark makes an action of a remark, in the review's incident.
func (p *Pages) actionOfRemark(w http.ResponseWriter, r *http.Request, by hindcast.Actor, id hindcast.RemarkID) error {
	form, err := p.typedAction(r.Context(), by, r)
	if err != nil {
		return err
	}
	a, err := form.action(hindcast.Action{})
	if err == nil {
		kept, failed := p.Actions.Add(r.Context(), by, r.PathValue("key"), a)
		if err = failed; err == nil {
			err = p.Reviews.Became(r.Context(), by, r.PathValue("key"), id, string(kept.Value.ID))
		}
	}
	form.Wrong = asError(err)
	return p.afterMeeting(w, r, by, err, meetingTyped{Action: &form, Of: id})
}

// confirmEvent keeps what the actor says of an event.
func (p *Pages) confirmEvent(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	event, note := r.PathValue("id"), r.PostFormValue("note")
	err := p.Reviews.Confirm(r.Context(), by, r.PathValue("key"), hindcast.EventID(event), r.PostFormValue("disputed") != "", note)
	return p.afterMeeting(w, r, by, err, meetingTyped{Event: event, Dispute: note})
}

// afterMeeting leads back to the meeting, or shows it again with what was typed.
func (p *Pages) afterMeeting(w http.ResponseWriter, r *http.Request, by hindcast.Actor, err error, typed meetingTyped) error {
	if err == nil {
		http.Redirect(w, r, meetingAddress(r.PathValue("key")), http.StatusSeeOther)
		return nil
	}
	if typed.Wrong, err = refusedForm(err); err != nil {
		return err
	}
	return p.showMeeting(w, r, by, typed)
}

func meetingAddress(key string) string { return "/incidents/" + key + "/review/meeting" }
