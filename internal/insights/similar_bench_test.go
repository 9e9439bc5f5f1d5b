package insights_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/insights"
	"github.com/hindcast/hindcast/internal/policy"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// BenchmarkSimilar looks for the five most alike of some incidents among many, each
// with five events.
func BenchmarkSimilar(b *testing.B) {
	for _, count := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprintf("incidents=%d", count), func(b *testing.B) {
			if testing.Short() && count > 1_000 {
				b.Skip("takes minutes to fill")
			}
			st := storetest.SQLite(b).Open(b)
			if err := storetest.Crowd(b.Context(), st, count, 5); err != nil {
				b.Fatal(err)
			}
			some, _, err := st.Incidents(b.Context(), storetest.Admin(), store.IncidentFilter{}, store.SortNewest, store.Page{Limit: 100})
			if err != nil {
				b.Fatal(err)
			}
			service, random := insights.New(st, func(context.Context) (hindcast.Policy, error) { return policy.Default(), nil }, time.Now), rand.New(rand.NewPCG(7, 7))
			took := make([]time.Duration, 0, b.N)
			for b.Loop() {
				of, began := some[random.IntN(len(some))].Incident.ID, time.Now()
				found, err := service.Similar(b.Context(), storetest.Admin(), of, 5)
				if err != nil || len(found) == 0 {
					b.Fatal(len(found), err)
				}
				took = append(took, time.Since(began))
			}
			b.ReportMetric(storetest.Percentile(took, 95), "p95-ms")
		})
	}
}
