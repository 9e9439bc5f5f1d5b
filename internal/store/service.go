package store

import "github.com/hindcast/hindcast/internal/hindcast"

func serviceTable() *table[hindcast.Service] {
	type S = hindcast.Service
	return &table[S]{
		name: "services", kind: "service",
		columns: []column[S]{
			text("title", func(s *S) *string { return &s.Name }),
			flag("core", func(s *S) *bool { return &s.Core }),
			text("team", func(s *S) *string { return &s.Team }),
		},
		id: text("id", func(s *S) *hindcast.ServiceID { return &s.ID }),
	}
}

// Services changes what can break.
func (t *Tx) Services() Shelf[hindcast.Service] {
	return Shelf[hindcast.Service]{t, t.store.tables.services}
}

func teamTable() *table[hindcast.Team] {
	type M = hindcast.Team
	return &table[M]{
		name: "teams", kind: "team",
		columns: []column[M]{
			text("title", func(m *M) *string { return &m.Name }),
			list("members", func(m *M) *[]hindcast.Person { return &m.Members }),
		},
		id:     text("id", func(m *M) *hindcast.TeamID { return &m.ID }),
		follow: deriveMembers,
	}
}

// Teams changes teams with their members.
func (t *Tx) Teams() Shelf[hindcast.Team] { return Shelf[hindcast.Team]{t, t.store.tables.teams} }
