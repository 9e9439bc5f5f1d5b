package store

import (
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func evidenceTable() *table[hindcast.Evidence] {
	type E = hindcast.Evidence
	columns := []column[E]{
		text("title", func(e *E) *string { return &e.Name }),
		text("url", func(e *E) *string { return &e.URL }),
		text("sha256", func(e *E) *string { return &e.SHA256 }),
		integer("size", func(e *E) *int64 { return &e.Size }),
		text("source", func(e *E) *string { return &e.Source }),
		text("availability", func(e *E) *hindcast.Availability { return &e.Availability }),
		answer("intact", func(e *E) **bool { return &e.Intact }),
		instant("collected_at", func(e *E) *time.Time { return &e.CollectedAt }),
		text("collected_from", func(e *E) *string { return &e.CollectedFrom }),
		list("events", func(e *E) *[]hindcast.EventID { return &e.Events }),
		list("custody", func(e *E) *[]hindcast.CustodyEntry { return &e.Custody }),
		list("origin", func(e *E) *hindcast.Origin { return &e.Origin }),
	}
	return &table[E]{
		name: "evidence", kind: "evidence",
		columns: append(columns, person("collected_by", func(e *E) *hindcast.Person { return &e.CollectedBy })...),
		id:      text("id", func(e *E) *hindcast.EvidenceID { return &e.ID }),
		words:   func(e *E) (string, string) { return e.Name, e.Source },
	}
}

// Evidence changes what supports the events of an incident; its bytes lie in
// package blob.
func (t *Tx) Evidence() Shelf[hindcast.Evidence] {
	return Shelf[hindcast.Evidence]{t, t.store.tables.evidence}
}
