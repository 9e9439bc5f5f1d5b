package store

import (
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func publicationTable() *table[hindcast.Publication] {
	type P = hindcast.Publication
	columns := []column[P]{
		text("review_id", func(p *P) *hindcast.ReviewID { return &p.Review }),
		text("audience", func(p *P) *string { return &p.Audience }),
		text("state", func(p *P) *hindcast.PublicationState { return &p.State }),
		text("tlp", func(p *P) *hindcast.TLP { return &p.TLP }),
		list("editions", func(p *P) *[]hindcast.Edition { return &p.Editions }),
	}
	return &table[P]{
		name: "publications", kind: "publication",
		columns: append(columns, person("author", func(p *P) *hindcast.Person { return &p.Author })...),
		id:      text("id", func(p *P) *hindcast.PublicationID { return &p.ID }),
		version: func(p *P) *int64 { return &p.Version },
	}
}

// Publications changes publications with their editions.
func (t *Tx) Publications() Shelf[hindcast.Publication] {
	return Shelf[hindcast.Publication]{t, t.store.tables.publications}
}

func lessonTable() *table[hindcast.ExternalLesson] {
	type L = hindcast.ExternalLesson
	columns := []column[L]{
		text("title", func(l *L) *string { return &l.Title }),
		text("body", func(l *L) *string { return &l.Body }),
		text("source", func(l *L) *string { return &l.Source }),
		text("link", func(l *L) *string { return &l.Link }),
		text("tlp", func(l *L) *hindcast.TLP { return &l.TLP }),
		instant("received_at", func(l *L) *time.Time { return &l.ReceivedAt }),
		text("triage", func(l *L) *hindcast.Triage { return &l.Triage }),
		text("because", func(l *L) *string { return &l.Because }),
	}
	return &table[L]{
		name: "lessons", kind: "lesson",
		columns: append(columns, person("triaged_by", func(l *L) *hindcast.Person { return &l.TriagedBy })...),
		id:      text("id", func(l *L) *hindcast.LessonID { return &l.ID }),
		words:   func(l *L) (string, string) { return l.Title, l.Body },
	}
}

// Lessons changes external lessons.
func (t *Tx) Lessons() Shelf[hindcast.ExternalLesson] {
	return Shelf[hindcast.ExternalLesson]{t, t.store.tables.lessons}
}
