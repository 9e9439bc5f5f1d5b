package entry

import (
	"strings"
	"unicode/utf8"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// describeActor names who acted, when the text says so in a form that can only be
// a person: "@bob ...", "[dave] restarted ...", "Erin: decided ...", "Alice (IC)
// joined", "paged Carol (SME)". A capital letter at the start of a sentence is
// not enough.
func describeActor(e *hindcast.TimelineEvent, m meaning) {
	if !e.Actor.IsZero() {
		if e.Role == "" {
			e.Role = ownRole(m)
		}
		return
	}
	name, after := leadingName(m.text)
	if called, rest := calledName(m.text); called != "" {
		name, after = called, rest
	}
	if name == "" || utf8.RuneCountInString(name) > hindcast.MaxName {
		return
	}
	e.Actor = hindcast.Person{Name: name}
	if e.Role == "" {
		e.Role = roleAfter(after)
	}
}

// leadingName reads the name at the start of a text and returns what follows it.
func leadingName(text string) (name, after string) {
	text = strings.TrimLeft(text, "*_` ")
	for _, w := range []string{"and ", "then "} {
		text = strings.TrimPrefix(text, w)
	}
	switch {
	case strings.HasPrefix(text, "@"):
		return handle(text)
	case strings.HasPrefix(text, "["), strings.HasPrefix(text, "("):
		closing := strings.IndexAny(text, "])")
		if closing < 0 {
			return "", ""
		}
		inner, rest := strings.TrimSpace(text[1:closing]), text[closing+1:]
		if strings.HasPrefix(inner, "@") {
			name, _ = handle(inner)
			return name, rest
		}
		if count := capitalized(inner); count >= 2 && count == len(strings.Fields(inner)) && allPersonal(inner) ||
			len(strings.Fields(inner)) == 1 && personName(inner) && acts(rest, false) {
			return inner, rest
		}
		return "", ""
	}
	return proseName(text)
}

// handle reads "@bob" and "<@bob>".
func handle(text string) (name, after string) {
	end := 1
	for end < len(text) && (isLetter(text[end]) || isDigit(text[end]) || strings.IndexByte("._-", text[end]) >= 0 || text[end] >= utf8.RuneSelf) {
		end++
	}
	name = strings.TrimRight(text[1:end], "._-")
	if name == "here" || name == "channel" || name == "everyone" {
		return "", ""
	}
	return name, text[end:]
}

// proseName reads one to three capitalised words at the start of a sentence that
// are followed by a role in brackets, a colon and a verb, or a verb that only
// people are the subject of.
func proseName(text string) (name, after string) {
	count := capitalized(text)
	if count > 3 {
		return "", ""
	}
	for n := count; n > 0; n-- {
		name, after = cutWords(text, n)
		trimmed := strings.TrimRight(name, ":,")
		if !allPersonal(trimmed) {
			continue
		}
		rest := strings.TrimLeft(after, " *_`")
		switch {
		case strings.HasPrefix(rest, "(") && roleIn(rest) != "":
			return trimmed, rest
		case strings.HasSuffix(name, ":") || strings.HasPrefix(rest, ":"):
			if n >= 2 || acts(strings.TrimLeft(rest, ": "), false) {
				return trimmed, rest
			}
		case trimmed == name && acts(rest, true):
			return trimmed, rest
		}
	}
	return "", ""
}

// calledName reads whom a page went to: "paged Carol (SME)", "escalated to Bob".
func calledName(text string) (name, after string) {
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		return "", ""
	}
	for _, verb := range []string{"paged ", "paging ", "escalated to ", "page sent to ", "phoned ", "pages "} {
		at := strings.Index(lower, verb)
		if at < 0 || at > 0 && isLetter(lower[at-1]) {
			continue
		}
		rest := text[at+len(verb):]
		if strings.HasPrefix(rest, "@") {
			return handle(rest)
		}
		for n := min(capitalized(rest), 3); n > 0; n-- {
			name, after = cutWords(rest, n)
			name = strings.TrimRight(name, ".,;:")
			if allPersonal(name) {
				return name, after
			}
		}
	}
	return pagedName(text)
}

// describeSubject names who declared or decided: "raised to P1 by Mira Holt". Of
// a response one capitalised word behind "by" may be a product; two are taken as a
// person.
func describeSubject(e *hindcast.TimelineEvent, m meaning) {
	least := 1
	switch e.Kind {
	case hindcast.SeverityEvent, hindcast.Decision:
	case hindcast.ResponseEvent:
		least = 2
	default:
		return
	}
	_, rest, ok := strings.Cut(m.text, " by ")
	if !e.Actor.IsZero() || !ok {
		return
	}
	for n := min(capitalized(rest), 3); n >= least; n-- {
		name, _ := cutWords(rest, n)
		if name = strings.TrimRight(name, ".,;:)"); allPersonal(name) {
			e.Actor = hindcast.Person{Name: name}
			return
		}
	}
}

// pagedName reads "Lea Brandt paged" and "Lea Brandt was paged by the monitor".
func pagedName(text string) (name, after string) {
	text = strings.TrimLeft(text, "*_` ")
	for n := min(capitalized(text), 3); n > 0; n-- {
		name, after = cutWords(text, n)
		if !allPersonal(name) {
			continue
		}
		words := split(after[:min(len(after), 60)])
		verb := 0
		if len(words) > 1 && (words[0].text == "was" || words[0].text == "is" || words[0].text == "gets" || words[0].text == "got") {
			verb = 1
		}
		if len(words) > verb && words[verb].text == "paged" && !active(wordAt(words, verb+1)) {
			return name, after
		}
	}
	return "", ""
}
