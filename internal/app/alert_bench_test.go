package app

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/hindcast/hindcast/internal/store/storetest"
)

// BenchmarkAlerts measures alerts that become events of an open incident, over the
// hook, beside adding rows without HTTP: one alert to a message, and fifty.
func BenchmarkAlerts(b *testing.B) {
	for _, engine := range []string{"sqlite", "postgres"} {
		b.Run(engine, func(b *testing.B) {
			db := storetest.Engine(b, engine)
			db.Durable(b)
			who := serving(b, emptyStore(b, db))
			if err := posted(who, "/api/v1/incidents", http.StatusCreated); err != nil {
				b.Fatal(err)
			}
			var sent atomic.Int64
			deliver := func(alerts int) func() error {
				return func() error {
					_, err := who.ask(http.MethodPost, "/api/v1/hooks/alertmanager", alertMessage(&sent, alerts), http.StatusOK)
					return err
				}
			}
			for _, clients := range []int{1, 32} {
				bare := db.Bare(b, clients)
				b.Run(fmt.Sprintf("alerts=1/clients=%d", clients), func(b *testing.B) {
					beside(b, clients, deliver(1), func() error {
						_, err := bare.Exec(storetest.BareInsert, opening)
						return err
					})
				})
			}
			b.Run("alerts=50/clients=1", func(b *testing.B) {
				send := deliver(50)
				for b.Loop() {
					if err := send(); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(50*float64(b.N)/b.Elapsed().Seconds(), "alerts/s")
			})
		})
	}
}

// alertMessage is a webhook of Alertmanager with alerts that were never sent.
func alertMessage(sent *atomic.Int64, alerts int) string {
	list := make([]string, alerts)
	for i := range list {
		n := sent.Add(1)
		list[i] = fmt.Sprintf(`{"status": "firing", "labels": {"alertname": "CheckoutSlow", "service": "checkout", "instance": "node-%d"},
			"annotations": {"summary": "Half of the requests take longer than a second"}, "startsAt": "2026-03-02T09:00:00Z", "endsAt": "0001-01-01T00:00:00Z", "fingerprint": "%016x"}`, n, n)
	}
	return `{"version": "4", "status": "firing", "receiver": "hindcast", "alerts": [` + strings.Join(list, ",") + `]}`
}
