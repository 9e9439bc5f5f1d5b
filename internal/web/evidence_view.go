package web

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/report"
)

// evidenceView is one piece of evidence.
type evidenceView struct {
	Name     string
	Href     string // Href is where it is downloaded, or the link itself; "" when there is neither.
	Outside  bool   // Outside says that Href leads elsewhere.
	Size     string
	SHA256   string
	Short    string // Short is the beginning of the SHA-256.
	Details  []string
	Gone     string // Gone says why it could not be had.
	Events   report.CiteList
	Custody  []string
	Verified string // Verified is the outcome of the last check of its bytes.
}

func evidenceViews(r *hindcast.Record, cite *report.Citer, address string) []evidenceView {
	rows := report.EvidenceOf(r, cite)
	var list []evidenceView
	for n, e := range r.Evidence {
		v := evidenceView{Name: rows[n].Name, Href: rows[n].Href, Outside: rows[n].Href != "", Gone: rows[n].Gone, Events: rows[n].Events, SHA256: e.SHA256}
		if e.SHA256 != "" {
			v.Href, v.Outside, v.Size, v.Short = address+"/evidence/"+url.PathEscape(string(e.ID)), false, sizeText(e.Size), e.SHA256[:12]
		}
		v.Details = evidenceDetails(e)
		if e.Intact != nil && *e.Intact {
			v.Verified = "its bytes were checked and are intact"
		}
		for _, c := range e.Custody {
			v.Custody = append(v.Custody, custodyLine(c))
		}
		list = append(list, v)
	}
	return list
}

func evidenceDetails(e hindcast.Evidence) []string {
	var list []string
	add := func(head, text string) {
		if text != "" {
			list = append(list, head+text)
		}
	}
	add("", e.Source)
	add("collected by ", personName(e.CollectedBy))
	if !e.CollectedAt.IsZero() {
		add("", hindcast.FormatInstant(e.CollectedAt, hindcast.PrecisionMinute))
	}
	add("from ", e.CollectedFrom)
	return list
}

func custodyLine(c hindcast.CustodyEntry) string {
	parts := []string{}
	if !c.At.IsZero() {
		parts = append(parts, hindcast.FormatInstant(c.At, hindcast.PrecisionMinute))
	}
	parts = append(parts, strings.TrimSpace(c.Action+" by "+personName(c.By)))
	if c.Note != "" {
		parts = append(parts, c.Note)
	}
	return strings.Join(parts, ", ")
}

// sizeText writes a number of bytes in the unit that people think of.
func sizeText(n int64) string {
	const kilo = 1024
	if n < kilo {
		return counted(int(n), "byte", "bytes")
	}
	value, unit := float64(n)/kilo, "kB"
	for _, next := range []string{"MB", "GB"} {
		if value < kilo {
			break
		}
		value, unit = value/kilo, next
	}
	if value < 10 {
		return fmt.Sprintf("%.1f %s", value, unit)
	}
	return fmt.Sprintf("%.0f %s", value, unit)
}
