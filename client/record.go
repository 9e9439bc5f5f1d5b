package client

import "time"

// NewIncident opens an incident, a near miss, or one of the past with its true
// dates.
type NewIncident struct {
	Title      string     `json:"title" minLength:"1" maxLength:"300" example:"Checkout fails for cards of one bank"`
	Kind       string     `json:"kind,omitempty" enum:"operational,security,exercise" default:"operational"`
	Type       string     `json:"type,omitempty" example:"third-party outage"`
	Severity   string     `json:"severity,omitempty" enum:"P1,P2,P3,P4,P5"`
	NearMiss   bool       `json:"near_miss,omitempty"`
	Services   []string   `json:"services,omitempty"`
	Labels     []string   `json:"labels,omitempty"`
	Visibility string     `json:"visibility,omitempty" enum:"everyone,restricted" default:"everyone"`
	People     []string   `json:"people,omitempty" doc:"Users who see it while it is restricted"`
	Teams      []string   `json:"teams,omitempty" doc:"Teams whose members see it while it is restricted"`
	TLP        string     `json:"tlp,omitempty"`
	BeganAt    *time.Time `json:"began_at,omitempty" doc:"Adds an event marked began"`
	DetectedAt *time.Time `json:"detected_at,omitempty" doc:"Adds an event marked detected"`
	ResolvedAt *time.Time `json:"resolved_at,omitempty" doc:"Adds an event marked resolved: for incidents of the past"`
}

// IncidentChange names what is to be different; what is left out stays.
type IncidentChange struct {
	Title      *string   `json:"title,omitempty" maxLength:"300"`
	Kind       *string   `json:"kind,omitempty" enum:"operational,security,exercise"`
	Type       *string   `json:"type,omitempty"`
	NearMiss   *bool     `json:"near_miss,omitempty"`
	Services   *[]string `json:"services,omitempty"`
	Labels     *[]string `json:"labels,omitempty"`
	Visibility *string   `json:"visibility,omitempty" enum:"everyone,restricted"`
	People     *[]string `json:"people,omitempty"`
	Teams      *[]string `json:"teams,omitempty"`
	TLP        *string   `json:"tlp,omitempty"`
}

// IncidentMove takes an incident to another state.
type IncidentMove struct {
	To     string     `json:"to" enum:"active,mitigated,resolved,closed"`
	At     *time.Time `json:"at,omitempty" doc:"When it was mitigated or resolved; now when it is left out"`
	Reason string     `json:"reason,omitempty" maxLength:"2000" doc:"Asked for when it is reopened"`
}

// BrokenGlass opens a restricted incident to an admin.
type BrokenGlass struct {
	Until  time.Time `json:"until" doc:"When it is hidden again, within 24 hours"`
	Reason string    `json:"reason" minLength:"1" maxLength:"2000"`
}

// Participant is a person in a role. When they were paged, joined and left is
// read from the timeline.
type Participant struct {
	ID      string     `json:"id"`
	Version int64      `json:"version"`
	Person  Person     `json:"person"`
	Roles   []string   `json:"roles"`
	Team    *string    `json:"team"`
	Paged   *time.Time `json:"paged"`
	Joined  *time.Time `json:"joined"`
	Left    *time.Time `json:"left"`
}

// NewParticipant names somebody who took part.
type NewParticipant struct {
	Person Person   `json:"person"`
	Roles  []string `json:"roles,omitempty" doc:"detector, incident_leader, scribe, communication_manager, sme, responder, decision_maker"`
	Team   string   `json:"team,omitempty"`
}

// Impact is one statement about the harm done.
type Impact struct {
	ID      string `json:"id"`
	Version int64  `json:"version"`
	NewImpact
}

// NewImpact is a statement to be added, or what a change makes of one.
type NewImpact struct {
	Event          string          `json:"event,omitempty" doc:"The event that made it known"`
	Since          *time.Time      `json:"since,omitempty"`
	UsersAffected  *int64          `json:"users_affected,omitempty" minimum:"0"`
	AllUsers       bool            `json:"all_users,omitempty"`
	Services       []ServiceImpact `json:"services,omitempty"`
	FundsAtRisk    *Money          `json:"funds_at_risk,omitempty"`
	Losses         *Money          `json:"losses,omitempty"`
	Cost           *Money          `json:"cost,omitempty"`
	RecordsExposed *int64          `json:"records_exposed,omitempty" minimum:"0"`
	Public         *bool           `json:"public,omitempty"`
	Media          *bool           `json:"media,omitempty"`
	Text           string          `json:"text,omitempty" maxLength:"100000"`
}

// ServiceImpact says how far a service was affected.
type ServiceImpact struct {
	Service string `json:"service" minLength:"1"`
	Degree  string `json:"degree" enum:"full,degraded"`
}

// Money is an amount of one currency or token.
type Money struct {
	Amount   string `json:"amount" pattern:"^(0|[1-9][0-9]{0,29})(\\.[0-9]{1,18})?$" example:"1250000.50" doc:"A plain decimal number, as a string so that no digit is lost"`
	Currency string `json:"currency" minLength:"1" maxLength:"20" example:"EUR"`
}

// Evidence is a file or link that supports events.
type Evidence struct {
	ID            string     `json:"id"`
	Version       int64      `json:"version"`
	Name          string     `json:"name"`
	URL           *string    `json:"url" doc:"For links"`
	SHA256        *string    `json:"sha256" doc:"For files: 64 hexadecimal digits"`
	Size          *int64     `json:"size" doc:"In bytes"`
	Source        *string    `json:"source"`
	Availability  string     `json:"availability" enum:"available,unavailable,expired"`
	Intact        *bool      `json:"intact" doc:"Result of the last check of the hash"`
	CollectedBy   *Person    `json:"collected_by"`
	CollectedAt   *time.Time `json:"collected_at"`
	CollectedFrom *string    `json:"collected_from"`
	Events        []string   `json:"events"`
	Custody       []Custody  `json:"custody"`
}

// Custody is one line of the custody log.
type Custody struct {
	At     time.Time `json:"at"`
	By     *Person   `json:"by"`
	Action string    `json:"action"`
	Note   string    `json:"note"`
}

// NewLink is evidence that lies elsewhere.
type NewLink struct {
	Name         string   `json:"name" minLength:"1" maxLength:"300"`
	URL          string   `json:"url,omitempty" format:"uri"`
	Source       string   `json:"source,omitempty"`
	Availability string   `json:"availability,omitempty" enum:"available,unavailable,expired" default:"available"`
	Events       []string `json:"events,omitempty"`
}
