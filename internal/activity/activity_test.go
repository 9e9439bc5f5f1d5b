package activity_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// open keeps an incident.
func open(t *testing.T, st *store.Store, change func(*hindcast.Incident)) hindcast.Incident {
	t.Helper()
	var i hindcast.Incident
	err := st.Update(context.Background(), storetest.Admin(), func(tx *store.Tx) error {
		key, err := tx.NextKey()
		if err != nil {
			return err
		}
		i = hindcast.Incident{ID: hindcast.IncidentID(tx.NewID("inc")), Key: key, Title: "Outage", Kind: hindcast.Operational, Visibility: hindcast.VisibleToEveryone}
		change(&i)
		return tx.Incidents().Add("incident.opened", i.ID, &i)
	})
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func hide(i *hindcast.Incident) {
	i.Visibility, i.People = hindcast.Restricted, []hindcast.UserID{"usr_kim"}
}

// follower runs Follow and hands out what it says.
type follower struct {
	batches chan activity.Batch
	ended   chan error
	stop    context.CancelFunc
}

func follow(t *testing.T, s *activity.Service, after int64, caller func() (hindcast.Actor, error)) follower {
	ctx, stop := context.WithCancel(context.Background())
	t.Cleanup(stop)
	f := follower{make(chan activity.Batch, 100), make(chan error, 1), stop}
	go func() {
		f.ended <- s.Follow(ctx, after, caller, func(b activity.Batch) error { f.batches <- b; return nil })
	}()
	return f
}

// next returns the next batch that says something.
func (f follower) next(t *testing.T) activity.Batch {
	t.Helper()
	for {
		select {
		case b := <-f.batches:
			if len(b.Changes) > 0 || b.Reset {
				return b
			}
		case <-time.After(20 * time.Second):
			t.Fatal("nothing was said")
		}
	}
}

func as(by hindcast.Actor) func() (hindcast.Actor, error) {
	return func() (hindcast.Actor, error) { return by, nil }
}

func TestFollow(t *testing.T) {
	st := storetest.SQLite(t).Open(t)
	s := activity.New(st)
	first := open(t, st, func(*hindcast.Incident) {})
	hidden := open(t, st, hide)

	kim, lee := follow(t, s, 0, as(storetest.Member("kim"))), follow(t, s, 0, as(storetest.Member("lee")))
	if b := lee.next(t); len(b.Changes) != 1 || b.Changes[0].Subject.Incident != first.ID || b.Head != 2 {
		t.Errorf("an outsider is told %+v", b)
	}
	if b := kim.next(t); len(b.Changes) != 2 || b.Changes[1].Subject.Incident != hidden.ID {
		t.Errorf("who may see both is told %+v", b)
	}
	third := open(t, st, func(*hindcast.Incident) {})
	for _, f := range []follower{kim, lee} {
		if b := f.next(t); b.Changes[0].Number != 3 || b.Changes[0].Subject.Incident != third.ID {
			t.Errorf("%+v", b)
		}
	}

	if b := follow(t, s, 2, as(storetest.Member("lee"))).next(t); b.Changes[0].Number != 3 {
		t.Errorf("resumed after 2: %+v", b)
	}
	if b := follow(t, s, 99, as(storetest.Member("lee"))).next(t); !b.Reset || b.Head != 3 {
		t.Errorf("a number that was never given: %+v", b)
	}
	kim.stop()
	if err := <-kim.ended; !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// TestFollowEndsWithAccess: whoever is signed out is told nothing of what comes
// after.
func TestFollowEndsWithAccess(t *testing.T) {
	st := storetest.SQLite(t).Open(t)
	callers := make(chan hindcast.Actor, 2)
	callers <- storetest.Member("kim")
	callers <- hindcast.Actor{}
	f := follow(t, activity.New(st), -1, func() (hindcast.Actor, error) { return <-callers, nil })
	<-f.batches
	open(t, st, func(*hindcast.Incident) {})
	if err := <-f.ended; hindcast.CodeOf(err) != hindcast.Unauthenticated {
		t.Errorf("%v", err)
	}
	select {
	case b := <-f.batches:
		t.Errorf("was still told %+v", b)
	default:
	}
}

func TestLedgerIsForAdmins(t *testing.T) {
	st := storetest.SQLite(t).Open(t)
	s, hidden := activity.New(st), hindcast.Incident{}
	open(t, st, func(*hindcast.Incident) {})
	hidden = open(t, st, hide)
	for _, role := range []hindcast.OrgRole{hindcast.Nobody, hindcast.Guest, hindcast.Viewer, hindcast.Member, hindcast.Facilitator} {
		by := hindcast.Actor{User: "usr_kim", Role: role, Guest: "rev_1"}
		if _, err := s.Ledger(context.Background(), by, activity.Query{}, 0, 10); err == nil {
			t.Errorf("%q reads the ledger", role)
		}
		if err := s.Export(context.Background(), by, activity.Query{}, func([]activity.Entry) error { return nil }); err == nil {
			t.Errorf("%q exports the ledger", role)
		}
	}
	page, err := s.Ledger(context.Background(), storetest.Admin(), activity.Query{}, 0, 1)
	if err != nil || len(page.Lines) != 1 || page.Lines[0].Incident.ID == hidden.ID || page.Next != 0 || page.Head.Number != 2 {
		t.Errorf("%+v, %v", page, err)
	}
	if page.Lines[0].Who != "Sample Admin" || page.Lines[0].Did != "opened the incident" {
		t.Errorf("%+v", page.Lines[0])
	}
	if _, err := s.Ledger(context.Background(), storetest.Admin(), activity.Query{Incident: hidden.Key}, 0, 1); hindcast.CodeOf(err) != hindcast.NotFound {
		t.Errorf("the ledger of an incident that is not theirs: %v", err)
	}
}

// TestRecentGathers: the same again and again is one line.
func TestRecentGathers(t *testing.T) {
	st := storetest.SQLite(t).Open(t)
	i := open(t, st, func(*hindcast.Incident) {})
	for range 3 {
		err := st.Update(context.Background(), storetest.Admin(), func(tx *store.Tx) error {
			e := hindcast.TimelineEvent{ID: hindcast.EventID(tx.NewID("evt")), Text: "seen"}
			return tx.Events().Add("event.added", i.ID, &e)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	lines, err := activity.New(st).Recent(context.Background(), storetest.Member("kim"), 10)
	if err != nil || len(lines) != 2 || lines[0].Did != "added 3 timeline events" || lines[0].Count != 3 {
		t.Errorf("%+v, %v", lines, err)
	}
}

// TestPhrases: whatever is in the ledger reads as words.
func TestPhrases(t *testing.T) {
	for _, c := range []struct {
		verb, kind string
		n          int
		want       string
	}{
		{"event.added", "event", 1, "added a timeline event"}, {"event.added", "event", 2, "added 2 timeline events"},
		{"incident.opened", "incident", 1, "opened the incident"}, {"gizmo.turned_off", "gizmo_part", 1, "turned off the gizmo part"},
		{"odd", "odd", 1, "odd"},
	} {
		if got := activity.Phrase(c.verb, c.kind, c.n); got != c.want {
			t.Errorf("%s: %q, want %q", c.verb, got, c.want)
		}
	}
	for kind, words := range activity.Kinds() {
		if strings.Contains(words, "_") || words == "" {
			t.Errorf("%s reads %q", kind, words)
		}
	}
}
