package app

import (
	"context"
	"net/url"
	"time"

	"github.com/hindcast/hindcast/internal/demo"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// fillDemo sees to it that the sample organisation is in the store, before
// anything else opens it.
func (a *App) fillDemo(ctx context.Context, cfg Config) error {
	at, err := cfg.config()
	if err != nil {
		return err
	}
	files, err := cfg.Bucket.Open(ctx, cfg.Data)
	if err != nil {
		return err
	}
	sample, err := demo.Fill(ctx, demo.Target{Store: at, Evidence: files, Now: time.Now()})
	if err != nil {
		return err
	}
	a.sample = &sample
	return nil
}

// DemoLink is a link that signs in as the admin of the sample organisation and
// opens at something worth looking at. It is empty when there is no sample.
func (a *App) DemoLink(ctx context.Context) (string, error) {
	if a.sample == nil {
		return "", nil
	}
	operator := hindcast.Actor{User: "usr_command_line", Name: "operator", Role: hindcast.Admin, From: "command line"}
	for _, p := range a.sample.People {
		if p.Same(a.sample.Admin) {
			link, err := a.people.LinkFor(ctx, operator, p.Email)
			return link + "?" + url.Values{"next": {a.sample.Open}}.Encode(), err
		}
	}
	return "", nil
}
