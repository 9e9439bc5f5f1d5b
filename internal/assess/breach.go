package assess

import (
	"fmt"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// breaches are the kinds of breach that are certain, and those that may be, each
// with words for the worst case of it.
type breaches struct{ certain, unknown map[string]string }

// promised is the kind of breach beside those of hindcast.GapKind.
const promised = "promised"

func (b breaches) add(kind string, s standing, told string) {
	_, already := b.certain[kind]
	switch s {
	case over:
		b.certain[kind] = told
		delete(b.unknown, kind)
	case straddling:
		if !already {
			b.unknown[kind] = told
		}
	}
}

func (b breaches) inOrder(set map[string]string) []string {
	var list []string
	for _, kind := range []string{string(hindcast.GapFirst), string(hindcast.GapBetween), promised, string(hindcast.GapClosing)} {
		if told := set[kind]; told != "" {
			list = append(list, told)
		}
	}
	return list
}

// outcome gives met for no kind of breach, partly for one, missed for more.
func (b breaches) outcome() outcome {
	verdict := func(kinds int) hindcast.Verdict {
		return []hindcast.Verdict{hindcast.Met, hindcast.Partly, hindcast.Missed}[min(kinds, 2)]
	}
	return outcome{verdict(len(b.certain)), verdict(len(b.certain) + len(b.unknown))}
}

// breaches gathers the kinds of breach among the silences. Of several breaches of
// one kind the worst is told.
func (v *view) breaches(list []silence) breaches {
	b := breaches{map[string]string{}, map[string]string{}}
	worst := map[hindcast.GapKind]*silence{}
	for i := range list {
		s := &list[i]
		if !s.due.required() {
			continue
		}
		if w := worst[s.kind]; s.standing == over && w != nil && w.standing == over && s.excess() <= w.excess() {
			continue
		}
		if s.standing == over || s.standing == straddling {
			worst[s.kind] = s
			told := s.words()
			if s.standing == straddling {
				told = s.unclear()
			}
			b.add(string(s.kind), s.standing, told)
		}
	}
	return b
}

// unclear tells what may be a breach.
func (s silence) unclear() string {
	switch s.kind {
	case hindcast.GapFirst:
		return "the first message"
	case hindcast.GapClosing:
		return "the closing message"
	}
	return s.words()
}

// words tells a breach with its length and limit.
func (s silence) words() string {
	limit := s.due.span.String()
	took := against(s.end.Sub(s.due.event.At), limitLength(s.due.span))
	switch {
	case s.kind == hindcast.GapFirst && s.to == nil:
		return fmt.Sprintf("no first message (limit %s)", limit)
	case s.kind == hindcast.GapClosing && s.to == nil:
		return fmt.Sprintf("no closing message (limit %s)", limit)
	case s.kind == hindcast.GapFirst:
		return fmt.Sprintf("the first message after %s (limit %s)", took, limit)
	case s.kind == hindcast.GapClosing:
		return fmt.Sprintf("the closing message after %s (limit %s)", took, limit)
	}
	return fmt.Sprintf("a gap of %s (limit %s)", took, limit)
}
