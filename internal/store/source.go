package store

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func sourceTable() *table[hindcast.Source] {
	type S = hindcast.Source
	columns := []column[S]{
		text("name", func(s *S) *string { return &s.Name }),
		text("kind", func(s *S) *hindcast.SourceKind { return &s.Kind }),
		text("base", func(s *S) *string { return &s.Base }),
		text("secret", func(s *S) *string { return &s.Secret }),
		instant("created_at", func(s *S) *time.Time { return &s.CreatedAt }),
	}
	return &table[S]{
		name: "sources", kind: "source",
		columns: append(columns, person("by", func(s *S) *hindcast.Person { return &s.By })...),
		id:      text("id", func(s *S) *hindcast.SourceID { return &s.ID }),
		// Like those of webhooks, secrets can be sealed anew, so the ledger holds none.
		seal: &seal[S]{
			secret: []string{"secret"},
			salt:   func(s *S) string { return s.Secret },
			sealed: func(*S) bool { return true },
		},
	}
}

// Sources changes where proofs look.
func (t *Tx) Sources() Shelf[hindcast.Source] {
	return Shelf[hindcast.Source]{t, t.store.tables.sources}
}

// Sources reads where proofs look. What is sealed stays so.
func (s *Store) Sources() Reader[hindcast.Source] {
	return Reader[hindcast.Source]{s, s.tables.sources}
}

// SourceNamed loads a source by its name, whoever asks: the program itself looks
// with it. The error is NotFound when there is none.
func (s *Store) SourceNamed(ctx context.Context, name string) (hindcast.Source, error) {
	absent := &hindcast.Error{Code: hindcast.NotFound, Op: "store.SourceNamed", Message: "there is no such source"}
	if !fits(name) {
		return hindcast.Source{}, absent
	}
	found, err := s.tables.sources.all(ctx, s.readers, s.tables.sources.selection()+" where t.name = $1", name)
	if err == nil && len(found) == 0 {
		return hindcast.Source{}, absent
	}
	if err != nil {
		return hindcast.Source{}, s.dialect.explain("look for a source", err)
	}
	return found[0].Value, nil
}

// SealedSources returns every source as this update sees it: for sealing their
// secrets anew.
func (t *Tx) SealedSources() ([]Kept[hindcast.Source], error) {
	found, err := t.store.tables.sources.all(t.ctx, t.sql, t.store.tables.sources.selection()+" order by t.added")
	return found, t.note("read the sources", err)
}
