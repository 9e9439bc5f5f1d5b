package store

import (
	"encoding/base64"
	"encoding/json"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Page asks for part of a list. Pages are found by the place where the last one
// ended, not by counting, so that they cost the same wherever they are and rows
// added meanwhile neither repeat nor hide others.
type Page struct {
	After string // After is the Next of the page before; empty for the first.
	// Before is the IncidentSort.Mark of a row; it asks for the page that ends above
	// it. Only Incidents pages back, and not with After set as well.
	Before string
	Limit  int // Limit is 1 to MaxPage; 0 means DefaultPage.
}

// Limits of a page.
const (
	DefaultPage = 25
	MaxPage     = 500
)

// cursor is what an opaque page mark holds: the sort it belongs to, and the
// sort key and identifier of the last row shown.
type cursor struct {
	Sort string `json:"s"`
	Key  int64  `json:"k"`
	ID   string `json:"i"`
	Name string `json:"n,omitempty"` // Name comes before Key in sorts by name
}

func (c cursor) String() string {
	text, _ := json.Marshal(c) // two strings and a number
	return base64.RawURLEncoding.EncodeToString(text)
}

// parse reads the page mark. A mark of another sort is refused: it would show an
// arbitrary part of the list.
func (p Page) parse(sort string) (c cursor, first bool, err error) {
	mark := p.After + p.Before
	if mark == "" {
		return c, true, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(mark)
	if err == nil {
		err = json.Unmarshal(text, &c)
	}
	if err != nil || c.Sort != sort {
		return c, false, &hindcast.Error{Code: hindcast.Invalid, Message: "this page mark is not one of this list",
			Fields: []hindcast.FieldError{{Field: "after", Reason: "start again from the first page"}}, Err: err}
	}
	return c, false, nil
}

func (p Page) limit() int {
	switch {
	case p.Limit <= 0:
		return DefaultPage
	case p.Limit > MaxPage:
		return MaxPage
	}
	return p.Limit
}
