package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/api"
	"github.com/hindcast/hindcast/internal/blob"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
	"github.com/hindcast/hindcast/internal/insights"
	"github.com/hindcast/hindcast/internal/keyring"
	"github.com/hindcast/hindcast/internal/library"
	"github.com/hindcast/hindcast/internal/reviews"
	"github.com/hindcast/hindcast/internal/safehttp"
	"github.com/hindcast/hindcast/internal/server"
	"github.com/hindcast/hindcast/internal/signals"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// house is the API over a real store, behind the real server. Callers are whom
// the header As names.
type house struct {
	t      *testing.T
	store  *store.Store
	server *server.Server
	actors map[string]hindcast.Actor
}

func each(t *testing.T, test func(h *house)) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) { h := build(t, db); test(h) })
}

func build(t *testing.T, db storetest.Database) *house {
	t.Helper()
	h := &house{t: t, store: db.Open(t), actors: map[string]hindcast.Actor{
		"admin": storetest.Admin(), "ada": storetest.Member("ada"), "bo": storetest.Member("bo"),
		"viewer": {User: "usr_viewer", Name: "Viewer", Role: hindcast.Viewer}, "guest": {User: "usr_guest", Name: "Guest", Role: hindcast.Guest, Guest: "rev_none"},
		"facilitator": {User: "usr_fay", Name: "Fay", Role: hindcast.Facilitator},
	}}
	files, err := blob.OpenDisk(t.TempDir(), blob.Limits{MaxSize: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { files.Close() })
	ring, err := keyring.Open(filepath.Join(t.TempDir(), "secrets.key"))
	if err != nil {
		t.Fatal(err)
	}
	now := db.Config.Now
	documents := library.New(h.store, now)
	door := safehttp.New(safehttp.Options{})
	a := api.New(api.Services{
		Accounts: accounts.New(h.store, accounts.Config{Now: now, BaseURL: "https://hindcast.example"}), Activity: activity.New(h.store), Incidents: incidents.New(h.store, files),
		Reviews: reviews.New(h.store, documents.Policy, now), Actions: actions.New(h.store, documents.Policy, now, actions.Outside{Door: door, Large: door}), Library: documents, Insights: insights.New(h.store, documents.Policy, now), Signals: signals.New(h.store),
		Reminders: activity.NewReminders(h.store, activity.Reminding{Ring: ring, Now: now, Policy: documents.Policy}),
		Webhooks:  activity.NewWebhooks(h.store, activity.Hooks{Ring: ring, Door: door, Now: now}),
	}, api.Options{Now: now, PackPDF: func(context.Context, hindcast.Actor, insights.ChangeFilter) ([]byte, error) {
		return []byte("%PDF-"), nil
	}, Recall: h.store.Recall, KeepReply: h.store.KeepReply, Authenticate: func(r *http.Request) (hindcast.Actor, error) { return h.actors[r.Header.Get("As")], nil }})
	h.server, err = server.New([]server.Group{a.Group()}, server.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// answer is what came back.
type answer struct {
	*http.Response
	text []byte
}

// ask sends a request as somebody. body is nil, bytes, or something to write as
// JSON; headers come in pairs.
func (h *house) ask(as, method, path string, body any, headers ...string) answer {
	h.t.Helper()
	var from io.Reader
	if raw, ok := body.([]byte); ok {
		from = bytes.NewReader(raw)
	} else if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			h.t.Fatal(err)
		}
		from = bytes.NewReader(text)
	}
	r := httptest.NewRequest(method, api.Prefix+path, from)
	if from != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	r.Header.Set("As", as)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.server.ServeHTTP(w, r)
	return answer{w.Result(), w.Body.Bytes()}
}

// wants asks and expects a status.
func (h *house) wants(status int, as, method, path string, body any, headers ...string) answer {
	h.t.Helper()
	got := h.ask(as, method, path, body, headers...)
	if got.StatusCode != status {
		h.t.Fatalf("%s %s as %s: %d, want %d: %.600s", method, path, as, got.StatusCode, status, got.text)
	}
	return got
}

// read reads an answer.
func read[T any](a answer) T {
	var v T
	decoder := json.NewDecoder(bytes.NewReader(a.text))
	decoder.DisallowUnknownFields()
	if err := errors.Join(decoder.Decode(&v)); err != nil {
		panic(err.Error() + ": " + string(a.text))
	}
	return v
}

type m = map[string]any
