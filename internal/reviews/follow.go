package reviews

import (
	"context"
	"encoding/json"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// How an editor's stream is paced; ours.
const (
	heartbeat = 15 * time.Second      // a silent stream is looked at this often
	gather    = 30 * time.Millisecond // keystrokes that come together go out together
)

// said is what nodes tell each other about a review: that somebody wrote in it,
// that somebody is there, that it was signed or reopened. It goes nowhere else.
type said struct {
	Review  hindcast.ReviewID      `json:"r"`
	Section hindcast.ReviewSection `json:"s,omitempty"`
	Here    *present               `json:"h,omitempty"`
}

func (s said) String() string {
	text, _ := json.Marshal(s) // names can always be written
	return string(text)
}

// Moment is what an editor's stream has to say.
type Moment struct {
	Updates []TextUpdate
	Reset   []SharedText // Reset are sections of which updates are forgotten.
	People  []Someone    // People are those who are there, when News says so.
	News    bool
	State   hindcast.ReviewState
	Open    bool
}

// Follow tells emit what is written in a review after the versions given, and who
// is there, until ctx ends, emit fails, or the caller may not read it any more.
// caller is asked who calls before each moment, so that whoever signed out or lost
// their access is told nothing more.
func (s *Service) Follow(ctx context.Context, key string, after map[hindcast.ReviewSection]int64, caller func() (hindcast.Actor, error), emit func(Moment) error) error {
	by, err := caller()
	if err != nil {
		return err
	}
	h, err := s.held(ctx, by, key, hindcast.MayRead)
	if err != nil {
		return err
	}
	woken, leave := s.desk.join(h.review.Value.ID)
	defer leave()
	follower := follower{Service: s, key: key, after: after, seen: -1}
	var last time.Time // last is when there was something to say
	var state hindcast.ReviewState
	for {
		if by, err = caller(); err != nil {
			return err
		}
		m, err := follower.moment(ctx, by)
		if err != nil {
			return err
		}
		if !m.empty() || m.State != state || time.Since(last) > heartbeat/2 {
			if err := emit(m); err != nil {
				return err
			}
			last, state = time.Now(), m.State
		}
		if err := rest(ctx, woken); err != nil {
			return err
		}
	}
}

func (m Moment) empty() bool { return len(m.Updates)+len(m.Reset) == 0 && !m.News }

// follower is how far one editor has read.
type follower struct {
	*Service
	key   string
	after map[hindcast.ReviewSection]int64
	seen  int64 // seen is the number of the last change of who is there.
}

func (f *follower) moment(ctx context.Context, by hindcast.Actor) (m Moment, err error) {
	h, err := f.held(ctx, by, f.key, hindcast.MayRead)
	if err != nil {
		return m, err
	}
	review := h.review.Value
	m.State, m.Open = review.State, open(review)
	if m.People, f.seen, m.News = f.desk.people(review.ID, f.seen); !m.News {
		m.People = nil
	}
	updates, err := f.store.TextUpdates(ctx, by, review.ID, f.after)
	if err != nil {
		return m, err
	}
	gap := map[hindcast.ReviewSection]bool{}
	for _, u := range updates {
		if u.Version != f.after[u.Section]+1 {
			gap[u.Section] = true
		}
		f.after[u.Section] = u.Version
		if !gap[u.Section] {
			m.Updates = append(m.Updates, u)
		}
	}
	if len(gap) == 0 {
		return m, nil
	}
	texts, err := f.store.SharedTexts(ctx, by, review.ID)
	for _, t := range texts {
		if gap[t.Section] {
			m.Reset, f.after[t.Section] = append(m.Reset, t), t.Version
		}
	}
	return m, err
}

// rest returns when there may be something to say, or a heartbeat is due.
func rest(ctx context.Context, woken <-chan struct{}) error {
	beat := time.NewTimer(heartbeat)
	defer beat.Stop()
	select {
	case <-woken:
	case <-beat.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-time.After(gather):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
