package store

import (
	"context"
	"sync"
)

// Beside the ledger, nodes tell each other small things that nobody keeps: that
// somebody typed, who is where. What is announced is heard at once on this node,
// and shortly after on the others where the database can carry it; whoever needs
// certainty reads.

// hearers are who listens to announcements.
type hearers struct {
	mu   sync.Mutex
	each []func(text string)
}

func (h *hearers) tell(texts ...string) {
	h.mu.Lock()
	each := h.each
	h.mu.Unlock()
	for _, text := range texts {
		for _, heard := range each {
			heard(text)
		}
	}
}

// Hear calls heard with every announcement from now on, of this node and others;
// with an empty one when some may have been missed. heard must not wait, and may
// hear an announcement twice.
func (s *Store) Hear(heard func(text string)) {
	s.hearers.mu.Lock()
	defer s.hearers.mu.Unlock()
	s.hearers.each = append(s.hearers.each[:len(s.hearers.each):len(s.hearers.each)], heard)
}

// Announce tells every node something, of at most some thousand bytes.
func (s *Store) Announce(ctx context.Context, text string) error {
	s.hearers.tell(text)
	for _, st := range s.dialect.announcing([]string{text}) {
		if _, err := s.writes.ExecContext(ctx, st.text, st.args...); err != nil {
			return s.dialect.explain("announce", err)
		}
	}
	return nil
}

// Announce tells every node something when, and only if, the update is kept.
func (t *Tx) Announce(text string) { t.announced = append(t.announced, text) }
