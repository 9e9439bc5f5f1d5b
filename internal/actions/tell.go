package actions

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// TellJob is the kind of the jobs that tell somebody of an action. They wait until
// a node has a mail server.
const TellJob = "action.tell"

// tellBody is the argument of such a job.
type tellBody struct {
	To     hindcast.UserID
	Action hindcast.ActionID
	Proof  string // Proof is what was looked at and is not in place; empty when an effect is to be judged.
	Seen   string
	Day    int // Day after verification for which the effect is to be judged.
}

// tellReopened has the owner and the facilitator told that a change is not in
// place any more.
func tellReopened(tx *store.Tx, a Kept, p hindcast.Proof) error {
	facilitator, err := facilitatorOf(tx, a.Incident)
	if err != nil {
		return err
	}
	seen := p.Results[len(p.Results)-1].Seen
	for i, to := range []hindcast.UserID{a.Value.Owner.User, facilitator} {
		if i == 1 && facilitator == a.Value.Owner.User {
			break
		}
		if err := tell(tx, tellBody{To: to, Action: a.Value.ID, Proof: p.Subject, Seen: seen}); err != nil {
			return err
		}
	}
	return nil
}

func tell(tx *store.Tx, b tellBody) error {
	if b.To == "" {
		return nil // somebody who has no account is only a name
	}
	body, err := json.Marshal(b)
	if err != nil {
		return err
	}
	return tx.Enqueue(store.Job{Kind: TellJob, Body: string(body)})
}

// facilitatorOf is who runs the newest review of an incident.
func facilitatorOf(tx *store.Tx, incident hindcast.IncidentID) (hindcast.UserID, error) {
	reviews, err := tx.Reviews().Of(incident)
	if err != nil || len(reviews) == 0 {
		return "", err
	}
	return reviews[len(reviews)-1].Value.Facilitator.User, nil
}

// Letter is what is to be mailed to somebody.
type Letter struct{ To, Subject, Text string }

// Letter is what a job of the kind TellJob has mailed. It is zero when its reader
// is no longer here, or may not see the action.
func (s *Service) Letter(ctx context.Context, j store.Job) (Letter, error) {
	var b tellBody
	if err := json.Unmarshal([]byte(j.Body), &b); err != nil {
		return Letter{}, &hindcast.Error{Code: hindcast.Invalid, Op: "actions.Letter", Message: "the job cannot be read", Err: err}
	}
	to, err := s.store.UserByID(ctx, b.To)
	if hindcast.CodeOf(err) == hindcast.NotFound || err == nil && (to.Value.Disabled || to.Value.Email == "") {
		return Letter{}, nil
	}
	if err != nil {
		return Letter{}, err
	}
	a, err := s.store.Actions().Get(ctx, to.Value.Actor(""), string(b.Action))
	if hindcast.CodeOf(err) == hindcast.NotFound {
		return Letter{}, nil
	}
	l := Letter{To: to.Value.Email}
	where := "\n\n" + s.page + "/actions/" + string(b.Action) + "\n"
	if b.Proof == "" {
		l.Subject = "Did it help? " + hindcast.Shorten(a.Value.Title, hindcast.SubjectRoom)
		l.Text = fmt.Sprintf("Hello %s,\n\nthis action was verified %d days ago:\n\n%s\n\nYou run the review it came from. Please judge whether it did what it was for:%s", to.Value.Name, b.Day, a.Value.Title, where)
		return l, err
	}
	l.Subject = "Reopened: " + hindcast.Shorten(a.Value.Title, hindcast.SubjectRoom)
	l.Text = fmt.Sprintf("Hello %s,\n\na change is not in place any more, so its action is open again:\n\n%s\n\nWhat was looked at: %s\nWhat was found, twice: %s%s", to.Value.Name, a.Value.Title, b.Proof, b.Seen, where)
	return l, err
}

// TellOfEffects has the facilitators told whose actions were verified long enough
// ago for their effect to be judged, each day of the policy once. Days are those
// of the policy's zone.
func (s *Service) TellOfEffects(ctx context.Context, _ store.Job) error {
	policy, err := s.policy(ctx)
	if err != nil || len(policy.Actions.EffectCheckDays) == 0 {
		return err
	}
	terms, last := s.terms(policy), hindcast.ActionID("")
	first, final := terms.EffectDays[0], 0
	for _, d := range terms.EffectDays {
		first, final = min(first, d), max(final, d)
	}
	before := s.now().Add(-time.Duration(first-1) * 24 * time.Hour)
	for {
		list, err := s.store.VerifiedActions(ctx, before, final, last, batch)
		if err != nil || len(list) == 0 {
			return err
		}
		last = list[len(list)-1].Action
		err = s.store.Update(ctx, program(), func(tx *store.Tx) error {
			for _, v := range list {
				if err := effectDue(tx, v, terms); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
}

// effectDue tells of one action, if a day has come.
func effectDue(tx *store.Tx, v store.VerifiedAction, terms Terms) error {
	day := 0
	for _, d := range terms.EffectDays {
		if hindcast.DateOf(v.At.In(terms.Zone)).AddDays(d).Compare(terms.Today) <= 0 {
			day = max(day, d)
		}
	}
	if day <= v.Day {
		return nil
	}
	first, err := tx.EffectTold(v, day)
	if err != nil || !first {
		return err
	}
	if err := tx.Record("effect.due", store.Subject{Kind: "action", ID: string(v.Action), Incident: v.Incident}, map[string]any{"day": day}); err != nil {
		return err
	}
	to, err := facilitatorOf(tx, v.Incident)
	if err != nil {
		return err
	}
	return tell(tx, tellBody{To: to, Action: v.Action, Day: day})
}
