package intake

import (
	"path"
	"time"

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
	record := writeup.WithUnread(doc.Record, doc.Unread)
	return Item{Source: "markdown", ID: id, Content: contentHash(text), Record: &record, Filename: name}, doc.Unread, nil
}
