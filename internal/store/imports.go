package store

import (
	"database/sql"
	"errors"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Import remembers which incident something brought in became.
type Import struct {
	Source   string
	ID       string // ID is the identifier at the source.
	Content  string // Content is the SHA-256 of what was read last.
	Incident hindcast.IncidentID
}

// Import returns what an identifier at a source became. known is false when it
// was never brought in.
func (t *Tx) Import(source, id string) (mark Import, known bool, err error) {
	return t.importWhere("source = $1 and external_id = $2", source, id)
}

// ImportOfContent returns what the same content became, wherever it came from.
func (t *Tx) ImportOfContent(content string) (mark Import, known bool, err error) {
	return t.importWhere("content = $1", content)
}

func (t *Tx) importWhere(condition string, args ...any) (m Import, known bool, err error) {
	if q := (query{args: args}); !q.fits() {
		return m, false, nil
	}
	err = t.sql.QueryRowContext(t.ctx, "select source, external_id, content, incident_id from imports where "+condition+" limit 1", args...).
		Scan(&m.Source, &m.ID, &m.Content, &m.Incident)
	if errors.Is(err, sql.ErrNoRows) {
		return m, false, nil
	}
	return m, err == nil, t.note("look for what was brought in", err)
}

// MarkImport remembers what something became. The change it belongs to is
// recorded by itself.
func (t *Tx) MarkImport(m Import) error {
	if q := (query{args: []any{m.Source, m.ID, m.Content}}); !q.fits() {
		return &hindcast.Error{Code: hindcast.Invalid, Op: "store.Tx.MarkImport", Message: "the name of the source " + errUnfit.Error()}
	}
	_, err := t.execQuietly(`insert into imports (source, external_id, content, incident_id) values ($1, $2, $3, $4)
		on conflict (source, external_id) do update set content = excluded.content, incident_id = excluded.incident_id`, m.Source, m.ID, m.Content, string(m.Incident))
	return err
}
