package store

import (
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// A document's revisions are rows of their own: they are kept for ever.
func documentTable() *table[hindcast.Document] {
	type D = hindcast.Document
	columns := []column[D]{
		text("kind", func(d *D) *hindcast.DocumentKind { return &d.Kind }),
		text("title", func(d *D) *string { return &d.Title }),
		text("link", func(d *D) *string { return &d.Link }),
		list("types", func(d *D) *[]string { return &d.Types }),
		list("services", func(d *D) *[]string { return &d.Services }),
		span("review_every", func(d *D) *time.Duration { return &d.ReviewEvery }),
		list("steps", func(d *D) *[]string { return &d.Steps }),
		instant("last_used", func(d *D) *time.Time { return &d.LastUsed }),
		instant("last_drilled", func(d *D) *time.Time { return &d.LastDrilled }),
	}
	return &table[D]{
		name: "documents", kind: "document",
		columns: append(columns, person("owner", func(d *D) *hindcast.Person { return &d.Owner })...),
		id:      text("id", func(d *D) *hindcast.DocumentID { return &d.ID }),
		words: func(d *D) (string, string) {
			body := ""
			for _, s := range d.Steps {
				body += s + "\n"
			}
			return d.Title, body
		},
	}
}

// Documents changes documents. Revisions are kept by Revisions.
func (t *Tx) Documents() Shelf[hindcast.Document] {
	return Shelf[hindcast.Document]{t, t.store.tables.documents}
}

// DocumentRevision is a revision with the document it belongs to.
type DocumentRevision struct {
	ID       string
	Document hindcast.DocumentID
	Revision hindcast.Revision
}

func revisionTable() *table[DocumentRevision] {
	type R = DocumentRevision
	columns := []column[R]{
		text("document_id", func(r *R) *hindcast.DocumentID { return &r.Document }),
		integer("number", func(r *R) *int { return &r.Revision.Number }),
		instant("at", func(r *R) *time.Time { return &r.Revision.At }),
		text("reason", func(r *R) *string { return &r.Revision.Reason }),
		text("lesson", func(r *R) *hindcast.FindingID { return &r.Revision.Lesson }),
		text("body", func(r *R) *string { return &r.Revision.Body }),
	}
	columns = append(columns, person("author", func(r *R) *hindcast.Person { return &r.Revision.Author })...)
	return &table[R]{
		name: "revisions", kind: "revision",
		columns: append(columns, person("approved_by", func(r *R) *hindcast.Person { return &r.Revision.ApprovedBy })...),
		id:      text("id", func(r *R) *string { return &r.ID }),
		words:   func(r *R) (string, string) { return "", r.Revision.Body },
	}
}

// Revisions adds revisions to documents.
func (t *Tx) Revisions() Shelf[DocumentRevision] {
	return Shelf[DocumentRevision]{t, t.store.tables.revisions}
}
