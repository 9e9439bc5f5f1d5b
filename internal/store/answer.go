package store

import (
	"context"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Answer is what one person answered to one of the seven questions. Until it is
// opened it is blind: only that person can read it, and the ledger holds hashes
// in the place of what it says; see sealing.go.
type Answer struct {
	ID       string
	Review   hindcast.ReviewID
	Question hindcast.Question
	Person   hindcast.Person
	Verdict  hindcast.Verdict
	Note     string
	Opened   bool // Opened answers are read by whoever may see the incident.
	Blind    bool // Blind answers were given before any other was opened.
	Salt     string
}

func answerTable() *table[Answer] {
	type A = Answer
	columns := []column[A]{
		text("review_id", func(a *A) *hindcast.ReviewID { return &a.Review }),
		text("question", func(a *A) *hindcast.Question { return &a.Question }),
		text("verdict", func(a *A) *hindcast.Verdict { return &a.Verdict }),
		text("note", func(a *A) *string { return &a.Note }),
		flag("opened", func(a *A) *bool { return &a.Opened }),
		flag("blind", func(a *A) *bool { return &a.Blind }),
		text("salt", func(a *A) *string { return &a.Salt }),
	}
	return &table[A]{
		name: "answers", kind: "answer",
		columns: append(columns, person("person", func(a *A) *hindcast.Person { return &a.Person })...),
		id:      text("id", func(a *A) *string { return &a.ID }),
		seal: &seal[A]{
			secret: []string{"verdict", "note", "salt"},
			salt:   func(a *A) string { return a.Salt },
			sealed: func(a *A) bool { return !a.Opened },
		},
		private: func(q *query, by hindcast.Actor) {
			q.add(" and (t.opened = 1 or t.person_user = ? and t.person_user <> '')", string(by.User))
		},
	}
}

// Answers changes what people answered.
func (t *Tx) Answers() Shelf[Answer] { return Shelf[Answer]{t, t.store.tables.answers} }

// Answers reads what people answered: the actor's own, and what was opened.
func (s *Store) Answers() Reader[Answer] { return Reader[Answer]{s, s.tables.answers} }

// BlindAnswers counts the people whose answers about an incident are not opened
// yet, and nothing else about them.
func (s *Store) BlindAnswers(ctx context.Context, by hindcast.Actor, incident hindcast.IncidentID) (people int, err error) {
	var q query
	q.add("select count(distinct a.person_user) from answers a join incidents i on i.id = a.incident_id where a.opened = 0 and a.incident_id = ? and ", string(incident))
	q.visible("i", by, toMicros(s.now()))
	if !q.fits() {
		return 0, nil
	}
	err = s.readers.QueryRowContext(ctx, q.text.String(), q.args...).Scan(&people)
	return people, s.dialect.explain("count the answers", err)
}
