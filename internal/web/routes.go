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
		{Pattern: "POST /sign-in", Needs: server.Anyone, Serve: p.signInPassword},
		{Pattern: "POST /sign-in/link", Needs: server.Anyone, Serve: p.mailLink},
		{Pattern: "GET /sign-in/oidc", Needs: server.Anyone, Serve: p.signInOIDC},
		{Pattern: "GET /sign-in/oidc/return", Needs: server.Anyone, Serve: p.returnOIDC},
		{Pattern: "POST /sign-in/passkey/begin", Needs: server.Anyone, Serve: p.beginSignIn},
		{Pattern: "POST /sign-in/passkey", Needs: server.Anyone, Serve: p.signInPasskey},
		{Pattern: "POST /sign-out", Needs: server.SignedIn, Serve: p.signOut},
		{Pattern: "GET /{$}", Needs: hindcast.MayRead, Serve: p.home},
		{Pattern: "GET /ledger", Needs: hindcast.MayAdminister, Serve: p.ledger},
		{Pattern: "GET /ledger/export", Needs: hindcast.MayAdminister, Serve: p.exportLedger},
		{Pattern: "GET /live", Needs: hindcast.MayRead, Stream: true, Serve: p.live},
		{Pattern: "GET /account", Needs: server.SignedIn, Serve: p.account},
		{Pattern: "POST /account/name", Needs: server.SignedIn, Serve: p.rename},
		{Pattern: "POST /account/password", Needs: server.SignedIn, Serve: p.setPassword},
		{Pattern: "POST /account/passkeys/begin", Needs: server.SignedIn, Serve: p.beginPasskey},
		{Pattern: "POST /account/passkeys", Needs: server.SignedIn, Serve: p.addPasskey},
		{Pattern: "POST /account/credentials/{id}/remove", Needs: server.SignedIn, Serve: p.removeCredential},
		{Pattern: "POST /account/sessions/{id}/revoke", Needs: server.SignedIn, Serve: p.revokeSession},
		{Pattern: "POST /account/sign-out-everywhere", Needs: server.SignedIn, Serve: p.signOutEverywhere},
		{Pattern: "GET /settings", Needs: hindcast.MayAdminister, Serve: p.settings},
		{Pattern: "GET /settings/people", Needs: hindcast.MayAdminister, Serve: p.people},
		{Pattern: "POST /settings/people", Needs: hindcast.MayAdminister, Serve: p.invite},
		{Pattern: "GET /settings/people/{id}", Needs: hindcast.MayAdminister, Serve: p.person},
		{Pattern: "POST /settings/people/{id}", Needs: hindcast.MayAdminister, Serve: p.changePerson},
		{Pattern: "POST /settings/people/{id}/link", Needs: hindcast.MayAdminister, Serve: p.linkForPerson},
		{Pattern: "GET /settings/teams", Needs: hindcast.MayAdminister, Serve: p.teams},
		{Pattern: "POST /settings/teams", Needs: hindcast.MayAdminister, Serve: p.addTeam},
		{Pattern: "GET /settings/teams/{id}", Needs: hindcast.MayAdminister, Serve: p.team},
		{Pattern: "POST /settings/teams/{id}", Needs: hindcast.MayAdminister, Serve: p.changeTeam},
		{Pattern: "GET /settings/tokens", Needs: hindcast.MayAdminister, Serve: p.tokens},
		{Pattern: "POST /settings/tokens", Needs: hindcast.MayAdminister, Serve: p.makeToken},
		{Pattern: "POST /settings/tokens/{id}/revoke", Needs: hindcast.MayAdminister, Serve: p.revokeToken},
		{Pattern: "GET /settings/webhooks", Needs: hindcast.MayRead, Serve: p.webhooks},
		{Pattern: "POST /settings/webhooks", Needs: hindcast.MayRead, Serve: p.addWebhook},
		{Pattern: "GET /settings/webhooks/{id}", Needs: hindcast.MayRead, Serve: p.webhook},
		{Pattern: "POST /settings/webhooks/{id}", Needs: hindcast.MayRead, Serve: p.changeWebhook},
		{Pattern: "POST /settings/webhooks/{id}/deliveries/{delivery}/replay", Needs: hindcast.MayRead, Serve: p.replayDelivery},
		{Pattern: "GET /incidents", Needs: hindcast.MayRead, Serve: p.incidents},
		{Pattern: "GET /incidents/new", Needs: hindcast.MayOpenIncident, Serve: p.newIncident},
		{Pattern: "POST /incidents", Needs: hindcast.MayOpenIncident, Serve: p.openIncident},
		{Pattern: "GET /incidents/{key}/edit", Needs: hindcast.MayWriteTimeline, Serve: p.editIncident},
		{Pattern: "POST /incidents/{key}/edit", Needs: hindcast.MayWriteTimeline, Serve: p.changeIncident},
		{Pattern: "POST /incidents/{key}/severity", Needs: hindcast.MayWriteTimeline, Serve: p.declareSeverity},
		{Pattern: "POST /incidents/{key}/state", Needs: hindcast.MayWriteTimeline, Serve: p.moveIncident},
		{Pattern: "POST /incidents/{key}/lines", Needs: hindcast.MayWriteTimeline, Serve: p.addLines},
		{Pattern: "GET /incidents/{key}/events/{id}", Needs: hindcast.MayWriteTimeline, Serve: p.event},
		{Pattern: "POST /incidents/{key}/events/{id}", Needs: hindcast.MayWriteTimeline, Serve: p.correctEvent},
		{Pattern: "POST /incidents/{key}/events/{id}/remove", Needs: hindcast.MayWriteTimeline, Serve: p.removeEvent},
		{Pattern: "GET /incidents/{key}/review", Needs: hindcast.MayRead, Serve: p.review},
		{Pattern: "GET /incidents/{key}/review/invite", Needs: hindcast.MayRunReview, Serve: p.guest},
		{Pattern: "POST /incidents/{key}/review/invite", Needs: hindcast.MayRunReview, Serve: p.inviteGuest},
		{Pattern: "GET /incidents/break-glass", Needs: hindcast.MayBreakGlass, Serve: p.glass},
		{Pattern: "POST /incidents/break-glass", Needs: hindcast.MayBreakGlass, Serve: p.breakGlass},
		{Pattern: "GET /actions", Needs: hindcast.MayRead, Serve: p.actions},
		{Pattern: "GET /actions/new", Needs: hindcast.MayContribute, Serve: p.newAction},
		{Pattern: "POST /actions", Needs: hindcast.MayContribute, Serve: p.addAction},
		{Pattern: "GET /actions/trend", Needs: hindcast.MayRead, Serve: p.actionTrend},
		{Pattern: "GET /actions/{id}", Needs: hindcast.MayRead, Serve: p.action},
		{Pattern: "POST /actions/{id}", Needs: hindcast.MayContribute, Serve: p.changeAction},
		{Pattern: "POST /actions/{id}/state", Needs: hindcast.MayOwnActions, Serve: p.moveAction},
		{Pattern: "GET /actions/{id}/proofs/new", Needs: hindcast.MayOwnActions, Serve: p.newProof},
		{Pattern: "POST /actions/{id}/proofs", Needs: hindcast.MayOwnActions, Serve: p.addProof},
		{Pattern: "GET /actions/{id}/proofs/{proof}", Needs: hindcast.MayOwnActions, Serve: p.proof},
		{Pattern: "POST /actions/{id}/proofs/{proof}", Needs: hindcast.MayOwnActions, Serve: p.changeProof},
		{Pattern: "POST /actions/{id}/proofs/{proof}/check", Needs: hindcast.MayOwnActions, Serve: p.checkProof},
		{Pattern: "POST /actions/{id}/proofs/{proof}/attest", Needs: hindcast.MayOwnActions, Serve: p.attestProof},
		{Pattern: "POST /actions/{id}/proofs/{proof}/remove", Needs: hindcast.MayOwnActions, Serve: p.removeProof},
		{Pattern: "POST /actions/{id}/effects", Needs: hindcast.MayRunReview, Serve: p.judgeEffect},
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
