package web

import (
	"context"
	"net/http"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/server"
)

type headKey struct{}

// numbered notes where the ledger ends before a page is read, so that an open
// page follows on from there and misses nothing that changed meanwhile.
func (p *Pages) numbered(next server.Handler) server.Handler {
	return func(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
		if p.Activity != nil {
			r = r.WithContext(context.WithValue(r.Context(), headKey{}, p.Activity.Known()))
		}
		return next(w, r, by)
	}
}

func headOf(ctx context.Context) int64 {
	head, _ := ctx.Value(headKey{}).(int64)
	return head
}
