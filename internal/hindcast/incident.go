package hindcast

import (
	"strings"
	"time"
)

// IncidentKind says what sort of thing happened.
type IncidentKind string

// The kinds of incident. Exercises are excluded from statistics by default.
const (
	Operational      IncidentKind = "operational"
	SecurityIncident IncidentKind = "security"
	ExerciseIncident IncidentKind = "exercise"
)

// IncidentKinds lists the kinds in the order they are offered.
func IncidentKinds() []IncidentKind {
	return []IncidentKind{Operational, SecurityIncident, ExerciseIncident}
}

// Valid reports whether k is one of the kinds.
func (k IncidentKind) Valid() bool { return oneOf(k, IncidentKinds()) }

// IncidentState is where an incident stands.
type IncidentState string

// The states of an incident, in order. Closed means that its review is signed
// off or waived.
const (
	IncidentActive    IncidentState = "active"
	IncidentMitigated IncidentState = "mitigated"
	IncidentResolved  IncidentState = "resolved"
	IncidentClosed    IncidentState = "closed"
)

// IncidentStates lists the states in order.
func IncidentStates() []IncidentState {
	return []IncidentState{IncidentActive, IncidentMitigated, IncidentResolved, IncidentClosed}
}

// IncidentTransitions is the state table of incidents. An incident is closed when
// its review is signed off or waived. The way back is open at each step, because
// what was thought to be over sometimes is not.
func IncidentTransitions() []Transition[IncidentState] {
	return []Transition[IncidentState]{
		{From: IncidentActive, To: IncidentMitigated, Verb: "mitigate"},
		{From: IncidentActive, To: IncidentResolved, Verb: "resolve"},
		{From: IncidentMitigated, To: IncidentResolved, Verb: "resolve"},
		{From: IncidentMitigated, To: IncidentActive, Verb: "reopen", NeedsReason: true},
		{From: IncidentResolved, To: IncidentClosed, Verb: "close"},
		{From: IncidentResolved, To: IncidentActive, Verb: "reopen", NeedsReason: true},
		{From: IncidentClosed, To: IncidentResolved, Verb: "reopen", NeedsReason: true},
	}
}

// Visibility says who may see an incident and everything that belongs to it.
type Visibility string

// The visibilities. Restricted incidents are seen by their participants and by
// the people and teams named on them.
const (
	VisibleToEveryone Visibility = "everyone"
	Restricted        Visibility = "restricted"
)

// Incident is something that went wrong, or nearly did. It holds no times of its
// own: those are marks on timeline events (see Milestone).
type Incident struct {
	ID         IncidentID
	Key        string // Key is what people say, as "INC-42"; empty before a server gave one.
	Title      string
	Kind       IncidentKind
	Type       string // Type is the scenario in the team's own words, as "key compromise".
	State      IncidentState
	Severity   Severity // Severity is the level declared last.
	NearMiss   bool
	Services   []string // Services are the names of what was affected.
	Labels     []string
	Visibility Visibility
	People     []UserID // People and Teams may see a restricted incident beside its participants.
	Teams      []TeamID
	TLP        TLP
	Version    int64 // Version counts changes, for refusing stale writes.
	CreatedAt  time.Time
	CreatedBy  Person
}

// Limits on what people type, counted in characters. They bound pages and
// indexes, and are far above what real records hold.
const (
	MaxTitle = 300
	MaxText  = 100_000
	MaxName  = 200
)

// Validate checks the fields that can be judged without the rest of the record.
func (i Incident) Validate() error {
	var p Problems
	checkLine(&p, "title", i.Title, MaxTitle, true)
	if !i.Kind.Valid() {
		p.Add("kind", "must be one of %s", join(IncidentKinds()))
	}
	if i.State != "" && !oneOf(i.State, IncidentStates()) {
		p.Add("state", "must be one of %s", join(IncidentStates()))
	}
	if i.Severity < SeverityNone || i.Severity > P5 {
		p.Add("severity", "must be P1 to P5")
	}
	if i.Visibility != "" && i.Visibility != VisibleToEveryone && i.Visibility != Restricted {
		p.Add("visibility", "must be everyone or restricted")
	}
	if i.TLP != "" && !i.TLP.Valid() {
		p.Add("tlp", "must be one of %s", join(TLPs()))
	}
	for n, s := range i.Services {
		checkLine(&p, index("services", n), s, MaxName, true)
	}
	return p.Err("the incident")
}

// HasService reports whether the named service is listed, ignoring case.
func (i Incident) HasService(name string) bool {
	for _, s := range i.Services {
		if Fold(s) == Fold(name) {
			return true
		}
	}
	return false
}

func oneOf[T comparable](v T, all []T) bool {
	for _, a := range all {
		if a == v {
			return true
		}
	}
	return false
}

func join[T ~string](all []T) string {
	words := make([]string, len(all))
	for i, a := range all {
		words[i] = string(a)
	}
	return strings.Join(words, ", ")
}
