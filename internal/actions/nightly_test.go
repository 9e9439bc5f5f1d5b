package actions_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/jobs"
	"github.com/hindcast/hindcast/internal/policy"
	"github.com/hindcast/hindcast/internal/proof/prometheustest"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// nights is a desk whose clock a test moves, with nodes that look at night.
type nights struct {
	desk
	micros atomic.Int64
}

func (n *nights) now() time.Time       { return time.UnixMicro(n.micros.Load()).UTC() }
func (n *nights) pass(d time.Duration) { n.micros.Add(d.Microseconds()) }
func (n *nights) dispatch()            { n.t.Helper(); n.ok(n.Dispatch(ctx, store.Job{})) }
func (n *nights) results(id hindcast.ActionID) []hindcast.ProofResult {
	n.t.Helper()
	e, err := n.Get(ctx, ann, id)
	n.ok(err)
	return e.Action.Proofs[0].Results
}

// eachNight runs a test on both databases. The incident is restricted: what looks
// at night sees it all the same.
func eachNight(t *testing.T, test func(n *nights, another func() *store.Store)) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		n := &nights{}
		n.micros.Store(time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC).UnixMicro())
		db.Config.Now = n.now
		st := db.Open(t)
		rules := func(context.Context) (hindcast.Policy, error) { return policy.Default(), nil }
		n.desk = desk{Service: actions.New(st, rules, n.now, outside()), t: t, store: st}
		n.ok(st.Update(ctx, ann, func(tx *store.Tx) (err error) {
			n.incident, err = tx.AddRecord(&hindcast.Record{Incident: hindcast.Incident{Title: "Down", Kind: hindcast.Operational, Visibility: hindcast.Restricted},
				Participants: []hindcast.Participant{{Person: fay.Person(), Roles: []hindcast.Role{hindcast.IncidentLeader}}}})
			if err != nil {
				return err
			}
			if err := tx.Reviews().Add("review.opened", n.incident.ID, &hindcast.Review{ID: hindcast.ReviewID(tx.NewID("rev")), Incidents: []hindcast.IncidentID{n.incident.ID}, State: hindcast.ReviewDrafting, Facilitator: fay.Person()}); err != nil {
				return err
			}
			for _, a := range []hindcast.Actor{ann, fay} {
				if err := tx.Users().Add("user.added", "", &hindcast.User{ID: a.User, Name: a.Name, Email: strings.ToLower(a.Name) + "@example.org", Role: a.Role}); err != nil {
					return err
				}
			}
			return nil
		}))
		test(n, func() *store.Store { return db.Open(t) })
	})
}

// node does the jobs of actions until the test ends or stop is called.
func (n *nights) node(st *store.Store, name string, check func(context.Context, store.Job) error) (stop func()) {
	n.t.Helper()
	runner := jobs.New(st, jobs.Options{Worker: name, Poll: 60 * time.Millisecond, Log: slog.New(slog.DiscardHandler), Now: n.now}, []jobs.Kind{
		{Name: actions.CheckJob, Run: check},
	})
	running, cancel := context.WithCancel(ctx)
	var done sync.WaitGroup
	done.Go(func() { _ = runner.Run(running) })
	stop = sync.OnceFunc(func() { cancel(); done.Wait() })
	n.t.Cleanup(stop)
	return stop
}

func (n *nights) eventually(what string, is func() bool) {
	n.t.Helper()
	for range 1500 {
		if is() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	n.t.Fatalf("never: %s", what)
}

// noted counts the entries of a verb.
func (n *nights) noted(verb string) int {
	n.t.Helper()
	entries, err := n.store.EntriesBefore(ctx, fay, 0, 100, store.EntryFilter{Verb: verb})
	n.ok(err)
	return len(entries)
}

// TestNight tells the story: in place, gone, confirmed, reopened, restored.
func TestNight(t *testing.T) {
	eachNight(t, func(n *nights, _ func() *store.Store) {
		address, status := endpoint(n.t)
		a := n.added()
		form, err := actions.ComposeProof(hindcast.ProofHTTP, map[string]string{"url": address, "json": "$.limit"})
		n.ok(err)
		_, err = n.AddProof(ctx, ann, a.Value.ID, form)
		n.ok(err)
		n.node(n.store, "night", n.Check)
		night := func(results int) {
			n.t.Helper()
			n.pass(24 * time.Hour)
			n.dispatch()
			n.eventually(fmt.Sprintf("there are %d results", results), func() bool { return len(n.results(a.Value.ID)) == results })
		}
		n.dispatch() // plans
		night(1)
		n.moved(fay, n.moved(ann, a, hindcast.ActionDone, ""), hindcast.ActionVerified, "")
		status.Store(http.StatusNotFound)
		night(2)
		state := func() hindcast.ActionState {
			e, err := n.Get(ctx, ann, a.Value.ID)
			n.ok(err)
			return e.Action.State
		}
		if got := state(); got != hindcast.ActionVerified {
			n.t.Fatalf("one look that finds it broken makes the action %s", got)
		}
		n.pass(11 * time.Minute)
		n.eventually("it is confirmed and reopened", func() bool { return state() == hindcast.ActionOpen })
		if noted := n.noted("action.reopened"); noted != 1 {
			n.t.Errorf("it is noted %d times that it was reopened", noted)
		}
		status.Store(http.StatusOK)
		night(4)
		if r := n.results(a.Value.ID); r[3].Outcome != hindcast.Holds || !r[3].By.IsZero() {
			n.t.Errorf("%+v", r)
		}
		if v, err := n.store.Verify(ctx, store.VerifyOptions{}); err != nil || len(v.Problems) > 0 {
			n.t.Errorf("%v %v", v.Problems, err)
		}
	})
}

// TestRuleOfPrometheus weakens a rule of a real Prometheus and restores it.
func TestRuleOfPrometheus(t *testing.T) {
	const rules = "groups:\n  - name: payments\n    rules:\n      - alert: PaymentsFailing\n        expr: sum(rate(payments_failed[5m])) > %s\n        for: 5m\n"
	server := prometheustest.Start(t, fmt.Sprintf(rules, "0.1"))
	eachNight(t, func(n *nights, _ func() *store.Store) {
		server.Rules(fmt.Sprintf(rules, "0.1"))
		_, err := n.AddSource(ctx, storetest.Admin(), actions.NewSource{Name: "metrics", Kind: hindcast.SourcePrometheus, Base: server.Base, Secret: "only-read"})
		n.ok(err)
		a := n.added()
		form, err := actions.ComposeProof(hindcast.ProofAlertRule, map[string]string{"alert": "PaymentsFailing", "source": "metrics", "for": "300s", "expr": "sum (rate(payments_failed[5m]))\n  > 0.1"})
		n.ok(err)
		p, err := n.AddProof(ctx, ann, a.Value.ID, form)
		n.ok(err)
		n.node(n.store, "night", n.Check)
		n.dispatch()
		after := func(d time.Duration, results int, want hindcast.ActionState) {
			n.t.Helper()
			n.pass(d)
			n.dispatch()
			n.eventually(fmt.Sprintf("there are %d results", results), func() bool { return len(n.results(a.Value.ID)) == results })
			e, err := n.Get(ctx, ann, a.Value.ID)
			n.ok(err)
			if e.Action.State != want {
				n.t.Errorf("after %d results the action is %s, want %s: %+v", results, e.Action.State, want, n.results(a.Value.ID))
			}
		}
		after(24*time.Hour, 1, hindcast.ActionOpen)
		n.moved(fay, n.moved(ann, a, hindcast.ActionDone, ""), hindcast.ActionVerified, "")
		server.Rules(fmt.Sprintf(rules, "0.9"))
		after(24*time.Hour, 2, hindcast.ActionVerified)
		after(11*time.Minute, 3, hindcast.ActionOpen)
		server.Rules(fmt.Sprintf(rules, "0.1"))
		after(24*time.Hour, 4, hindcast.ActionOpen)
		r := n.results(a.Value.ID)
		if r[3].Outcome != hindcast.Holds {
			n.t.Errorf("%+v", r)
		}
		before, now, err := n.BeforeAfter(ctx, ann, p.Value.Proof.ID)
		n.ok(err)
		if !strings.Contains(before.Body, "> 0.9") || !strings.Contains(now.Body, "> 0.1") {
			n.t.Errorf("from %q to %q", before.Body, now.Body)
		}
	})
}

// TestEachIsJudgedOnce lets one node die with jobs in hand, some of them kept and
// not ended, while another goes on: each proof has one result.
func TestEachIsJudgedOnce(t *testing.T) {
	eachNight(t, func(n *nights, another func() *store.Store) {
		address, _ := endpoint(n.t)
		const count = 40
		var ids []hindcast.ActionID
		for range count {
			a := n.added()
			_, err := n.AddProof(ctx, ann, a.Value.ID, hindcast.Proof{Kind: hindcast.ProofHTTP, Subject: address})
			n.ok(err)
			ids = append(ids, a.Value.ID)
		}
		second := another()
		n.dispatch()
		n.pass(24 * time.Hour)
		var both sync.WaitGroup
		for range 2 {
			both.Go(func() { n.dispatch() })
		}
		both.Wait()
		held, err := second.Claim(ctx, "dead", []string{actions.CheckJob}, 7, time.Minute)
		n.ok(err)
		if len(held) != 7 {
			n.t.Fatalf("%d jobs", len(held))
		}
		for _, j := range held[:3] {
			n.ok(n.Check(ctx, j)) // and then it dies, before it says so
		}
		n.node(n.store, "first", n.Check)
		n.node(another(), "third", n.Check)
		counted := func() (done, most int) {
			for _, id := range ids {
				r := len(n.results(id))
				most = max(most, r)
				if r > 0 {
					done++
				}
			}
			return done, most
		}
		n.eventually("those of the dead node are left", func() bool { done, _ := counted(); return done == count-4 })
		n.pass(61 * time.Second)
		n.eventually("all are judged", func() bool { done, _ := counted(); return done == count })
		n.eventually("no job is left", func() bool {
			left, err := second.Claim(ctx, "inspector", []string{actions.CheckJob}, 1, time.Microsecond)
			return err == nil && len(left) == 0
		})
		if _, most := counted(); most != 1 {
			n.t.Errorf("a proof was judged %d times", most)
		}
	})
}

// TestUnknownIsTriedAgain lets nobody answer: the look counts after some attempts,
// and reopens nothing.
func TestUnknownIsTriedAgain(t *testing.T) {
	eachNight(t, func(n *nights, _ func() *store.Store) {
		a := n.added()
		_, err := n.AddProof(ctx, ann, a.Value.ID, hindcast.Proof{Kind: hindcast.ProofHTTP, Subject: "http://127.0.0.1:1/"})
		n.ok(err)
		var tries atomic.Int64
		n.node(n.store, "night", func(ctx context.Context, j store.Job) error { tries.Add(1); return n.Check(ctx, j) })
		n.dispatch()
		for night := 1; night <= 3; night++ {
			n.pass(24 * time.Hour)
			n.dispatch()
			n.eventually("it counts", func() bool { n.pass(5 * time.Second); return len(n.results(a.Value.ID)) == night })
			if got := tries.Load(); got != int64(3*night) {
				n.t.Errorf("%d attempts in %d nights", got, night)
			}
		}
		e, err := n.Get(ctx, ann, a.Value.ID)
		n.ok(err)
		if p := e.Action.Proofs[0]; !p.Stale() || p.Result() != hindcast.Unknown {
			n.t.Errorf("%+v", p)
		}
	})
}

func TestDocumentDeletedUnderAProof(t *testing.T) {
	eachNight(t, func(n *nights, _ func() *store.Store) {
		n.ok(n.store.Update(ctx, fay, func(tx *store.Tx) error {
			if err := tx.Documents().Add("document.added", "", &hindcast.Document{ID: "doc_1", Kind: hindcast.Runbook, Title: "Restore"}); err != nil {
				return err
			}
			return tx.Revisions().Add("revision.added", "", &store.DocumentRevision{ID: "rvn_1", Document: "doc_1", Revision: hindcast.Revision{Number: 1, At: tx.Now(), Body: "call the desk", ApprovedBy: fay.Person()}})
		}))
		a := n.added()
		p, err := n.AddProof(ctx, ann, a.Value.ID, hindcast.Proof{Kind: hindcast.ProofDocument, Subject: "Restore", Expect: "contains: desk"})
		n.ok(err)
		_, err = n.CheckNow(ctx, ann, p.Value.Proof.ID)
		n.ok(err)
		n.ok(n.store.Update(ctx, fay, func(tx *store.Tx) error {
			if err := tx.Revisions().Remove("revision.removed", "rvn_1", 1); err != nil {
				return err
			}
			return tx.Revisions().Add("revision.added", "", &store.DocumentRevision{ID: "rvn_2", Document: "doc_1", Revision: hindcast.Revision{Number: 2, At: tx.Now(), Body: "call Ann", ApprovedBy: fay.Person()}})
		}))
		_, err = n.CheckNow(ctx, ann, p.Value.Proof.ID)
		n.ok(err)
		before, after, err := n.BeforeAfter(ctx, ann, p.Value.Proof.ID)
		n.ok(err)
		if before.Body != "call the desk" || after.Body != "call Ann" {
			n.t.Errorf("from %q to %q", before.Body, after.Body)
		}
		_, _, err = n.BeforeAfter(ctx, bo, p.Value.Proof.ID)
		n.is("who does not see it", err, hindcast.NotFound)
		n.ok(n.store.Update(ctx, fay, func(tx *store.Tx) error {
			if err := tx.Revisions().Remove("revision.removed", "rvn_2", 1); err != nil {
				return err
			}
			return tx.Documents().Remove("document.removed", "doc_1", 1)
		}))
		_, err = n.CheckNow(ctx, ann, p.Value.Proof.ID)
		n.ok(err)
		r := n.results(a.Value.ID)
		if len(r) != 3 || r[2].Outcome != hindcast.Broken || !strings.Contains(r[2].Seen, "no document") {
			n.t.Errorf("%+v", r)
		}
	})
}

// TestEffectIsAskedFor notes it on the days the policy names, each once.
func TestEffectIsAskedFor(t *testing.T) {
	eachNight(t, func(n *nights, _ func() *store.Store) {
		a := n.added()
		p, err := n.AddProof(ctx, ann, a.Value.ID, hindcast.Proof{Kind: hindcast.ProofAttestation, Subject: "the page arrives"})
		n.ok(err)
		_, err = n.RecordResult(ctx, fay, p.Value.Proof.ID, hindcast.ProofResult{Outcome: hindcast.Holds, Seen: "it did"})
		n.ok(err)
		n.moved(fay, n.moved(ann, a, hindcast.ActionDone, ""), hindcast.ActionVerified, "")
		n.node(n.store, "night", n.Check)
		ask := func(days, noted int) {
			n.t.Helper()
			n.pass(time.Duration(days) * 24 * time.Hour)
			for range 2 {
				n.ok(n.TellOfEffects(ctx, store.Job{}))
			}
			if got := n.noted("effect.due"); got != noted {
				n.t.Errorf("noted %d times, want %d", got, noted)
			}
		}
		ask(29, 0)
		ask(1, 1)
		ask(30, 1)
		ask(30, 2)
		ask(200, 2)
	})
}

func TestSources(t *testing.T) {
	eachNight(t, func(n *nights, _ func() *store.Store) {
		admin := storetest.Admin()
		_, err := n.AddSource(ctx, ann, actions.NewSource{Name: "metrics", Kind: hindcast.SourcePrometheus, Base: "https://x.example"})
		n.is("a member", err, hindcast.Forbidden)
		s, err := n.AddSource(ctx, admin, actions.NewSource{Name: "metrics", Kind: hindcast.SourceHTTP, Base: "https://x.example/", Secret: "s3cret-text"})
		n.ok(err)
		if s.Base != "https://x.example" || !s.Secret || s.Source.Secret != "" {
			n.t.Errorf("%+v", s)
		}
		_, err = n.AddSource(ctx, admin, actions.NewSource{Name: "Metrics", Kind: hindcast.SourceHTTP, Base: "https://y.example"})
		n.is("the same name", err, hindcast.Invalid)
		_, err = n.ChangeSource(ctx, admin, s.ID, s.Version, actions.NewSource{Name: "metrics", Kind: hindcast.SourceHTTP, Base: "https://evil.example"})
		n.is("another address with the old secret", err, hindcast.Invalid)
		kept, err := n.ChangeSource(ctx, admin, s.ID, s.Version, actions.NewSource{Name: "numbers", Kind: hindcast.SourceHTTP, Base: "https://x.example"})
		n.ok(err)
		if !kept.Secret {
			n.t.Error("the secret went with the name")
		}
		list, _, err := n.Sources(ctx, ann, actions.Page{})
		n.ok(err)
		if len(list) != 1 || list[0].Source.Secret != "" {
			n.t.Errorf("%+v", list)
		}
		entries, err := n.store.EntriesBefore(ctx, admin, 0, 50, store.EntryFilter{Kinds: []string{"source"}})
		n.ok(err)
		if len(entries) != 2 || strings.Contains(fmt.Sprintf("%+v", entries), "s3cret-text") {
			n.t.Errorf("%+v", entries)
		}
		n.ok(n.RemoveSource(ctx, admin, s.ID, kept.Version))
	})
}
