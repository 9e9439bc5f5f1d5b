package intake

import (
	"path"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/writeup"
)

// Markdown reads one write-up. name is its path below the folder that is brought
// in: it is the item's identifier, unless the document carries one from an
// export.
func Markdown(name string, text []byte, zone *time.Location) (Item, []writeup.Unread, error) {
	doc, err := writeup.Read(name, text, writeup.Options{Zone: zone})
	if err != nil {
		return Item{}, nil, err
	}
	id := path.Clean(name)
	if doc.Record.Incident.ID != "" {
		id = string(doc.Record.Incident.ID)
	}
	if unfilled(doc) {
		return Item{}, nil, &hindcast.Error{Code: hindcast.Unsupported, Message: name + " is a template that nobody filled in; it was not brought in"}
	}
	record := writeup.WithUnread(doc.Record, doc.Unread)
	return Item{Source: "markdown", ID: id, Content: contentHash(text), Record: &record, Filename: name}, doc.Unread, nil
}

// unfilled reports a document that holds headings and left-over placeholders and
// nothing of anybody's.
func unfilled(doc *writeup.Document) bool {
	r := doc.Record
	said := len(r.Timeline) + len(r.Impact) + len(r.Actions) + len(r.Evidence) + len(r.Review.Findings) + len(r.Review.Factors) + len(r.Review.FiveWhys)
	if said > 0 || r.Review.Summary+r.Review.PrimaryCause+r.Review.MeetingNotes != "" {
		return false
	}
	for _, s := range r.Sections {
		if s.Text != "" {
			return false
		}
	}
	return len(doc.Unread) > 0
}
