package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// BenchmarkAddFiftyEvents measures one update with 50 events, as a webhook that
// brings 50 alerts makes: "events/s" are all kept, each with its entry.
func BenchmarkAddFiftyEvents(b *testing.B) {
	eachEngine(b, func(b *testing.B, engine string) {
		db := storetest.Engine(b, engine)
		db.Durable(b)
		st := db.Open(b)
		var incidents []hindcast.IncidentID
		for i := range 20 {
			incidents = append(incidents, addIncident(b, st, storetest.Admin(), fmt.Sprint("alerts ", i)).ID)
		}
		const alerts = 50
		n := 0
		begin := time.Now()
		for b.Loop() {
			err := st.Update(context.Background(), storetest.Admin(), func(tx *store.Tx) error {
				var events []*hindcast.TimelineEvent
				for i := range alerts {
					events = append(events, &hindcast.TimelineEvent{ID: hindcast.EventID(tx.NewID("evt")), At: tx.Now(), Kind: hindcast.Signal,
						Text: fmt.Sprintf("HighErrorRate on checkout-%d: 5xx above 2 %% for 5 minutes", i)})
				}
				return tx.Events().AddAll("event.added", incidents[n%len(incidents)], events)
			})
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		b.ReportMetric(float64(n*alerts)/time.Since(begin).Seconds(), "events/s")
	})
}
