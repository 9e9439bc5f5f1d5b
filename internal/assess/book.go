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
// revisions are not recorded existed only if steps of it were followed.
func (v *view) existing() (hindcast.Document, existence) {
	named := v.booksNamed()
	detected := v.at(hindcast.Detected)
	var dated, undated hindcast.Document
	var best time.Time
	listed, found := false, false
	for _, doc := range v.record.Runbooks {
		if doc.Kind != hindcast.Runbook && doc.Kind != hindcast.Playbook {
			continue
		}
		listed = true
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
	case len(named) > 0 || v.anyFollowed():
		return undated, there
	case listed && undated.Title == "":
		return dated, absent
	}
	return undated, unsaid
}

// booksNamed are the titles of the runbooks that response steps name.
func (v *view) booksNamed() map[string]bool {
	named := map[string]bool{}
	for _, e := range v.events {
		if e.Response != nil && e.Response.Runbook != "" {
			named[hindcast.Fold(e.Response.Runbook)] = true
		}
	}
	return named
}

func (v *view) anyFollowed() bool {
	for _, e := range v.events {
		if e.Response != nil && e.Response.Mode != hindcast.StepImprovised {
			return true
		}
	}
	return false
}
