package reviews

import (
	"context"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// What lists of reviews are asked for with and made of.
type (
	Filter = store.ReviewFilter // Filter narrows a list.
	Page   = store.Page         // Page asks for part of a list.
	Row    = store.ReviewRow    // Row is a line of a list.
)

// List returns a page of the reviews whose incident the actor may see, the one due
// first before the others, and where the next page begins.
func (s *Service) List(ctx context.Context, by hindcast.Actor, f Filter, page Page) (rows []Row, next string, err error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return nil, "", err
	}
	return s.store.ListReviews(ctx, by, f, page)
}
