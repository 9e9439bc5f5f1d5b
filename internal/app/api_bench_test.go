package app

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

const opening = `{"title": "Checkout is slow in Europe", "severity": "P2", "services": ["checkout", "payments"]}`

// BenchmarkAPI measures opening and listing incidents over the API beside the
// least that could keep and list something over HTTP: a handler that reads the
// JSON and adds one row, or reads one and writes the JSON. "of-commits" is the rate
// of opening divided by that of adding rows without HTTP.
func BenchmarkAPI(b *testing.B) {
	for _, engine := range []string{"sqlite", "postgres"} {
		b.Run(engine, func(b *testing.B) {
			db := storetest.Engine(b, engine)
			db.Durable(b)
			who := serving(b, emptyStore(b, db))
			for _, clients := range []int{1, 32} {
				bare := bareHandler(b, db, clients)
				b.Run(fmt.Sprintf("open/clients=%d", clients), func(b *testing.B) {
					beside(b, clients, func() error { return posted(who, "/api/v1/incidents", http.StatusCreated) }, func() error { return posted(bare, "/", http.StatusCreated) })
				})
				b.Run(fmt.Sprintf("list/clients=%d", clients), func(b *testing.B) {
					beside(b, clients, who.get("/api/v1/incidents"), bare.get("/"))
				})
			}
		})
	}
}

// BenchmarkAPICommits measures opening incidents over the API beside adding rows
// without HTTP: what the disk allows.
func BenchmarkAPICommits(b *testing.B) {
	for _, engine := range []string{"sqlite", "postgres"} {
		b.Run(engine, func(b *testing.B) {
			db := storetest.Engine(b, engine)
			db.Durable(b)
			who := serving(b, emptyStore(b, db))
			for _, clients := range []int{1, 32} {
				bare := db.Bare(b, clients)
				b.Run(fmt.Sprintf("open/clients=%d", clients), func(b *testing.B) {
					beside(b, clients, func() error { return posted(who, "/api/v1/incidents", http.StatusCreated) }, func() error {
						_, err := bare.Exec(storetest.BareInsert, opening)
						return err
					})
				})
			}
		})
	}
}

func posted(to asker, path string, status int) error {
	_, err := to.ask(http.MethodPost, path, opening, status)
	return err
}

// emptyStore holds nothing but who asks.
func emptyStore(b *testing.B, db storetest.Database) Data {
	b.Helper()
	data := Data{Folder: b.TempDir(), DSN: db.Config.DSN}
	st, err := data.Open(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	if err := st.Update(b.Context(), storetest.Admin(), func(tx *store.Tx) error { return tx.Users().Add("user.added", "", &reader) }); err != nil {
		b.Fatal(err)
	}
	return data
}

// bareHandler keeps the title of an opening in a row, and lists 25 rows.
func bareHandler(b *testing.B, db storetest.Database, clients int) asker {
	b.Helper()
	bare := db.Bare(b, clients)
	mux := http.NewServeMux()
	mux.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) {
		var o client.NewIncident
		text, err := io.ReadAll(r.Body)
		if err == nil {
			err = json.Unmarshal(text, &o)
		}
		if err == nil {
			_, err = bare.ExecContext(r.Context(), storetest.BareInsert, o.Title)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.WriteHeader(http.StatusCreated)
		_ = json.NewEncoder(w).Encode(client.Incident{Title: o.Title, State: string(hindcast.IncidentActive)})
	})
	mux.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		rows, err := bare.QueryContext(r.Context(), "select body from bare limit 25")
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		defer rows.Close()
		var page client.Page[client.Incident]
		for rows.Next() {
			var i client.Incident
			if err := rows.Scan(&i.Title); err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
			page.Items = append(page.Items, i)
		}
		_ = json.NewEncoder(w).Encode(page)
	})
	s := httptest.NewServer(mux)
	b.Cleanup(s.Close)
	return newAsker(s.URL, nil)
}
