package hindcast

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// AlertID names one alert.
type AlertID string

// AlertRuleID names a rule that matches alerts to incidents.
type AlertRuleID string

// Alert is what a monitoring system said, once: hearing it again changes nothing,
// hearing that it is over ends it.
type Alert struct {
	ID       AlertID
	Source   string // Source is the kind of system: "alertmanager".
	External string // External identifies the alert at its source.
	Name     string
	Text     string // Text is what its author wrote for people.
	Labels   map[string]string
	Link     string // Link is where it came from, for people.
	StartsAt time.Time
	EndsAt   time.Time // EndsAt is zero while it fires.
	Event    EventID   // Event is its place on the timeline; empty while it belongs to no incident.
}

// Validate checks the alert by itself.
func (a Alert) Validate() error {
	var p Problems
	checkLine(&p, "source", a.Source, MaxName, true)
	checkLine(&p, "external", a.External, MaxTitle, true)
	checkLine(&p, "name", a.Name, MaxTitle, true)
	checkText(&p, "text", a.Text, MaxText)
	if a.StartsAt.IsZero() {
		p.Add("starts_at", "must be given")
	}
	if !a.EndsAt.IsZero() && a.EndsAt.Before(a.StartsAt) {
		p.Add("ends_at", "is before the start")
	}
	return p.Err("the alert")
}

// AlertRule says which service an alert is about. The open incident that affects
// the service gets the alert.
type AlertRule struct {
	ID     AlertRuleID
	Name   string
	Labels map[string]string // Labels an alert must carry with these values; "*" is any value. Empty means every alert.
	// Service is the name of the service, or a label in braces whose value is the
	// name: "{service}".
	Service string
}

// DefaultAlertRules are in force while there are no others: the label service, or
// else job, names the service.
func DefaultAlertRules() []AlertRule {
	return []AlertRule{
		{Name: "label service", Labels: map[string]string{"service": "*"}, Service: "{service}"},
		{Name: "label job", Labels: map[string]string{"job": "*"}, Service: "{job}"},
	}
}

// ServiceOf returns the service that the rule reads from an alert. ok is false
// where the rule does not speak of it.
func (r AlertRule) ServiceOf(a Alert) (service string, ok bool) {
	for label, want := range r.Labels {
		if value := a.Labels[label]; value == "" || want != "*" && value != want {
			return "", false
		}
	}
	service = r.Service
	if label, named := strings.CutPrefix(service, "{"); named {
		service = a.Labels[strings.TrimSuffix(label, "}")]
	}
	return service, service != ""
}

// Validate checks the rule by itself.
func (r AlertRule) Validate() error {
	var p Problems
	checkLine(&p, "name", r.Name, MaxName, true)
	checkLine(&p, "service", r.Service, MaxName, true)
	if strings.HasPrefix(r.Service, "{") != strings.HasSuffix(r.Service, "}") || r.Service == "{}" {
		p.Add("service", "must be a service, or a label in braces such as {service}")
	}
	for _, label := range slices.Sorted(maps.Keys(r.Labels)) {
		checkLine(&p, "labels", label, MaxName, true)
		checkLine(&p, "labels."+label, r.Labels[label], MaxTitle, true)
	}
	return p.Err("the rule")
}
