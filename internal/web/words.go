package web

import (
	"net/url"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/markup"
)

// incidentAddress is the address of an incident's page.
func incidentAddress(key string) string { return "/incidents/" + url.PathEscape(key) }

// titleOf is the title as plain text.
func titleOf(i hindcast.Incident) string {
	if title := markup.InlineText(i.Title); title != "" {
		return title
	}
	return "Untitled incident"
}

// capital begins an identifier as people read it with a capital letter.
func capital(id string) string {
	s := strings.ReplaceAll(id, "_", " ")
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// dayText is a day, with its year where that is not this one.
func dayText(t, now time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case t.UTC().Year() == now.UTC().Year():
		return t.UTC().Format("2 Jan 15:04")
	}
	return t.UTC().Format("2 Jan 2006")
}
