package store_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// BenchmarkOpenIncident measures Update with one new incident, at several
// callers, beside the physical limit of the same run: one row of one column
// committed through the same driver with the same durability. "ratio" is the
// rate divided by that of the limit.
func BenchmarkOpenIncident(b *testing.B) {
	for _, engine := range []string{"sqlite", "postgres"} {
		b.Run(engine, func(b *testing.B) {
			db := storetest.Engine(b, engine)
			db.Durable(b)
			for _, callers := range []int{1, 8, 32} {
				b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
					bare := db.Bare(b, callers)
					commit := func() error {
						_, err := bare.Exec(storetest.BareInsert, "Checkout is slow in Europe")
						return err
					}
					limit := storetest.Limit(b, limitCallers(engine, callers), commit)
					st := db.Open(b)
					run := storetest.Calls(b, callers, func() error { return openOne(st) })
					limit = (limit + storetest.Limit(b, limitCallers(engine, callers), commit)) / 2 // other load comes and goes
					b.ReportMetric(0, "ns/op")
					b.ReportMetric(run.Rate, "commits/s")
					b.ReportMetric(limit, "limit/s")
					b.ReportMetric(run.Rate/limit, "ratio")
					b.ReportMetric(run.Percentile(50), "p50-ms")
					b.ReportMetric(run.Percentile(99), "p99-ms")
				})
			}
		})
	}
}

// limitCallers says how many callers the limit is measured with: SQLite writes
// one at a time whatever comes, PostgreSQL as many as there are callers.
func limitCallers(engine string, callers int) int {
	if engine == "sqlite" {
		return 1
	}
	return callers
}

func openOne(st *store.Store) error {
	by := storetest.Admin()
	return st.Update(context.Background(), by, func(tx *store.Tx) error {
		key, err := tx.NextKey()
		if err != nil {
			return err
		}
		incident := hindcast.Incident{
			ID: hindcast.IncidentID(tx.NewID("inc")), Key: key, Title: "Checkout is slow in Europe", Kind: hindcast.Operational, State: hindcast.IncidentActive,
			Severity: hindcast.P2, Services: []string{"checkout", "payments"}, Visibility: hindcast.VisibleToEveryone, CreatedAt: tx.Now(), CreatedBy: by.Person(),
		}
		return tx.Incidents().Add("incident.opened", incident.ID, &incident)
	})
}
