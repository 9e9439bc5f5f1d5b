package notify_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/notify"
	"github.com/hindcast/hindcast/internal/safehttp"
)

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

func door() *safehttp.Door {
	return safehttp.New(safehttp.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Timeout: 2 * time.Second})
}

// TestReceiversCanVerify checks a delivery as a receiver would, with the library
// of the specification's authors.
func TestReceiversCanVerify(t *testing.T) {
	body := []byte(`{"type":"event.added"}`)
	receiver, err := standardwebhooks.NewWebhook(strings.TrimPrefix(secret, "whsec_"))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got, _ := io.ReadAll(r.Body)
		if err := receiver.Verify(got, r.Header); err != nil || string(got) != string(body) || r.Header.Get("webhook-id") != "msg_1" {
			t.Errorf("%v, %s, %v", err, got, r.Header)
		}
		if err := receiver.Verify(append(got, ' '), r.Header); err == nil {
			t.Error("a changed body verifies")
		}
		_, _ = io.WriteString(w, "thanks"+strings.Repeat(" ", 5000))
	}))
	defer server.Close()
	receipt, err := notify.Deliver(t.Context(), door(), notify.Delivery{URL: server.URL, Secret: secret, ID: "msg_1", At: time.Now(), Body: body})
	if err != nil || receipt.Status != 200 || !strings.HasPrefix(receipt.Body, "thanks") || len(receipt.Body) > 1024 {
		t.Errorf("%v, %+v", err, receipt)
	}
}

func TestAnswersOfSubscribers(t *testing.T) {
	for status, want := range map[int]hindcast.Code{200: "", 204: "", 410: hindcast.Forbidden, 400: hindcast.Unavailable, 429: hindcast.Unavailable, 500: hindcast.Unavailable} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
		receipt, err := notify.Deliver(t.Context(), door(), notify.Delivery{URL: server.URL, Secret: secret, ID: "m", At: time.Now()})
		if hindcast.CodeOf(err) != want || receipt.Status != status {
			t.Errorf("%d: %v, %+v", status, err, receipt)
		}
		server.Close()
	}
}

func TestDeliveriesThatCannotBe(t *testing.T) {
	for _, d := range []notify.Delivery{
		{URL: "http://127.0.0.1:1/", Secret: "whsec_!"},
		{URL: "http://[::1", Secret: secret},
		{URL: "file:///etc/passwd", Secret: secret},
	} {
		d.At = time.Now()
		if _, err := notify.Deliver(t.Context(), door(), d); hindcast.CodeOf(err) != hindcast.Invalid {
			t.Errorf("%+v: %v", d, err)
		}
	}
	private := notify.Delivery{URL: "http://169.254.169.254/", Secret: secret, At: time.Now()}
	if _, err := notify.Deliver(t.Context(), door(), private); hindcast.CodeOf(err) != hindcast.Forbidden {
		t.Errorf("%v", err)
	}
}
