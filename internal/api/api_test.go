package api_test

import (
	"encoding/json"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/api"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
	"github.com/hindcast/hindcast/internal/server"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// call asks the line of the table with a pattern, as an actor.
func call(t *testing.T, g server.Group, by hindcast.Actor, pattern, target string) *httptest.ResponseRecorder {
	t.Helper()
	for _, route := range g.Routes {
		if route.Pattern == pattern {
			w := httptest.NewRecorder()
			if err := route.Serve(w, httptest.NewRequest("GET", target, nil), by); err != nil {
				t.Fatal(err)
			}
			return w
		}
	}
	t.Fatalf("no route %s", pattern)
	return nil
}

func TestListIncidents(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		err := st.Update(t.Context(), storetest.Admin(), func(tx *store.Tx) error {
			for _, title := range []string{"One", "Two", "Three"} {
				if _, err := tx.AddRecord(&hindcast.Record{Incident: hindcast.Incident{Title: title, Kind: hindcast.Operational, Severity: hindcast.P2}}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		a := api.New(api.Services{Incidents: incidents.New(st, nil)}, api.Options{Now: time.Now})
		w := call(t, a.Group(), storetest.Member("Ada"), "GET /api/v1/incidents", "/api/v1/incidents?limit=2&severity=P2&sort=key")
		var got client.Page[client.Incident]
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != 200 || len(got.Items) != 2 || got.Next == nil || got.Items[0].Title != "Three" {
			t.Errorf("%d %v %s", w.Code, err, w.Body)
		}
		for _, bad := range []string{"limit=0", "limit=many", "severity=P9", "from=yesterday", "unknown=1"} {
			if w := call(t, a.Group(), storetest.Member("Ada"), "GET /api/v1/incidents", "/api/v1/incidents?"+bad); w.Code != 422 {
				t.Errorf("%s: %d %s", bad, w.Code, w.Body)
			}
		}
	})
}
