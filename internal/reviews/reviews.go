// Package reviews is what people do in a post-incident review: the write-up, the
// seven questions, findings, gates and sign-off.
package reviews

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/assess"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Service does what people ask for with reviews.
type Service struct {
	store  *store.Store
	policy func(context.Context) (hindcast.Policy, error)
	now    func() time.Time
	desk   *desk
}

// New returns a service over a store. policy returns the policy in force.
func New(st *store.Store, policy func(context.Context) (hindcast.Policy, error), now func() time.Time) *Service {
	s := &Service{store: st, policy: policy, now: now, desk: newDesk()}
	st.Hear(s.desk.heard)
	return s
}

// Assessed is a record with its answers to the seven questions, the signed ones
// where the review is signed off.
type Assessed struct {
	Record  *hindcast.Record
	Policy  hindcast.Policy
	Answers []hindcast.Answer
	Level   hindcast.Severity           // Level is the one whose targets the answers were held to; none when none was declared.
	Actual  []hindcast.SeverityStep     // Actual is the severity that the known impact called for.
	Gaps    []hindcast.CommunicationGap // Gaps are the silences towards the public, against the cadence.
}

// Signed reports whether the answers are those that were signed.
func (a Assessed) Signed() bool {
	return a.Record.Review.State == hindcast.ReviewSignedOff && len(a.Record.Review.Answers) > 0
}

// Assessed loads an incident by its identifier or key and answers the seven
// questions about it.
func (s *Service) Assessed(ctx context.Context, by hindcast.Actor, key string) (Assessed, error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return Assessed{}, err
	}
	record, err := s.store.Record(ctx, by, key)
	if err != nil {
		return Assessed{}, err
	}
	policy, err := s.policy(ctx)
	if err != nil {
		return Assessed{}, err
	}
	a := Assessed{Record: record, Policy: policy, Answers: record.Review.Answers, Level: assess.Level(record, policy),
		Actual: assess.Actual(record, policy), Gaps: assess.Cadence(record, policy)}
	if !a.Signed() {
		today := hindcast.DateOf(s.now().In(policy.Calendar.Zone))
		given, err := s.store.Answers().Of(ctx, by, record.Incident.ID)
		if err != nil {
			return Assessed{}, err
		}
		a.Answers = withPeople(assess.Assess(record, policy, assess.Options{Today: today}), record.Review.ID, given)
	}
	return a, nil
}
