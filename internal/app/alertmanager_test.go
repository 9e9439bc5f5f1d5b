package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// alertmanager is a real one that reports to the program.
type alertmanager struct {
	t    *testing.T
	base string
}

func startAlertmanager(t *testing.T, hook, token string) *alertmanager {
	t.Helper()
	program, err := exec.LookPath("prometheus-alertmanager")
	if err != nil {
		if storetest.Required("alertmanager") {
			t.Fatal("Alertmanager is required: ", err)
		}
		t.Skip("Alertmanager is not installed: ", err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	folder := t.TempDir()
	config := fmt.Sprintf(`
route: {receiver: hindcast, group_by: [alertname], group_wait: 0s, group_interval: 1s, repeat_interval: 1s}
receivers:
  - name: hindcast
    webhook_configs:
      - {url: %q, send_resolved: true, http_config: {authorization: {credentials: %q}}}
`, hook, token)
	if err := os.WriteFile(filepath.Join(folder, "config.yml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.Command(program, "--config.file="+filepath.Join(folder, "config.yml"), "--storage.path="+filepath.Join(folder, "data"),
		"--web.listen-address="+address, "--cluster.listen-address=")
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = command.Process.Kill(); _ = command.Wait() })
	a := &alertmanager{t: t, base: "http://" + address}
	eventually(t, "Alertmanager is ready", func() bool {
		resp, err := http.Get(a.base + "/-/ready")
		if err != nil {
			return false
		}
		resp.Body.Close()
		return resp.StatusCode == http.StatusOK
	})
	return a
}

// say tells Alertmanager of an alert, over when ends is not zero.
func (a *alertmanager) say(name string, starts, ends time.Time) {
	a.t.Helper()
	alert := map[string]any{"labels": map[string]string{"alertname": name, "service": "payments"}, "annotations": map[string]string{"summary": "Payments fail"}, "startsAt": starts}
	if !ends.IsZero() {
		alert["endsAt"] = ends
	}
	body, err := json.Marshal([]any{alert})
	if err != nil {
		a.t.Fatal(err)
	}
	resp, err := http.Post(a.base+"/api/v2/alerts", "application/json", bytes.NewReader(body))
	if err != nil {
		a.t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		a.t.Fatalf("Alertmanager answers %s", resp.Status)
	}
}

// TestAlertmanager: what fires becomes one event of the open incident, however
// often it is repeated, and ends when it is resolved.
func TestAlertmanager(t *testing.T) {
	p := start(t)
	p.openOne("inc_payments")
	p.update(func(tx *store.Tx) error {
		k, err := tx.Incidents().Get("inc_payments")
		if err != nil {
			return err
		}
		k.Value.Services = []string{"payments"}
		return tx.Incidents().Change("incident.changed", &k.Value, k.Version)
	})
	token, _, err := p.people.MakeToken(t.Context(), operator(), accounts.NewToken{Name: "alerts", Role: hindcast.Member, Scopes: []hindcast.Scope{hindcast.ScopeWrite}, ExpiresAt: time.Now().Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	am := startAlertmanager(t, p.Base()+"/api/v1/hooks/alertmanager", token)
	events := func() []store.Kept[hindcast.TimelineEvent] {
		found, err := p.store.Events().Of(t.Context(), operator(), "inc_payments")
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	began := time.Now().Add(-time.Minute).UTC().Truncate(time.Second)
	am.say("PaymentsDown", began, time.Time{})
	eventually(t, "the alert is on the timeline", func() bool { return len(events()) == 1 })
	if e := events()[0].Value; e.Kind != hindcast.Signal || !e.At.Equal(began) || !e.Until.IsZero() {
		t.Errorf("the event is %+v", e)
	}
	am.say("PaymentsDown", began, time.Time{})
	am.say("Other", began, time.Time{}) // another group, so that the repetition has been sent by then
	eventually(t, "the other alert is on the timeline", func() bool { return len(events()) >= 2 })
	time.Sleep(2 * time.Second) // Alertmanager repeats every second
	if n := len(events()); n != 2 {
		t.Errorf("%d events, want 2: a repetition adds nothing", n)
	}
	am.say("PaymentsDown", began, time.Now().UTC())
	eventually(t, "its end is on the timeline", func() bool { return !events()[0].Value.Until.IsZero() })
}
