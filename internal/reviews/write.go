package reviews

import (
	"context"
	"regexp"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/together"
)

// Typed is what an editor sends: changes to a section at a version.
type Typed struct {
	Section hindcast.ReviewSection
	Client  string // Client names the editor, so that it knows its own changes again.
	Version int64
	Changes []string
}

// Outcome is what became of it.
type Outcome struct {
	Accepted bool
	Version  int64        // Version is the section's now.
	Missing  []TextUpdate // Missing are those to rebase on, when it was not accepted.
	Reset    *SharedText  // Reset is the whole section, where those to rebase on are forgotten.
}

// mostTyped is how many changes one sending may hold: some minutes of typing.
const mostTyped = 500

var clientName = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// Write puts changes after those the section has. What was made on an older version
// is not accepted: the editor gets what it missed, rebases, and sends again. That
// is how everybody ends with the same text and no word is lost.
func (s *Service) Write(ctx context.Context, by hindcast.Actor, key string, typed Typed) (out Outcome, err error) {
	h, err := s.held(ctx, by, key, hindcast.MayContribute)
	if err != nil {
		return out, err
	}
	changes, err := typed.parse()
	if err != nil {
		return out, err
	}
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		review, err := tx.Reviews().Get(string(h.review.Value.ID))
		if err != nil {
			return err
		}
		if err := writable(review.Value); err != nil {
			return err
		}
		t, err := shared(tx, review, typed.Section)
		if err != nil {
			return err
		}
		if typed.Version != t.Version {
			out.Version = t.Version
			out.Missing, out.Reset, err = missing(tx, t, typed.Version)
			return err
		}
		if owner, err := tx.ClientOf(t.Review, t.Section, typed.Client); err != nil {
			return err
		} else if owner != "" && owner != by.User {
			return &hindcast.Error{Code: hindcast.Conflict, Message: "this editor belongs to somebody else; reload the page"}
		}
		updates, err := advance(&t, changes, by.Person(), typed.Client, tx.Now())
		if err != nil {
			return err
		}
		out = Outcome{Accepted: true, Version: t.Version}
		tx.Announce(said{Review: t.Review, Section: t.Section}.String())
		return tx.KeepSharedText(t, updates...)
	})
	return out, err
}

func (t Typed) parse() ([]together.Changes, error) {
	if !clientName.MatchString(t.Client) || len(t.Changes) == 0 || len(t.Changes) > mostTyped {
		return nil, &hindcast.Error{Code: hindcast.Invalid, Message: "an editor sends its name and 1 to 500 changes"}
	}
	list := make([]together.Changes, len(t.Changes))
	for i, raw := range t.Changes {
		c, err := together.Parse(raw)
		if err != nil {
			return nil, unfit(err)
		}
		list[i] = c
	}
	return list, nil
}

// missing are the updates after a version, or the whole section where some are
// forgotten or never were.
func missing(tx *store.Tx, t SharedText, after int64) ([]TextUpdate, *SharedText, error) {
	list, err := tx.TextUpdates(t.Review, t.Section, after)
	if err != nil {
		return nil, nil, err
	}
	if after > t.Version || int64(len(list)) != t.Version-after {
		return nil, &t, nil
	}
	return list, nil, nil
}

// Replace makes a section say something else as a whole, as a form without an
// editor does. A version that is not the present one is refused as Stale, and the
// section is returned as it is now.
func (s *Service) Replace(ctx context.Context, by hindcast.Actor, key string, section hindcast.ReviewSection, text string, version int64) (t SharedText, err error) {
	h, err := s.held(ctx, by, key, hindcast.MayContribute)
	if err != nil {
		return t, err
	}
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		review, err := tx.Reviews().Get(string(h.review.Value.ID))
		if err != nil {
			return err
		}
		if err := writable(review.Value); err != nil {
			return err
		}
		if t, err = shared(tx, review, section); err != nil {
			return err
		}
		text = together.Lines(text)
		if t.Text == text {
			return nil // whoever sends a form twice has said it once
		}
		if t.Version != version {
			return &hindcast.Error{Code: hindcast.Stale, Message: "somebody else wrote in this section in the meantime"}
		}
		updates, err := advance(&t, []together.Changes{together.Replace(t.Text, text)}, by.Person(), "", tx.Now())
		if err != nil {
			return err
		}
		tx.Announce(said{Review: t.Review, Section: section}.String())
		if err := tx.KeepSharedText(t, updates...); err != nil {
			return err
		}
		return settle(tx, review, t)
	})
	return t, err
}
