package api

import (
	"strconv"
	"strings"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// Paging is what every list is asked for with.
type Paging struct {
	After string `query:"after" doc:"Cursor that the page before ended with"`
	Limit int    `query:"limit" minimum:"1" maximum:"500" default:"25" doc:"How many items a page has"`
}

// page makes a page of forms.
func page[T, F any](items []T, next string, form func(T) F) client.Page[F] {
	p := client.Page[F]{Items: make([]F, 0, len(items)), Next: text(next)}
	for _, v := range items {
		p.Items = append(p.Items, form(v))
	}
	return p
}

// Versioned is the ETag of an answer that shows something editable.
type Versioned struct {
	ETag string `header:"ETag" doc:"Send it as If-Match with a change"`
}

// tag is the ETag of a version.
func tag(version int64) Versioned {
	return Versioned{ETag: `"` + strconv.FormatInt(version, 10) + `"`}
}

// Matching is the version a change was made from.
type Matching struct {
	IfMatch string `header:"If-Match" required:"true" doc:"ETag of what the change was made from" example:"\"3\""`
}

// version reads If-Match. The error is Invalid.
func (m Matching) version() (int64, error) {
	n, err := strconv.ParseInt(strings.Trim(strings.TrimPrefix(m.IfMatch, "W/"), `"`), 10, 64)
	if err != nil || n < 1 {
		return 0, &hindcast.Error{Code: hindcast.Invalid, Message: `If-Match must be the ETag that what you change was read with, such as "3"`}
	}
	return n, nil
}
