package entry

import (
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Clock is the context times are read in. It is carried from line to line: Read
// moves Day, Last and Start on. The zero value reads times in UTC and refuses
// times that name no day, until a line names one.
type Clock struct {
	Zone *time.Location // Zone of times that name none; UTC when nil.
	Day  hindcast.Date  // Day of times that name none, in Zone; zero when not known yet.
	Last time.Time      // Last is the last instant read, for rolling past midnight.

	// Start is what "T+15m" counts from: the first instant read, unless it was set
	// before.
	Start time.Time

	// DayFirst says that 03/04/2024 is 3 April. Without it the order is the
	// American one. Either way a rule of the reading names the order when the
	// figures leave it open.
	DayFirst bool

	// DayRule is the rule id given to times that took their day from Day, such as
	// "day:start-time". It is "day:carried" when empty, and is emptied when a line
	// names a day.
	DayRule string
}

// When is a time as a line gives it.
type When struct {
	At        time.Time // At is UTC.
	Until     time.Time // Until is UTC, zero when no end was written.
	Precision hindcast.Precision
	Rules     []string // Rules lists what was inferred; see Rule.
	Text      string   // Text is the time as written, with what stood around it.
}

// Read reads a time at the start of the text, behind list marks, emphasis,
// backticks, brackets and pipes. rest is the text that remains without the
// separator in front. ok is false when the text does not start with a time that
// can be placed: Problem then says why. The clock moves on only when ok.
//
// A time of day that lies more than six hours before the last instant is taken
// as one of the next day; a smaller step back is taken as out of order. The
// figure is ours: people note things minutes or an hour late, and a night's gap
// steps back further than that.
//
// A local time that a change to daylight saving skips is read with the offset
// from before the change, and one that happens twice is the first unless that
// lies before the last instant (after RFC 5545, 3.3.5).
func (c *Clock) Read(text string) (when When, rest string, ok bool) {
	f, rest, ok := c.find(text)
	if !ok {
		return When{}, text, false
	}
	when, next, problem := c.place(f)
	if problem != "" {
		return When{}, text, false
	}
	*c = next
	when.Text = f.text
	return when, rest, true
}

// Problem says why Read finds no time in the text, as a phrase for a list of
// unread lines: "the year 20202 has five digits". It is empty when Read would
// succeed and when the text does not start with anything like a time.
func (c *Clock) Problem(text string) string {
	f, _, ok := c.find(text)
	if f.problem != "" || !ok {
		return f.problem
	}
	_, _, problem := c.place(f)
	return problem
}

// rollBack is how far a time of day may step back before it is taken as one of
// the next day.
const rollBack = 6 * time.Hour

func (c *Clock) zone() *time.Location {
	if c.Zone == nil {
		return time.UTC
	}
	return c.Zone
}
