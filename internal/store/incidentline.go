package store

import "github.com/hindcast/hindcast/internal/hindcast"

// IncidentLine is what lists say of the incident that something belongs to.
type IncidentLine struct {
	ID       hindcast.IncidentID
	Key      string
	Title    string
	Severity hindcast.Severity
	Kind     hindcast.IncidentKind
	State    hindcast.IncidentState
}

// incidentLine lists the columns of an incident joined as i that scan fills.
const incidentLine = "i.id, i.key_number, i.title, i.severity, i.kind, i.state"

// into are the destinations of incidentLine.
func (l *IncidentLine) into(key *int64) []any {
	return []any{&l.ID, key, &l.Title, &l.Severity, &l.Kind, &l.State}
}
