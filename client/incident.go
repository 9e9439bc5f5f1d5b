package client

import "time"

// Incident is the headline of an incident.
type Incident struct {
	ID         string     `json:"id" doc:"For good, as inc_0193…"`
	Key        string     `json:"key" doc:"For people, as INC-42"`
	Version    int64      `json:"version" doc:"Counts changes; the ETag"`
	Title      string     `json:"title"`
	Kind       string     `json:"kind" enum:"operational,security,exercise"`
	Type       *string    `json:"type" doc:"Category in the team's own words"`
	State      string     `json:"state" enum:"active,mitigated,resolved,closed"`
	Severity   *string    `json:"severity" enum:"P1,P2,P3,P4,P5"`
	NearMiss   bool       `json:"near_miss"`
	Services   []string   `json:"services"`
	Labels     []string   `json:"labels"`
	Visibility string     `json:"visibility" enum:"everyone,restricted"`
	People     []string   `json:"people" doc:"Users who see it while it is restricted"`
	Teams      []string   `json:"teams" doc:"Teams whose members see it while it is restricted"`
	TLP        *string    `json:"tlp" doc:"Traffic Light Protocol 2.0"`
	CreatedAt  time.Time  `json:"created_at"`
	CreatedBy  *Person    `json:"created_by"`
	OccurredAt *time.Time `json:"occurred_at" doc:"When it began, as far as the timeline says"`
	ResolvedAt *time.Time `json:"resolved_at"`
}

// Person is somebody a record speaks of.
type Person struct {
	User *string `json:"user" required:"false" doc:"Null for people known by name alone"`
	Name string  `json:"name"`
}
