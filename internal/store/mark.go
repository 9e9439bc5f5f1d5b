package store

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// DocumentMark is a mark with the document it is on. One that cites a lesson
// belongs to the incident of the lesson, so that nobody else reads it.
type DocumentMark struct {
	ID       string
	Document hindcast.DocumentID
	Mark     hindcast.DocumentMark
}

func markTable() *table[DocumentMark] {
	columns := []column[DocumentMark]{
		text("document_id", func(m *DocumentMark) *hindcast.DocumentID { return &m.Document }),
		text("kind", func(m *DocumentMark) *hindcast.DocumentMarkKind { return &m.Mark.Kind }),
		instant("at", func(m *DocumentMark) *time.Time { return &m.Mark.At }),
		text("note", func(m *DocumentMark) *string { return &m.Mark.Note }),
		text("lesson", func(m *DocumentMark) *hindcast.FindingID { return &m.Mark.Lesson }),
	}
	return &table[DocumentMark]{
		name: "document_marks", kind: "document_mark",
		columns: append(columns, person("by", func(m *DocumentMark) *hindcast.Person { return &m.Mark.By })...),
		id:      text("id", func(m *DocumentMark) *string { return &m.ID }),
	}
}

// DocumentMarks adds marks to documents. They are never changed.
func (t *Tx) DocumentMarks() Shelf[DocumentMark] {
	return Shelf[DocumentMark]{t, t.store.tables.marks}
}

// DocumentMarks reads marks of documents.
func (s *Store) DocumentMarks() Reader[DocumentMark] { return Reader[DocumentMark]{s, s.tables.marks} }

// MarksOn loads the marks on a document, the oldest first; on all documents when
// none is named.
func (s *Store) MarksOn(ctx context.Context, by hindcast.Actor, document hindcast.DocumentID) (map[hindcast.DocumentID]hindcast.DocumentMarks, error) {
	r := s.DocumentMarks()
	q := r.query(by)
	if document != "" {
		q.add(" and t.document_id = ?", string(document))
	}
	q.add(" order by t.added")
	found, err := r.all(ctx, q)
	marks := map[hindcast.DocumentID]hindcast.DocumentMarks{}
	for _, k := range found {
		marks[k.Value.Document] = append(marks[k.Value.Document], k.Value.Mark)
	}
	return marks, err
}
