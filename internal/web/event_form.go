package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// eventForm is an event as it is typed.
type eventForm struct {
	At, Until, Precision, Kind, Text, Who, Role, NoticedBy string
	Milestones                                             []string
	Audience, Channel, Template, Promised                  string
	Level, Because                                         string
	Mode, Runbook, Step                                    string
}

// formOf is what the form of an event holds at first.
func formOf(e hindcast.TimelineEvent) eventForm {
	f := eventForm{At: formInstant(e.At), Until: formInstant(e.Until), Precision: string(e.Precision), Kind: string(e.Kind), Text: e.Text, Who: e.Actor.Name,
		Role: string(e.Role), NoticedBy: string(e.NoticedBy)}
	for _, m := range e.Milestones {
		f.Milestones = append(f.Milestones, string(m))
	}
	if c := e.Communication; c != nil {
		f.Audience, f.Channel, f.Template, f.Promised = string(c.Audience), c.Channel, c.Template, formInstant(c.NextUpdate)
	}
	if s := e.Severity; s != nil {
		f.Level, f.Because = s.To.String(), s.Reason
	}
	if s := e.Response; s != nil {
		f.Mode, f.Runbook, f.Step = string(s.Mode), s.Runbook, s.Step
	}
	return f
}

// typedEvent is what somebody typed.
func typedEvent(r *http.Request) eventForm {
	f := r.PostFormValue
	return eventForm{At: f("at"), Until: f("until"), Precision: f("precision"), Kind: f("kind"), Text: f("text"), Who: f("actor"), Role: f("role"), NoticedBy: f("noticed_by"),
		Milestones: r.PostForm["milestone"], Audience: f("audience"), Channel: f("channel"), Template: f("template"), Promised: f("promised"),
		Level: f("level"), Because: f("because"), Mode: f("mode"), Runbook: f("runbook"), Step: f("step")}
}

// event is the event that was typed over another one. What belongs to a kind is
// taken with that kind alone. The error is Invalid.
func (f eventForm) event(was hindcast.TimelineEvent) (hindcast.TimelineEvent, error) {
	var p hindcast.Problems
	e := was
	e.At, e.Until = readInstant(&p, "at", f.At), readInstant(&p, "until", f.Until)
	e.Precision, e.Kind, e.Text = hindcast.Precision(f.Precision), hindcast.EventKind(f.Kind), f.Text
	if name := line(f.Who); name != was.Actor.Name {
		e.Actor = hindcast.Person{Name: name}
	}
	e.Role, e.NoticedBy, e.Milestones = hindcast.Role(f.Role), hindcast.Noticer(f.NoticedBy), nil
	for _, m := range f.Milestones {
		e.Milestones = append(e.Milestones, hindcast.Milestone(m))
	}
	e.Communication, e.Severity, e.Response = nil, nil, nil
	switch e.Kind {
	case hindcast.Communicated:
		e.Communication = &hindcast.Communication{Audience: hindcast.Audience(f.Audience), Channel: line(f.Channel), Template: line(f.Template), NextUpdate: readPromise(&p, f.Promised, e.At)}
	case hindcast.SeverityEvent:
		to, _ := hindcast.ParseSeverity(f.Level)
		e.Severity = &hindcast.SeverityChange{To: to, Reason: f.Because}
	case hindcast.ResponseEvent:
		if f.Mode != "" {
			e.Response = &hindcast.ResponseStep{Mode: hindcast.StepMode(f.Mode), Runbook: line(f.Runbook), Step: line(f.Step)}
		}
	}
	return e, p.Err("the event")
}

// readPromise reads when the next update was promised: a time, or how long after
// the message.
func readPromise(p *hindcast.Problems, text string, told time.Time) time.Time {
	if after, err := time.ParseDuration(strings.ReplaceAll(strings.ToLower(strings.TrimSuffix(strings.TrimSpace(text), "in")), " ", "")); err == nil && after > 0 && !told.IsZero() {
		return told.Add(after)
	}
	return readInstant(p, "promised", text)
}

// differingEvent are the fields in which what stands differs from what was typed.
func differingEvent(stands, typed eventForm) []factView {
	var list []factView
	for _, f := range []struct{ name, stands, typed string }{
		{"What happened", stands.Text, typed.Text}, {"When", stands.At, typed.At}, {"Until", stands.Until, typed.Until}, {"Known to the", stands.Precision, typed.Precision},
		{"Kind", stands.Kind, typed.Kind}, {"Who", stands.Who, typed.Who}, {"As", stands.Role, typed.Role}, {"Noticed by", stands.NoticedBy, typed.NoticedBy},
		{"Marks", strings.Join(stands.Milestones, ", "), strings.Join(typed.Milestones, ", ")}, {"Told", stands.Audience, typed.Audience}, {"Channel", stands.Channel, typed.Channel},
		{"Template", stands.Template, typed.Template}, {"Next update", stands.Promised, typed.Promised}, {"Severity", stands.Level, typed.Level}, {"Because", stands.Because, typed.Because},
		{"Runbook step", stands.Mode, typed.Mode}, {"Runbook", stands.Runbook, typed.Runbook}, {"Step", stands.Step, typed.Step},
	} {
		if line(f.stands) != line(f.typed) {
			list = append(list, factView{f.name, firstOf(f.stands, "nothing")})
		}
	}
	return list
}
