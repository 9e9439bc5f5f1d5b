package api_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

func TestOnce(t *testing.T) {
	each(t, func(h *house) {
		const key = "Idempotency-Key"
		first := h.wants(201, "ada", "POST", "/incidents", m{"title": "x"}, key, "one")
		again := h.wants(201, "ada", "POST", "/incidents", m{"title": "x"}, key, "one")
		if string(first.text) != string(again.text) || first.Header.Get("Etag") != again.Header.Get("Etag") || first.Header.Get("Location") != again.Header.Get("Location") ||
			again.Header.Get("Content-Type") != "application/json" || again.Header.Get("Idempotency-Replayed") != "true" {
			h.t.Errorf("%s %v", again.text, again.Header)
		}
		h.wants(422, "ada", "POST", "/incidents", m{"title": "y"}, key, "one")
		h.wants(422, "ada", "POST", "/incidents/INC-1/events", m{"text": "x"}, key, "one")
		h.wants(422, "ada", "POST", "/incidents", m{"title": "x"}, key, strings.Repeat("k", 201))
		h.wants(201, "bo", "POST", "/incidents", m{"title": "another's"}, key, "one")
		h.wants(422, "ada", "POST", "/incidents", m{"title": ""}, key, "two") // nothing happened: the key is free
		h.wants(201, "ada", "POST", "/incidents", m{"title": "z"}, key, "two")
		h.wants(201, "ada", "POST", "/incidents/INC-1/evidence?name=a", []byte("x"), key, "three")
		h.wants(201, "ada", "POST", "/incidents/INC-1/evidence?name=a", []byte("x"), key, "three")
		if all := read[client.Page[client.Evidence]](h.wants(200, "ada", "GET", "/incidents/INC-1/evidence", nil)); len(all.Items) != 1 {
			h.t.Errorf("%d files", len(all.Items))
		}
		if all := read[client.Page[client.Incident]](h.wants(200, "ada", "GET", "/incidents", nil)); len(all.Items) != 3 {
			h.t.Errorf("%d incidents", len(all.Items))
		}
		h.wants(200, "ada", "GET", "/incidents", nil, key, "one")
	})
}

// TestOnceAtOnce: of requests that are sent at the same time, one takes effect.
func TestOnceAtOnce(t *testing.T) {
	each(t, func(h *house) {
		var all sync.WaitGroup
		answers := make([]answer, 8)
		for n := range answers {
			all.Go(func() { answers[n] = h.ask("ada", "POST", "/incidents", m{"title": "x"}, "Idempotency-Key", "k") })
		}
		all.Wait()
		for _, a := range answers {
			if a.StatusCode != 201 && a.StatusCode != 409 {
				h.t.Errorf("%d %s", a.StatusCode, a.text)
			}
		}
		if found := read[client.Page[client.Incident]](h.wants(200, "ada", "GET", "/incidents", nil)); len(found.Items) != 1 {
			h.t.Errorf("%d incidents", len(found.Items))
		}
		h.wants(201, "ada", "POST", "/incidents", m{"title": "x"}, "Idempotency-Key", "k")
	})
}

// TestOnceWithoutAnswer: a change whose answer was lost is not made again, and
// whoever asks is told where to look. Secrets are never kept.
func TestOnceWithoutAnswer(t *testing.T) {
	each(t, func(h *house) {
		by := h.actors["ada"]
		by.Once = hindcast.Once{Key: "lost", Request: "r", Attempt: "a"}
		err := h.store.Update(h.t.Context(), by, func(tx *store.Tx) error {
			return tx.Services().Add("service.added", "", &hindcast.Service{ID: "srv_1", Name: "checkout"})
		})
		if err != nil {
			h.t.Fatal(err)
		}
		by.Once.Attempt = "b"
		err = h.store.Update(h.t.Context(), by, func(*store.Tx) error { return nil })
		if hindcast.CodeOf(err) != hindcast.Conflict || !strings.Contains(err.Error(), "srv_1") {
			h.t.Error(err)
		}
		made := h.wants(201, "admin", "POST", "/tokens", m{"name": "ci", "scopes": []string{"read"}}, "Idempotency-Key", "t")
		again := h.wants(409, "admin", "POST", "/tokens", m{"name": "ci", "scopes": []string{"read"}}, "Idempotency-Key", "t")
		if id := read[client.CreatedToken](made).ID; !strings.Contains(string(again.text), id) {
			h.t.Errorf("%s does not name %s", again.text, id)
		}
	})
}
