package actions_test

import (
	"context"
	"net/netip"
	"os"
	"path/filepath"
	"testing"

	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/keyring"
	"github.com/hindcast/hindcast/internal/policy"
	"github.com/hindcast/hindcast/internal/safehttp"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var (
	ctx = context.Background()
	ann = storetest.Member("Ann")
	bo  = storetest.Member("Bo")
	fay = hindcast.Actor{User: "usr_fay", Name: "Fay", Role: hindcast.Facilitator}
	vic = hindcast.Actor{User: "usr_vic", Name: "Vic", Role: hindcast.Viewer}
)

// desk is the service under test over one incident.
type desk struct {
	*actions.Service
	t        *testing.T
	store    *store.Store
	incident hindcast.Incident
}

// outside lets proofs reach what tests serve on loopback.
func outside() actions.Outside {
	folder, err := os.MkdirTemp("", "hindcast-keys-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	ring, err := keyring.Open(filepath.Join(folder, "secrets.key"))
	if err != nil {
		panic(err)
	}
	door := safehttp.New(safehttp.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	return actions.Outside{Ring: ring, Door: door, Large: door, Base: "https://hindcast.example"}
}

func each(t *testing.T, visibility hindcast.Visibility, test func(d desk)) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		rules := func(context.Context) (hindcast.Policy, error) { return policy.Default(), nil }
		d := desk{Service: actions.New(st, rules, db.Config.Now, outside()), t: t, store: st}
		d.ok(st.Update(ctx, ann, func(tx *store.Tx) (err error) {
			d.incident, err = tx.AddRecord(&hindcast.Record{Incident: hindcast.Incident{Title: "Down", Kind: hindcast.Operational, Visibility: visibility}})
			return err
		}))
		test(d)
	})
}

func (d desk) ok(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d desk) is(what string, err error, want hindcast.Code) {
	d.t.Helper()
	if hindcast.CodeOf(err) != want {
		d.t.Errorf("%s: %v, want %q", what, err, want)
	}
}

// added is an action that Ann owns.
func (d desk) added() actions.Kept {
	d.t.Helper()
	a, err := d.Add(ctx, ann, d.incident.Key, hindcast.Action{Title: "Page on errors", Owner: ann.Person(), Change: hindcast.ChangeAlerting, Priority: hindcast.HighPriority})
	d.ok(err)
	return a
}

func (d desk) moved(by hindcast.Actor, a actions.Kept, to hindcast.ActionState, reason string) actions.Kept {
	d.t.Helper()
	next, err := d.Move(ctx, by, a.Value.ID, a.Version, to, reason)
	d.ok(err)
	return next
}

func TestDeadlineMoves(t *testing.T) {
	each(t, hindcast.VisibleToEveryone, func(d desk) {
		a := d.added()
		first := a.Value.Due
		if first.IsZero() || a.Value.FirstDue != first {
			t.Fatalf("the policy's deadline is %v, first %v", first, a.Value.FirstDue)
		}
		a.Value.Due = first.AddDays(10)
		_, err := d.Change(ctx, ann, a.Value, a.Version, "")
		d.is("no reason", err, hindcast.Invalid)
		changed, err := d.Change(ctx, bo, a.Value, a.Version, "the supplier is late")
		d.ok(err)
		if changed.Value.Due != first.AddDays(10) || changed.Value.FirstDue != first {
			t.Errorf("%+v", changed.Value)
		}
		_, err = d.Change(ctx, ann, a.Value, a.Version, "again")
		d.is("an old version", err, hindcast.Stale)
		_, err = d.Change(ctx, vic, changed.Value, changed.Version, "")
		d.is("a viewer", err, hindcast.Forbidden)
	})
}

func TestDoneIsAClaimVerifiedAFact(t *testing.T) {
	each(t, hindcast.VisibleToEveryone, func(d desk) {
		a := d.added()
		_, err := d.Move(ctx, bo, a.Value.ID, a.Version, hindcast.ActionDone, "")
		d.is("somebody else says it is done", err, hindcast.Forbidden)
		_, err = d.Move(ctx, fay, a.Value.ID, a.Version, hindcast.ActionVerified, "")
		d.is("verified before it is done", err, hindcast.Conflict)
		done := d.moved(ann, d.moved(ann, a, hindcast.ActionInProgress, ""), hindcast.ActionDone, "")
		_, err = d.Move(ctx, fay, a.Value.ID, a.Version, hindcast.ActionVerified, "")
		d.is("no proof", err, hindcast.Conflict)

		p, err := d.AddProof(ctx, ann, a.Value.ID, hindcast.Proof{Kind: hindcast.ProofAttestation, Subject: "the page arrives"})
		d.ok(err)
		_, err = d.RecordResult(ctx, ann, p.Value.Proof.ID, hindcast.ProofResult{Outcome: hindcast.Holds})
		d.is("the owner attests", err, hindcast.Forbidden)
		_, err = d.CheckNow(ctx, fay, p.Value.Proof.ID)
		d.is("a machine attests", err, hindcast.Conflict)
		_, err = d.RecordResult(ctx, bo, p.Value.Proof.ID, hindcast.ProofResult{Outcome: hindcast.Holds, Seen: "it did"})
		d.ok(err)
		_, err = d.Move(ctx, bo, a.Value.ID, done.Version, hindcast.ActionVerified, "")
		d.is("a member verifies", err, hindcast.Forbidden)
		_, err = d.Move(ctx, ann, a.Value.ID, done.Version, hindcast.ActionVerified, "")
		d.is("the owner verifies", err, hindcast.Forbidden)
		verified := d.moved(fay, done, hindcast.ActionVerified, "")
		verified.Value.Owner = bo.Person()
		_, err = d.Change(ctx, ann, verified.Value, verified.Version, "")
		d.is("another owner of a claim", err, hindcast.Conflict)
		d.is("a checked proof goes", d.RemoveProof(ctx, ann, p.Value.Proof.ID, p.Version), hindcast.Conflict)
		d.is("its effect", d.JudgeEffect(ctx, fay, hindcast.EffectCheck{Action: a.Value.ID, Day: 30, Effect: hindcast.Effective}), "")
		d.is("on another day", d.JudgeEffect(ctx, fay, hindcast.EffectCheck{Action: a.Value.ID, Day: 7, Effect: hindcast.Effective}), hindcast.Invalid)

		e, err := d.Get(ctx, vic, a.Value.ID)
		d.ok(err)
		if len(e.Proofs) != 1 || len(e.Action.Proofs[0].Results) != 1 || len(e.Effects) != 1 || e.History[0].Verb != "action.verified" {
			t.Errorf("%+v", e)
		}
	})
}

func TestDropAndReopen(t *testing.T) {
	each(t, hindcast.VisibleToEveryone, func(d desk) {
		a := d.added()
		_, err := d.Move(ctx, fay, a.Value.ID, a.Version, hindcast.ActionDropped, " ")
		d.is("no reason", err, hindcast.Invalid)
		_, err = d.Move(ctx, ann, a.Value.ID, a.Version, hindcast.ActionDropped, "too hard")
		d.is("the owner drops", err, hindcast.Forbidden)
		done := d.moved(ann, a, hindcast.ActionDone, "")
		_, err = d.Move(ctx, bo, a.Value.ID, done.Version, hindcast.ActionOpen, "")
		d.is("reopened without a reason", err, hindcast.Invalid)
		open := d.moved(bo, done, hindcast.ActionOpen, "it still pages nobody")
		d.moved(fay, open, hindcast.ActionDropped, "the service is gone")
	})
}

// TestRestricted: what an outsider may not see does not exist for them.
func TestRestricted(t *testing.T) {
	each(t, hindcast.Restricted, func(d desk) {
		a := d.added()
		p, err := d.AddProof(ctx, ann, a.Value.ID, hindcast.Proof{Kind: hindcast.ProofHTTP, Subject: "https://example.test"})
		d.ok(err)
		_, err = d.Get(ctx, bo, a.Value.ID)
		d.is("read", err, hindcast.NotFound)
		_, err = d.Change(ctx, bo, a.Value, a.Version, "")
		d.is("changed", err, hindcast.NotFound)
		_, err = d.Move(ctx, fay, a.Value.ID, a.Version, hindcast.ActionDropped, "r")
		d.is("dropped", err, hindcast.NotFound)
		_, err = d.RecordResult(ctx, fay, p.Value.Proof.ID, hindcast.ProofResult{Outcome: hindcast.Holds})
		d.is("proved", err, hindcast.NotFound)
		_, err = d.Add(ctx, bo, d.incident.Key, hindcast.Action{Title: "x"})
		d.is("added to", err, hindcast.NotFound)
		rows, _, err := d.List(ctx, bo, actions.Filter{}, "", actions.Page{})
		d.ok(err)
		if len(rows) != 0 {
			t.Errorf("an outsider lists %d actions", len(rows))
		}
	})
}
