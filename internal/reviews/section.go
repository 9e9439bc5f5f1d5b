package reviews

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/together"
)

// What sections are kept as.
type (
	SharedText = store.SharedText // SharedText is a section as it stands.
	TextUpdate = store.TextUpdate // TextUpdate is one step of a section.
)

// Written is the write-up as those who write it see it.
type Written struct {
	Incident hindcast.Incident
	Review   hindcast.Review
	Texts    []SharedText // Texts are the sections, in order.
	Open     bool         // Open says that they may be written in.
}

// Written returns the sections of a review, to be written in.
func (s *Service) Written(ctx context.Context, by hindcast.Actor, key string) (Written, error) {
	h, err := s.held(ctx, by, key, hindcast.MayContribute)
	if err != nil {
		return Written{}, err
	}
	w := Written{Incident: h.incident, Review: h.review.Value, Open: open(h.review.Value)}
	kept, err := s.store.SharedTexts(ctx, by, w.Review.ID)
	if err != nil {
		return w, err
	}
	begun := map[hindcast.ReviewSection]SharedText{}
	for _, t := range kept {
		begun[t.Section] = t
	}
	for _, section := range hindcast.ReviewSections() {
		t, known := begun[section]
		held := together.Lines(*w.Review.Section(section))
		switch {
		case !known:
			t = SharedText{Review: w.Review.ID, Section: section, Incident: h.incident.ID, Text: held, SettledText: held}
		case t.SettledText != held && w.Open:
			if t, err = s.adopt(ctx, by, h, section); err != nil {
				return w, err
			}
		case !w.Open:
			t.Text = held
		}
		w.Texts = append(w.Texts, t)
	}
	return w, nil
}

// adopt brings in what was changed in the review itself.
func (s *Service) adopt(ctx context.Context, by hindcast.Actor, h held, section hindcast.ReviewSection) (t SharedText, err error) {
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		review, err := tx.Reviews().Get(string(h.review.Value.ID))
		if err == nil {
			t, err = shared(tx, review, section)
		}
		return err
	})
	return t, err
}

// shared returns a section for writing. Where the review's own text was changed
// by other means since the section was settled, that change becomes an update like
// any other, and nothing of either is lost.
func shared(tx *store.Tx, review Kept[hindcast.Review], section hindcast.ReviewSection) (SharedText, error) {
	place := review.Value.Section(section)
	if place == nil {
		return SharedText{}, &hindcast.Error{Code: hindcast.NotFound, Message: "there is no such section"}
	}
	held := together.Lines(*place)
	t, err := tx.SharedText(review.Value.ID, section)
	if err != nil {
		return t, err
	}
	if t.Incident == "" { // nobody wrote in it yet
		t.Incident, t.Text, t.SettledText = review.Incident, held, held
		return t, nil
	}
	if t.SettledText == held {
		return t, nil
	}
	changes := together.Merge(t.SettledText, t.Text, held)
	t.SettledText = held
	if t.Text == held || changes == nil && !t.Unsettled() {
		t.Settled = t.Version
		return t, tx.KeepSharedText(t)
	}
	if changes == nil {
		return t, tx.KeepSharedText(t)
	}
	wasSettled := !t.Unsettled()
	updates, err := advance(&t, []together.Changes{changes}, hindcast.Person{}, "", tx.Now())
	if err != nil {
		return t, err
	}
	if wasSettled && t.Text == held {
		t.Settled = t.Version
	}
	tx.Announce(said{Review: t.Review, Section: section}.String())
	return t, tx.KeepSharedText(t, updates...)
}

// rejoin brings a change of the review itself into the sections that people have
// open.
func rejoin(tx *store.Tx, review Kept[hindcast.Review]) error {
	for _, section := range hindcast.ReviewSections() {
		if _, err := shared(tx, review, section); err != nil {
			return err
		}
	}
	return nil
}

// advance makes changes to a section, one version each.
func advance(t *SharedText, changes []together.Changes, who hindcast.Person, client string, now time.Time) ([]TextUpdate, error) {
	if !t.Unsettled() {
		t.Since = now
	}
	t.ChangedAt = now
	updates := make([]TextUpdate, len(changes))
	for i, c := range changes {
		text, err := c.Apply(t.Text)
		if err != nil {
			return nil, unfit(err)
		}
		t.Text = text
		t.Version++
		updates[i] = TextUpdate{Section: t.Section, Version: t.Version, By: who, Client: client, Changes: c.String(), At: now}
	}
	return updates, hindcast.Review{Summary: t.Text}.Validate()
}

func unfit(err error) error {
	return &hindcast.Error{Code: hindcast.Invalid, Message: "the change does not fit the text", Fields: []hindcast.FieldError{{Field: "updates", Reason: err.Error()}}}
}
