package activity_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/safehttp"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// chat is a server that chats listen at.
type chat struct {
	*httptest.Server
	mu     sync.Mutex
	said   []string
	status int
}

func chatOf(t *testing.T) *chat {
	c := &chat{status: http.StatusOK}
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c.mu.Lock()
		defer c.mu.Unlock()
		var form struct{ Text string }
		_ = json.NewDecoder(r.Body).Decode(&form)
		if c.status == http.StatusOK {
			c.said = append(c.said, form.Text)
		}
		w.WriteHeader(c.status)
	}))
	t.Cleanup(c.Close)
	return c
}

func (c *chat) answer(status int) { c.mu.Lock(); defer c.mu.Unlock(); c.status = status }

// chatter collects and sends what is due in chat, and returns what was said.
func (r *reminded) chatter(c *chat) []string {
	r.t.Helper()
	c.mu.Lock()
	before := len(c.said)
	c.mu.Unlock()
	if err := r.CollectChat(context.Background(), store.Job{}); err != nil {
		r.t.Fatal(err)
	}
	claimed, err := r.st.Claim(context.Background(), "chat", []string{activity.ChatJob}, 10, time.Minute)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, j := range claimed {
		if err := r.SayInChat(context.Background(), j); err != nil {
			r.t.Fatal(err)
		}
		if err := r.st.Finish(context.Background(), j); err != nil {
			r.t.Fatal(err)
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.said[before:]
}

// TestChat: a team is told of what is its own, is due and is open to everyone.
// Nothing else comes out, though whoever is in the team may see it.
func TestChat(t *testing.T) {
	eachReminded(t, func(t *testing.T, r *reminded) {
		ctx, c := context.Background(), chatOf(t)
		r.Door = safehttp.New(safehttp.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
		r.update(func(tx *store.Tx) error {
			kim := hindcast.Person{User: "usr_kim", Name: "Kim"}
			return tx.Teams().Add("team.added", "", &hindcast.Team{ID: "tea_pay", Name: "Payments", Members: []hindcast.Person{kim}})
		})
		if err := r.SetChannel(ctx, storetest.Admin(), "tea_pay", 0, hindcast.ChatText, c.URL+"/services/s3cret"); err != nil {
			t.Fatal(err)
		}
		hidden := open(t, r.st, func(i *hindcast.Incident) { i.Title = "Zanzabarine"; hide(i); i.Teams = []hindcast.TeamID{"tea_pay"} })
		r.action(hidden.ID, "Zanzabarine too", onDay(6))
		r.reopen(r.action(hidden.ID, "Zanzabarine again", onDay(30)))
		shown := open(t, r.st, func(*hindcast.Incident) {})
		r.action(shown.ID, "Alert on 5xx", onDay(6))
		r.action(shown.ID, "Alert on silence", onDay(6))
		said := r.chatter(c)
		if len(said) != 1 || !strings.Contains(said[0], "“Alert on 5xx” is due in 2 days. Kim has it; it came from "+shown.Key+", Outage.") {
			t.Fatalf("said %q", said)
		}
		if again := r.chatter(c); len(again) != 0 {
			t.Errorf("said again %q", again)
		}
		r.at(6, 9, 5)
		if err := r.CollectChat(ctx, store.Job{}); err != nil {
			t.Fatal(err)
		}
		r.update(func(tx *store.Tx) error { // it is restricted after it was noted
			now, err := tx.Incidents().Get(string(shown.ID))
			if err != nil {
				return err
			}
			now.Value.Visibility = hindcast.Restricted
			return tx.Incidents().Change("incident.restricted", &now.Value, now.Version)
		})
		if late := r.chatter(c); len(late) != 0 {
			t.Errorf("said of what is restricted by now: %q", late)
		}
		open := open(t, r.st, func(*hindcast.Incident) {})
		r.reopen(r.action(open.ID, "Alert on heat", onDay(30)))
		if said := r.chatter(c); len(said) != 1 || !strings.Contains(said[0], "“Alert on heat” is open again.") {
			t.Errorf("said %q", said)
		}
		c.mu.Lock()
		all := strings.ToLower(strings.Join(c.said, "\n"))
		c.mu.Unlock()
		if strings.Contains(all, "zanzabarine") || strings.Contains(all, strings.ToLower(hidden.Key)+",") {
			t.Errorf("a restricted incident came out: %s", all)
		}
	})
}

// TestChannelsThatTakeNothing: why stands beside the channel, and the address
// nowhere.
func TestChannelsThatTakeNothing(t *testing.T) {
	r, c := remindersOf(t, storetest.SQLite(t)), chatOf(t)
	ctx, admin := context.Background(), storetest.Admin()
	r.Door = safehttp.New(safehttp.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	r.update(func(tx *store.Tx) error {
		return tx.Teams().Add("team.added", "", &hindcast.Team{ID: "tea_pay", Name: "Payments"})
	})
	for address, want := range map[string]hindcast.Code{"": hindcast.Invalid, "hooks": hindcast.Invalid, "ftp://x.example/": hindcast.Invalid} {
		if err := r.SetChannel(ctx, admin, "tea_pay", 0, hindcast.ChatSlack, address); hindcast.CodeOf(err) != want {
			t.Errorf("%q: %v", address, err)
		}
	}
	if err := r.SetChannel(ctx, admin, "tea_pay", 0, hindcast.ChatSlack, c.URL+"/services/s3cret"); err != nil {
		t.Fatal(err)
	}
	member := hindcast.Actor{User: "usr_kim", Name: "Kim", Role: hindcast.Member}
	if _, err := r.Channel(ctx, member, "tea_pay"); hindcast.CodeOf(err) != hindcast.Forbidden {
		t.Errorf("a member: %v", err)
	}
	for _, step := range []struct {
		status int
		fails  hindcast.Code
		says   string
	}{{http.StatusOK, "", ""}, {http.StatusNotFound, hindcast.Forbidden, "404"}, {http.StatusBadGateway, hindcast.Unavailable, "502"}, {http.StatusOK, "", ""}} {
		c.answer(step.status)
		if err := r.TryChannel(ctx, admin, "tea_pay"); hindcast.CodeOf(err) != step.fails {
			t.Errorf("%d: %v", step.status, err)
		}
		got, err := r.Channel(ctx, admin, "tea_pay")
		if err != nil || !strings.Contains(got.Failure, step.says) || (got.Failure == "") != (step.says == "") || strings.Contains(got.Failure, "s3cret") {
			t.Errorf("%d: %+v, %v", step.status, got, err)
		}
	}
	got, err := r.Channel(ctx, admin, "tea_pay")
	if err != nil || !strings.HasPrefix(got.Host, "127.0.0.1") {
		t.Errorf("%+v, %v", got, err)
	}
	entries, err := r.st.EntriesBefore(ctx, admin, 0, 50, store.EntryFilter{Kinds: []string{"channel"}})
	if err != nil || len(entries) != 1 || strings.Contains(entries[0].Payload, "s3cret") {
		t.Errorf("%+v, %v", entries, err)
	}
	if err := r.RemoveChannel(ctx, admin, "tea_pay", got.Version); err != nil {
		t.Fatal(err)
	}
	if got, err := r.Channel(ctx, admin, "tea_pay"); err != nil || got.Version != 0 {
		t.Errorf("%+v, %v", got, err)
	}
}
