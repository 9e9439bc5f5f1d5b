package actions

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/proof"
)

// Try looks now whether a proof of an action would hold, and keeps nothing.
func (s *Service) Try(ctx context.Context, by hindcast.Actor, action hindcast.ActionID, p hindcast.Proof) (hindcast.ProofResult, error) {
	if err := s.mayProve(ctx, by, action); err != nil {
		return hindcast.ProofResult{}, err
	}
	if err := checkable(p); err != nil {
		return hindcast.ProofResult{}, err
	}
	l, err := s.look(ctx, p)
	return l.result, err
}

// CheckNow looks now whether a proof holds and keeps what a machine found,
// whoever asked for it.
func (s *Service) CheckNow(ctx context.Context, by hindcast.Actor, id hindcast.ProofID) (Kept, error) {
	was, err := s.seenProof(ctx, by, id)
	if err != nil {
		return Kept{}, err
	}
	if err := checkable(was.Value.Proof); err != nil {
		return Kept{}, err
	}
	l, err := s.look(ctx, was.Value.Proof)
	if err != nil {
		return Kept{}, err
	}
	return s.record(ctx, by, was, l)
}

// checkable refuses what a machine cannot look at.
func checkable(p hindcast.Proof) error {
	if p.Kind == hindcast.ProofAttestation {
		return &hindcast.Error{Code: hindcast.Conflict, Op: "actions.CheckNow", Message: "an attestation is given by a person: somebody other than the owner says what they saw"}
	}
	if err := p.Validate(); err != nil {
		return err
	}
	_, err := proof.Read(p)
	return err
}

// look is what one look found.
type look struct {
	result  hindcast.ProofResult
	content string    // content is what was looked at
	again   bool      // again says that looking again soon may tell more
	due     time.Time // due is the time it was due for; zero when somebody asked for it
}

// look looks at what a proof states. The error is that the store could not be
// asked, or ctx ended; everything else is a finding.
func (s *Service) look(ctx context.Context, p hindcast.Proof) (look, error) {
	began := time.Now()
	var f proof.Found
	if p.Kind == hindcast.ProofDocument {
		var err error
		if f, err = s.lookAtDocument(ctx, p); err != nil {
			return look{}, err
		}
	} else {
		f = s.looks.Look(ctx, p)
	}
	if err := ctx.Err(); err != nil {
		return look{}, err
	}
	return look{
		result:  hindcast.ProofResult{At: s.now().UTC(), Outcome: f.Outcome, Seen: f.Seen, Took: time.Since(began)},
		content: f.Content, again: f.Again,
	}, nil
}

// lookAtDocument answers from the library.
func (s *Service) lookAtDocument(ctx context.Context, p hindcast.Proof) (proof.Found, error) {
	policy, err := s.policy(ctx)
	if err != nil {
		return proof.Found{}, err
	}
	zone := policy.Calendar.Zone
	if zone == nil {
		zone = time.UTC
	}
	d, err := s.store.DocumentNamed(ctx, p.Subject)
	there := hindcast.CodeOf(err) != hindcast.NotFound
	if err != nil && there {
		return proof.Found{}, err
	}
	return proof.OfDocument(ctx, p, d, there, zone), nil
}
