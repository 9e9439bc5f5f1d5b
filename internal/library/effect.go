package library

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/assess"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/policy"
	"github.com/hindcast/hindcast/internal/store"
)

// How far back, and over how many incidents, the effect of a policy is computed.
const (
	lookBack   = 365 * 24 * time.Hour
	mostJudged = 1000
)

// PolicyEffect is what a policy would change in the answers of the last year. It is
// only told: answers that were signed stay as they are, whatever policy follows.
type PolicyEffect struct {
	Judged  int  // Judged counts the incidents that were looked at.
	More    bool // More says that the year had more than could be looked at; the newest were.
	Changed []ChangedAnswer
}

// ChangedAnswer is one question of one incident that another policy would answer
// otherwise.
type ChangedAnswer struct {
	Incident      hindcast.Incident
	Question      hindcast.Question
	Before, After hindcast.Verdict
	Signed        hindcast.Verdict // Signed is what was signed, and stays; empty where the review is not signed.
	Reason        string           // Reason is why the answer would be After.
}

// Effect computes what a policy's text would change, over the incidents that the
// actor sees. The error is Invalid, with line and column, when it is no policy.
func (s *Service) Effect(ctx context.Context, by hindcast.Actor, text string) (PolicyEffect, error) {
	if err := by.May(hindcast.MayContribute, hindcast.Subject{}); err != nil {
		return PolicyEffect{}, err
	}
	proposed, err := policy.Parse(policyFile, []byte(text))
	if err != nil {
		return PolicyEffect{}, err
	}
	inForce, err := s.Policy(ctx)
	if err != nil {
		return PolicyEffect{}, err
	}
	var e PolicyEffect
	filter, page := store.IncidentFilter{From: s.now().Add(-lookBack)}, store.Page{Limit: store.MaxPage}
	for {
		rows, next, err := s.store.Incidents(ctx, by, filter, store.SortNewest, page)
		if err != nil {
			return e, err
		}
		for _, row := range rows {
			if e.Judged == mostJudged {
				e.More = true
				return e, nil
			}
			if err := s.judge(ctx, by, &e, row.Incident, inForce, proposed); err != nil {
				return e, err
			}
		}
		if next == "" {
			return e, nil
		}
		page.After = next
	}
}

// judge compares the answers about an incident under two policies.
func (s *Service) judge(ctx context.Context, by hindcast.Actor, e *PolicyEffect, i hindcast.Incident, inForce, proposed hindcast.Policy) error {
	record, err := s.store.Record(ctx, by, string(i.ID))
	if err != nil {
		return err
	}
	e.Judged++
	day := func(p hindcast.Policy) assess.Options {
		return assess.Options{Today: hindcast.DateOf(s.now().In(p.Calendar.Zone))}
	}
	before, after := assess.Assess(record, inForce, day(inForce)), assess.Assess(record, proposed, day(proposed))
	for n := range after {
		if before[n].Verdict == after[n].Verdict {
			continue
		}
		c := ChangedAnswer{Incident: i, Question: after[n].Question, Before: before[n].Verdict, After: after[n].Verdict, Reason: after[n].Reason}
		for _, a := range record.Review.Answers {
			if a.Question == c.Question {
				c.Signed = a.Verdict
			}
		}
		e.Changed = append(e.Changed, c)
	}
	return nil
}
