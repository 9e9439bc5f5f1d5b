package client_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/hindcast/hindcast/client"
)

// busy answers as told, one status after the other, and counts.
func busy(t *testing.T, statuses ...int) (c *client.Client, asked func() []*http.Request) {
	t.Helper()
	var seen []*http.Request
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		status := statuses[min(len(seen), len(statuses)-1)]
		seen = append(seen, r)
		if status != http.StatusOK {
			w.WriteHeader(status)
			fmt.Fprintf(w, `{"type":"urn:hindcast:x","status":%d,"detail":"no","errors":[{"location":"body.title","message":"is long"}]}`, status)
			return
		}
		fmt.Fprint(w, `{"key":"INC-1"}`)
	}))
	t.Cleanup(s.Close)
	c, err := client.New(s.URL+"/", "secret")
	if err != nil {
		t.Fatal(err)
	}
	return c, func() []*http.Request { return seen }
}

func TestAskedAgain(t *testing.T) {
	c, asked := busy(t, 503, 429, 200)
	i, err := c.Incident(t.Context(), "INC-1")
	if err != nil || i.Key != "INC-1" || len(asked()) != 3 {
		t.Errorf("%+v, %v after %d", i, err, len(asked()))
	}
	if r := asked()[0]; r.URL.Path != "/api/v1/incidents/INC-1" || r.Header.Get("Authorization") != "Bearer secret" {
		t.Errorf("%s %v", r.URL, r.Header)
	}
}

func TestNotAskedAgain(t *testing.T) {
	for name, try := range map[string]func(*client.Client) error{
		"refused": func(c *client.Client) error { _, err := c.Incident(t.Context(), "x"); return err },
		"changes": func(c *client.Client) error {
			_, err := c.OpenIncident(t.Context(), client.NewIncident{}, "")
			return err
		},
		"changes a version": func(c *client.Client) error {
			_, err := c.ChangeIncident(t.Context(), "x", 1, client.IncidentChange{})
			return err
		},
		"sends a file along": func(c *client.Client) error {
			_, err := c.Upload(t.Context(), "x", "y", strings.NewReader("z"))
			return err
		},
	} {
		status := http.StatusInternalServerError
		if name == "refused" {
			status = http.StatusNotFound
		}
		c, asked := busy(t, status)
		err := try(c)
		problem, ok := errors.AsType[*client.Error](err)
		if !ok || problem.Status != status || len(asked()) != 1 || err.Error() != "no: title is long" || !client.Is(err, "x") {
			t.Errorf("%s: %v after %d", name, err, len(asked()))
		}
	}
}

func TestOnceIsAskedAgain(t *testing.T) {
	c, asked := busy(t, 500, 200)
	if _, err := c.OpenIncident(t.Context(), client.NewIncident{Title: "x"}, "key"); err != nil || len(asked()) != 2 {
		t.Errorf("%v after %d", err, len(asked()))
	}
	for _, r := range asked() {
		if r.Header.Get("Idempotency-Key") != "key" {
			t.Errorf("%v", r.Header)
		}
	}
}

func TestAddresses(t *testing.T) {
	for _, bad := range []string{"", "hindcast.example", "ftp://x", "://"} {
		if _, err := client.New(bad, ""); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}
