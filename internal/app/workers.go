package app

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/jobs"
	"github.com/hindcast/hindcast/internal/store"
)

// node names this process among those that share a database.
func node() string {
	host, err := os.Hostname()
	if err != nil {
		host = "host"
	}
	return fmt.Sprintf("%s/%d", host, os.Getpid())
}

// employ sets up what is done beside answering requests.
func (a *App) employ(now func() time.Time) {
	kinds := []jobs.Kind{
		{Name: "sessions.sweep", Every: time.Hour, Run: a.sweep},
		{Name: "webhooks.forget", Every: 24 * time.Hour, Run: func(ctx context.Context, _ store.Job) error { return a.hooks.Forget(ctx) }},
		{Name: "ledger.sign", Every: 24 * time.Hour, Run: a.signLedger},
		{Name: "effects.due", Every: 6 * time.Hour, Run: a.actions.TellOfEffects},
	}
	if a.people.MailAllowed() { // a node without a mail server leaves mail to the others
		kinds = append(kinds, jobs.Kind{Name: accounts.MailJob, Run: a.people.SendMail},
			jobs.Kind{Name: activity.RemindJob, Run: a.reminders.Send}, jobs.Kind{Name: "reminders.due", Every: 10 * time.Minute, Run: a.reminders.Collect})
	}
	// Receivers of webhooks and chats may be slow, so they have workers of their own. When a webhook
	// is given up is decided there, by time.
	const untilPaused = 1 << 30
	deliveries := []jobs.Kind{{Name: activity.DeliverJob, Run: a.hooks.Deliver, Attempts: untilPaused},
		{Name: activity.ChatJob, Run: a.reminders.SayInChat}, {Name: "chat.due", Every: 10 * time.Minute, Run: a.reminders.CollectChat}}
	a.workers = append(a.workers,
		jobs.New(a.store, jobs.Options{Worker: node(), Log: a.log, Now: now}, kinds).Run,
		jobs.New(a.store, jobs.Options{Worker: node() + " webhooks", AtOnce: 8, Log: a.log, Now: now}, deliveries).Run,
		a.hooks.Feed, a.reviews.KeepSettled)
	if a.sample == nil { // what the invented organisation's proofs look at is nowhere
		a.workers = append(a.workers, jobs.New(a.store, jobs.Options{Worker: node() + " proofs", AtOnce: 8, Log: a.log, Now: now}, a.looking()).Run)
	}
}

// looking is what proofs are looked at by. What they look at may be slow, so it
// has workers of its own.
func (a *App) looking() []jobs.Kind {
	return []jobs.Kind{
		{Name: "proofs.due", Every: 5 * time.Minute, Run: a.actions.Dispatch},
		{Name: actions.CheckJob, Run: a.actions.Check, Lease: 2 * time.Minute},
	}
}

// sweep forgets sessions and links that have expired.
func (a *App) sweep(ctx context.Context, _ store.Job) error {
	return a.store.Update(ctx, hindcast.Actor{Name: "Hindcast", Role: hindcast.Admin}, (*store.Tx).Sweep)
}

// signLedger signs where the ledger ends, so that whoever keeps a head elsewhere
// has one of every day.
func (a *App) signLedger(ctx context.Context, _ store.Job) error {
	head, err := a.store.SignHead(ctx)
	if hindcast.CodeOf(err) == hindcast.NotFound {
		return nil // there is nothing to sign yet
	}
	if err == nil {
		a.log.Info("the head of the ledger was signed", "head", head.String(), "signer", head.Signer)
	}
	return err
}

// cared is what the library wants looked at again, for reminders.
func (a *App) cared(ctx context.Context) (list []activity.Cared, err error) {
	rows, err := a.library.Cared(ctx)
	for _, r := range rows {
		list = append(list, activity.Cared{ID: r.Document.ID, Owner: r.Document.Owner.User, Due: hindcast.DateOf(r.DueAt)})
	}
	return list, err
}
