package store

import (
	"github.com/hindcast/hindcast/internal/hindcast"
)

// What is derived here follows from rows that the ledger vouches for and can be
// computed again at any time, so it is neither recorded nor verified.

// deriveLater notes that what is derived about an incident has to be refreshed
// when the update ends, once, however many rows it changed.
func deriveLater(t *Tx, id hindcast.IncidentID) error {
	if id != "" {
		t.touched[id] = true
	}
	return nil
}

// deriveIncident refreshes what lists sort by and the timeline decides, and who
// may see the incident when it is restricted.
func deriveIncident(t *Tx, id hindcast.IncidentID) error {
	const times = `update incidents set
		occurred_at = coalesce(
			(select min(e.at) from events e where e.incident_id = incidents.id and e.at <> 0 and e.milestones like '%"began"%'),
			(select min(e.at) from events e where e.incident_id = incidents.id and e.at <> 0),
			created_at),
		resolved_at = coalesce(
			(select min(e.at) from events e where e.incident_id = incidents.id and e.at <> 0 and e.milestones like '%"resolved"%'), 0)
		where id = $1`
	if _, err := t.sql.ExecContext(t.ctx, times, string(id)); err != nil {
		return err
	}
	const order = "update incidents set severity_order = (case when severity = 0 then 0 else 6 - severity end) * 1000000000000000000 + occurred_at where id = $1"
	if _, err := t.sql.ExecContext(t.ctx, order, string(id)); err != nil {
		return err
	}
	incident, err := t.store.tables.incidents.byID(t.ctx, t.sql, string(id))
	if err != nil {
		return err
	}
	if _, err := t.sql.ExecContext(t.ctx, "delete from incident_readers where incident_id = $1 and until = 0", string(id)); err != nil {
		return err
	}
	if incident.Value.Visibility != hindcast.Restricted {
		return nil
	}
	readers := newValues(4)
	seen := map[string]bool{}
	admit := func(user, team string) {
		if user+team != "" && !seen[user+"/"+team] {
			seen[user+"/"+team] = true
			readers.add(string(id), user, team, int64(0))
		}
	}
	admit(string(incident.Value.CreatedBy.User), "")
	for _, u := range incident.Value.People {
		admit(string(u), "")
	}
	for _, team := range incident.Value.Teams {
		admit("", string(team))
	}
	participants, err := t.Participants().Of(id)
	if err != nil {
		return err
	}
	for _, p := range participants {
		admit(string(p.Value.Person.User), "")
	}
	if len(readers.args) == 0 {
		return nil
	}
	_, err = t.sql.ExecContext(t.ctx, "insert into incident_readers (incident_id, user_id, team_id, until) values "+readers.text(), readers.args...)
	return err
}

// severityOrder sorts incidents by severity, the worst highest, then by when they
// occurred. Microseconds since 1970 stay below 10^18 until the year 33658.
func severityOrder(level hindcast.Severity, occurred int64) int64 {
	const weight = 1_000_000_000_000_000_000
	if level == hindcast.SeverityNone {
		return occurred
	}
	return int64(6-level)*weight + occurred
}
