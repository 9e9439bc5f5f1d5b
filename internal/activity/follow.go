package activity

import (
	"context"
	"errors"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// How a stream is paced; ours.
const (
	heartbeat = 15 * time.Second       // a silent stream is looked at this often
	gather    = 100 * time.Millisecond // changes that come together go out together
	batch     = 500                    // changes read at once
	farBehind = 5000                   // beyond so many entries, reading anew is less work than catching up
)

// Batch is what Follow has to say.
type Batch struct {
	Changes []Change // Changes are none in a heartbeat.
	Reset   bool     // Reset says that changes were passed over: what is shown must be read anew.
	Head    int64    // Head is the number up to which everything was said.
}

// Follow tells emit about changes after a number as they happen, until ctx ends,
// emit fails, or the caller may not read any more. A negative number follows from
// now on. caller is asked who calls before each batch, so that whoever signed out
// or lost their access is told nothing more; each batch is read as whoever that
// is by then.
func (s *Service) Follow(ctx context.Context, after int64, caller func() (hindcast.Actor, error), emit func(Batch) error) error {
	known := s.store.Known()
	reset := after > known || after >= 0 && known-after > farBehind
	if after < 0 || reset {
		after = known
	}
	for {
		by, err := caller()
		if err == nil {
			err = by.Might(hindcast.MayRead)
		}
		if err != nil {
			return err
		}
		said, err := s.read(ctx, by, after)
		if err != nil {
			return err
		}
		said.Reset, reset = reset, false
		if err := emit(said); err != nil {
			return err
		}
		after = said.Head
		if err := s.wait(ctx, after); err != nil {
			return err
		}
	}
}

// read gathers what there is to say after a number.
func (s *Service) read(ctx context.Context, by hindcast.Actor, after int64) (Batch, error) {
	head := s.store.Known()
	if head <= after {
		return Batch{Head: after}, nil
	}
	changes, err := s.store.Changes(ctx, by, after, batch)
	if err != nil {
		return Batch{}, err
	}
	if n := len(changes); n > 0 && (n == batch || changes[n-1].Number > head) {
		head = changes[n-1].Number
	}
	return Batch{Changes: changes, Head: head}, nil
}

// wait returns when there may be something to say, or a heartbeat is due.
func (s *Service) wait(ctx context.Context, after int64) error {
	beat, stop := context.WithTimeout(ctx, heartbeat)
	defer stop()
	_, err := s.store.Wait(beat, after)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return nil
	}
	if err != nil {
		return err
	}
	select {
	case <-time.After(gather):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
