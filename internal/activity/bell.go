package activity

import (
	"context"
	"sync"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Every page shows how much is new for its reader, and what concerns somebody can
// only be told by reading entries. So what was counted is remembered for a while,
// and only what came since is read.

// tally is what was counted for somebody.
type tally struct {
	role        hindcast.OrgRole
	after, upTo int64     // Entries after one number were counted, up to another.
	begun       time.Time // begun is when they were counted from the start.
	count       int
	newest      Line // newest is the newest that was counted.
}

// How long a count is remembered, as access may end with time, for how many people,
// and how many times entries are read for one; ours.
const (
	countedFor  = time.Minute
	mostCounted = 10_000
	countRounds = 4
)

// bells remembers counts.
type bells struct {
	mu     sync.Mutex
	counts map[hindcast.UserID]tally
}

// of returns what was counted for somebody that still stands, or the beginning of
// a count.
func (b *bells) of(by hindcast.Actor, after int64, now time.Time) tally {
	b.mu.Lock()
	defer b.mu.Unlock()
	c, known := b.counts[by.User]
	if !known || c.after != after || c.role != by.Role || now.Sub(c.begun) > countedFor || now.Before(c.begun) {
		return tally{role: by.Role, after: after, upTo: after, begun: now}
	}
	return c
}

func (b *bells) keep(user hindcast.UserID, c tally) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.counts == nil || len(b.counts) >= mostCounted {
		b.counts = map[hindcast.UserID]tally{}
	}
	b.counts[user] = c
}

// NewNotices counts what concerns the actor since they last looked, up to a
// hundred. Where their access ended with time it may count what they saw for a
// minute more.
func (s *Service) NewNotices(ctx context.Context, by hindcast.Actor) (count int, err error) {
	if mayNotice(by) != nil {
		return 0, nil
	}
	seen, begun, err := s.seen(ctx, by)
	if err != nil {
		return 0, err
	}
	known := s.Known()
	c := s.bells.of(by, max(seen, begun), s.store.Now())
	if c.upTo < known {
		if err := s.count(ctx, by, &c, known); err != nil {
			return 0, err
		}
		s.bells.keep(by.User, c)
	}
	return min(c.count, mostBell+1), nil
}

// count adds what came up to a number.
func (s *Service) count(ctx context.Context, by hindcast.Actor, c *tally, upTo int64) error {
	var newest, last Line
	more, before := 0, upTo+1
	for round := 0; round < countRounds && c.count+more <= mostBell; round++ {
		rows, err := s.store.Notices(ctx, by, concernVerbs(), max(c.upTo, upTo-farBack), before, noticed)
		if err != nil {
			return err
		}
		for _, r := range rows {
			before = r.Number
			if concerns(happeningOf(r), by.Person()) == "" {
				continue
			}
			l := lineOf(r.EntryRow)
			if more == 0 {
				newest = l
			}
			if more == 0 || !last.goesOn(l) {
				more, last = more+1, l
			}
		}
		if len(rows) < noticed {
			break
		}
	}
	if more > 0 && c.count > 0 && last.goesOn(c.newest) {
		more--
	}
	if c.upTo, c.count = upTo, c.count+more; newest.Number > 0 {
		c.newest = newest
	}
	return nil
}

// goesOn reports whether an earlier entry is the same notice.
func (l Line) goesOn(earlier Line) bool { return l.continues(earlier) && l.Title == earlier.Title }
