package activity

import (
	"context"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Found is something that was searched for, and Span a piece of the text around
// what matched.
type (
	Found = store.Found
	Span  = store.Span
)

// Search finds what the actor may see by words, the best first.
func (s *Service) Search(ctx context.Context, by hindcast.Actor, words string, limit int) ([]Found, error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return nil, err
	}
	return s.store.Search(ctx, by, words, limit)
}
