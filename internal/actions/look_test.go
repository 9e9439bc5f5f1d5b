package actions_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// endpoint answers with a status that a test can change.
func endpoint(t *testing.T) (address string, status *atomic.Int64) {
	t.Helper()
	status = &atomic.Int64{}
	status.Store(http.StatusOK)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(int(status.Load()))
		fmt.Fprintln(w, `{"limit": 40}`)
	}))
	t.Cleanup(s.Close)
	return s.URL, status
}

func TestBrokenTwiceReopens(t *testing.T) {
	each(t, hindcast.VisibleToEveryone, func(d desk) {
		address, status := endpoint(d.t)
		a := d.added()
		form, err := actions.ComposeProof(hindcast.ProofHTTP, map[string]string{"url": address, "json": "$.limit", "value": "40"})
		d.ok(err)
		p, err := d.AddProof(ctx, ann, a.Value.ID, form)
		d.ok(err)
		check := func(code int) hindcast.ActionState {
			d.t.Helper()
			status.Store(int64(code))
			k, err := d.CheckNow(ctx, fay, p.Value.Proof.ID)
			d.ok(err)
			return k.Value.State
		}
		check(http.StatusOK)
		d.moved(fay, d.moved(ann, a, hindcast.ActionDone, ""), hindcast.ActionVerified, "")
		for _, step := range []struct {
			code int
			want hindcast.ActionState
		}{{http.StatusNotFound, hindcast.ActionVerified}, {http.StatusNotFound, hindcast.ActionOpen}} {
			if got := check(step.code); got != step.want {
				d.t.Errorf("after %d it is %s, want %s", step.code, got, step.want)
			}
		}
		e, err := d.Get(ctx, vic, a.Value.ID)
		d.ok(err)
		results := e.Action.Proofs[0].Results
		if len(results) != 3 || !results[0].By.IsZero() || !strings.Contains(results[0].Seen, "$.limit is 40") || !strings.Contains(results[2].Seen, "404") {
			d.t.Errorf("%+v", results)
		}
	})
}

func TestTryKeepsNothing(t *testing.T) {
	each(t, hindcast.Restricted, func(d desk) {
		address, _ := endpoint(d.t)
		a := d.added()
		p := hindcast.Proof{Kind: hindcast.ProofHTTP, Subject: address, Expect: "contains: limit"}
		r, err := d.Try(ctx, ann, a.Value.ID, p)
		d.ok(err)
		if r.Outcome != hindcast.Holds || !strings.Contains(r.Seen, `line 1: {"limit": 40}`) {
			d.t.Errorf("%+v", r)
		}
		e, err := d.Get(ctx, ann, a.Value.ID)
		d.ok(err)
		if len(e.Proofs) != 0 {
			d.t.Errorf("kept: %+v", e.Proofs)
		}
		_, err = d.Try(ctx, bo, a.Value.ID, p)
		d.is("who does not see it", err, hindcast.NotFound)
		_, err = d.Try(ctx, ann, a.Value.ID, hindcast.Proof{Kind: hindcast.ProofAttestation, Subject: "x"})
		d.is("an attestation", err, hindcast.Conflict)
		_, err = d.Try(ctx, ann, a.Value.ID, hindcast.Proof{Kind: hindcast.ProofBacktest, Subject: "x"})
		d.is("a backtest", err, hindcast.Unsupported)
		_, err = d.Try(ctx, ann, a.Value.ID, hindcast.Proof{Kind: hindcast.ProofHTTP, Subject: address, Expect: "contains: /(/"})
		d.is("no expression", err, hindcast.Invalid)
	})
}
