package assess

import (
	"fmt"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// communication answers whether outsiders were told often enough. Breaches are
// counted by kind: the first message, a gap, a promised update, the closing
// message. A record that tells of no message is silent; one that states internal
// ones only says that none went out (see gather).
func (v *view) communication() hindcast.Answer {
	d := about(hindcast.AskCommunication)
	list := v.silences()
	if len(v.levels) == 0 {
		return v.undeclaredCommunication(d, list)
	}
	if !v.asksForMessages(list) {
		level, _, _ := v.target()
		return d.close(hindcast.NotApplicable, "The policy asked for no external message at %s.", level)
	}
	if v.at(hindcast.Detected) == nil {
		d.ask("record when it was detected")
		return d.close(hindcast.NotComputable, "Messages cannot be held against the cadence: it is not recorded when it was detected.")
	}
	if len(list) == 0 {
		d.ask(checkOrder(hindcast.Detected, hindcast.Resolved))
		return d.close(hindcast.NotComputable, "Messages cannot be held against the cadence: detection is recorded after resolution.")
	}
	if !v.told {
		d.ask("record what was told to whom and when, or that nobody was told")
		return d.close(hindcast.NotComputable, "The record does not tell who was told what, so it cannot be told whether outsiders were kept informed.")
	}
	timed, untimed := v.external, v.externalUntimed
	b := v.breaches(list)
	promises, made := v.promises(timed)
	for _, m := range v.silenceMeasures(list) {
		d.add(m)
	}
	if made > 0 {
		d.add(promises)
	}
	switch promises.Verdict {
	case hindcast.Missed:
		b.add(promised, over, count(int(*promises.Value), "promised update", "promised updates")+" late or not sent")
	case hindcast.NotComputable:
		b.add(promised, straddling, "a promised update")
	}
	if end := v.end(v.at(hindcast.Detected)); v.at(hindcast.Resolved) == nil && !v.policy.Levels[v.inForce(end)].External.Closing.IsZero() {
		b.add(string(hindcast.GapClosing), straddling, "the closing message")
		d.ask("record when it was resolved")
	}
	if len(timed) == 0 && untimed == 0 && len(v.assumed) == 0 && len(b.certain) > 0 {
		return d.close(hindcast.Missed, "No external message was sent, where the policy asked for %s.", v.askedFirst(list))
	}
	return v.closeCommunication(d, b, len(timed)+untimed)
}

// undeclaredCommunication measures the silences without a cadence to hold them
// against.
func (v *view) undeclaredCommunication(d *draft, list []silence) hindcast.Answer {
	sent := len(v.external) + v.externalUntimed
	if !v.told {
		return d.undeclared("no message is recorded either")
	}
	for _, m := range v.silenceMeasures(list) {
		d.add(m)
	}
	return d.undeclared(count(sent, "external message was", "external messages were") + " sent")
}

func (v *view) closeCommunication(d *draft, b breaches, sent int) hindcast.Answer {
	told := count(sent, "external message was", "external messages were") + " sent"
	if sent == 0 {
		told = "No message is recorded as external"
	}
	verdict := b.outcome().verdict()
	switch {
	case verdict == hindcast.NotComputable:
		return d.close(verdict, "%s; it cannot be told whether this was in time: %s.", told, listed(b.inOrder(b.unknown)))
	case verdict == hindcast.Met:
		return d.close(verdict, "%s, all within the cadence%s.", told, longestWords(d))
	}
	return d.close(verdict, "%s, but not all in time: %s.", told, listed(b.inOrder(b.certain)))
}

func longestWords(d *draft) string {
	for _, m := range d.Measures {
		if m.Name == "longest_silence" && m.Value != nil {
			return "; the longest silence was " + words(time.Duration(*m.Value*float64(time.Second)))
		}
	}
	return ""
}

// asksForMessages reports whether the policy asked for any message, at the levels
// that were in force.
func (v *view) asksForMessages(list []silence) bool {
	for _, s := range list {
		if s.due.required() {
			return true
		}
	}
	if len(list) > 0 {
		return false
	}
	_, asks, _ := v.target()
	return !asks.External.IsZero()
}

// askedFirst names the first rule that no message kept.
func (v *view) askedFirst(list []silence) string {
	for _, s := range list {
		if !s.due.required() {
			continue
		}
		span := words(limitLength(s.due.span))
		if s.kind == hindcast.GapClosing {
			return fmt.Sprintf("one within %s of resolution at %s", span, s.due.level)
		}
		return fmt.Sprintf("one within %s of detection at %s", span, s.due.level)
	}
	return "one"
}
