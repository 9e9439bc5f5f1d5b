package activity_test

import (
	"context"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/keyring"
	"github.com/hindcast/hindcast/internal/notify"
	"github.com/hindcast/hindcast/internal/notify/mailtest"
	"github.com/hindcast/hindcast/internal/policy"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// reminded is a store with people, a real mail server and a clock of its own.
type reminded struct {
	*activity.Reminders
	t      *testing.T
	st     *store.Store
	micros atomic.Int64
	box    *mailtest.Box
	cared  []activity.Cared
}

func (r *reminded) now() time.Time { return time.UnixMicro(r.micros.Load()).UTC() }
func (r *reminded) at(day, hour, month int) {
	r.set(time.Date(2026, time.Month(month), day, hour, 0, 0, 0, time.UTC))
}
func (r *reminded) set(at time.Time) { r.micros.Store(at.UnixMicro()) }

// eachReminded runs a test on both databases, beginning in the morning of the 4th
// of May.
func eachReminded(t *testing.T, test func(t *testing.T, r *reminded)) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) { test(t, remindersOf(t, db)) })
}

func remindersOf(t *testing.T, db storetest.Database) *reminded {
	ring, err := keyring.Open(filepath.Join(t.TempDir(), "secrets.key"))
	if err != nil {
		t.Fatal(err)
	}
	r := &reminded{t: t, box: mailtest.Start(t)}
	r.at(4, 9, 5)
	db.Config.Now = r.now
	r.st = db.Open(t)
	mailer, err := notify.NewMailer(r.box.Address, "Hindcast <hindcast@example.org>", nil)
	if err != nil {
		t.Fatal(err)
	}
	rules := policy.Default()
	rules.Calendar.Zone = time.UTC
	r.Reminders = activity.NewReminders(r.st, activity.Reminding{Ring: ring, Now: r.now, Mail: mailer.Send, Base: "https://hindcast.example",
		Documents: func(context.Context) ([]activity.Cared, error) { return r.cared, nil },
		Policy:    func(context.Context) (hindcast.Policy, error) { return rules, nil }})
	r.update(func(tx *store.Tx) error {
		for _, u := range []hindcast.User{{ID: "usr_kim", Name: "Kim", Role: hindcast.Member}, {ID: "usr_lee", Name: "Lee", Role: hindcast.Facilitator}} {
			u.Email = strings.ToLower(u.Name) + "@example.org"
			if err := tx.Users().Add("user.added", "", &u); err != nil {
				return err
			}
		}
		return nil
	})
	return r
}

func (r *reminded) update(change func(*store.Tx) error) {
	r.t.Helper()
	if err := r.st.Update(context.Background(), storetest.Admin(), change); err != nil {
		r.t.Fatal(err)
	}
}

// sent collects what is due, does the jobs, and returns the mails that went out.
func (r *reminded) sent() (list []mailtest.Message) {
	r.t.Helper()
	ctx, before := context.Background(), len(r.box.All())
	if err := r.Collect(ctx, store.Job{}); err != nil {
		r.t.Fatal(err)
	}
	r.do()
	return r.box.All()[before:]
}

func (r *reminded) do() {
	r.t.Helper()
	for {
		claimed, err := r.st.Claim(context.Background(), "test", []string{activity.RemindJob}, 10, time.Minute)
		if err != nil {
			r.t.Fatal(err)
		}
		for _, j := range claimed {
			if err := r.Send(context.Background(), j); err != nil {
				r.t.Fatal(err)
			}
			if err := r.st.Finish(context.Background(), j); err != nil {
				r.t.Fatal(err)
			}
		}
		if len(claimed) == 0 {
			return
		}
	}
}

func (r *reminded) action(incident hindcast.IncidentID, title string, due hindcast.Date) (a hindcast.Action) {
	r.t.Helper()
	r.update(func(tx *store.Tx) error {
		a = hindcast.Action{ID: hindcast.ActionID(tx.NewID("act")), Title: title, Owner: hindcast.Person{User: "usr_kim", Name: "Kim"}, State: hindcast.ActionOpen, Due: due}
		return tx.Actions().Add("action.added", incident, &a)
	})
	return a
}

func onDay(day int) hindcast.Date { return hindcast.Date{Year: 2026, Month: 5, Day: day} }

// TestReminders: two days before, on the day, and a week after to who decides; each
// once; nothing at night; and stopped by a link without signing in.
func TestReminders(t *testing.T) { eachReminded(t, remindsOfDeadlines) }

func remindsOfDeadlines(t *testing.T, r *reminded) {
	incident := open(t, r.st, func(*hindcast.Incident) {})
	r.update(func(tx *store.Tx) error {
		return tx.Reviews().Add("review.opened", incident.ID, &hindcast.Review{ID: "rev_1", State: hindcast.ReviewDrafting, Incidents: []hindcast.IncidentID{incident.ID}, Facilitator: hindcast.Person{User: "usr_lee", Name: "Lee"}})
	})
	a := r.action(incident.ID, "Alert on 5xx", onDay(6))
	var link string
	for _, c := range []struct {
		at                   time.Time
		to, subject, holding string // to is empty when nothing is sent
	}{
		{time.Date(2026, 5, 4, 6, 0, 0, 0, time.UTC), "", "", ""},
		{time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC), "kim@example.org", "Due in 2 days: “Alert on 5xx”", "https://hindcast.example/actions/" + string(a.ID)},
		{time.Date(2026, 5, 4, 10, 0, 0, 0, time.UTC), "", "", ""},
		{time.Date(2026, 5, 5, 9, 0, 0, 0, time.UTC), "", "", ""},
		{time.Date(2026, 5, 6, 9, 0, 0, 0, time.UTC), "kim@example.org", "Due today: “Alert on 5xx”", "Outage"},
		{time.Date(2026, 5, 13, 9, 0, 0, 0, time.UTC), "lee@example.org", "Still open: “Alert on 5xx”", "7 days late. Kim has it"},
	} {
		r.set(c.at)
		sent := r.sent()
		if c.to == "" {
			if len(sent) > 0 {
				t.Errorf("%s: sent %v", c.at, sent)
			}
			continue
		}
		if len(sent) != 1 || sent[0].To != c.to || sent[0].Subject != c.subject || !strings.Contains(sent[0].Text, c.holding) {
			t.Errorf("%s: sent %+v", c.at, sent)
			continue
		}
		link = regexp.MustCompile(`/reminders/stop/(\S+)`).FindStringSubmatch(sent[0].Text)[1]
	}
	if _, err := r.Stopping(context.Background(), "x"+link); hindcast.CodeOf(err) != hindcast.NotFound {
		t.Errorf("a link nobody was sent: %v", err)
	}
	for range 2 { // a mail program may do so twice
		if err := r.Stop(context.Background(), link, "192.0.2.1"); err != nil {
			t.Fatal(err)
		}
	}
	lee := hindcast.User{ID: "usr_lee", Name: "Lee", Role: hindcast.Facilitator}.Actor("")
	if wants, err := r.Wants(context.Background(), lee); err != nil || wants.Digest != hindcast.NoReminders {
		t.Errorf("stopped: %+v, %v", wants, err)
	}
}

// TestRemindersKeepSecrets: of a restricted incident a mail says the key alone, and
// who may not see it when the mail is sent gets none.
func TestRemindersKeepSecrets(t *testing.T) { eachReminded(t, remindersKeepSecrets) }

func remindersKeepSecrets(t *testing.T, r *reminded) {
	hidden := open(t, r.st, hide)
	r.action(hidden.ID, "Rotate the leaked key", onDay(6))
	sent := r.sent()
	if len(sent) != 1 || !strings.Contains(sent[0].Text, hidden.Key) || strings.Contains(sent[0].Text+sent[0].Subject, "Rotate") || strings.Contains(sent[0].Text, "Outage") {
		t.Errorf("sent %+v", sent)
	}
	r.set(r.now().AddDate(0, 0, 2))
	if err := r.Collect(context.Background(), store.Job{}); err != nil {
		t.Fatal(err)
	}
	r.update(func(tx *store.Tx) error { // between noting and sending
		now, err := tx.Incidents().Get(string(hidden.ID))
		if err != nil {
			return err
		}
		now.Value.People = nil
		return tx.Incidents().Change("incident.readers_changed", &now.Value, now.Version)
	})
	before := len(r.box.All())
	r.do()
	if late := r.box.All()[before:]; len(late) != 0 {
		t.Errorf("told of what is not theirs to see: %+v", late)
	}
}
