package entry

import (
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Divide describes an event, and makes several of a line that tells several things
// of which an event can hold only one: that somebody joined or was paged, and that a
// level was declared or somebody else joined. "Ines Falk joined, declared P1" is a
// join and a declaration of hers at the same time; whole, question 2 or question 3
// would miss its half. Each but the first bears the rule "split:said-together". Any
// other event comes back alone. zone is that of Describe.
func Divide(e hindcast.TimelineEvent, zone *time.Location) []hindcast.TimelineEvent {
	if e.Kind == "" && len(e.Milestones) == 0 && mayDivide(e.Text) {
		for i := range e.Text {
			if first, second, ok := cutAt(e.Text, i); ok && mayBeAct(second) {
				if a, b, ok := halves(e, first, second, zone); ok {
					rest := Divide(b, zone)
					if rest[0].Actor.IsZero() {
						rest[0].Actor = a.Actor
					}
					return append([]hindcast.TimelineEvent{a}, rest...)
				}
			}
		}
	}
	if e.Kind == "" && e.Actor.IsZero() {
		if together := severalJoin(e, zone); together != nil {
			return together
		}
	}
	Describe(&e, zone)
	return []hindcast.TimelineEvent{e}
}

// severalJoin makes an event for each of several people in front of one verb: "Ada
// Lin, Cy Dorn and Bo Fox joined the call". Each bears the whole text. It returns
// nil for any other text.
func severalJoin(e hindcast.TimelineEvent, zone *time.Location) []hindcast.TimelineEvent {
	if len(e.Text) > longestDivided || !strings.Contains(e.Text, " joined") {
		return nil
	}
	names, verb, _ := strings.Cut(e.Text, " joined")
	list := strings.Split(strings.NewReplacer(", and ", ",", " and ", ",", " & ", ",", ", ", ",").Replace(names), ",")
	next := wordAt(split("joined"+verb), 1)
	if len(list) < 2 || next != "" && next != "the" && next != "as" && next != "to" && !meets(next) || !acts("joined"+verb, false) {
		return nil
	}
	var events []hindcast.TimelineEvent
	for n, name := range list {
		if name = strings.TrimSpace(name); capitalized(name) != len(strings.Fields(name)) || !allPersonal(name) {
			return nil
		}
		one := e
		one.Milestones, one.Actor = nil, hindcast.Person{Name: name}
		if n > 0 {
			addRule(&one, "split:said-together")
		}
		Describe(&one, zone)
		if one.Kind != hindcast.Join {
			return nil
		}
		events = append(events, one)
	}
	return events
}

// longestDivided bounds the texts that are looked at, in bytes; longer ones tell a
// story and not two acts.
const longestDivided = 200

func mayDivide(text string) bool {
	if len(text) > longestDivided || strings.Contains(text, "\n") {
		return false
	}
	lower := strings.ToLower(text)
	return strings.Contains(lower, "join") || strings.Contains(lower, "paged") || strings.Contains(lower, "takes") || strings.Contains(lower, "took")
}

// mayBeAct refuses at a glance what starts with neither a join, a page nor a level.
func mayBeAct(text string) bool {
	lower := strings.ToLower(text[:min(len(text), 60)])
	for _, w := range []string{"join", "page", "declar", "sev", "rais", "took", "takes", "priority", "p1", "p2", "p3", "p4", "p5"} {
		if strings.Contains(lower, w) {
			return true
		}
	}
	return false
}

// cutAt cuts a text at a comma, semicolon, full stop or "and" that stands at i. The
// words "and" and "then" stay with the second part, so that no word is lost.
func cutAt(text string, i int) (first, second string, ok bool) {
	for _, mark := range []string{"; ", ". ", ", ", " & ", " + "} {
		if strings.HasPrefix(text[i:], mark) {
			return strings.TrimSpace(text[:i]), strings.TrimSpace(text[i+len(mark):]), true
		}
	}
	if strings.HasPrefix(text[i:], " and ") || strings.HasPrefix(text[i:], " then ") {
		return strings.TrimSpace(text[:i]), strings.TrimSpace(text[i:]), true
	}
	return "", "", false
}

// halves describes both parts of a text. ok is false when an event for each would
// tell no more than one for both.
func halves(e hindcast.TimelineEvent, first, second string, zone *time.Location) (a, b hindcast.TimelineEvent, ok bool) {
	a, b = e, e
	a.Text, b.Text = first, second
	Describe(&a, zone)
	b.Milestones = nil
	addRule(&b, "split:said-together")
	described := b
	Describe(&described, zone)
	if described.Actor.IsZero() || described.Actor == e.Actor {
		b.Actor = a.Actor
		described = b
		Describe(&described, zone)
	}
	switch {
	case takesPart(a) && described.Kind == hindcast.SeverityEvent,
		a.Kind == hindcast.SeverityEvent && takesPart(described),
		takesPart(a) && takesPart(described) && (a.Kind != described.Kind || !a.Actor.Same(described.Actor)),
		!a.Actor.IsZero() && described.Kind == hindcast.Join && a.Actor.Same(described.Actor) && a.Kind != hindcast.Join && a.Kind != hindcast.Note:
		return a, b, true
	}
	return a, b, false
}

// takesPart reports an event that says when somebody who is named was paged or joined.
func takesPart(e hindcast.TimelineEvent) bool {
	return (e.Kind == hindcast.Join || e.Kind == hindcast.Page) && !e.Actor.IsZero()
}
