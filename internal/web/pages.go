package web

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/incidents"
	"github.com/hindcast/hindcast/internal/insights"
	"github.com/hindcast/hindcast/internal/library"
	"github.com/hindcast/hindcast/internal/reviews"
)

// Services are what the pages show and change.
type Services struct {
	Accounts  *accounts.Service
	Activity  *activity.Service
	Incidents *incidents.Service
	Reviews   *reviews.Service
	Actions   *actions.Service
	Library   *library.Service
	Insights  *insights.Service
	Webhooks  *activity.Webhooks
	Reminders *activity.Reminders
}

// Options say how the pages are served.
type Options struct {
	Now    func() time.Time // Now is the clock; never nil.
	Dev    bool             // Dev serves the style page.
	Secure bool             // Secure says that browsers reach us over TLS.
	// Print makes a PDF of a page that carries all it shows; Prints says that it can.
	Print  func(ctx context.Context, page []byte) ([]byte, error)
	Prints bool
}

// Pages serves the pages.
type Pages struct {
	Services
	options Options
	assets  assets
	drawn   drawn
}

// New returns the pages over the services.
func New(s Services, o Options) *Pages {
	return &Pages{Services: s, options: o, assets: loadAssets()}
}
