package api

import (
	"context"
	"strconv"
	"time"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/server"
)

func (a *API) registerNotices() {
	register(a, hindcast.MayRead, describes(op("GET /notifications", "List what concerns you"), "What others did since you are here, the newest first."), a.listNotices)
	register(a, hindcast.MayRead, describes(op("POST /notifications/read", "Say up to where you have looked"), "It never goes back."), a.readNotices)
	register(a, server.SignedIn, op("GET /me/reminders", "Get how you are reminded"), a.getReminders)
	register(a, server.SignedIn, describes(op("PUT /me/reminders", "Change how you are reminded"), "If-Match is left out as long as you chose nothing."), a.changeReminders)
}

// noticeQuery narrows notifications.
type noticeQuery struct {
	Paging
	New bool `query:"new" doc:"Only what you have not looked at"`
}

func (a *API) listNotices(ctx context.Context, by hindcast.Actor, in *noticeQuery) (*list[client.Notice], error) {
	before, err := in.entered()
	if err != nil {
		return nil, err
	}
	found, err := a.Activity.Notices(ctx, by, nil, in.New, before, in.Limit)
	if err != nil {
		return nil, err
	}
	next := ""
	if found.Next > 0 {
		next = strconv.FormatInt(found.Next, 10)
	}
	return &list[client.Notice]{Body: page(found.List, next, func(n activity.Notice) client.Notice {
		return client.Notice{Number: n.Number, At: n.At.UTC(), Verb: n.Verb, Kind: n.Subject.Kind, Subject: n.Subject.ID, Incident: text(n.Incident.Key),
			Name: text(n.Who), Title: text(n.Title), Why: n.Why, Count: n.Count, New: n.New}
	})}, nil
}

func (a *API) readNotices(ctx context.Context, by hindcast.Actor, in *body[client.Looked]) (*nothing, error) {
	return nil, a.Activity.Looked(ctx, by, in.Body.Number)
}

func (a *API) getReminders(ctx context.Context, by hindcast.Actor, _ *nothing) (*one[client.Reminders], error) {
	r, err := a.Reminders.Wants(ctx, by)
	if err != nil {
		return nil, err
	}
	form := client.Reminders{Digest: string(r.Digest), Zone: r.Zone, QuietFrom: clock(r.QuietFrom), QuietTo: clock(r.QuietTo), Stopped: words(r.Stopped)}
	if r.Version == 0 {
		return &one[client.Reminders]{Body: form}, nil
	}
	return shown(r.Version, form), nil
}

// remindersChange is how somebody wants to be reminded, and what that was made from.
type remindersChange struct {
	Matching
	Body client.Reminders
}

func (a *API) changeReminders(ctx context.Context, by hindcast.Actor, in *remindersChange) (*one[client.Reminders], error) {
	version, err := in.orFirst()
	if err != nil {
		return nil, err
	}
	r := hindcast.Reminders{Digest: hindcast.Digest(in.Body.Digest), Zone: in.Body.Zone, QuietFrom: minutes(in.Body.QuietFrom), QuietTo: minutes(in.Body.QuietTo),
		Stopped: named[hindcast.ReminderKind](in.Body.Stopped), Version: version}
	if err := a.Reminders.Change(ctx, by, r); err != nil {
		return nil, err
	}
	return a.getReminders(ctx, by, nil)
}

func clock(minutes int) string {
	return time.Time{}.Add(time.Duration(minutes) * time.Minute).Format("15:04")
}

// minutes reads a time of day; what is none is refused by what it is for.
func minutes(clock string) int {
	at, err := time.Parse("15:04", clock)
	if err != nil {
		return -1
	}
	return at.Hour()*60 + at.Minute()
}
