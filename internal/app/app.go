package app

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/api"
	"github.com/hindcast/hindcast/internal/blob"
	"github.com/hindcast/hindcast/internal/demo"
	"github.com/hindcast/hindcast/internal/incidents"
	"github.com/hindcast/hindcast/internal/insights"
	"github.com/hindcast/hindcast/internal/library"
	"github.com/hindcast/hindcast/internal/paper"
	"github.com/hindcast/hindcast/internal/reviews"
	"github.com/hindcast/hindcast/internal/server"
	"github.com/hindcast/hindcast/internal/signals"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/web"
)

// App is the running program.
type App struct {
	log    *slog.Logger
	store  *store.Store
	files  blob.Store
	server *server.Server
	people *accounts.Service
	hooks  *activity.Webhooks
	sample *demo.Result // sample is nil but in a demo

	incidents *incidents.Service
	reviews   *reviews.Service
	reminders *activity.Reminders
	actions   *actions.Service
	library   *library.Service

	base              string
	listener, metrics net.Listener // metrics is nil when nobody asked for them

	// workers run beside the server, until ctx ends. One that returns an error
	// before that stops the program.
	workers []func(ctx context.Context) error
}

// New opens what the configuration names and listens, so that requests wait
// rather than fail until Run. Logs go to logs.
func New(ctx context.Context, cfg Config, logs io.Writer) (*App, error) {
	a := &App{log: cfg.Logger(logs)}
	if err := a.open(ctx, cfg); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

func (a *App) open(ctx context.Context, cfg Config) (err error) {
	if err := a.listen(cfg); err != nil {
		return err
	}
	if cfg.Demo {
		if err := a.fillDemo(ctx, cfg); err != nil {
			return err
		}
	}
	if a.store, err = cfg.Data.Open(ctx); err != nil {
		return err
	}
	if a.files, err = cfg.Bucket.Open(ctx, cfg.Data); err != nil {
		return err
	}
	now := func() time.Time { return time.Now().UTC() }
	groups, err := a.groups(cfg, now)
	if err != nil {
		return err
	}
	a.employ(now)
	a.server, err = server.New(groups, server.Options{Log: a.log, Ready: a.ready, Origin: a.base, Proxies: cfg.Proxies})
	return err
}

// listen takes the addresses first: when the program runs already, its data is
// left alone.
func (a *App) listen(cfg Config) error {
	secure, err := cfg.certificate()
	if err != nil {
		return err
	}
	if a.listener, err = listen(cfg.Addr, "--addr", secure); err != nil {
		return err
	}
	if a.base, err = cfg.base(a.listener.Addr()); err != nil {
		return err
	}
	if cfg.MetricsAddr != "" {
		a.metrics, err = listen(cfg.MetricsAddr, "--metrics-addr", nil)
	}
	return err
}

// groups wires the services and what delivers them.
func (a *App) groups(cfg Config, now func() time.Time) ([]server.Group, error) {
	documents := library.New(a.store, now)
	a.library = documents
	mailer, err := cfg.mailer()
	if err != nil {
		return nil, err
	}
	door := cfg.door()
	provider, err := cfg.provider(door)
	if err != nil {
		return nil, err
	}
	a.incidents = incidents.New(a.store, a.files)
	a.people = accounts.New(a.store, accounts.Config{Now: now, BaseURL: a.base, Passwords: cfg.Passwords, Mail: sender(mailer), OIDC: provider})
	ring, err := cfg.Data.ring()
	if err != nil {
		return nil, err
	}
	a.hooks = activity.NewWebhooks(a.store, activity.Hooks{Ring: ring, Door: door, Now: now})
	a.reviews = reviews.New(a.store, documents.Policy, now)
	a.actions = actions.New(a.store, documents.Policy, now, actions.Outside{Ring: ring, Door: door, Large: cfg.gitDoor(), Folders: cfg.Repositories, Base: a.base})
	reminding := activity.Reminding{Ring: ring, Door: door, Now: now, Policy: documents.Policy, Base: a.base, Documents: a.cared}
	if mailer != nil {
		reminding.Mail = mailer.Send
	}
	a.reminders = activity.NewReminders(a.store, reminding)
	services := web.Services{
		Reminders: a.reminders,
		Webhooks:  a.hooks,
		Accounts:  a.people,
		Activity:  activity.New(a.store),
		Incidents: a.incidents,
		Reviews:   a.reviews,
		Actions:   a.actions,
		Library:   documents,
		Insights:  insights.New(a.store, documents.Policy, now),
	}
	pages := web.New(services, web.Options{Now: now, Dev: cfg.Dev, Print: paper.New(cfg.Chromium).Print, Prints: cfg.Chromium != "", Secure: strings.HasPrefix(a.base, "https:")})
	operations := api.New(api.Services{
		Accounts:  services.Accounts,
		Activity:  services.Activity,
		Reminders: services.Reminders,
		Incidents: services.Incidents,
		Reviews:   services.Reviews,
		Actions:   services.Actions,
		Library:   services.Library,
		Insights:  services.Insights,
		Signals:   signals.New(a.store),
		Webhooks:  a.hooks,
	}, api.Options{Now: now, Authenticate: pages.Authenticate, Recall: a.store.Recall, KeepReply: a.store.KeepReply, Style: pages.Asset("style.css"), Icon: pages.Asset("favicon.svg"), PackPDF: pages.PackPDF})
	return []server.Group{{Routes: pages.Routes(), Authenticate: pages.Authenticate, Fail: pages.Fail}, operations.Group()}, nil
}

// ready asks the store for something small.
func (a *App) ready(ctx context.Context) error {
	_, err := a.store.Head(ctx)
	return err
}

// FirstLink is a link that makes the first admin, and empty once there is one.
func (a *App) FirstLink(ctx context.Context) (string, error) {
	link, _, err := a.people.Setup(ctx)
	return link, err
}

// Base is how browsers reach the program, as "http://localhost:8080".
func (a *App) Base() string { return a.base }

// Addr is where the program listens.
func (a *App) Addr() net.Addr { return a.listener.Addr() }

// Routes is the table of everything that is served.
func (a *App) Routes() []server.Route { return a.server.Routes() }

// Run serves until ctx ends. It then finishes what was begun, stops the workers
// and closes the store.
func (a *App) Run(ctx context.Context) (err error) {
	serving, fail := context.WithCancelCause(ctx)
	beside, stop := context.WithCancel(context.WithoutCancel(ctx))
	var working sync.WaitGroup
	for _, work := range a.workers {
		working.Go(func() {
			if err := work(beside); err != nil && beside.Err() == nil {
				fail(err)
			}
		})
	}
	if a.metrics != nil {
		watch := &http.Server{Handler: a.server.Metrics(), ReadHeaderTimeout: 10 * time.Second}
		defer watch.Close()
		working.Go(func() { _ = watch.Serve(a.metrics) }) // ends with Close
		defer context.AfterFunc(beside, func() { _ = watch.Close() })()
	}
	err = a.server.Serve(serving, a.listener)
	stop()
	working.Wait()
	if cause := context.Cause(serving); ctx.Err() == nil && cause != nil {
		err = errors.Join(cause, err)
	}
	fail(nil)
	return errors.Join(err, a.Close())
}

// Close lets go of what New opened. Run does so itself.
func (a *App) Close() error {
	var errs []error
	for _, l := range []net.Listener{a.listener, a.metrics} {
		if l != nil {
			if err := l.Close(); !errors.Is(err, net.ErrClosed) {
				errs = append(errs, err)
			}
		}
	}
	if a.store != nil {
		errs = append(errs, a.store.Close())
	}
	return errors.Join(errs...)
}
