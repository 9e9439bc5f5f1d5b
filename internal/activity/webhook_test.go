package activity_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/jobs"
	"github.com/hindcast/hindcast/internal/keyring"
	"github.com/hindcast/hindcast/internal/safehttp"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// receiver is a program that is told of changes.
type receiver struct {
	*httptest.Server
	mu     sync.Mutex
	heard  []string // heard is each message that was taken, in order, as "number verb"
	bodies []string
	ids    []string
	secret string
	wrong  error
	status int // status answers everything when it is not 0
}

func listenTo(t *testing.T) *receiver {
	r := &receiver{}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		body, _ := io.ReadAll(q.Body)
		r.mu.Lock()
		defer r.mu.Unlock()
		check, err := standardwebhooks.NewWebhook(strings.TrimPrefix(r.secret, "whsec_"))
		if err == nil {
			err = check.Verify(body, q.Header)
		}
		if err != nil {
			r.wrong = err
		}
		if r.status != 0 {
			w.WriteHeader(r.status)
			_, _ = w.Write([]byte("no, thank you"))
			return
		}
		var said struct {
			Type   string
			Number int64
		}
		_ = json.Unmarshal(body, &said)
		r.heard, r.bodies, r.ids = append(r.heard, fmt.Sprint(said.Number, " ", said.Type)), append(r.bodies, string(body)), append(r.ids, q.Header.Get("webhook-id"))
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) answer(status int) { r.mu.Lock(); defer r.mu.Unlock(); r.status = status }

func (r *receiver) taken() []string { r.mu.Lock(); defer r.mu.Unlock(); return slices.Clone(r.heard) }

// post is an installation with subscriptions, on as many nodes as are started.
type post struct {
	*activity.Webhooks
	t  *testing.T
	st *store.Store
	r  *receiver

	keys string // keys is the file with the keys of secrets
}

func eachPost(t *testing.T, test func(t *testing.T, p *post)) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		db.Config.Now = time.Now // leases need time that passes
		p := &post{t: t, st: db.Open(t), r: listenTo(t)}
		p.keys = filepath.Join(t.TempDir(), "secrets.key")
		ring, err := keyring.Open(p.keys)
		if err != nil {
			t.Fatal(err)
		}
		p.Webhooks = activity.NewWebhooks(p.st, activity.Hooks{Ring: ring, Now: time.Now, Door: safehttp.New(safehttp.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})})
		p.update(func(tx *store.Tx) error {
			for _, u := range []hindcast.User{member().asUser(), {ID: "usr_admin", Name: "Admin", Email: "admin@example.org", Role: hindcast.Admin}} {
				if err := tx.Users().Add("user.added", "", &u); err != nil {
					return err
				}
			}
			return nil
		})
		test(t, p)
	})
}

type person struct{ hindcast.Actor }

func member() person {
	return person{hindcast.Actor{User: "usr_member", Name: "Member", Role: hindcast.Member}}
}

func (p person) asUser() hindcast.User {
	return hindcast.User{ID: p.User, Name: p.Name, Email: string(p.User) + "@example.org", Role: p.Role}
}

func (p *post) update(do func(*store.Tx) error) {
	p.t.Helper()
	if err := p.st.Update(context.Background(), storetest.Admin(), do); err != nil {
		p.t.Fatal(err)
	}
}

// open opens an incident below the services and returns the number of its entry.
func (p *post) open(id string, visibility hindcast.Visibility) int64 {
	p.t.Helper()
	p.update(func(tx *store.Tx) error {
		key, err := tx.NextKey()
		if err != nil {
			return err
		}
		return tx.Incidents().Add("incident.opened", hindcast.IncidentID(id), &hindcast.Incident{ID: hindcast.IncidentID(id), Key: key, Title: "Unspeakable", Visibility: visibility, State: hindcast.IncidentActive})
	})
	head, err := p.st.Head(context.Background())
	if err != nil {
		p.t.Fatal(err)
	}
	return head.Number
}

// run serves subscriptions as so many nodes do, until the test ends.
func (p *post) run(nodes int) {
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	for n := range nodes {
		runner := jobs.New(p.st, jobs.Options{Worker: fmt.Sprint("node ", n), Now: time.Now, Poll: 200 * time.Millisecond, Log: slog.New(slog.DiscardHandler)},
			[]jobs.Kind{{Name: activity.DeliverJob, Run: p.Deliver}})
		running.Go(func() { _ = runner.Run(ctx) })
		running.Go(func() {
			if err := p.Feed(ctx); err != nil {
				p.t.Errorf("node %d: %v", n, err)
			}
		})
	}
	p.t.Cleanup(func() { stop(); running.Wait() })
}

func (p *post) eventually(what string, holds func() bool) {
	p.t.Helper()
	for range 400 {
		if holds() {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	p.t.Fatalf("%s did not come about; heard %v", what, p.r.taken())
}

func (p *post) subscribe(by person, kinds ...string) hindcast.WebhookID {
	p.t.Helper()
	w, secret, err := p.Subscribe(context.Background(), by.Actor, activity.NewWebhook{Name: "hook", URL: p.r.URL, Kinds: kinds})
	if err != nil {
		p.t.Fatal(err)
	}
	if strings.Contains(w.Secret, strings.TrimPrefix(secret, "whsec_")) {
		p.t.Error("the secret is kept as it is")
	}
	p.r.mu.Lock()
	p.r.secret = secret
	p.r.mu.Unlock()
	return w.ID
}

// Two nodes deliver each entry once, in order, signed, and none of what the owner
// may not see.
func TestEachEntryIsDeliveredOnceInOrder(t *testing.T) {
	eachPost(t, func(t *testing.T, p *post) {
		p.open("inc_before", hindcast.VisibleToEveryone)
		p.subscribe(member(), "incident")
		p.run(2)
		var want []string
		for n := range 30 {
			number := p.open(fmt.Sprint("inc_open_", n), hindcast.VisibleToEveryone)
			want = append(want, fmt.Sprint(number, " incident.opened"))
			p.open(fmt.Sprint("inc_secret_", n), hindcast.Restricted)
		}
		p.eventually("delivery of all", func() bool { return len(p.r.taken()) >= len(want) })
		if got := p.r.taken(); !slices.Equal(got, want) {
			t.Errorf("heard\n%v, want\n%v", got, want)
		}
		if p.r.wrong != nil {
			t.Errorf("a signature does not fit: %v", p.r.wrong)
		}
		for _, body := range p.r.bodies {
			if strings.Contains(body, "secret") || strings.Contains(body, "Unspeakable") {
				t.Errorf("a delivery says %s", body)
			}
		}
	})
}

// What was restricted between entry and delivery is withheld, also from the log.
func TestWhatWasRestrictedMeanwhileIsWithheld(t *testing.T) {
	eachPost(t, func(t *testing.T, p *post) {
		id := p.subscribe(member(), "incident")
		p.r.answer(http.StatusServiceUnavailable)
		p.run(1)
		p.open("inc_1", hindcast.VisibleToEveryone)
		tried := func() []store.Delivery {
			log, err := p.Log(context.Background(), storetest.Admin(), id, 0, 10)
			if err != nil {
				t.Fatal(err)
			}
			return log
		}
		p.eventually("a failed attempt", func() bool { l := tried(); return len(l) == 1 && l[0].Attempts > 0 })
		if d := tried()[0]; d.Status != http.StatusServiceUnavailable || d.Answer != "no, thank you" || d.State != store.DeliveryWaiting {
			t.Errorf("the log says %+v", d)
		}
		p.update(func(tx *store.Tx) error {
			k, err := tx.Incidents().Get("inc_1")
			if err != nil {
				return err
			}
			k.Value.Visibility = hindcast.Restricted
			return tx.Incidents().Change("incident.restricted", &k.Value, k.Version)
		})
		p.r.answer(0)
		if log, err := p.Log(context.Background(), member().Actor, id, 0, 10); err != nil || len(log) != 0 {
			t.Errorf("the owner's log still shows it: %v, %v", log, err)
		}
		if err := p.Deliver(context.Background(), store.Job{Body: string(id)}); err != nil { // as the job does when it is due again
			t.Fatal(err)
		}
		if heard := p.r.taken(); len(heard) != 0 {
			t.Errorf("it was delivered: %v", heard)
		}
	})
}

// A receiver that is gone ends its subscription; a delivery can be replayed under
// the same identifier; an address that is not public pauses it.
func TestGoneReplayedAndRefused(t *testing.T) {
	eachPost(t, func(t *testing.T, p *post) {
		id := p.subscribe(member(), "incident")
		p.run(1)
		p.open("inc_1", hindcast.VisibleToEveryone)
		p.eventually("the first delivery", func() bool { return len(p.r.taken()) == 1 })
		log, err := p.Log(context.Background(), member().Actor, id, 0, 10)
		if err != nil || len(log) != 1 {
			t.Fatalf("log: %v, %v", log, err)
		}
		if err := p.Replay(context.Background(), member().Actor, id, log[0].ID); err != nil {
			t.Fatal(err)
		}
		p.eventually("the replay", func() bool { return len(p.r.taken()) == 2 })
		if p.r.ids[0] != p.r.ids[1] {
			t.Error("a replay has another identifier")
		}
		stranger := hindcast.Actor{User: "usr_x", Role: hindcast.Facilitator}
		if _, err := p.Log(context.Background(), stranger, id, 0, 10); hindcast.CodeOf(err) != hindcast.NotFound {
			t.Errorf("a stranger reads the log: %v", err)
		}
		if err := p.Replay(context.Background(), stranger, id, log[0].ID); hindcast.CodeOf(err) != hindcast.NotFound {
			t.Errorf("a stranger replays: %v", err)
		}
		p.r.answer(http.StatusGone)
		p.open("inc_2", hindcast.VisibleToEveryone)
		state := func(want hindcast.WebhookState) func() bool {
			return func() bool {
				k, err := p.Get(context.Background(), member().Actor, id)
				return err == nil && k.Value.State == want
			}
		}
		p.eventually("its end", state(hindcast.WebhookEnded))
		k, _ := p.Get(context.Background(), member().Actor, id)
		err = p.Change(context.Background(), member().Actor, id, k.Version, activity.NewWebhook{Name: "hook", URL: "http://192.168.0.1/hook", Kinds: []string{"incident"}})
		if err != nil {
			t.Fatal(err)
		}
		p.open("inc_3", hindcast.VisibleToEveryone)
		p.eventually("a pause", state(hindcast.WebhookPaused))
	})
}

// A new key seals what was sealed before, once, and deliveries go on; the ledger
// verifies, and holds neither the secret nor its sealed form.
func TestSecretsAreSealedAnew(t *testing.T) {
	eachPost(t, func(t *testing.T, p *post) {
		id := p.subscribe(member(), "incident")
		ring, err := keyring.Rotate(p.keys)
		if err != nil {
			t.Fatal(err)
		}
		p.Ring = ring
		if _, err := p.Reseal(context.Background(), member().Actor); hindcast.CodeOf(err) != hindcast.Forbidden {
			t.Errorf("a member seals anew: %v", err)
		}
		for _, want := range []int{1, 0} {
			if sealed, err := p.Reseal(context.Background(), storetest.Admin()); err != nil || sealed != want {
				t.Errorf("sealed %d anew, want %d: %v", sealed, want, err)
			}
		}
		k, err := p.Get(context.Background(), member().Actor, id)
		if err != nil || !ring.Current(k.Value.Secret) {
			t.Errorf("the secret is not sealed with the new key: %v", err)
		}
		entries, err := p.st.Entries(context.Background(), storetest.Admin(), 0, 100, store.EntryFilter{Kinds: []string{"webhook"}})
		if err != nil || len(entries) != 2 {
			t.Fatalf("%d entries, %v", len(entries), err)
		}
		for _, e := range entries {
			if strings.Contains(e.Payload, k.Value.Secret) || strings.Contains(e.Payload, p.r.secret) {
				t.Errorf("the ledger holds the secret: %s", e.Payload)
			}
		}
		if v, err := p.st.Verify(context.Background(), store.VerifyOptions{}); err != nil || len(v.Problems) > 0 {
			t.Errorf("%v, %v", v.Problems, err)
		}
		p.run(1)
		p.open("inc_1", hindcast.VisibleToEveryone)
		p.eventually("a delivery", func() bool { return len(p.r.taken()) == 1 })
		if p.r.wrong != nil {
			t.Errorf("it is signed wrongly: %v", p.r.wrong)
		}
	})
}

// A receiver that takes nothing for days has its webhook paused; before that it is
// tried again.
func TestAReceiverThatFailsForDaysIsPaused(t *testing.T) {
	eachPost(t, func(t *testing.T, p *post) {
		id := p.subscribe(member(), "incident")
		p.r.answer(http.StatusServiceUnavailable)
		number := p.open("inc_1", hindcast.VisibleToEveryone)
		p.update(func(tx *store.Tx) error {
			w, err := p.st.FollowingWebhook(context.Background(), id)
			if err != nil {
				return err
			}
			return tx.AddDeliveries(id, w.Sent, number, []int64{number})
		})
		deliver := func() error { return p.Deliver(context.Background(), store.Job{Body: string(id)}) }
		state := func() hindcast.Webhook {
			t.Helper()
			k, err := p.Get(context.Background(), member().Actor, id)
			if err != nil {
				t.Fatal(err)
			}
			return k.Value
		}
		for _, passed := range []time.Duration{0, 71 * time.Hour} {
			p.Now = func() time.Time { return time.Now().Add(passed) }
			if err := deliver(); err == nil || state().State != hindcast.WebhookActive {
				t.Fatalf("after %s: %v, %s", passed, err, state().State)
			}
		}
		p.Now = func() time.Time { return time.Now().Add(73 * time.Hour) }
		if err := deliver(); err != nil {
			t.Fatal(err)
		}
		if w := state(); w.State != hindcast.WebhookPaused || !strings.Contains(w.Because, "3 days") {
			t.Fatalf("%+v", w)
		}
		if log, err := p.Log(context.Background(), member().Actor, id, 0, 10); err != nil || len(log) != 1 || log[0].State != store.DeliveryDropped {
			t.Errorf("%+v, %v", log, err)
		}
	})
}
