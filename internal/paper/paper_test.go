package paper_test

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/paper"
)

// chromium is the installed one, or the test is skipped; with
// HINDCAST_TEST_REQUIRE=chromium it fails.
func chromium(t *testing.T) string {
	t.Helper()
	program, err := exec.LookPath("chromium")
	if err != nil {
		if slices.Contains(strings.Split(os.Getenv("HINDCAST_TEST_REQUIRE"), ","), "chromium") {
			t.Fatal("chromium is required and not installed")
		}
		t.Skip("chromium is not installed")
	}
	return program
}

// TestPrint makes a PDF of a page that would like to reach out.
func TestPrint(t *testing.T) {
	program := chromium(t)
	var asked atomic.Int64
	world := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer world.Close()
	named := strings.Replace(world.URL, "127.0.0.1", "localhost", 1)
	page := []byte(`<!doctype html><title>Pack</title><p>Ærtholm</p><img src="` + named + `/a.png"><img src="` + world.URL + `/b.png">`)
	pdf, err := paper.New(program).Print(t.Context(), page)
	if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) || !bytes.Contains(pdf, []byte("(Pack)")) {
		t.Fatalf("%.60q, %v", pdf, err)
	}
	if asked.Load() != 0 {
		t.Error("printing reached out")
	}
}

// TestNoPrinter: who has none is told what to do instead.
func TestNoPrinter(t *testing.T) {
	_, err := paper.New("").Print(t.Context(), []byte("x"))
	if hindcast.CodeOf(err) != hindcast.Conflict || !strings.Contains(err.Error(), "print the page") {
		t.Error(err)
	}
	if _, err := paper.New("/nowhere/chromium").Print(t.Context(), []byte("x")); hindcast.CodeOf(err) != hindcast.Unavailable {
		t.Error(err)
	}
	if _, err := paper.New("x").Print(t.Context(), make([]byte, 17<<20)); hindcast.CodeOf(err) != hindcast.TooLarge {
		t.Error(err)
	}
}

// TestPrintingEndsWithTheRequest: nothing is left running or lying about, and the
// next one has its turn.
func TestPrintingEndsWithTheRequest(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	stuck := filepath.Join(folder, "stuck")
	if err := os.WriteFile(stuck, []byte("#!/bin/sh\nsleep 600 &\necho $! > "+folder+"/child\nwait\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	p := paper.New(stuck)
	for range 2 {
		ctx, stop := context.WithTimeout(t.Context(), time.Second)
		_, err := p.Print(ctx, []byte("x"))
		stop()
		if hindcast.CodeOf(err) != hindcast.Unavailable {
			t.Error(err)
		}
		child, err := os.ReadFile(filepath.Join(folder, "child"))
		if err != nil {
			t.Fatal(err)
		}
		state, err := os.ReadFile("/proc/" + strings.TrimSpace(string(child)) + "/stat")
		if err == nil && !strings.Contains(string(state), ") Z ") {
			t.Errorf("it still runs: %s", state)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(folder, "hindcast-print-*")); len(left) > 0 {
		t.Errorf("left lying about: %q", left)
	}
}
