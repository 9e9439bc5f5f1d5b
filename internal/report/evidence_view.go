package report

import (
	"net/url"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// EvidenceRow is one piece of evidence.
type EvidenceRow struct {
	Name    string
	Href    string // Href is set for web addresses alone.
	Details []string
	Gone    string // Gone says why it could not be had.
	Events  CiteList
}

// EvidenceOf returns the evidence of a record.
func EvidenceOf(r *hindcast.Record, cite *Citer) []EvidenceRow {
	var list []EvidenceRow
	for _, e := range r.Evidence {
		row := EvidenceRow{Name: e.Name, Href: webAddress(e.URL), Events: cite.List(e.Events)}
		if row.Name == "" {
			row.Name = e.URL
		}
		add := func(head, text string) {
			if text != "" {
				row.Details = append(row.Details, head+text)
			}
		}
		add("", e.Source)
		if row.Href == "" && e.URL != row.Name {
			add("", e.URL)
		}
		add("collected by ", nameOf(e.CollectedBy))
		if !e.CollectedAt.IsZero() {
			add("collected ", hindcast.FormatInstant(e.CollectedAt, hindcast.PrecisionMinute)+" UTC")
		}
		add("from ", e.CollectedFrom)
		if e.Size > 0 {
			add("", hindcast.FormatCount(float64(e.Size))+" bytes")
		}
		add("SHA-256 ", e.SHA256)
		if e.Intact != nil && !*e.Intact {
			row.Gone = "altered since it was collected"
		}
		switch e.Availability {
		case hindcast.NotReachable:
			row.Gone = "could not be reached when needed"
		case hindcast.Expired:
			row.Gone = "past its retention when needed"
		}
		list = append(list, row)
	}
	return list
}

// webAddress returns the address when it leads to the web, else "".
func webAddress(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}
