package reviews

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// stays is how long somebody is taken to be there after they were heard of; their
// editor is heard of every ten seconds.
const stays = 25 * time.Second

// Someone is a person who has an editor open.
type Someone struct {
	Client  string
	Section hindcast.ReviewSection // Section they are in; empty between two.
	User    hindcast.UserID
	Name    string
}

// present is Someone as nodes tell each other.
type present struct {
	Client  string                 `json:"c"`
	Section hindcast.ReviewSection `json:"s,omitempty"`
	User    hindcast.UserID        `json:"u"`
	Name    string                 `json:"n"`
	Left    bool                   `json:"l,omitempty"`
}

// desk is who sits over which review. It is kept in memory on every node, and
// only as long as somebody is there.
type desk struct {
	mu     sync.Mutex
	tables map[hindcast.ReviewID]*writers
	now    func() time.Time // now is the machine's own clock: being there is about this moment and kept nowhere
}

// writers is what a node knows of one review.
type writers struct {
	streams map[chan struct{}]bool
	here    map[string]seen
	number  int64 // number counts changes of here.
}

type seen struct {
	Someone
	until time.Time
}

func newDesk() *desk { return &desk{tables: map[hindcast.ReviewID]*writers{}, now: time.Now} }

// at returns a review's table. The desk is locked.
func (d *desk) at(id hindcast.ReviewID) *writers {
	if d.tables[id] == nil {
		d.tables[id] = &writers{streams: map[chan struct{}]bool{}, here: map[string]seen{}}
	}
	return d.tables[id]
}

// join returns a channel that is filled whenever there may be news of a review.
func (d *desk) join(id hindcast.ReviewID) (woken chan struct{}, leave func()) {
	woken = make(chan struct{}, 1)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.at(id).streams[woken] = true
	return woken, func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		delete(d.at(id).streams, woken)
		if len(d.at(id).streams) == 0 {
			delete(d.tables, id)
		}
	}
}

// heard takes in what a node said; nothing means that something was missed.
func (d *desk) heard(text string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if text == "" {
		for _, w := range d.tables {
			w.wake()
		}
		return
	}
	var what said
	if err := json.Unmarshal([]byte(text), &what); err != nil {
		return // not for us
	}
	w := d.tables[what.Review]
	if w == nil {
		return // nobody of this node is there
	}
	if p := what.Here; p != nil && !w.note(*p, d.now()) {
		return
	}
	w.wake()
}

// note writes down that somebody is there, or has left, and reports whether that
// is news.
func (w *writers) note(p present, now time.Time) bool {
	was, known := w.here[p.Client]
	news := known
	if p.Left {
		delete(w.here, p.Client)
	} else {
		w.here[p.Client] = seen{Someone{p.Client, p.Section, p.User, p.Name}, now.Add(stays)}
		news = !known || was.Section != p.Section
	}
	if news {
		w.number++
	}
	return news
}

func (w *writers) wake() {
	for s := range w.streams {
		select {
		case s <- struct{}{}:
		default:
		}
	}
}

// people is who is there, and whether that changed after a number.
func (d *desk) people(id hindcast.ReviewID, after int64) (list []Someone, number int64, news bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.now()
	w := d.at(id)
	for client, s := range w.here {
		if s.until.Before(now) {
			delete(w.here, client)
			w.number++
			w.wake()
		}
	}
	for _, s := range w.here {
		list = append(list, s.Someone)
	}
	slices.SortFunc(list, func(a, b Someone) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Client, b.Client)) })
	return list, w.number, w.number != after
}

// Here says that somebody's editor is open, in a section or in none. Editors say so
// every ten seconds; nobody keeps it.
func (s *Service) Here(ctx context.Context, by hindcast.Actor, key, client string, section hindcast.ReviewSection, left bool) error {
	h, err := s.held(ctx, by, key, hindcast.MayContribute)
	if err != nil {
		return err
	}
	if !clientName.MatchString(client) || section != "" && h.review.Value.Section(section) == nil {
		return &hindcast.Error{Code: hindcast.Invalid, Message: "an editor says its name and its section"}
	}
	return s.store.Announce(ctx, said{Review: h.review.Value.ID, Here: &present{client, section, by.User, by.Name, left}}.String())
}
