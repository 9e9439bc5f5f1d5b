package store

import (
	"context"
	"database/sql"
)

// document is a subject as search finds it.
type document struct {
	number      int64 // number is that of the entry which added the subject, so newer ones have higher numbers
	subject     Subject
	title, body string
	fresh       bool // fresh documents are not in the index yet
	gone        bool // gone documents leave it
}

// index makes a subject findable by its words as they are now. The index is
// written once for the whole group, just before it commits.
func (t *Tx) index(d document) { t.documents = append(t.documents, d) }

// unindex makes a subject disappear from search.
func (t *Tx) unindex(number int64) { t.index(document{number: number, gone: true}) }

// newest keeps the last word on each document. One that is new and changed in
// the same group is still new; one that came and went in it never was.
func newest(documents []document) []document {
	at := map[int64]int{}
	var kept []document
	for _, d := range documents {
		i, known := at[d.number]
		if !known {
			at[d.number] = len(kept)
			kept = append(kept, d)
			continue
		}
		d.fresh = d.fresh || kept[i].fresh
		kept[i] = d
	}
	return kept
}

// writeDocuments brings the index up to date.
func writeDocuments(ctx context.Context, tx *sql.Tx, d dialect, documents []document) error {
	const perStatement = 100
	var fresh []document
	for _, doc := range newest(documents) {
		switch {
		case doc.gone && doc.fresh:
		case doc.gone:
			if err := d.forget(ctx, tx, doc.number); err != nil {
				return err
			}
		case doc.fresh:
			fresh = append(fresh, doc)
		default:
			if err := d.reindex(ctx, tx, doc); err != nil {
				return err
			}
		}
	}
	for len(fresh) > 0 {
		n := min(perStatement, len(fresh))
		if err := d.index(ctx, tx, fresh[:n]); err != nil {
			return err
		}
		fresh = fresh[n:]
	}
	return nil
}
