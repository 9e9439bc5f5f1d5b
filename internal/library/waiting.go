package library

import (
	"context"
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Waiting is a proposal that waits for whoever asks to approve it.
type Waiting struct {
	Proposal Proposal
	Document hindcast.Document
}

// Waiting returns the proposals that the actor may put in force, the oldest
// first.
func (s *Service) Waiting(ctx context.Context, by hindcast.Actor) (list []Waiting, err error) {
	if by.Might(hindcast.MayApprove) != nil || by.Person().IsZero() {
		return nil, nil
	}
	inForce, err := s.Policy(ctx)
	if err != nil {
		return nil, err
	}
	proposals, err := s.store.Proposals().Every(ctx, by)
	slices.Reverse(proposals) // they come the newest first
	for _, p := range proposals {
		document, err := s.store.Documents().Get(ctx, by, string(p.Value.Document))
		if err != nil {
			return nil, err
		}
		if mayApprove(by, p.Value, document.Value, inForce.Actions) == nil {
			list = append(list, Waiting{Proposal: p, Document: document.Value})
		}
	}
	return list, err
}

// Due returns the documents of an owner whose review is due by now, in no order.
func (s *Service) Due(ctx context.Context, by hindcast.Actor, owner hindcast.Person) (list []Row, err error) {
	if err := by.Might(hindcast.MayRead); err != nil || owner.IsZero() {
		return nil, err
	}
	rows, err := s.rows(ctx, by)
	for _, row := range rows {
		if row.Overdue && owner.Same(row.Document.Owner) {
			list = append(list, row)
		}
	}
	return list, err
}
