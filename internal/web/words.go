package web

import (
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/markup"
)

// titleOf is an incident's title as plain text.
func titleOf(i hindcast.Incident) string { return titleText(i.Title, "Untitled incident") }

// capital begins an identifier as people read it with a capital letter.
func capital(id string) string {
	s := strings.ReplaceAll(id, "_", " ")
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// titleText is a title as plain text, or what stands for one.
func titleText(title, absent string) string {
	if text := markup.InlineText(title); text != "" {
		return text
	}
	return absent
}

// nameOf is a person as they are called.
func nameOf(p hindcast.Person) string {
	if p.Name == "" {
		return string(p.User)
	}
	return p.Name
}

// counted words a number of things.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return hindcast.FormatCount(float64(n)) + " " + many
}
