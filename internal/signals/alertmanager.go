package signals

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Alertmanager is the Source of alerts that Prometheus's Alertmanager sent.
const Alertmanager = "alertmanager"

// message is Alertmanager's webhook, version 4. Members that are not listed are
// for other receivers, or repeat what the alerts say.
type message struct {
	Version string `json:"version"`
	Alerts  []struct {
		Status       string            `json:"status"`
		Labels       map[string]string `json:"labels"`
		Annotations  map[string]string `json:"annotations"`
		StartsAt     time.Time         `json:"startsAt"`
		EndsAt       time.Time         `json:"endsAt"`
		GeneratorURL string            `json:"generatorURL"`
		Fingerprint  string            `json:"fingerprint"`
	} `json:"alerts"`
}

// ReadAlertmanager reads a webhook of Alertmanager, version 4. An alert is known
// by its fingerprint and its start: the same condition that fires anew later is
// another alert. The error is Invalid or Unsupported.
func ReadAlertmanager(body []byte) ([]hindcast.Alert, error) {
	var m message
	if err := json.Unmarshal(body, &m); err != nil {
		return nil, &hindcast.Error{Code: hindcast.Invalid, Message: "this is no webhook of Alertmanager: " + err.Error(), Err: err}
	}
	if m.Version != "4" {
		return nil, &hindcast.Error{Code: hindcast.Unsupported, Message: fmt.Sprintf("version %q of Alertmanager's webhook is not read here; version 4 is", m.Version)}
	}
	alerts := make([]hindcast.Alert, 0, len(m.Alerts))
	var p hindcast.Problems
	for i, a := range m.Alerts {
		if a.Fingerprint == "" {
			p.Add("alerts["+strconv.Itoa(i)+"].fingerprint", "must be given")
			continue
		}
		alert := hindcast.Alert{
			External: a.Fingerprint + " " + a.StartsAt.UTC().Format(time.RFC3339Nano),
			Name:     oneLine(first(a.Labels["alertname"], "an alert without a name")),
			Text:     keepable(first(a.Annotations["summary"], a.Annotations["description"], a.Annotations["message"]), hindcast.MaxText),
			Labels:   a.Labels, Link: keepable(first(a.Annotations["runbook_url"], a.GeneratorURL), hindcast.MaxText),
			StartsAt: a.StartsAt.UTC().Truncate(time.Microsecond),
		}
		for label, value := range alert.Labels {
			alert.Labels[label] = keepable(value, hindcast.MaxText)
		}
		if a.Status == "resolved" && a.EndsAt.After(a.StartsAt) {
			alert.EndsAt = a.EndsAt.UTC().Truncate(time.Microsecond)
		}
		alerts = append(alerts, alert)
	}
	return alerts, p.Err("the webhook")
}

// oneLine makes a name of whatever somebody called an alert: a strange name is no
// reason to lose it, and Alertmanager sends nothing again that was refused.
func oneLine(s string) string {
	return keepable(strings.Join(strings.Fields(s), " "), hindcast.MaxTitle)
}

// keepable drops what a database cannot keep, and cuts what is too long.
func keepable(s string, limit int) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "�"), "\x00", "")
	if runes := []rune(s); len(runes) > limit {
		return string(runes[:limit-1]) + "…"
	}
	return s
}

// first is the first of some texts that is not empty.
func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
