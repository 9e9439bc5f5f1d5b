package store

import "github.com/hindcast/hindcast/internal/hindcast"

func participantTable() *table[hindcast.Participant] {
	type P = hindcast.Participant
	columns := []column[P]{
		list("roles", func(p *P) *[]hindcast.Role { return &p.Roles }),
		text("team", func(p *P) *string { return &p.Team }),
		list("origin", func(p *P) *hindcast.Origin { return &p.Origin }),
	}
	return &table[P]{
		name: "participants", kind: "participant",
		columns: append(columns, person("person", func(p *P) *hindcast.Person { return &p.Person })...),
		id:      text("id", func(p *P) *hindcast.ParticipantID { return &p.ID }),
		words:   func(p *P) (string, string) { return "", p.Person.Name },
		follow: func(t *Tx, k *Kept[P], _ step) error {
			t.deriveLater(k.Incident, derivation{readers: true, people: true})
			return nil
		},
	}
}

// Participants changes who took part in an incident.
func (t *Tx) Participants() Shelf[hindcast.Participant] {
	return Shelf[hindcast.Participant]{t, t.store.tables.participants}
}
