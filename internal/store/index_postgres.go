package store

import (
	"context"
	"database/sql"
	"strings"
)

// The index is a tsvector written by us: words arrive folded (see words.go), so
// no text search configuration takes part, and its form is the plain list of
// quoted words.

// vector writes words as a tsvector. They hold only letters and digits, so
// nothing has to be escaped.
func vector(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return "'" + strings.Join(words, "' '") + "'"
}

func (d *postgresDialect) index(docs []document) []statement {
	texts := &rowValues{}
	for _, doc := range docs {
		texts.row()
		texts.add(doc.number, doc.subject.Kind, doc.subject.ID, string(doc.subject.Incident), doc.title, doc.body, vector(distinctWords(doc.title, doc.body)))
	}
	return []statement{{"insert into search_docs (id, subject_kind, subject_id, incident_id, title, body, words) values " +
		texts.text("", "", "", "", "", "", "::text::tsvector"), texts.args}}
}

func (d *postgresDialect) reindex(ctx context.Context, tx *sql.Tx, doc document) error {
	_, err := tx.ExecContext(ctx, "update search_docs set title = $1, body = $2, words = cast(cast($3 as text) as tsvector) where id = $4",
		doc.title, doc.body, vector(distinctWords(doc.title, doc.body)), doc.number)
	return err
}

func (d *postgresDialect) forget(ctx context.Context, tx *sql.Tx, number int64) error {
	_, err := tx.ExecContext(ctx, "delete from search_docs where id = $1", number)
	return err
}

func (d *postgresDialect) searched() string { return "search_docs d" }

func (d *postgresDialect) newestFirst() string { return "d.id desc" }

func (d *postgresDialect) matches() string {
	return "d.words @@ cast(cast(? as text) as tsquery)"
}

func (d *postgresDialect) matching(words []string, begun bool) string {
	end := "'"
	if begun {
		end = "':*"
	}
	return "'" + strings.Join(words, end+" & '") + end
}
