package store

import (
	"maps"
	"math"
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// What is derived follows from rows that the ledger vouches for and can be
// computed again at any time, so it is neither recorded nor verified.

// derivation says what has to be refreshed about an incident when the update
// ends: once, however many rows it changed.
type derivation struct {
	times   bool // times are what lists sort by and the timeline decides
	readers bool // readers are who may see it when it is restricted
	people  bool // people are who took part
}

// deriveLater notes a derivation.
func (t *Tx) deriveLater(id hindcast.IncidentID, d derivation) {
	if id == "" {
		return
	}
	if t.derive == nil {
		t.derive = map[hindcast.IncidentID]derivation{}
	}
	was := t.derive[id]
	t.derive[id] = derivation{was.times || d.times, was.readers || d.readers, was.people || d.people}
}

// deriveAll carries the derivations of an update out.
func deriveAll(t *Tx) error {
	for _, id := range slices.Sorted(maps.Keys(t.derive)) {
		if t.derive[id].times {
			if err := deriveTimes(t, id); err != nil {
				return err
			}
		}
		if t.derive[id].readers {
			if err := deriveReaders(t, id); err != nil {
				return err
			}
		}
		if t.derive[id].people {
			if err := deriveParticipants(t, id); err != nil {
				return err
			}
		}
	}
	return proveAll(t)
}

// deriveTimes refreshes when an incident occurred and was resolved: its
// milestones where they are marked, else its first event, else when it was
// opened. Marked events have an index of their own, and list columns hold JSON
// text whose words are ours, so that the comparison is exact.
func deriveTimes(t *Tx, id hindcast.IncidentID) error {
	const marked = "select min(e.at) from events e where e.incident_id = incidents.id and e.milestones <> 'null' and e.at > $2 and e.milestones like "
	const statement = `update incidents set
		occurred_at = coalesce((` + marked + `'%"began"%'),
			(select e.at from events e where e.incident_id = incidents.id and e.at > $2 order by e.at limit 1), created_at),
		resolved_at = coalesce((` + marked + `'%"resolved"%'), $2)
		where id = $1`
	if _, err := t.execQuietly(statement, string(id), unrecorded); err != nil {
		return err
	}
	_, err := t.execQuietly("update incidents set severity_order = (case when severity = 0 then 0 else 6 - severity end) * $2 + occurred_at where id = $1",
		string(id), severityWeight)
	return err
}

// derivedTimes gives a new incident, which has no events yet, what deriveTimes
// would.
func derivedTimes(k *Kept[hindcast.Incident]) []derivedColumn {
	occurred := toMicros(k.Value.CreatedAt)
	return []derivedColumn{
		{"occurred_at", occurred}, {"resolved_at", unrecorded}, {"severity_order", severityOrder(k.Value.Severity, occurred)},
	}
}

// severityWeight is more than any kept time in microseconds, and little enough
// for five of it.
const severityWeight int64 = 1_000_000_000_000_000_000

// severityOrder sorts incidents by severity, the worst highest, then by when they
// occurred.
func severityOrder(level hindcast.Severity, occurred int64) int64 {
	if level == hindcast.SeverityNone {
		return occurred
	}
	return int64(6-level)*severityWeight + occurred
}

// forEver ends what does not end.
const forEver int64 = math.MaxInt64

// deriveReaders writes down who may see a restricted incident, and until when.
func deriveReaders(t *Tx, id hindcast.IncidentID) error {
	incident, err := t.store.tables.incidents.get(t, string(id))
	if err != nil {
		return err
	}
	for _, name := range []string{"incident_readers", "incident_teams"} {
		if _, err := t.execQuietly("delete from "+name+" where incident_id = $1", string(id)); err != nil {
			return err
		}
	}
	if incident.Value.Visibility != hindcast.Restricted {
		return nil
	}
	until, err := readersOf(t, incident.Value)
	if err != nil {
		return err
	}
	readers, teams := &rowValues{}, &rowValues{}
	for _, user := range slices.Sorted(maps.Keys(until)) {
		readers.row()
		readers.add(string(id), string(user), until[user])
	}
	for _, team := range slices.Compact(slices.Sorted(slices.Values(incident.Value.Teams))) {
		teams.row()
		teams.add(string(id), string(team))
	}
	if err := t.insertDerived("incident_readers (incident_id, user_id, until)", readers); err != nil {
		return err
	}
	return t.insertDerived("incident_teams (incident_id, team_id)", teams)
}

// readersOf returns the people who may see an incident and until when.
func readersOf(t *Tx, incident hindcast.Incident) (map[hindcast.UserID]int64, error) {
	until := map[hindcast.UserID]int64{}
	admit := func(user hindcast.UserID, end int64) {
		if user != "" {
			until[user] = max(until[user], end)
		}
	}
	admit(incident.CreatedBy.User, forEver)
	for _, user := range incident.People {
		admit(user, forEver)
	}
	participants, err := t.store.tables.participants.of(t.ctx, t.sql, incident.ID)
	if err != nil {
		return nil, t.note("read the participants", err)
	}
	for _, p := range participants {
		admit(p.Value.Person.User, forEver)
	}
	glasses, err := t.store.tables.glasses.of(t.ctx, t.sql, incident.ID)
	if err != nil {
		return nil, t.note("read who broke the glass", err)
	}
	for _, g := range glasses {
		admit(g.Value.User, toMicros(g.Value.Until))
	}
	return until, nil
}

func (t *Tx) insertDerived(into string, rows *rowValues) error {
	if rows.len() == 0 {
		return nil
	}
	_, err := t.execQuietly("insert into "+into+" values "+rows.text(), rows.args...)
	return err
}

// deriveMembers writes down whom a team's name on an incident admits.
func deriveMembers(t *Tx, k *Kept[hindcast.Team], s step) error {
	if _, err := t.execQuietly("delete from team_members where team_id = $1", string(k.Value.ID)); err != nil || s == removing {
		return err
	}
	rows, seen := &rowValues{}, map[hindcast.UserID]bool{"": true}
	for _, p := range k.Value.Members {
		if !seen[p.User] {
			seen[p.User] = true
			rows.row()
			rows.add(string(k.Value.ID), string(p.User))
		}
	}
	return t.insertDerived("team_members (team_id, user_id)", rows)
}

// deriveReviewed writes down which incidents a review is about.
func deriveReviewed(t *Tx, k *Kept[hindcast.Review], s step) error {
	if s != adding {
		if _, err := t.execQuietly("delete from review_incidents where review_id = $1", string(k.Value.ID)); err != nil {
			return err
		}
	}
	if s == removing {
		return deriveReviewers(t, k, s)
	}
	rows, seen := &rowValues{}, map[hindcast.IncidentID]bool{"": true}
	for _, id := range append([]hindcast.IncidentID{k.Incident}, k.Value.Incidents...) {
		if !seen[id] {
			seen[id] = true
			rows.row()
			rows.add(string(k.Value.ID), string(id))
		}
	}
	if err := t.insertDerived("review_incidents (review_id, incident_id)", rows); err != nil {
		return err
	}
	return deriveReviewers(t, k, s)
}
