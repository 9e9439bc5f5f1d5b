package hindcast_test

import (
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func TestServiceOfAnAlert(t *testing.T) {
	labels := map[string]string{"service": "checkout", "job": "node", "severity": "page"}
	for _, c := range []struct {
		name   string
		rule   hindcast.AlertRule
		labels map[string]string
		want   string
	}{
		{"a label names it", hindcast.AlertRule{Service: "{service}"}, labels, "checkout"},
		{"a fixed service for every alert", hindcast.AlertRule{Service: "api"}, labels, "api"},
		{"for alerts with a value", hindcast.AlertRule{Labels: map[string]string{"severity": "page"}, Service: "api"}, labels, "api"},
		{"not for another value", hindcast.AlertRule{Labels: map[string]string{"severity": "ticket"}, Service: "api"}, labels, ""},
		{"any value, but one", hindcast.AlertRule{Labels: map[string]string{"team": "*"}, Service: "api"}, labels, ""},
		{"the label is not there", hindcast.AlertRule{Service: "{team}"}, labels, ""},
		{"no labels at all", hindcast.AlertRule{Service: "{service}"}, nil, ""},
	} {
		got, ok := c.rule.ServiceOf(hindcast.Alert{Labels: c.labels})
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q, %v", c.name, got, ok)
		}
	}
}

func TestAlertValidate(t *testing.T) {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	good := hindcast.Alert{Source: "alertmanager", External: "f1", Name: "HighErrors", StartsAt: at}
	if err := good.Validate(); err != nil {
		t.Error(err)
	}
	for name, spoil := range map[string]func(*hindcast.Alert){
		"no name":           func(a *hindcast.Alert) { a.Name = "" },
		"no identity":       func(a *hindcast.Alert) { a.External = "" },
		"no start":          func(a *hindcast.Alert) { a.StartsAt = time.Time{} },
		"ends before":       func(a *hindcast.Alert) { a.EndsAt = at.Add(-time.Second) },
		"a line in a name":  func(a *hindcast.Alert) { a.Name = "a\nb" },
		"an unnamed source": func(a *hindcast.Alert) { a.Source = "" },
	} {
		bad := good
		spoil(&bad)
		if hindcast.CodeOf(bad.Validate()) != hindcast.Invalid {
			t.Errorf("%s is valid", name)
		}
	}
}

func TestAlertRuleValidate(t *testing.T) {
	for service, valid := range map[string]bool{"api": true, "{service}": true, "": false, "{": false, "{}": false, "service}": false} {
		if err := (hindcast.AlertRule{Name: "x", Service: service}).Validate(); (err == nil) != valid {
			t.Errorf("%q: %v", service, err)
		}
	}
	for _, r := range hindcast.DefaultAlertRules() {
		if err := r.Validate(); err != nil {
			t.Error(err)
		}
	}
}
