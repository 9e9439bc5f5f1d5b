package demo

import (
	"fmt"
	"sync/atomic"
	"time"
)

// clock is what the store goes by while it is filled: it stands where the act that
// is played was set, and never goes back.
type clock struct{ micros, ids atomic.Int64 }

func (c *clock) now() time.Time { return time.UnixMicro(c.micros.Load()).UTC() }

// set moves on to an instant, or by a millisecond when that is past.
func (c *clock) set(at time.Time) {
	c.micros.Store(max(at.UnixMicro(), c.micros.Load()+time.Millisecond.Microseconds()))
}

// id is the next identifier: a UUIDv7 of the clock's time in which a counter takes
// the place of chance, so that the same now always gives the same links.
func (c *clock) id() string {
	n, ms := c.ids.Add(1), c.now().UnixMilli()
	return fmt.Sprintf("%08x-%04x-7%03x-8000-%012x", ms>>16, ms&0xffff, n>>12&0xfff, n)
}
