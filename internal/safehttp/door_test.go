package safehttp_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/safehttp"
)

// loopback is what tests allow, since their servers are there.
var loopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}

func get(t *testing.T, door *safehttp.Door, address string) (*http.Response, error) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	return door.Do(r)
}

func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

func TestAddressesThatAreNotPublic(t *testing.T) {
	door := safehttp.New(safehttp.Options{Timeout: 5 * time.Second})
	for _, host := range []string{
		"127.0.0.1:80", "127.8.8.8", "localhost", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.100.100.200",
		"[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fd00:ec2::254]", "[fe80::1]", "224.0.0.1", "255.255.255.255", "192.0.2.1",
		"2130706433", "0x7f.1", "127.1", "0177.0.0.1", // other spellings of loopback
	} {
		response, err := get(t, door, "http://"+host+"/")
		if err == nil {
			response.Body.Close()
			t.Errorf("%s was reached", host)
			continue
		}
		if code := hindcast.CodeOf(err); code != hindcast.Forbidden && code != hindcast.Unavailable {
			t.Errorf("%s: %v", host, err)
		}
	}
}

func TestAllowedNetwork(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, r.UserAgent()) })
	if _, err := get(t, safehttp.New(safehttp.Options{}), address); hindcast.CodeOf(err) != hindcast.Forbidden {
		t.Errorf("loopback was not refused: %v", err)
	}
	response, err := get(t, safehttp.New(safehttp.Options{Allow: loopback}), address)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if body, _ := io.ReadAll(response.Body); string(body) != "Hindcast" {
		t.Errorf("agent %q", body)
	}
}

// TestRedirectToAPrivateAddress lets the first server be reached and not the one
// it redirects to.
func TestRedirectToAPrivateAddress(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://169.254.169.254/latest/meta-data/", http.StatusFound)
	})
	if _, err := get(t, safehttp.New(safehttp.Options{Allow: loopback}), address); hindcast.CodeOf(err) != hindcast.Forbidden {
		t.Errorf("followed: %v", err)
	}
}

func TestRedirects(t *testing.T) {
	var address string
	address = serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, address+"/again", http.StatusFound) })
	if _, err := get(t, safehttp.New(safehttp.Options{Allow: loopback}), address); hindcast.CodeOf(err) != hindcast.Unavailable || !strings.Contains(err.Error(), "too often") {
		t.Errorf("a circle: %v", err)
	}
	for _, scheme := range []string{"file:///etc/passwd", "gopher://127.0.0.1/", "ftp://127.0.0.1/"} {
		other := serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", scheme)
			w.WriteHeader(http.StatusFound)
		})
		if _, err := get(t, safehttp.New(safehttp.Options{Allow: loopback}), other); hindcast.CodeOf(err) != hindcast.Invalid {
			t.Errorf("to %s: %v", scheme, err)
		}
	}
}

func TestNoRedirectAwayFromTLS(t *testing.T) {
	plain := serve(t, func(http.ResponseWriter, *http.Request) {})
	secure := httptest.NewTLSServer(http.RedirectHandler(plain, http.StatusFound))
	defer secure.Close()
	door := safehttp.New(safehttp.Options{Allow: loopback})
	door.HTTP().Transport = secure.Client().Transport // trusts the test's certificate
	if _, err := get(t, door, secure.URL); hindcast.CodeOf(err) != hindcast.Forbidden {
		t.Errorf("%v", err)
	}
}

func TestLongAnswer(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		for range 1000 {
			if _, err := w.Write(make([]byte, 1000)); err != nil {
				return
			}
		}
	})
	response, err := get(t, safehttp.New(safehttp.Options{Allow: loopback, MaxBody: 2500}), address)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if len(body) != 2500 || hindcast.CodeOf(err) != hindcast.TooLarge {
		t.Errorf("%d bytes and %v", len(body), err)
	}
}

func TestBodyOfExactlyTheLimit(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, "12345") })
	response, err := get(t, safehttp.New(safehttp.Options{Allow: loopback, MaxBody: 5}), address)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if body, err := io.ReadAll(response.Body); err != nil || string(body) != "12345" {
		t.Errorf("%q and %v", body, err)
	}
}

// TestStall lets a server never answer.
func TestStall(t *testing.T) {
	wait := make(chan struct{})
	address := serve(t, func(w http.ResponseWriter, r *http.Request) { <-wait })
	t.Cleanup(func() { close(wait) })
	_, err := get(t, safehttp.New(safehttp.Options{Allow: loopback, Timeout: 50 * time.Millisecond}), address)
	if hindcast.CodeOf(err) != hindcast.Unavailable || !strings.Contains(err.Error(), "in time") {
		t.Errorf("%v", err)
	}
}

// TestMessagesHoldNoSecret looks for a secret of the address in what is shown.
func TestMessagesHoldNoSecret(t *testing.T) {
	for _, address := range []string{"http://user:hunter2@127.0.0.1:1/?token=hunter2", "http://nowhere.invalid/hunter2"} {
		_, err := get(t, safehttp.New(safehttp.Options{}), address)
		shown, ok := errors.AsType[*hindcast.Error](err)
		if !ok || strings.Contains(shown.Message, "hunter2") {
			t.Errorf("%v", err)
		}
	}
}

func TestEndOfTheContext(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	r, _ := http.NewRequestWithContext(ctx, http.MethodGet, "http://192.0.2.1/", nil)
	if _, err := safehttp.New(safehttp.Options{}).Do(r); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
