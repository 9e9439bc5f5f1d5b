package assess

import (
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// existence says whether a fitting runbook was there at detection.
type existence int

const (
	unsaid existence = iota
	there
	absent
)

// existing picks the runbook the response named, else of those that fit the
// incident and existed at detection the one revised last. A runbook whose
// revisions are not recorded existed only if steps of it were followed. One that
// was retired then is none, whoever followed it.
func (v *view) existing() (hindcast.Document, existence) {
	detected := v.at(hindcast.Detected)
	retired := v.retired(detected)
	named := v.booksNamed(retired)
	var dated, undated hindcast.Document
	var best time.Time
	listed, found := false, false
	for _, doc := range v.record.Runbooks {
		if doc.Kind != hindcast.Runbook && doc.Kind != hindcast.Playbook {
			continue
		}
		listed = true
		if retired[hindcast.Fold(doc.Title)] {
			continue
		}
		isNamed := named[hindcast.Fold(doc.Title)]
		if !isNamed && !doc.AppliesTo(v.record.Incident) {
			continue
		}
		if detected == nil || len(doc.Revisions) == 0 {
			undated = doc
			continue
		}
		rev, ok := doc.RevisionAt(detected.At)
		switch {
		case !ok:
		case isNamed:
			return doc, there
		case !found || rev.At.After(best):
			dated, best, found = doc, rev.At, true
		}
	}
	switch {
	case found:
		return dated, there
	case len(named) > 0 || v.anyFollowed(retired):
		return undated, there
	case listed && undated.Title == "":
		return dated, absent
	}
	return undated, unsaid
}

// retired are the titles of the runbooks that were not to be followed at
// detection.
func (v *view) retired(detected *hindcast.TimelineEvent) map[string]bool {
	titles := map[string]bool{}
	for _, doc := range v.record.Runbooks {
		if detected != nil && doc.RetiredAt(detected.At) {
			titles[hindcast.Fold(doc.Title)] = true
		}
	}
	return titles
}

// booksNamed are the titles of the runbooks that response steps name, without
// some.
func (v *view) booksNamed(without map[string]bool) map[string]bool {
	named := map[string]bool{}
	for _, e := range v.events {
		if e.Response != nil && e.Response.Runbook != "" && !without[hindcast.Fold(e.Response.Runbook)] {
			named[hindcast.Fold(e.Response.Runbook)] = true
		}
	}
	return named
}

// anyFollowed reports whether a response step followed a runbook but some, or
// skipped a step of it.
func (v *view) anyFollowed(without map[string]bool) bool {
	for _, e := range v.events {
		if e.Response != nil && e.Response.Mode != hindcast.StepImprovised && !without[hindcast.Fold(e.Response.Runbook)] {
			return true
		}
	}
	return false
}
