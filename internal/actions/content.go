package actions

import (
	"context"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Content is what a proof looked at: the text of a rule, a file, a document.
type Content = store.Content

// BeforeAfter returns what a proof looked at before and after it changed, for
// showing the difference. before is zero while nothing differed.
func (s *Service) BeforeAfter(ctx context.Context, by hindcast.Actor, id hindcast.ProofID) (before, after Content, err error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return before, after, err
	}
	if _, err := s.store.Proofs().Get(ctx, by, string(id)); err != nil {
		return before, after, err
	}
	return s.store.ProofChange(ctx, by, id)
}
