package client

import "time"

// Received counts what became of the alerts of one delivery.
type Received struct {
	Matched  int `json:"matched" doc:"Became events of an incident"`
	Parked   int `json:"parked" doc:"Wait for somebody to say where they belong"`
	Ended    int `json:"ended" doc:"Were known, and are over now"`
	Repeated int `json:"repeated" doc:"Were known, and changed nothing"`
}

// Alert is what a monitoring system said.
type Alert struct {
	ID       string            `json:"id"`
	Version  int64             `json:"version"`
	Source   string            `json:"source" doc:"Kind of system, as alertmanager"`
	External string            `json:"external" doc:"What identifies it there"`
	Name     string            `json:"name"`
	Text     string            `json:"text"`
	Labels   map[string]string `json:"labels"`
	Link     *string           `json:"link"`
	StartsAt time.Time         `json:"starts_at"`
	EndsAt   *time.Time        `json:"ends_at" doc:"Null while it fires"`
	Event    *string           `json:"event" doc:"Its place on the timeline"`
}

// Attachment says where a parked alert belongs.
type Attachment struct {
	Incident string `json:"incident" minLength:"1" maxLength:"100" doc:"Key of the incident"`
}

// AlertRule says which service an alert speaks of.
type AlertRule struct {
	ID      string `json:"id"`
	Version int64  `json:"version"`
	NewAlertRule
}

// NewAlertRule is a rule to be added, or what a change makes of one.
type NewAlertRule struct {
	Name    string            `json:"name" minLength:"1" maxLength:"200"`
	Labels  map[string]string `json:"labels,omitempty" doc:"Labels an alert must carry with these values; * is any value"`
	Service string            `json:"service" minLength:"1" maxLength:"200" doc:"The service, or {label} to take it from a label"`
}
