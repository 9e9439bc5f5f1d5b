package store

import (
	"context"
	"database/sql"
	"strings"
)

// The index is an FTS5 table that keeps nothing but words: texts lie in
// search_docs beside it, and words arrive folded (see words.go), so its ascii
// tokenizer only has to split at spaces.

func (d *sqliteDialect) index(docs []document) []statement {
	texts, found := &rowValues{}, &rowValues{}
	for _, doc := range docs {
		texts.row()
		texts.add(doc.number, doc.subject.Kind, doc.subject.ID, string(doc.subject.Incident), doc.title, doc.body)
		found.row()
		found.add(doc.number, strings.Join(distinctWords(doc.title, doc.body), " "))
	}
	return []statement{
		{"insert into search_docs (id, subject_kind, subject_id, incident_id, title, body) values " + texts.text(), texts.args},
		{"insert into search_words (rowid, words) values " + found.text(), found.args},
	}
}

func (d *sqliteDialect) reindex(ctx context.Context, tx *sql.Tx, doc document) error {
	if err := d.forgetWords(ctx, tx, doc.number); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "update search_docs set title = $1, body = $2 where id = $3", doc.title, doc.body, doc.number); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "insert into search_words (rowid, words) values ($1, $2)", doc.number, strings.Join(distinctWords(doc.title, doc.body), " "))
	return err
}

func (d *sqliteDialect) forget(ctx context.Context, tx *sql.Tx, number int64) error {
	if err := d.forgetWords(ctx, tx, number); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "delete from search_docs where id = $1", number)
	return err
}

// forgetWords takes a document's words out. The index does not know them, so it
// has to be told; in return nothing of them stays in the file.
func (d *sqliteDialect) forgetWords(ctx context.Context, tx *sql.Tx, number int64) error {
	var title, body string
	if err := tx.QueryRowContext(ctx, "select title, body from search_docs where id = $1", number).Scan(&title, &body); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "insert into search_words (search_words, rowid, words) values ('delete', $1, $2)", number, strings.Join(distinctWords(title, body), " "))
	return err
}

func (d *sqliteDialect) searched() string {
	return "search_words join search_docs d on d.id = search_words.rowid"
}

func (d *sqliteDialect) newestFirst() string { return "search_words.rowid desc" }

func (d *sqliteDialect) matches() string { return "search_words match ?" }

// matching is the full-text query: words hold only letters and digits and stand
// in quotes, so that none is an operator.
func (d *sqliteDialect) matching(words []string, begun bool) string {
	end := `"`
	if begun {
		end = `"*`
	}
	return `"` + strings.Join(words, end+` "`) + end
}
