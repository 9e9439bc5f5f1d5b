package store

import (
	"github.com/hindcast/hindcast/internal/hindcast"
)

// foldedName is the name a person goes by, as Person.Key compares names.
func foldedName(p hindcast.Person) string { return hindcast.Person{Name: p.Name}.Key() }

// isPerson appends the condition that somebody is the person asked for. Who has
// an account is found by it, and by their name where the record knows only that.
// A name alone is looked for among the names.
func (q *query) isPerson(p hindcast.Person, person, name string) {
	if p.User == "" {
		q.add(name+" = ?", foldedName(p))
		return
	}
	q.add(person+" in (?, ?)", p.Key(), foldedName(p))
}

// someone is one of the people derived from a row, with the part they had.
type someone struct {
	part   string
	person hindcast.Person
}

// derivePeople replaces the people written down for a row.
func (t *Tx) derivePeople(table, column, id string, parts bool, people []someone) error {
	if _, err := t.execQuietly("delete from "+table+" where "+column+" = $1", id); err != nil {
		return err
	}
	rows, seen := &rowValues{}, map[[2]string]bool{}
	for _, s := range people {
		key := s.person.Key()
		if key == "" || seen[[2]string{s.part, key}] {
			continue
		}
		seen[[2]string{s.part, key}] = true
		rows.row()
		rows.add(id, key, foldedName(s.person))
		if parts {
			rows.add(s.part)
		}
	}
	columns := column + ", person, name"
	if parts {
		columns += ", part"
	}
	return t.insertDerived(table+" ("+columns+")", rows)
}

// deriveParticipants writes down who took part in an incident.
func deriveParticipants(t *Tx, id hindcast.IncidentID) error {
	participants, err := t.store.tables.participants.of(t.ctx, t.sql, id)
	if err != nil {
		return t.note("read the participants", err)
	}
	people := make([]someone, len(participants))
	for i, p := range participants {
		people[i].person = p.Value.Person
	}
	return t.derivePeople("incident_people", "incident_id", string(id), false, people)
}

// The parts people have in a review.
const (
	partFacilitator = "facilitator"
	partInvited     = "invited"
	partAttended    = "attended"
)

// deriveReviewers writes down who has a part in a review.
func deriveReviewers(t *Tx, k *Kept[hindcast.Review], s step) error {
	people := []someone{{partFacilitator, k.Value.Facilitator}}
	for _, p := range k.Value.Invited {
		people = append(people, someone{partInvited, p})
	}
	for _, p := range k.Value.Attendees {
		people = append(people, someone{partAttended, p})
	}
	if s == removing {
		people = nil
	}
	return t.derivePeople("review_people", "review_id", string(k.Value.ID), true, people)
}
