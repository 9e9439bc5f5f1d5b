package app

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// TestPackOnPaper: the evidence of changes as a PDF, by the page and by the API;
// without a printer both say what to do instead.
func TestPackOnPaper(t *testing.T) {
	program, err := exec.LookPath("chromium")
	if err != nil {
		if slices.Contains(strings.Split(os.Getenv("HINDCAST_TEST_REQUIRE"), ","), "chromium") {
			t.Fatal("chromium is required and not installed")
		}
		t.Skip("chromium is not installed")
	}
	for printer, want := range map[string]int{program: http.StatusOK, "": http.StatusConflict} {
		p := startSample(t, func(cfg *Config) { cfg.Chromium = printer })
		c := p.client(hindcast.Viewer)
		for _, address := range []string{"/changes/pack.pdf?incident=INC-13", "/api/v1/changes/pack.pdf?incident=INC-13"} {
			resp, err := c.Get(p.Base() + address)
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(resp.Body)
			resp.Body.Close()
			if err != nil || resp.StatusCode != want {
				t.Fatalf("%s: %s, %v: %.300s", address, resp.Status, err, body)
			}
			if want == http.StatusOK && (!bytes.HasPrefix(body, []byte("%PDF-")) || !bytes.Contains(body, []byte("%%EOF")) || len(body) < 20_000) {
				t.Errorf("%s: no PDF: %.40q", address, body)
			}
			if want != http.StatusOK && !bytes.Contains(body, []byte("print the page")) && !bytes.Contains(body, []byte("Print the page")) {
				t.Errorf("%s does not say what to do: %s", address, body)
			}
		}
	}
}
