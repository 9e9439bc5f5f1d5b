package assess

import (
	"fmt"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// silence is a stretch without an external message, from one event to another.
type silence struct {
	kind     hindcast.GapKind
	from, to *hindcast.TimelineEvent // to is nil when nothing ended it
	end      time.Time               // end is when it ended, or where the record ends
	due      deadline
	standing standing
}

// silences lists the stretches between external messages: from detection to the
// first, between messages and on to resolution, and from resolution to the
// closing message. A first message that was not yet due at resolution is not
// asked for: the closing one says it all. When outsiders were told between the
// beginning and detection, that message was the first, and the cadence counts
// from detection.
func (v *view) silences() []silence {
	detected, resolved := v.at(hindcast.Detected), v.at(hindcast.Resolved)
	if detected == nil || resolved != nil && resolved.At.Before(detected.At) {
		return nil
	}
	before, during, after := v.split(detected, resolved)
	var list []silence
	last, kind := detected, hindcast.GapFirst
	if before != nil {
		list, kind = append(list, v.silence(kind, detected, before)), hindcast.GapBetween
	}
	for _, e := range during {
		list = append(list, v.silence(kind, last, e))
		last, kind = e, hindcast.GapBetween
	}
	switch {
	case resolved == nil:
		list = append(list, v.silence(kind, last, nil))
	case kind == hindcast.GapFirst:
		if s := v.silence(kind, last, nil); s.due.required() && s.due.at.Before(resolved.At) {
			if len(after) > 0 {
				s = v.silence(kind, last, after[0])
			}
			list = append(list, s)
		}
	default:
		list = append(list, v.silence(kind, last, resolved))
	}
	if resolved != nil {
		var closing *hindcast.TimelineEvent
		if len(after) > 0 {
			closing = after[0]
		}
		list = append(list, v.silence(hindcast.GapClosing, resolved, closing))
	}
	return list
}

// split divides messages into the last one between beginning and detection, those
// from detection on and those from resolution on.
func (v *view) split(detected, resolved *hindcast.TimelineEvent) (before *hindcast.TimelineEvent, during, after []*hindcast.TimelineEvent) {
	began := v.at(hindcast.Began)
	for _, e := range v.external {
		switch {
		case e.At.Before(detected.At):
			if began != nil && !e.At.Before(began.At) {
				before = e
			}
		case resolved != nil && !e.At.Before(resolved.At):
			after = append(after, e)
		default:
			during = append(during, e)
		}
	}
	return before, during, after
}

// silence judges one stretch. A breach is not certain while there are messages
// without a time that may have fallen into it, or messages in it whose audience
// is not stated.
func (v *view) silence(kind hindcast.GapKind, from, to *hindcast.TimelineEvent) silence {
	s := silence{kind: kind, from: from, to: to, end: v.end(from)}
	if to != nil {
		s.end = to.At
		if to.At.Before(from.At) {
			s.end = from.At
		}
	}
	s.due = v.deadline(kind, from, s.end)
	if !s.due.required() {
		return s
	}
	if to == nil {
		s.standing = over
		if kind != hindcast.GapClosing && v.at(hindcast.Resolved) == nil && !s.due.at.Before(s.end) {
			s.standing = within
		}
	} else {
		t := v.took(s.due.event, to, s.due.span)
		s.standing = t.standing()
		if to.At.Before(s.due.event.At) {
			s.standing = within
		}
	}
	if s.standing == over && (v.externalUntimed > 0 || v.maybeTold(from.At, s.end)) {
		s.standing = straddling
	}
	return s
}

// end is where the record ends: its resolution, else its last event, never before
// from.
func (v *view) end(from *hindcast.TimelineEvent) time.Time {
	end := from.At
	if r := v.at(hindcast.Resolved); r != nil && r.At.After(end) {
		return r.At
	}
	if n := len(v.events); n > 0 && v.events[n-1].At.After(end) {
		end = v.events[n-1].At
	}
	return end
}

// gaps turns the silences into what is drawn.
func (v *view) gaps() []hindcast.CommunicationGap {
	var list []hindcast.CommunicationGap
	for _, s := range v.silences() {
		g := hindcast.CommunicationGap{Kind: s.kind, From: s.from.At, To: s.end, Open: s.to == nil, Events: v.cite(s.from, s.to),
			Due: s.due.at, Verdict: hindcast.NotApplicable}
		if s.due.required() {
			g.Verdict = s.standing.verdict()
			if !v.told {
				g.Verdict = hindcast.NotComputable
			}
		}
		list = append(list, g)
	}
	return list
}

// length is how long the silence lasted.
func (s silence) length() time.Duration { return s.end.Sub(s.from.At) }

// excess is how far the silence ran over what was allowed; negative within it.
func (s silence) excess() time.Duration { return s.end.Sub(s.due.at) }

// endings are what stands at the ends of a silence, for asking about them.
func (s silence) endings() (fromDid, toDid string) {
	fromDid, toDid = "the message before was sent", "the next message was sent"
	switch {
	case s.due.event.Severity != nil && s.due.event != s.from:
		fromDid = "the level was changed"
	case s.kind == hindcast.GapFirst:
		fromDid = did(hindcast.Detected)
	case s.kind == hindcast.GapClosing:
		fromDid = did(hindcast.Resolved)
	}
	if s.to != nil && s.to.Marks(hindcast.Resolved) && s.kind == hindcast.GapBetween {
		toDid = did(hindcast.Resolved)
	}
	if s.kind == hindcast.GapFirst {
		toDid = "the first message was sent"
	}
	return fromDid, toDid
}

// missing says what to record when precision leaves a gap open.
func (v *view) missing(s silence) string {
	if s.standing != straddling {
		return ""
	}
	if untimed := v.externalUntimed; untimed > 0 {
		return fmt.Sprintf("record the time of the %s", some(untimed, "external message that has none", "external messages that have none"))
	}
	if v.maybeTold(s.from.At, s.end) {
		return fmt.Sprintf("record who was told by the %s not stated", some(len(v.assumed), "message whose audience is", "messages whose audience is"))
	}
	t := v.took(s.due.event, s.to, s.due.span)
	return t.finer(s.endings())
}
