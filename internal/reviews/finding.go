package reviews

import (
	"context"
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Finding is what people write into one.
type Finding struct {
	Kind   hindcast.FindingKind
	Text   string
	Events []hindcast.EventID
}

// Findings returns the findings of an incident's review, in the order people gave
// them, else that in which they were added.
func (s *Service) Findings(ctx context.Context, by hindcast.Actor, key string) ([]Kept[hindcast.Finding], error) {
	h, err := s.held(ctx, by, key, hindcast.MayRead)
	if err != nil {
		return nil, err
	}
	return s.store.Findings().Of(ctx, by, h.incident.ID)
}

// AddFinding adds a finding to the review of an incident.
func (s *Service) AddFinding(ctx context.Context, by hindcast.Actor, key string, f Finding) (kept Kept[hindcast.Finding], err error) {
	h, err := s.held(ctx, by, key, hindcast.MayContribute)
	if err != nil {
		return kept, err
	}
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		v := hindcast.Finding{ID: hindcast.FindingID(tx.NewID("fnd")), Kind: f.Kind, Text: f.Text, Events: f.Events}
		if err := checkFinding(tx, h, v); err != nil {
			return err
		}
		if err := tx.Findings().Add("finding.added", h.incident.ID, &v); err != nil {
			return err
		}
		kept, err = tx.Findings().Get(string(v.ID))
		return err
	})
	return kept, err
}

// ChangeFinding replaces what a finding says. What was decided about it stays.
func (s *Service) ChangeFinding(ctx context.Context, by hindcast.Actor, id hindcast.FindingID, f Finding, version int64) (Kept[hindcast.Finding], error) {
	return s.editFinding(ctx, by, id, "finding.changed", version, func(v *hindcast.Finding) {
		v.Kind, v.Text, v.Events = f.Kind, f.Text, f.Events
	})
}

// RemoveFinding takes a finding away, unless actions came of it.
func (s *Service) RemoveFinding(ctx context.Context, by hindcast.Actor, id hindcast.FindingID, version int64) error {
	h, _, err := s.heldFinding(ctx, by, id)
	if err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error {
		if _, err := stillOpen(tx, h.review.Value.ID); err != nil {
			return err
		}
		actions, err := tx.Actions().Of(h.incident.ID)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(actions, func(a Kept[hindcast.Action]) bool { return a.Value.Finding == id }) {
			return &hindcast.Error{Code: hindcast.Conflict, Message: "actions came of this finding; drop or move them first"}
		}
		return tx.Findings().Remove("finding.removed", string(id), version)
	})
}

// MoveFinding moves a finding before or behind its neighbour among those of its
// kind.
func (s *Service) MoveFinding(ctx context.Context, by hindcast.Actor, id hindcast.FindingID, up bool) error {
	h, _, err := s.heldFinding(ctx, by, id)
	if err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error {
		if _, err := stillOpen(tx, h.review.Value.ID); err != nil {
			return err
		}
		all, err := tx.Findings().Of(h.incident.ID)
		if err != nil {
			return err
		}
		order := movedFinding(all, id, up)
		if order == nil {
			return &hindcast.Error{Code: hindcast.Conflict, Message: "it is at the end already"}
		}
		return tx.OrderFindings(h.review.Value.ID, h.incident.ID, order)
	})
}

// movedFinding is the order with one finding moved; nil when it cannot be.
func movedFinding(all []Kept[hindcast.Finding], id hindcast.FindingID, up bool) (order []hindcast.FindingID) {
	at := slices.IndexFunc(all, func(k Kept[hindcast.Finding]) bool { return k.Value.ID == id })
	step := 1
	if up {
		step = -1
	}
	for n := at + step; at >= 0 && n >= 0 && n < len(all); n += step {
		if all[n].Value.Kind == all[at].Value.Kind {
			all[n], all[at] = all[at], all[n]
			for _, k := range all {
				order = append(order, k.Value.ID)
			}
			return order
		}
	}
	return nil
}

// editFinding changes a finding along one of the ways above.
func (s *Service) editFinding(ctx context.Context, by hindcast.Actor, id hindcast.FindingID, verb string, version int64, edit func(*hindcast.Finding)) (kept Kept[hindcast.Finding], err error) {
	h, _, err := s.heldFinding(ctx, by, id)
	if err != nil {
		return kept, err
	}
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		now, err := tx.Findings().Get(string(id))
		if err != nil {
			return err
		}
		edit(&now.Value)
		if err := checkFinding(tx, h, now.Value); err != nil {
			return err
		}
		if err := tx.Findings().Change(verb, &now.Value, version); err != nil {
			return err
		}
		kept, err = tx.Findings().Get(string(id))
		return err
	})
	return kept, err
}

// heldFinding loads a finding with its review.
func (s *Service) heldFinding(ctx context.Context, by hindcast.Actor, id hindcast.FindingID) (h held, f Kept[hindcast.Finding], err error) {
	if err := by.Might(hindcast.MayContribute); err != nil {
		return h, f, err
	}
	if f, err = s.store.Findings().Get(ctx, by, string(id)); err != nil {
		return h, f, err
	}
	incident, err := s.store.Incident(ctx, by, string(f.Incident))
	if err != nil {
		return h, f, err
	}
	h, err = s.heldOf(ctx, by, incident, hindcast.MayContribute)
	return h, f, err
}

// checkFinding refuses a finding that is not valid, cites what is not on the
// timeline, or belongs to a review that is not worked on.
func checkFinding(tx *store.Tx, h held, f hindcast.Finding) error {
	if _, err := stillOpen(tx, h.review.Value.ID); err != nil {
		return err
	}
	if err := f.Validate(); err != nil || len(f.Events) == 0 {
		return err
	}
	events, err := tx.Events().Of(h.incident.ID)
	if err != nil {
		return err
	}
	var p hindcast.Problems
	for _, id := range f.Events {
		if !slices.ContainsFunc(events, func(e Kept[hindcast.TimelineEvent]) bool { return e.Value.ID == id }) {
			p.Add("events", "cites %q, which is not on the timeline", id)
		}
	}
	return p.Err("the finding")
}
