package web

import (
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/server"
)

// Routes is the table of all pages and who may open them.
func (p *Pages) Routes() []server.Route {
	routes := []server.Route{
		{Pattern: "GET /static/{name}", Needs: server.Anyone, Serve: p.asset},
		{Pattern: "GET /sign-in", Needs: server.Anyone, Serve: p.signIn},
		{Pattern: "GET /sign-in/link/{token}", Needs: server.Anyone, Serve: p.signInLink},
		{Pattern: "POST /sign-in/link/{token}", Needs: server.Anyone, Serve: p.useLink},
		{Pattern: "POST /sign-out", Needs: server.SignedIn, Serve: p.signOut},
		{Pattern: "GET /{$}", Needs: hindcast.MayRead, Serve: p.home},
		{Pattern: "GET /ledger", Needs: hindcast.MayAdminister, Serve: p.ledger},
		{Pattern: "GET /ledger/export", Needs: hindcast.MayAdminister, Serve: p.exportLedger},
		{Pattern: "GET /live", Needs: hindcast.MayRead, Stream: true, Serve: p.live},
		{Pattern: "GET /incidents", Needs: hindcast.MayRead, Serve: p.incidents},
		{Pattern: "GET /incidents/{key}/review", Needs: hindcast.MayRead, Serve: p.review},
		{Pattern: "GET /actions", Needs: hindcast.MayRead, Serve: p.actions},
		{Pattern: "GET /actions/{id}", Needs: hindcast.MayRead, Serve: p.action},
		{Pattern: "GET /library", Needs: hindcast.MayRead, Serve: p.library},
		{Pattern: "GET /library/policy", Needs: hindcast.MayRead, Serve: p.policy},
		{Pattern: "GET /library/{id}", Needs: hindcast.MayRead, Serve: p.document},
		{Pattern: "GET /search", Needs: hindcast.MayRead, Serve: p.search},
		{Pattern: "GET /incidents/{key}", Needs: hindcast.MayRead, Serve: p.incident},
		{Pattern: "GET /incidents/{key}/evidence/{id}", Needs: hindcast.MayRead, Serve: p.evidence},
	}
	if p.options.Dev {
		routes = append(routes, server.Route{Pattern: "GET /style", Needs: server.SignedIn, Serve: p.style})
	}
	for i := range routes {
		routes[i].Serve = p.numbered(routes[i].Serve)
	}
	return routes
}
