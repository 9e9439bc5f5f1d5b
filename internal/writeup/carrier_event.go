package writeup

import (
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// mend sets right what editing by hand may leave behind: an end before the start,
// details of another kind of event, a kind without its details.
func mend(e *hindcast.TimelineEvent) {
	if e.Until.Before(e.At) {
		e.Until = time.Time{}
	}
	if e.At.IsZero() {
		e.Precision = hindcast.PrecisionUnknown
	} else if e.Precision == hindcast.PrecisionUnknown {
		e.Precision = hindcast.PrecisionApproximate
	}
	if e.Kind != hindcast.Communicated {
		e.Communication = nil
	} else if e.Communication == nil || e.Communication.Audience == "" {
		e.Kind, e.Communication = hindcast.Note, nil
	}
	if e.Kind != hindcast.SeverityEvent {
		e.Severity = nil
	} else if e.Severity == nil || e.Severity.To == hindcast.SeverityNone {
		e.Kind, e.Severity = hindcast.Note, nil
	}
	if e.Kind != hindcast.ResponseEvent || e.Response != nil && e.Response.Mode == "" {
		e.Response = nil
	}
}

// The lists of a record, and how the body shows their elements.

func eventShelf() *shelf[hindcast.TimelineEvent] {
	type event = hindcast.TimelineEvent
	return &shelf[event]{
		key: "timeline", prefix: "e",
		face: func(e *event) face {
			return face{hindcast.FormatInstant(e.At, e.Precision), textOrDash(e.Text)}
		},
		carry: carryEvent,
		first: func(f *fields, e *event) {
			f.instant("at", &e.At)
			word(f, "precision", &e.Precision, hindcast.Precisions())
		},
		second: func(f *fields, e *event) {
			text(f, "text", &e.Text)
			text(f, "notes", &e.Origin.Notes)
		},
		keep: func(from, to *event) {
			to.At, to.Precision, to.Text, to.Origin.Notes = from.At, from.Precision, from.Text, from.Origin.Notes
			if to.Kind == "" {
				to.Kind = hindcast.Note
			}
		},
		id:    func(e *event) string { return string(e.ID) },
		setID: func(e *event, id string) { e.ID = hindcast.EventID(id) },
		line:  func(e *event) *int { return &e.Origin.Line },
	}
}
