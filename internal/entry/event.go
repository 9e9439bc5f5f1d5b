package entry

import (
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Parse reads a line that starts with a time into an event. ok is false when Read
// finds no time.
func Parse(line string, c *Clock) (event hindcast.TimelineEvent, ok bool) {
	when, rest, ok := c.Read(line)
	if !ok {
		return hindcast.TimelineEvent{}, false
	}
	event = hindcast.TimelineEvent{At: when.At, Until: when.Until, Precision: when.Precision, Text: rest,
		Origin: hindcast.Origin{Rule: strings.Join(when.Rules, " ")}}
	Describe(&event, c.zone())
	return event, true
}
