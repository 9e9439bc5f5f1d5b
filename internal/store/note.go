package store

import "github.com/hindcast/hindcast/internal/hindcast"

// Note is what a facilitator keeps for themselves about a review. Nobody else
// can read it, and the ledger holds a hash in its place; see sealing.go.
type Note struct {
	ID     string
	Review hindcast.ReviewID
	Keeper hindcast.Person
	Text   string
	Salt   string
}

func noteTable() *table[Note] {
	columns := []column[Note]{
		text("review_id", func(n *Note) *hindcast.ReviewID { return &n.Review }),
		text("body", func(n *Note) *string { return &n.Text }),
		text("salt", func(n *Note) *string { return &n.Salt }),
	}
	return &table[Note]{
		name: "review_notes", kind: "note",
		columns: append(columns, person("keeper", func(n *Note) *hindcast.Person { return &n.Keeper })...),
		id:      text("id", func(n *Note) *string { return &n.ID }),
		seal: &seal[Note]{
			secret: []string{"body", "salt"},
			salt:   func(n *Note) string { return n.Salt },
			sealed: func(*Note) bool { return true },
		},
		private: func(q *query, by hindcast.Actor) {
			q.add(" and t.keeper_user = ? and t.keeper_user <> ''", string(by.User))
		},
	}
}

// Notes changes what facilitators keep for themselves.
func (t *Tx) Notes() Shelf[Note] { return Shelf[Note]{t, t.store.tables.notes} }

// Notes reads the actor's own.
func (s *Store) Notes() Reader[Note] { return Reader[Note]{s, s.tables.notes} }
