package app

import (
	"database/sql"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// TestANodeIsKilledAtNight: two programs share the looks of a night, and one is
// killed with looks in hand. Each proof is judged once, and none is skipped.
func TestANodeIsKilledAtNight(t *testing.T) {
	const proofs, before = 200, 40
	var answered atomic.Int64
	goOn := make(chan struct{})
	world := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if answered.Add(1) > before {
			select {
			case <-goOn:
			case <-r.Context().Done():
				return // who asked is dead
			}
		}
		fmt.Fprint(w, "all is well")
	}))
	defer world.Close()
	db := storetest.Postgres(t)
	p := start(t, func(c *Config) { c.DSN, c.Outside.Allow = db.Config.DSN, loopback() })
	p.provedBy(world.URL, proofs)
	raw := db.Raw(t)
	defer raw.Close()
	_, other := p.startNode()

	lastNight := time.Now().Add(-time.Hour).UnixMicro()
	changed(t, raw, proofs, "update proofs set due_at = $1", lastNight)
	if err := p.actions.Dispatch(t.Context(), store.Job{}); err != nil {
		t.Fatal(err)
	}
	of := fmt.Sprintf("%%/%d proofs", other.Pid)
	eventually(t, "both nodes have as many looks in hand as they take", func() bool {
		return number(t, raw, "select count(*) from jobs where kind = 'proof.check' and worker like $1 and lease_end > 0", of) == 8 &&
			number(t, raw, "select count(*) from proof_checks") == before && answered.Load() >= before+16
	})
	if err := other.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	close(goOn)
	eventually(t, "only what the dead node had in hand is left", func() bool {
		return number(t, raw, "select count(*) from proof_checks") == proofs-8
	})
	changed(t, raw, 8, "update jobs set lease_end = 1 where worker like $1", of) // as two minutes do
	eventually(t, "nothing is left", func() bool { return number(t, raw, "select count(*) from jobs where kind = 'proof.check'") == 0 })
	if once := number(t, raw, "select count(*) from (select proof_id from proof_checks group by proof_id having count(*) = 1 and min(outcome) = 'holds') o"); once != proofs {
		t.Errorf("%d of %d proofs were judged once", once, proofs)
	}
	if planned := number(t, raw, "select count(*) from proofs where due_at > $1", time.Now().UnixMicro()); planned != proofs {
		t.Errorf("%d of %d proofs are looked at again", planned, proofs)
	}
	if v, err := p.store.Verify(t.Context(), store.VerifyOptions{}); err != nil || len(v.Problems) > 0 {
		t.Errorf("the ledger after the kill: %v, %v", v.Problems, err)
	}
}

// provedBy adds actions, each with a proof that looks at an address.
func (p *program) provedBy(address string, count int) {
	p.t.Helper()
	p.openOne("inc_public")
	p.update(func(tx *store.Tx) error {
		for n := range count {
			a := hindcast.Action{ID: hindcast.ActionID(tx.NewID("act")), Title: fmt.Sprint("Change ", n), State: hindcast.ActionDone}
			if err := tx.Actions().Add("action.added", "inc_public", &a); err != nil {
				return err
			}
			proof := hindcast.Proof{ID: hindcast.ProofID(tx.NewID("prf")), Kind: hindcast.ProofHTTP, Subject: address, Expect: "contains: all is well"}
			if err := tx.Proofs().Add("proof.added", "inc_public", &store.ActionProof{Action: a.ID, Proof: proof}); err != nil {
				return err
			}
		}
		return nil
	})
}

// number asks the database for one.
func number(t *testing.T, raw *sql.DB, query string, args ...any) (n int) {
	t.Helper()
	if err := raw.QueryRow(query, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// changed changes rows by hand, as many as are wanted.
func changed(t *testing.T, raw *sql.DB, want int64, statement string, args ...any) {
	t.Helper()
	r, err := raw.Exec(statement, args...)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := r.RowsAffected(); err != nil || n != want {
		t.Fatalf("%d rows were changed, not %d: %v", n, want, err)
	}
}
