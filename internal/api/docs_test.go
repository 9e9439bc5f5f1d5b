package api_test

import (
	"strings"
	"testing"

	"github.com/hindcast/hindcast/internal/store/storetest"
)

// TestDocs: the page needs nothing from elsewhere, and nothing that the content
// security policy forbids.
func TestDocs(t *testing.T) {
	h := build(t, storetest.SQLite(t))
	page := string(h.wants(200, "", "GET", "/docs", nil).text)
	for _, want := range []string{"/incidents/{key}/events/bulk", "write_timeline", "A token needs the scope <b>admin</b>", "Idempotency-Key", "Example of an answer", `id="errors"`, "$HINDCAST_SERVER/api/v1/incidents/INC-42/events", `href="/api/v1/docs.css"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, never := range []string{"<script>", " onclick", "style=", "<style", `="http`, "url(", "<no value>", "&lt;nil&gt;"} {
		if strings.Contains(page, never) {
			t.Errorf("the page has %q", never)
		}
	}
	h.wants(200, "", "GET", "/docs.css", nil)
	h.wants(200, "", "GET", "/docs.js", nil)
}
