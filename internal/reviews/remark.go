package reviews

import (
	"context"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Remark writes down what somebody says in the meeting that is going on. Its
// topic is the item on the table when it names none.
func (s *Service) Remark(ctx context.Context, by hindcast.Actor, key string, r hindcast.Remark) (kept Kept[hindcast.Remark], err error) {
	h, err := s.held(ctx, by, key, hindcast.MayContribute)
	if err != nil {
		return kept, err
	}
	if err := r.Validate(); err != nil {
		return kept, err
	}
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		m, err := heldMeeting(tx, h)
		if err != nil {
			return err
		}
		r.ID, r.Meeting, r.By, r.At, r.Became = hindcast.RemarkID(tx.NewID("rmk")), m.Value.ID, by.Person(), tx.Now(), ""
		if r.Topic == "" {
			r.Topic = m.Value.Topic
		}
		if err := citesEvent(tx, h, r.Event); err != nil {
			return err
		}
		if err := tx.Remarks().Add("remark.added", h.incident.ID, &r); err != nil {
			return err
		}
		kept, err = tx.Remarks().Get(string(r.ID))
		return err
	})
	return kept, err
}

// Park puts a remark into the parking lot, or takes it out again.
func (s *Service) Park(ctx context.Context, by hindcast.Actor, key string, id hindcast.RemarkID, parked bool) error {
	return s.editRemark(ctx, by, key, id, "remark.parked", func(r *hindcast.Remark) error {
		if r.Kind = hindcast.RemarkNote; parked {
			r.Kind = hindcast.RemarkParked
		}
		return nil
	})
}

// Became notes what came of a remark: the identifier of a finding or an action.
func (s *Service) Became(ctx context.Context, by hindcast.Actor, key string, id hindcast.RemarkID, what string) error {
	return s.editRemark(ctx, by, key, id, "remark.taken_up", func(r *hindcast.Remark) error {
		r.Became = what
		return nil
	})
}

// FindingOf makes a finding of a remark. Made twice, it is there once.
func (s *Service) FindingOf(ctx context.Context, by hindcast.Actor, key string, id hindcast.RemarkID, kind hindcast.FindingKind) error {
	h, err := s.held(ctx, by, key, hindcast.MayContribute)
	if err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error {
		r, err := remarkOf(tx, h, id)
		if err != nil || r.Value.Became != "" {
			return err
		}
		f := hindcast.Finding{ID: hindcast.FindingID(tx.NewID("fnd")), Kind: kind, Text: r.Value.Text}
		if r.Value.Event != "" {
			f.Events = []hindcast.EventID{r.Value.Event}
		}
		if err := checkFinding(tx, h, f); err != nil {
			return err
		}
		if err := tx.Findings().Add("finding.added", h.incident.ID, &f); err != nil {
			return err
		}
		r.Value.Became = string(f.ID)
		return tx.Remarks().Change("remark.taken_up", &r.Value, r.Version)
	})
}

func (s *Service) editRemark(ctx context.Context, by hindcast.Actor, key string, id hindcast.RemarkID, verb string, edit func(*hindcast.Remark) error) error {
	h, err := s.held(ctx, by, key, hindcast.MayContribute)
	if err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error {
		r, err := remarkOf(tx, h, id)
		if err != nil {
			return err
		}
		was := r.Value
		if err := edit(&r.Value); err != nil || r.Value == was {
			return err
		}
		return tx.Remarks().Change(verb, &r.Value, r.Version)
	})
}

// remarkOf loads a remark about the review's incident.
func remarkOf(tx *store.Tx, h held, id hindcast.RemarkID) (Kept[hindcast.Remark], error) {
	r, err := tx.Remarks().Get(string(id))
	if err == nil && r.Incident != h.incident.ID {
		err = &hindcast.Error{Code: hindcast.NotFound, Message: "there is no such remark"}
	}
	return r, err
}

// Confirm keeps what the actor says of an event of the timeline; saying it again
// replaces it.
func (s *Service) Confirm(ctx context.Context, by hindcast.Actor, key string, event hindcast.EventID, disputed bool, note string) error {
	h, err := s.held(ctx, by, key, hindcast.MayContribute)
	if err != nil {
		return err
	}
	if by.User == "" {
		return &hindcast.Error{Code: hindcast.Forbidden, Message: "an event is confirmed by somebody: sign in as a person"}
	}
	c := hindcast.Confirmation{Review: h.review.Value.ID, Event: event, By: by.Person(), Disputed: disputed, Note: note}
	if err := c.Validate(); err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error {
		if _, err := stillOpen(tx, h.review.Value.ID); err != nil {
			return err
		}
		if err := citesEvent(tx, h, event); err != nil {
			return err
		}
		c.At = tx.Now()
		said, err := tx.Confirmations().Of(h.incident.ID)
		if err != nil {
			return err
		}
		for _, k := range said {
			if v := k.Value; v.Review == c.Review && v.Event == event && v.By.User == by.User {
				c.ID = v.ID
				return tx.Confirmations().Change("confirmation.changed", &c, k.Version)
			}
		}
		c.ID = hindcast.ConfirmationID(tx.NewID("cnf"))
		return tx.Confirmations().Add("confirmation.added", h.incident.ID, &c)
	})
}

// citesEvent refuses an event that is not on the timeline of the incident.
func citesEvent(tx *store.Tx, h held, id hindcast.EventID) error {
	if id == "" {
		return nil
	}
	e, err := tx.Events().Get(string(id))
	if hindcast.CodeOf(err) == hindcast.NotFound || err == nil && e.Incident != h.incident.ID {
		return &hindcast.Error{Code: hindcast.NotFound, Message: "there is no such event on the timeline"}
	}
	return err
}
