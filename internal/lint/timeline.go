package lint

import (
	"fmt"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func (c *checklist) timeline() {
	r := c.record
	if len(r.Timeline) == 0 {
		c.missing("no-timeline", "")
		return
	}
	for _, e := range r.Timeline {
		if e.At.IsZero() {
			c.add("event-without-time", e.Origin.Line, e.Text, "")
		}
	}
	c.milestones(c.startsAtDetection())
}

// startsAtDetection notes a timeline whose first event is the one that marks
// detection.
func (c *checklist) startsAtDetection() bool {
	detected := c.record.Milestone(hindcast.Detected)
	if detected == nil || detected.At.IsZero() {
		return false
	}
	for _, e := range c.record.Timeline {
		if !e.At.IsZero() && e.At.Before(detected.At) {
			return false
		}
	}
	for _, e := range c.record.Timeline {
		if e.Marks(hindcast.Began) && !e.Marks(hindcast.Detected) {
			return false
		}
	}
	c.add("timeline-starts-at-detection", detected.Origin.Line, detected.Text, "")
	return true
}

// milestones notes the four that measures need, and pairs in an impossible order.
// Where the timeline starts at detection its beginning was asked for already.
func (c *checklist) milestones(asked bool) {
	var missing []string
	var before *hindcast.TimelineEvent
	var name hindcast.Milestone
	for _, m := range hindcast.Milestones() {
		e := c.record.Milestone(m)
		if e == nil {
			if c.needs(m) && !(m == hindcast.Began && asked) {
				missing = append(missing, "“"+m.Words()+"”")
			}
			continue
		}
		if m == hindcast.CauseFound {
			continue // may come after mitigation, or after resolution
		}
		_, latest, known := e.Bounds()
		if before != nil && known && latest.Before(before.At) {
			c.add("milestones-out-of-order", e.Origin.Line, e.Text, fmt.Sprintf("%q is marked before %q.", m.Words(), name.Words()))
		}
		if known {
			before, name = e, m
		}
	}
	if len(missing) > 0 {
		c.missing("milestone-missing", "No event is marked as "+strings.Join(missing, ", ")+".")
	}
}

// needs reports whether a measure cannot do without the milestone. What nearly
// happened had nothing to mitigate.
func (c *checklist) needs(m hindcast.Milestone) bool {
	switch m {
	case hindcast.Began, hindcast.Detected:
		return true
	case hindcast.Mitigated, hindcast.Resolved:
		return !c.record.Incident.NearMiss
	}
	return false
}
