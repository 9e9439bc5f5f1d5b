package store

import (
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func eventTable() *table[hindcast.TimelineEvent] {
	type E = hindcast.TimelineEvent
	columns := []column[E]{
		instant("at", func(e *E) *time.Time { return &e.At }),
		instant("until", func(e *E) *time.Time { return &e.Until }),
		text("precise", func(e *E) *hindcast.Precision { return &e.Precision }),
		text("kind", func(e *E) *hindcast.EventKind { return &e.Kind }),
		text("body", func(e *E) *string { return &e.Text }),
		text("role", func(e *E) *hindcast.Role { return &e.Role }),
		list("milestones", func(e *E) *[]hindcast.Milestone { return &e.Milestones }),
		text("noticed_by", func(e *E) *hindcast.Noticer { return &e.NoticedBy }),
		answer("acted_on", func(e *E) **bool { return &e.ActedOn }),
		list("communication", func(e *E) **hindcast.Communication { return &e.Communication }),
		list("severity", func(e *E) **hindcast.SeverityChange { return &e.Severity }),
		list("response", func(e *E) **hindcast.ResponseStep { return &e.Response }),
		instant("entered_at", func(e *E) *time.Time { return &e.EnteredAt }),
		list("history", func(e *E) *[]hindcast.Correction { return &e.History }),
		list("origin", func(e *E) *hindcast.Origin { return &e.Origin }),
	}
	columns = append(columns, person("actor", func(e *E) *hindcast.Person { return &e.Actor })...)
	return &table[E]{
		name: "events", kind: "event",
		columns: append(columns, person("entered_by", func(e *E) *hindcast.Person { return &e.EnteredBy })...),
		id:      text("id", func(e *E) *hindcast.EventID { return &e.ID }),
		version: func(e *E) *int64 { return &e.Version },
		words:   func(e *E) (string, string) { return "", e.Text },
		follow: func(t *Tx, k *Kept[E], _ step) error {
			t.deriveLater(k.Incident, derivation{times: true})
			return nil
		},
	}
}

// Events changes timeline events.
func (t *Tx) Events() Shelf[hindcast.TimelineEvent] {
	return Shelf[hindcast.TimelineEvent]{t, t.store.tables.events}
}
