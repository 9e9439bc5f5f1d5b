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

// settleDocuments brings the index up to date with what changed, and returns the
// statements that add what is new.
func settleDocuments(ctx context.Context, tx *sql.Tx, d dialect, documents []document) ([]statement, error) {
	const perStatement = 25
	var fresh []document
	for _, doc := range newest(documents) {
		var err error
		switch {
		case doc.gone && doc.fresh:
		case doc.gone:
			err = d.forget(ctx, tx, doc.number)
		case doc.fresh:
			fresh = append(fresh, doc)
		default:
			err = d.reindex(ctx, tx, doc)
		}
		if err != nil {
			return nil, err
		}
	}
	var adding []statement
	for len(fresh) > 0 {
		n := min(perStatement, len(fresh))
		adding = append(adding, d.index(fresh[:n])...)
		fresh = fresh[n:]
	}
	return adding, nil
}
