package store

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Proposal is a revision that somebody wrote and nobody has approved yet. It is
// a row of its own rather than a revision that waits, because every reader of
// revisions may take them to be in force. It ends when it is approved or
// withdrawn; the ledger keeps what it was.
type Proposal struct {
	ID       string
	Document hindcast.DocumentID
	BasedOn  int // BasedOn is the number of the revision it was written from; 0 for the first.
	At       time.Time
	Author   hindcast.Person
	Reason   string
	Lesson   hindcast.FindingID // Lesson is the finding that caused it, if one did.
	Steps    []string           // Steps of a runbook as they will be.
	Body     string
}

func proposalTable() *table[Proposal] {
	columns := []column[Proposal]{
		text("document_id", func(p *Proposal) *hindcast.DocumentID { return &p.Document }),
		integer("based_on", func(p *Proposal) *int { return &p.BasedOn }),
		instant("at", func(p *Proposal) *time.Time { return &p.At }),
		text("reason", func(p *Proposal) *string { return &p.Reason }),
		text("lesson", func(p *Proposal) *hindcast.FindingID { return &p.Lesson }),
		list("steps", func(p *Proposal) *[]string { return &p.Steps }),
		text("body", func(p *Proposal) *string { return &p.Body }),
	}
	return &table[Proposal]{
		name: "proposals", kind: "proposal",
		columns: append(columns, person("author", func(p *Proposal) *hindcast.Person { return &p.Author })...),
		id:      text("id", func(p *Proposal) *string { return &p.ID }),
	}
}

// Proposals changes proposed revisions of documents.
func (t *Tx) Proposals() Shelf[Proposal] { return Shelf[Proposal]{t, t.store.tables.proposals} }

// Proposals reads proposed revisions of documents.
func (s *Store) Proposals() Reader[Proposal] { return Reader[Proposal]{s, s.tables.proposals} }

// ProposalsOf loads what is proposed for a document, the oldest first.
func (s *Store) ProposalsOf(ctx context.Context, by hindcast.Actor, document hindcast.DocumentID) ([]Kept[Proposal], error) {
	r := s.Proposals()
	q := r.query(by)
	q.add(" and t.document_id = ? order by t.added", string(document))
	return r.all(ctx, q)
}
