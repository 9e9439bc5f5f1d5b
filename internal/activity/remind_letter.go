package activity

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/notify"
	"github.com/hindcast/hindcast/internal/store"
)

// paragraph is what one reminder says.
type paragraph struct {
	Subject string // Subject is what it says in a line.
	Text    string // Text says what and why.
	Do      string // Do says what to do about it, at Link.
	Link    string
	Why     string // Why they are who is told.
}

// Send does a job of the kind RemindJob. What its reader may not see any more, or
// what was done since, is left out; when nothing is left, nothing is sent.
func (s *Reminders) Send(ctx context.Context, j store.Job) error {
	var b remindBody
	if err := json.Unmarshal([]byte(j.Body), &b); err != nil {
		return &hindcast.Error{Code: hindcast.Invalid, Op: "activity.Send", Message: "the job cannot be read", Err: err}
	}
	to, err := s.store.UserByID(ctx, b.To)
	if hindcast.CodeOf(err) == hindcast.NotFound || err == nil && (to.Value.Disabled || to.Value.Email == "") {
		return nil
	}
	if err != nil {
		return err
	}
	policy, err := s.Policy(ctx)
	if err != nil {
		return err
	}
	a, err := s.store.Attention(ctx, b.To)
	if err != nil {
		return err
	}
	if a.Reminders.Quiet(s.Now().In(a.Reminders.Location(policy.Calendar.Zone))) { // the mail server was away, and now it is night
		at := a.Reminders.Wakes(s.Now(), policy.Calendar.Zone)
		return s.store.Update(ctx, program(), func(tx *store.Tx) error {
			return tx.Enqueue(store.Job{Kind: RemindJob, Body: j.Body, RunAt: at})
		})
	}
	var list []paragraph
	for _, i := range b.Items {
		if !a.Reminders.Wants(i.Kind) {
			continue // they stopped it since
		}
		p, err := s.paragraph(ctx, to.Value.Actor(""), i, policy)
		if hindcast.CodeOf(err) == hindcast.NotFound {
			continue
		}
		if err != nil {
			return err
		}
		if p.Subject != "" {
			list = append(list, p)
		}
	}
	if len(list) == 0 {
		return nil
	}
	m := s.letter(to.Value, b.Items[0].Kind, list)
	if b.Digest {
		m = s.digest(to.Value, list)
	}
	return s.Mail(ctx, m)
}

// letter is one reminder as a mail.
func (s *Reminders) letter(to hindcast.User, kind hindcast.ReminderKind, list []paragraph) notify.Mail {
	p, stop := list[0], s.StopLink(to.ID, string(kind))
	return notify.Mail{To: to.Email, Subject: p.Subject, Unsubscribe: stop, Text: fmt.Sprintf("Hello %s,\n\n%s\n\n%s:\n%s\n\n%s No more of these: %s\n", to.Name, p.Text, p.Do, p.Link, p.Why, stop)}
}

// digest is several reminders as one mail.
func (s *Reminders) digest(to hindcast.User, list []paragraph) notify.Mail {
	stop := s.StopLink(to.ID, everyKind)
	var text strings.Builder
	fmt.Fprintf(&text, "Hello %s,\n\n", to.Name)
	for _, p := range list {
		fmt.Fprintf(&text, "%s\n%s: %s\n\n", p.Text, p.Do, p.Link)
	}
	fmt.Fprintf(&text, "Choose what you are reminded of, and when: %s/account#reminders\nNo reminders at all: %s\n", s.Base, stop)
	m := notify.Mail{To: to.Email, Subject: list[0].Subject, Text: text.String(), Unsubscribe: stop}
	if more := len(list) - 1; more > 0 {
		m.Subject = fmt.Sprintf("%d things wait for you", more+1)
	}
	return m
}

// paragraph words one reminder; it has no subject when nothing waits any more. Of
// a restricted incident it says the key and nothing else: mail lies around.
func (s *Reminders) paragraph(ctx context.Context, by hindcast.Actor, i item, policy hindcast.Policy) (p paragraph, err error) {
	today := hindcast.DateOf(s.Now().In(zoneOf(policy)))
	switch i.Kind {
	case hindcast.RemindDeadline, hindcast.RemindOverdue:
		return s.ofAction(ctx, by, i, today)
	case hindcast.RemindReview, hindcast.RemindAnswers:
		return s.ofReview(ctx, by, i, today, policy)
	case hindcast.RemindDocument:
		return s.ofDocument(ctx, by, i, today)
	case hindcast.RemindReopened:
		return s.ofReopened(ctx, by, i)
	case hindcast.RemindEffect:
		return s.ofEffect(ctx, by, i, today, policy)
	case hindcast.RemindGlass:
		return s.ofGlass(ctx, by, i)
	case hindcast.RemindWebhook:
		return s.ofWebhook(ctx, by, i)
	}
	return p, nil
}

func (s *Reminders) ofDocument(ctx context.Context, by hindcast.Actor, i item, today hindcast.Date) (p paragraph, err error) {
	d, err := s.store.Documents().Get(ctx, by, i.ID)
	if err != nil {
		return p, err
	}
	cared, err := s.Documents(ctx)
	as := Cared{ID: d.Value.ID, Owner: by.User, Due: i.Due}
	if err != nil || !slices.Contains(cared, as) {
		return p, err // it was looked at since, or is somebody else's
	}
	when := dueWhen(i.Due, today)
	return paragraph{Subject: "Look at it again, " + when + ": " + hindcast.Shorten(d.Value.Title, hindcast.SubjectRoom),
		Text: fmt.Sprintf("Another look at “%s” is %s (%s). Read it as somebody would at three in the morning.", d.Value.Title, when, i.Due),
		Do:   "Say that it is still right, or propose a revision", Link: s.Base + "/library/" + i.ID, Why: "You own it."}, nil
}

func (s *Reminders) ofAction(ctx context.Context, by hindcast.Actor, i item, today hindcast.Date) (p paragraph, err error) {
	a, err := s.store.Actions().Get(ctx, by, i.ID)
	if err != nil {
		return p, err
	}
	own := i.Kind == hindcast.RemindDeadline
	pending := a.Value.State == hindcast.ActionOpen || a.Value.State == hindcast.ActionInProgress
	if !pending || a.Value.Due != i.Due || own != by.Person().Same(a.Value.Owner) {
		return p, nil // it is done, was moved, or is somebody else's
	}
	what, from, err := s.named(ctx, by, a.Incident, "An action", "“"+a.Value.Title+"”")
	if err != nil {
		return p, err
	}
	when := dueWhen(i.Due, today)
	p = paragraph{Subject: hindcast.Capital(when) + ": " + hindcast.Shorten(what, hindcast.SubjectRoom), Text: fmt.Sprintf("%s is %s (%s). It came from %s.", what, when, i.Due, from),
		Do: "Say how far it is, or move the day if it cannot be met", Link: s.Base + "/actions/" + i.ID, Why: "You own it."}
	if !own {
		p.Subject = "Still open: " + hindcast.Shorten(what, hindcast.SubjectRoom)
		p.Text = fmt.Sprintf("%s is %s. It came from %s.", what, when, from)
		if owner := a.Value.Owner.Name; owner != "" && what != "An action" {
			p.Text = fmt.Sprintf("%s is %s. %s has it, and it came from %s.", what, when, owner, from)
		}
		p.Do, p.Why = "Ask what stands in the way, agree on another day, or drop it", "You decide about actions like this one."
	}
	return p, nil
}

func (s *Reminders) ofReview(ctx context.Context, by hindcast.Actor, i item, today hindcast.Date, policy hindcast.Policy) (p paragraph, err error) {
	r, err := s.store.Reviews().Get(ctx, by, i.ID)
	if err != nil {
		return p, err
	}
	incident, err := s.store.Incident(ctx, by, string(r.Incident))
	if err != nil {
		return p, err
	}
	_, of, err := s.named(ctx, by, r.Incident, "", "")
	if err != nil {
		return p, err
	}
	link := s.Base + "/incidents/" + incident.Key + "/review"
	if i.Kind == hindcast.RemindAnswers {
		given, err := s.store.Answers().Of(ctx, by, r.Incident)
		mine := 0
		for _, k := range given {
			if k.Value.Review == r.Value.ID && k.Value.Person.Same(by.Person()) {
				mine++
			}
		}
		if err != nil || mine == len(hindcast.Questions()) || r.Value.State != hindcast.ReviewInReview || dayOf(r.Value.MeetingAt, policy) != i.Due || !r.Value.MeetingAt.After(s.Now()) {
			return p, err
		}
		at := r.Value.MeetingAt.In(zoneOf(policy)).Format("Monday 2 January, 15:04 MST")
		return paragraph{Subject: "Before the meeting: your answers on " + incident.Key, Text: fmt.Sprintf("The review of %s meets on %s. Your view of how the response went is wanted before; nobody reads it until the answers are opened.", of, at),
			Do: "Answer the seven questions, it takes five minutes", Link: link + "/answers", Why: "You are part of the review."}, nil
	}
	over := r.Value.State == hindcast.ReviewSignedOff || r.Value.State == hindcast.ReviewWaived
	if over || dayOf(r.Value.DueAt, policy) != i.Due || !by.Person().Same(r.Value.Facilitator) {
		return p, nil
	}
	when := dueWhen(i.Due, today)
	return paragraph{Subject: "Review " + when + ": " + incident.Key, Text: fmt.Sprintf("The review of %s is %s (%s).", of, when, i.Due),
		Do: "See what is missing before it can be signed off", Link: link, Why: "You run it."}, nil
}

// named words a thing and the incident it belongs to. Of a restricted one nothing
// is said beyond its key.
func (s *Reminders) named(ctx context.Context, by hindcast.Actor, id hindcast.IncidentID, plain, what string) (thing, incident string, err error) {
	i, err := s.store.Incident(ctx, by, string(id))
	if err != nil {
		return "", "", err
	}
	if i.Visibility == hindcast.Restricted {
		return plain, i.Key, nil
	}
	return what, fmt.Sprintf("%s, %s", i.Key, i.Title), nil
}

// dueWhen words a deadline by how far it is.
func dueWhen(due, today hindcast.Date) string {
	switch days := daysBetween(today, due); {
	case days == 0:
		return "due today"
	case days == 1:
		return "due tomorrow"
	case days > 1:
		return fmt.Sprintf("due in %d days", days)
	case days == -1:
		return "a day late"
	default:
		return fmt.Sprintf("%d days late", -days)
	}
}

func daysBetween(from, to hindcast.Date) int {
	return int(to.In(time.UTC).Sub(from.In(time.UTC)) / (24 * time.Hour))
}
