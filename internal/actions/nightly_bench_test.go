package actions_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/jobs"
	"github.com/hindcast/hindcast/internal/policy"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// BenchmarkNight dispatches and looks at many proofs of an endpoint on loopback, as
// one night does: planning them, then enqueuing and doing every look.
func BenchmarkNight(b *testing.B) {
	for _, engine := range []string{"sqlite", "postgres"} {
		for _, count := range []int{1_000, 30_000, 100_000} {
			b.Run(fmt.Sprintf("%s/proofs=%d", engine, count), func(b *testing.B) {
				if testing.Short() && count > 1_000 {
					b.Skip("takes minutes")
				}
				for range b.N {
					night(b, engine, count)
				}
			})
		}
	}
}

func night(b *testing.B, engine string, count int) {
	b.StopTimer()
	var micros, looks atomic.Int64
	micros.Store(time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC).UnixMicro())
	now := func() time.Time { return time.UnixMicro(micros.Load()).UTC() }
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer s.Close()
	db := storetest.Engine(b, engine)
	db.Durable(b)
	db.Config.Now = now
	st := db.Open(b)
	service := actions.New(st, func(context.Context) (hindcast.Policy, error) { return policy.Default(), nil }, now, outside())
	many(b, st, s.URL, count)
	runner := jobs.New(st, jobs.Options{Worker: "bench", AtOnce: 8, Log: slog.New(slog.DiscardHandler), Now: now}, []jobs.Kind{
		{Name: actions.CheckJob, Run: func(ctx context.Context, j store.Job) error {
			err := service.Check(ctx, j)
			looks.Add(1)
			return err
		}},
	})
	if err := service.Dispatch(b.Context(), store.Job{}); err != nil { // plans
		b.Fatal(err)
	}
	micros.Add((24 * time.Hour).Microseconds())
	var most atomic.Uint64
	ctx, stop := context.WithCancel(b.Context())
	var done sync.WaitGroup
	done.Go(func() {
		for ctx.Err() == nil {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most.Store(max(most.Load(), m.HeapAlloc))
			time.Sleep(20 * time.Millisecond)
		}
	})
	b.StartTimer()
	began := time.Now()
	if err := service.Dispatch(b.Context(), store.Job{}); err != nil {
		b.Fatal(err)
	}
	dispatched := time.Since(began)
	done.Go(func() { _ = runner.Run(ctx) })
	for looks.Load() < int64(count) {
		time.Sleep(10 * time.Millisecond)
	}
	b.StopTimer()
	b.ReportMetric(float64(count)/time.Since(began).Seconds(), "proofs/s")
	b.ReportMetric(dispatched.Seconds(), "s-dispatch")
	b.ReportMetric(float64(most.Load())/(1<<20), "MB-heap")
	stop()
	done.Wait()
}

// many adds proofs of an endpoint, a hundred to an incident.
func many(b *testing.B, st *store.Store, address string, count int) {
	b.Helper()
	const each = 100
	for n := 0; n < count; n += each {
		err := st.Update(ctx, ann, func(tx *store.Tx) error {
			i, err := tx.AddRecord(&hindcast.Record{Incident: hindcast.Incident{Title: "Down", Kind: hindcast.Operational}})
			if err != nil {
				return err
			}
			var all []*hindcast.Action
			var proofs []*store.ActionProof
			for range each {
				a := hindcast.Action{ID: hindcast.ActionID(tx.NewID("act")), Title: "Page on errors", State: hindcast.ActionOpen}
				all = append(all, &a)
				proofs = append(proofs, &store.ActionProof{Action: a.ID, Proof: hindcast.Proof{ID: hindcast.ProofID(tx.NewID("prf")), Kind: hindcast.ProofHTTP, Subject: address}})
			}
			if err := tx.Actions().AddAll("action.added", i.ID, all); err != nil {
				return err
			}
			return tx.Proofs().AddAll("proof.added", i.ID, proofs)
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
