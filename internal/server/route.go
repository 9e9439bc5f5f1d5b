package server

import (
	"net/http"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Handler answers one request in three steps: decode, one service call, render.
// An error is returned, never written; the group's Fail shows it.
type Handler func(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error

// Route is one line of the route table.
type Route struct {
	Pattern string              // Pattern is one of net/http's ServeMux, with a method: "GET /incidents/{key}".
	Needs   hindcast.Permission // Needs is never empty: a permission, SignedIn or Anyone.
	Limit   int64               // Limit is the largest body in bytes; zero means DefaultLimit.
	Stream  bool                // Stream routes have no end of their own; their context ends when the server stops.
	Serve   Handler
}

// What a route may need beside the permissions of package hindcast.
const (
	// SignedIn routes serve whoever is signed in, whatever their role: their own
	// account and their own settings.
	SignedIn hindcast.Permission = "signed_in"
	// Anyone routes serve strangers: signing in, styles and scripts, health. They
	// show nothing of what the store keeps.
	Anyone hindcast.Permission = "anyone"
)

// DefaultLimit is the largest body a route accepts unless it says otherwise.
const DefaultLimit = 1 << 20

// Group is routes whose callers are recognised, and whose errors are shown, in
// the same way.
type Group struct {
	Routes []Route

	// Prefix says which addresses that no route has are this group's to refuse:
	// those below it, unless a longer one of another group fits. Empty is "/".
	Prefix string
	// Authenticate says who calls. Nobody is no error: the zero Actor.
	Authenticate func(r *http.Request) (hindcast.Actor, error)
	// Fail answers with an error. It is given whom Authenticate found.
	Fail func(w http.ResponseWriter, r *http.Request, by hindcast.Actor, err error)
}
