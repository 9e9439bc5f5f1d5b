package activity

import (
	"context"
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Notice is a line of the ledger that concerns somebody.
type Notice struct {
	Line
	Why string // Why it concerns them, in a sentence.
	New bool   // New says that they have not looked since.
}

// Notices is a page of them.
type Notices struct {
	List []Notice // List is the newest first.
	Next int64    // Next is the number before which the following page begins; zero when there is none.
	Head int64    // Head is up to where the page looked.
}

// How far notices are looked for; ours.
const (
	noticed  = 300   // entries read for a page or for the count
	farBack  = 20000 // older entries are not counted
	mostBell = 99    // the count goes no further
)

// Notices returns a page of what concerns the actor, and was done by others since
// they are here. kinds narrow it to some kinds of subject, unread to what is new.
func (s *Service) Notices(ctx context.Context, by hindcast.Actor, kinds []string, unread bool, before int64, limit int) (n Notices, err error) {
	if err := mayNotice(by); err != nil {
		return n, err
	}
	seen, begun, err := s.seen(ctx, by)
	if err != nil {
		return n, err
	}
	n.Head = s.Known()
	after := begun
	if unread {
		after = max(after, seen)
	}
	verbs := slices.DeleteFunc(concernVerbs(), func(v string) bool {
		kind, _, _ := strings.Cut(v, ".")
		return len(kinds) > 0 && !slices.Contains(kinds, kind)
	})
	if len(verbs) == 0 {
		return n, nil
	}
	for {
		rows, err := s.store.Notices(ctx, by, verbs, after, before, noticed)
		if err != nil {
			return n, err
		}
		for _, r := range rows {
			if full := n.add(r, by.Person(), seen, limit); full {
				n.Next = before
				return n, nil
			}
			before = r.Number
		}
		if len(rows) < noticed {
			return n, nil
		}
	}
}

// add adds an entry, where it concerns somebody; what one person did again and
// again within an hour is one line. full says that it began another line, for
// which there is no room.
func (n *Notices) add(r store.NoticeRow, me hindcast.Person, seen int64, limit int) (full bool) {
	why := concerns(happeningOf(r), me)
	if why == "" {
		return false
	}
	next, last := Notice{Line: lineOf(r.EntryRow), Why: why, New: r.Number > seen}, len(n.List)-1
	if last >= 0 && n.List[last].goesOn(next.Line) && n.List[last].New == next.New {
		n.List[last].Count++
		n.List[last].Did = Phrase(next.Verb, next.Subject.Kind, n.List[last].Count)
		return false
	}
	if len(n.List) == limit {
		return true
	}
	n.List = append(n.List, next)
	return false
}

// Looked notes that the actor has looked at everything up to a number.
func (s *Service) Looked(ctx context.Context, by hindcast.Actor, number int64) error {
	if err := mayNotice(by); err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error { return tx.Saw(by.User, min(number, s.Known())) })
}

// mayNotice asks for a person: nothing concerns a token.
func mayNotice(by hindcast.Actor) error {
	if err := by.Might(hindcast.MayRead); err != nil {
		return err
	}
	if by.User == "" || by.Token != "" {
		return &hindcast.Error{Code: hindcast.Forbidden, Op: "activity.Notices", Message: "notifications are a person's; sign in as one"}
	}
	return nil
}

// seen is up to where the actor has looked, and since where they are here.
func (s *Service) seen(ctx context.Context, by hindcast.Actor) (seen, begun int64, err error) {
	a, err := s.store.Attention(ctx, by.User)
	if err != nil {
		return 0, 0, err
	}
	begun, err = s.store.UserAdded(ctx, by.User)
	if hindcast.CodeOf(err) == hindcast.NotFound {
		err = nil
	}
	return a.Seen, begun, err
}
