package assess

import (
	"slices"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// messages is what the record tells of messages to outsiders.
type messages struct {
	external        []*hindcast.TimelineEvent // external messages with a time, in order
	externalUntimed int                       // external messages without a time
	assumed         []*hindcast.TimelineEvent // messages whose audience was only assumed, with a time, in order
	told            bool                      // told says that the record speaks of messages, so that none means none
}

// gather reads the messages once. A record speaks of messages when one of them
// went to outsiders or its audience is not certain, or when one is stated outright
// to be internal; a message that was only inferred from the wording of an entry,
// and stayed inside, says nothing about what else was sent.
func (v *view) gather() {
	for _, list := range [][]*hindcast.TimelineEvent{v.events, v.untimed} {
		for _, e := range list {
			if e.Communication == nil {
				continue
			}
			_, _, timed := e.Bounds()
			switch {
			case inferred(e, "audience:assumed"):
				if v.told = true; timed {
					v.assumed = append(v.assumed, e)
				}
			case e.Communication.Audience == hindcast.ToExternal && timed:
				v.external, v.told = append(v.external, e), true
			case e.Communication.Audience == hindcast.ToExternal:
				v.externalUntimed, v.told = v.externalUntimed+1, true
			case !inferred(e, "kind:"):
				v.told = true
			}
		}
	}
}

// inferred reports whether a rule whose id begins so had a part in the event.
func inferred(e *hindcast.TimelineEvent, rule string) bool {
	return slices.ContainsFunc(strings.Fields(e.Origin.Rule), func(id string) bool { return strings.HasPrefix(id, rule) })
}

// maybeTold reports whether a message whose audience was only assumed lies in a
// stretch.
func (v *view) maybeTold(from, to time.Time) bool {
	n, _ := slices.BinarySearchFunc(v.assumed, from, func(e *hindcast.TimelineEvent, t time.Time) int { return e.At.Compare(t) })
	return n < len(v.assumed) && !v.assumed[n].At.After(to)
}
