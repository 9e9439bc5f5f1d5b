package web

import (
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/markup"
)

// titleOf is an incident's title as plain text.
func titleOf(i hindcast.Incident) string { return titleText(i.Title, "Untitled incident") }

// titleText is a title as plain text, or what stands for one.
func titleText(title, absent string) string {
	if text := markup.InlineText(title); text != "" {
		return text
	}
	return absent
}

// counted words a number of things.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return hindcast.FormatCount(float64(n)) + " " + many
}

// words writes an identifier as people read it: "in review".
func words[T ~string](id T) string { return strings.ReplaceAll(string(id), "_", " ") }

// capitalOf writes an identifier as the beginning of a line: "In review".
func capitalOf[T ~string](t T) string { return hindcast.Capital(words(t)) }

// levelWords names a severity: "P1 Critical".
func levelWords(s hindcast.Severity) string { return s.String() + " " + s.Name() }

// personName is what somebody is called, or who they are where that is not known.
func personName(p hindcast.Person) string { return firstOf(p.Name, string(p.User)) }

// personNames lists people by name.
func personNames(people []hindcast.Person) string {
	names := make([]string, len(people))
	for i, p := range people {
		names[i] = personName(p)
	}
	return strings.Join(names, ", ")
}
