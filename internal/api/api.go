package api

import (
	"context"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
	"github.com/hindcast/hindcast/internal/insights"
	"github.com/hindcast/hindcast/internal/library"
	"github.com/hindcast/hindcast/internal/reviews"
	"github.com/hindcast/hindcast/internal/server"
	"github.com/hindcast/hindcast/internal/signals"
)

// Prefix begins the path of every operation.
const Prefix = "/api/v1"

// Services are what the operations call.
type Services struct {
	Accounts  *accounts.Service
	Activity  *activity.Service
	Incidents *incidents.Service
	Reviews   *reviews.Service
	Actions   *actions.Service
	Library   *library.Service
	Insights  *insights.Service
	Signals   *signals.Service
	Webhooks  *activity.Webhooks
	Reminders *activity.Reminders
}

// Options say how the API is served.
type Options struct {
	Now func() time.Time // Now is the clock; never nil.
	// Authenticate says who calls without a token: by the session of a browser.
	Authenticate func(r *http.Request) (hindcast.Actor, error)
	// Style and Icon are addresses of what the pages have too, for the page of the
	// document.
	Style, Icon string
	// PackPDF is the evidence of changes on paper.
	PackPDF func(ctx context.Context, by hindcast.Actor, f insights.ChangeFilter) ([]byte, error)
	// Recall and KeepReply remember what requests that take effect once were
	// answered with.
	Recall    func(ctx context.Context, by hindcast.Actor) (r hindcast.Reply, known bool, err error)
	KeepReply func(ctx context.Context, by hindcast.Actor, r hindcast.Reply) error
}

// API is the operations and their document.
type API struct {
	Services
	options Options
	routes  routes
	huma    huma.API
}

// New returns the API over the services.
func New(s Services, o Options) *API {
	config := huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{Title: "Hindcast", Version: "1", Description: description,
				License: &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"}},
			Servers: []*huma.Server{{URL: Prefix}},
			Components: &huma.Components{
				Schemas: huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer),
				SecuritySchemes: map[string]*huma.SecurityScheme{
					"token": {Type: "http", Scheme: "bearer", Description: "A service token, made under Settings or with `hindcast token create`."},
				},
			},
			Security: []map[string][]string{{"token": {}}},
		},
		Formats:                      map[string]huma.Format{"application/json": huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat},
		DefaultFormat:                "application/json",
		RejectUnknownQueryParameters: true,
		Transformers:                 []huma.Transformer{typed},
	}
	a := &API{Services: s, options: o}
	a.routes.wrap = a.gathered
	a.huma = huma.NewAPI(config, humago.NewAdapter(&a.routes, Prefix))
	a.registerIncidents()
	a.registerEvents()
	a.registerRecording()
	a.registerParticipants()
	a.registerImpact()
	a.registerEvidence()
	a.registerReviews()
	a.registerFindings()
	a.registerSections()
	a.registerMeetings()
	a.registerActions()
	a.registerProofs()
	a.registerLibrary()
	a.registerKnown()
	a.registerChanges()
	a.registerPeople()
	a.registerSessions()
	a.registerWebhooks()
	a.registerLedger()
	a.registerNotices()
	a.registerNeeds()
	a.registerLive()
	a.registerAlerts()
	a.registerSources()
	a.registerDocument()
	a.registerDocs()
	tidy(a.huma.OpenAPI().Components.Schemas)
	a.exemplify()
	return a
}

const description = `Everything a page shows or changes can be had here, with the same permissions.

Times are RFC 3339 in UTC. What is not known is null. Lists come in pages: ask for the next with the cursor that the page ends with.
What can be edited has an ETag: send it as If-Match with a change, and a change that somebody else made meanwhile is not lost (412).
Send an Idempotency-Key with what creates something, and repeating it after a lost answer creates nothing twice.`

// Group is the lines of the route table.
func (a *API) Group() server.Group {
	return server.Group{Routes: a.routes.list, Prefix: Prefix + "/", Authenticate: a.authenticate, Fail: fail}
}

// authenticate says who calls: by a bearer token where one is sent, and whatever
// else is sent then counts for nothing.
func (a *API) authenticate(r *http.Request) (hindcast.Actor, error) {
	scheme, secret, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "bearer") {
		return a.options.Authenticate(r)
	}
	from := r.RemoteAddr
	if host, _, err := net.SplitHostPort(from); err == nil {
		from = host
	}
	return a.Accounts.Token(r.Context(), strings.TrimSpace(secret), from)
}
