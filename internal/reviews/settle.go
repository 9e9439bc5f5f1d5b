package reviews

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/together"
)

// When what was written becomes a change of the review, with one entry of the
// ledger for each person and section; ours.
const (
	pauseLength  = 8 * time.Second // after nobody wrote in a section for this long
	longestWait  = time.Minute     // at the latest
	lookEvery    = 4 * time.Second // how often somebody looks
	updatesFor   = 24 * time.Hour  // how long an editor that was away may catch up by updates
	forgetEvery  = time.Hour       // how often older ones are forgotten
	settleAtOnce = 100             // how many sections one look settles
)

// KeepSettled settles what people wrote, until ctx ends.
func (s *Service) KeepSettled(ctx context.Context) error {
	look, forget := time.NewTicker(lookEvery), time.NewTicker(forgetEvery)
	defer look.Stop()
	defer forget.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-look.C:
			_ = s.SettleIdle(ctx) // what failed is still unsettled at the next look
		case <-forget.C:
			_ = s.ForgetUpdates(ctx)
		}
	}
}

// SettleIdle settles the sections nobody is writing in any more, and those that
// have waited long enough.
func (s *Service) SettleIdle(ctx context.Context) error {
	now := s.now()
	list, err := s.store.UnsettledTexts(ctx, now.Add(-pauseLength), now.Add(-longestWait), settleAtOnce)
	for _, t := range list {
		err = errors.Join(err, s.settleOne(ctx, t.Review, t.Section))
	}
	return err
}

// ForgetUpdates drops the updates that no editor needs any more.
func (s *Service) ForgetUpdates(ctx context.Context) error {
	return s.store.Update(ctx, hindcast.Actor{Name: "Hindcast", Role: hindcast.Admin}, func(tx *store.Tx) error { return tx.ForgetUpdates(s.now().Add(-updatesFor)) })
}

// Settle makes what was written in a review part of it now: somebody leaves, signs
// off, or wants to see it elsewhere.
func (s *Service) Settle(ctx context.Context, by hindcast.Actor, key string) error {
	h, err := s.held(ctx, by, key, hindcast.MayContribute)
	if err != nil {
		return err
	}
	return s.settleReview(ctx, by, h.review.Value.ID)
}

func (s *Service) settleReview(ctx context.Context, by hindcast.Actor, review hindcast.ReviewID) error {
	texts, err := s.store.SharedTexts(ctx, by, review)
	for _, t := range texts {
		if t.Unsettled() {
			err = errors.Join(err, s.settleOne(ctx, t.Review, t.Section))
		}
	}
	return err
}

func (s *Service) settleOne(ctx context.Context, id hindcast.ReviewID, section hindcast.ReviewSection) error {
	return s.store.Update(ctx, hindcast.Actor{Name: "Hindcast", Role: hindcast.Admin}, func(tx *store.Tx) error {
		review, err := tx.Reviews().Get(string(id))
		if err != nil {
			return err
		}
		t, err := shared(tx, review, section)
		if err != nil {
			return err
		}
		return settle(tx, review, t)
	})
}

// settle puts a section into its review. Whoever wrote last is recorded with the
// change, everybody else who took part since the last time beside it.
func settle(tx *store.Tx, review Kept[hindcast.Review], t SharedText) error {
	if !t.Unsettled() || !open(review.Value) {
		return nil
	}
	updates, err := tx.TextUpdates(t.Review, t.Section, t.Settled)
	if err != nil {
		return err
	}
	place := review.Value.Section(t.Section)
	changed := together.Lines(*place) != t.Text
	t.Settled, t.SettledText = t.Version, t.Text
	if err := tx.KeepSharedText(t); err != nil || !changed {
		return err
	}
	*place = t.Text
	authors := authorsOf(updates)
	for _, a := range authors {
		if !slices.ContainsFunc(review.Value.Authors, a.Same) {
			review.Value.Authors = append(review.Value.Authors, a)
		}
	}
	last := hindcast.Person{Name: "Hindcast"}
	if n := len(authors); n > 0 {
		last = authors[n-1]
		for _, a := range authors[:n-1] {
			err := tx.OnBehalf(a, func() error {
				return tx.Record("review.written", store.Subject{Kind: "review", ID: string(t.Review), Incident: t.Incident},
					map[string]any{"section": t.Section, "with": last.Name})
			})
			if err != nil {
				return err
			}
		}
	}
	return tx.OnBehalf(last, func() error { return tx.Reviews().Change("review.written", &review.Value, review.Version) })
}

// authorsOf is who wrote updates, each once, whoever wrote last at the end.
func authorsOf(updates []TextUpdate) []hindcast.Person {
	var people []hindcast.Person
	for _, u := range updates {
		if u.By.IsZero() {
			continue
		}
		people = append(slices.DeleteFunc(people, u.By.Same), u.By)
	}
	return people
}

// settled refuses what must not overtake words that are not in the review yet.
func settled(tx *store.Tx, r hindcast.Review) error {
	for _, section := range hindcast.ReviewSections() {
		t, err := tx.SharedText(r.ID, section)
		if err != nil {
			return err
		}
		if t.Unsettled() {
			return &hindcast.Error{Code: hindcast.Stale, Message: "somebody is writing in this review; look at what they wrote, then try again"}
		}
	}
	return nil
}
