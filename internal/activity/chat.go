package activity

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// ChatJob is the kind of the jobs that remind teams in chat. Like those of mail
// they hold what is reminded of and no text.
const ChatJob = "chat.send"

// chatBody is the argument of such a job.
type chatBody struct {
	Team  hindcast.TeamID
	Items []item
}

// anybody is as whom all is read that is said in chat. Nobody knows who reads
// along there, so it is what everybody in the organisation may see: whom nobody
// named anywhere sees nothing that is restricted.
func anybody() hindcast.Actor { return hindcast.Actor{Role: hindcast.Viewer} }

// CollectChat has each team reminded in chat of what is due and what is open
// again: in one message in the morning, and of the latter within working hours.
func (s *Reminders) CollectChat(ctx context.Context, _ store.Job) error {
	channels, err := s.store.Channels().Every(ctx, program())
	if err != nil || len(channels) == 0 {
		return err
	}
	policy, err := s.Policy(ctx)
	if err != nil {
		return err
	}
	hours := hindcast.DefaultReminders()
	if hours.Quiet(s.Now().In(zoneOf(policy))) {
		return nil
	}
	latest, err := s.store.Happened(ctx, []string{"action.reopened"}, s.store.Known()-farBack, s.Now().Add(-oldNews))
	if err != nil {
		return err
	}
	m, morning := hours.Mailing(s.Now(), zoneOf(policy))
	for _, c := range channels {
		team, err := s.store.Teams().Get(ctx, program(), string(c.Value.Team))
		if err != nil {
			return err
		}
		var list []item
		if morning {
			if list, err = s.dueInTeam(ctx, team.Value, m, policy); err != nil {
				return err
			}
		}
		for _, h := range latest {
			if i := s.newsItem(h); i.Due.Compare(m.Since) >= 0 {
				list = append(list, i)
			}
		}
		if err := s.enqueueChat(ctx, team.Value, list); err != nil {
			return err
		}
	}
	return nil
}

// dueInTeam lists actions of a team's members and reviews that they run.
func (s *Reminders) dueInTeam(ctx context.Context, team hindcast.Team, m hindcast.Mailing, policy hindcast.Policy) (list []item, err error) {
	rules, f := policy.Actions, store.ActionFilter{Team: team.ID, States: pendingStates(), DueFrom: m.From.AddDays(-policy.Actions.EscalateAfter)}
	rows, err := s.everyAction(ctx, anybody(), f)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		if reminder, due := m.Due(rules.Before(hindcast.Date{}, r.Action.Due)); due {
			list = append(list, item{hindcast.RemindDeadline, string(r.Action.ID), r.Action.Due, reminder.Step})
		}
		if reminder, due := m.Due(rules.Escalation(r.Action.Due)); due {
			list = append(list, item{hindcast.RemindOverdue, string(r.Action.ID), r.Action.Due, reminder.Step})
		}
	}
	for _, member := range team.Members {
		reviews, err := s.reviewsDue(ctx, anybody(), member, m, policy)
		if err != nil {
			return nil, err
		}
		list = append(list, slices.DeleteFunc(reviews, func(i item) bool { return i.Kind != hindcast.RemindReview })...)
	}
	return list, nil
}

// enqueueChat enqueues what a team was not reminded of yet, as one message.
func (s *Reminders) enqueueChat(ctx context.Context, team hindcast.Team, list []item) error {
	name := func(i item) string { return i.name(hindcast.UserID("chat " + string(team.ID))) }
	var names []string
	for _, i := range list {
		names = append(names, name(i))
	}
	said, err := s.store.RemindedAlready(ctx, names)
	list = slices.DeleteFunc(list, func(i item) bool { return said[name(i)] })
	if err != nil || len(list) == 0 {
		return err
	}
	return s.store.Update(ctx, program(), func(tx *store.Tx) error {
		b := chatBody{Team: team.ID}
		for _, i := range list {
			first, err := tx.Reminded(name(i))
			if err != nil {
				return err
			}
			if first {
				b.Items = append(b.Items, i)
			}
		}
		body, err := json.Marshal(b)
		if err != nil || len(b.Items) == 0 {
			return err
		}
		return tx.Enqueue(store.Job{Kind: ChatJob, Body: string(body)})
	})
}

// SayInChat does a job of the kind ChatJob. What was done since, or is restricted
// by now, is left out; when nothing is left, nothing is said.
func (s *Reminders) SayInChat(ctx context.Context, j store.Job) error {
	var b chatBody
	if err := json.Unmarshal([]byte(j.Body), &b); err != nil {
		return &hindcast.Error{Code: hindcast.Invalid, Op: "activity.SayInChat", Message: "the job cannot be read", Err: err}
	}
	team, err := s.store.Teams().Get(ctx, program(), string(b.Team))
	if hindcast.CodeOf(err) == hindcast.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	policy, err := s.Policy(ctx)
	if err != nil {
		return err
	}
	var lines []string
	for _, i := range b.Items {
		line, err := s.chatLine(ctx, team.Value, i, policy)
		if hindcast.CodeOf(err) == hindcast.NotFound {
			continue
		}
		if err != nil {
			return err
		}
		if line != "" {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		return nil
	}
	err = s.say(ctx, b.Team, strings.Join(lines, "\n\n"))
	switch hindcast.CodeOf(err) {
	case hindcast.Unavailable:
		return err // it is worth trying again
	case hindcast.NotFound, hindcast.Forbidden, hindcast.Invalid:
		return nil // the team's page says why nothing comes any more
	}
	return err
}

// chatLine words one reminder as a colleague would who says it aloud. It is empty
// when nothing waits any more.
func (s *Reminders) chatLine(ctx context.Context, team hindcast.Team, i item, policy hindcast.Policy) (string, error) {
	today := hindcast.DateOf(s.Now().In(zoneOf(policy)))
	if i.Kind == hindcast.RemindReview {
		return s.chatReview(ctx, team, i, today, policy)
	}
	a, err := s.store.Actions().Get(ctx, anybody(), i.ID)
	if err != nil {
		return "", err
	}
	incident, err := s.openIncident(ctx, a.Incident)
	if err != nil {
		return "", err
	}
	inTeam := slices.ContainsFunc(team.Members, a.Value.Owner.Same)
	pending := a.Value.State == hindcast.ActionOpen || a.Value.State == hindcast.ActionInProgress
	when := "open again"
	if i.Kind != hindcast.RemindReopened {
		when = dueWhen(i.Due, today)
		pending = pending && a.Value.Due == i.Due
	}
	if !inTeam || !pending {
		return "", nil
	}
	return fmt.Sprintf("“%s” is %s. %s has it; it came from %s, %s.\n%s/actions/%s", a.Value.Title, when, a.Value.Owner.Name, incident.Key, incident.Title, s.Base, i.ID), nil
}

func (s *Reminders) chatReview(ctx context.Context, team hindcast.Team, i item, today hindcast.Date, policy hindcast.Policy) (string, error) {
	r, err := s.store.Reviews().Get(ctx, anybody(), i.ID)
	if err != nil {
		return "", err
	}
	incident, err := s.openIncident(ctx, r.Incident)
	if err != nil {
		return "", err
	}
	over := r.Value.State == hindcast.ReviewSignedOff || r.Value.State == hindcast.ReviewWaived
	if over || dayOf(r.Value.DueAt, policy) != i.Due || !slices.ContainsFunc(team.Members, r.Value.Facilitator.Same) {
		return "", nil
	}
	return fmt.Sprintf("The review of %s, %s is %s. %s runs it.\n%s/incidents/%s/review", incident.Key, incident.Title, dueWhen(i.Due, today), r.Value.Facilitator.Name, s.Base, incident.Key), nil
}

// openIncident loads an incident that is open to everyone. It asks twice: the
// store by who reads, and here by what the incident says of itself.
func (s *Reminders) openIncident(ctx context.Context, id hindcast.IncidentID) (hindcast.Incident, error) {
	i, err := s.store.Incident(ctx, anybody(), string(id))
	if err == nil && i.Visibility == hindcast.Restricted {
		err = &hindcast.Error{Code: hindcast.NotFound, Op: "activity.openIncident", Message: "there is no such incident"}
	}
	return i, err
}
