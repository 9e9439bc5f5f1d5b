package store

import (
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// ActionEffect is a facilitator's judgement whether an action did what it was
// for, with an identifier of its own: each is kept for ever.
type ActionEffect struct {
	ID    string
	Check hindcast.EffectCheck
}

func effectTable() *table[ActionEffect] {
	columns := []column[ActionEffect]{
		text("action_id", func(e *ActionEffect) *hindcast.ActionID { return &e.Check.Action }),
		integer("day", func(e *ActionEffect) *int { return &e.Check.Day }),
		instant("at", func(e *ActionEffect) *time.Time { return &e.Check.At }),
		text("effect", func(e *ActionEffect) *hindcast.Effect { return &e.Check.Effect }),
		text("note", func(e *ActionEffect) *string { return &e.Check.Note }),
	}
	return &table[ActionEffect]{
		name: "effect_checks", kind: "effect_check",
		columns: append(columns, person("checked_by", func(e *ActionEffect) *hindcast.Person { return &e.Check.By })...),
		id:      text("id", func(e *ActionEffect) *string { return &e.ID }),
		words:   func(e *ActionEffect) (string, string) { return "", e.Check.Note },
	}
}

// Effects adds judgements of what actions did.
func (t *Tx) Effects() Shelf[ActionEffect] { return Shelf[ActionEffect]{t, t.store.tables.effects} }
