package web

import (
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
