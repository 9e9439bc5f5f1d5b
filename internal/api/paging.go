package api

import (
	"strconv"
	"strings"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// Paging is what every list is asked for with.
type Paging struct {
	After string `query:"after" maxLength:"2000" doc:"Cursor that the page before ended with"`
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

// whole is a list that is not paged.
func whole[T, F any](items []T, form func(T) F) *list[F] {
	return &list[F]{Body: page(items, "", form)}
}

// list answers with a page.
type list[F any] struct {
	Body client.Page[F]
}

// Versioned is the ETag of an answer that shows something editable.
type Versioned struct {
	ETag string `header:"ETag" doc:"Send it as If-Match with a change"`
}

// tag is the ETag of a version.
func tag(version int64) Versioned {
	return Versioned{ETag: `"` + strconv.FormatInt(version, 10) + `"`}
}

// one answers with something editable.
type one[F any] struct {
	Versioned
	Body F
}

func shown[F any](version int64, form F) *one[F] {
	return &one[F]{Versioned: tag(version), Body: form}
}

// made answers with something new, and where it is.
type made[F any] struct {
	Versioned
	Location string `header:"Location"`
	Body     F
}

func created[F any](version int64, form F, path ...string) *made[F] {
	return &made[F]{Versioned: tag(version), Location: Prefix + "/" + strings.Join(path, "/"), Body: form}
}

// Matching is the version a change was made from.
type Matching struct {
	IfMatch string `header:"If-Match" maxLength:"100" doc:"ETag of what the change was made from; required" example:"\"3\""`
}

// unconditional says that a change does not say what it was made from.
type unconditional struct{}

func (unconditional) Error() string { return "no If-Match" }

// version reads If-Match. The error is Invalid.
func (m Matching) version() (int64, error) { return m.from(1) }

// from is version for what begins with a version.
func (m Matching) from(first int64) (int64, error) {
	if m.IfMatch == "" {
		return 0, &hindcast.Error{Code: hindcast.Invalid, Message: `send the ETag that what you change was read with as If-Match, such as "3"`, Err: unconditional{}}
	}
	n, err := strconv.ParseInt(strings.Trim(strings.TrimPrefix(m.IfMatch, "W/"), `"`), 10, 64)
	if err != nil || n < first {
		return 0, &hindcast.Error{Code: hindcast.Invalid, Message: `If-Match must be the ETag that what you change was read with, such as "3"`}
	}
	return n, nil
}

// orFirst is version for what may not be there yet: without If-Match it is zero.
func (m Matching) orFirst() (int64, error) {
	if m.IfMatch == "" {
		return 0, nil
	}
	return m.version()
}

// OfIncident names an incident.
type OfIncident struct {
	Key string `path:"key" maxLength:"100" doc:"Key of the incident" example:"INC-42"`
}

// Part names something that belongs to an incident.
type Part struct {
	OfIncident
	ID string `path:"id" maxLength:"100"`
}

// Thing names something by its identifier.
type Thing struct {
	ID string `path:"id" maxLength:"100"`
}

// What requests are made of.
type (
	inside[B any] struct { // something new inside an incident
		OfIncident
		Body B
	}
	insideChange[B any] struct { // a change of the incident or its one review
		OfIncident
		Matching
		Body B
	}
	partChange[B any] struct { // a change of something inside an incident
		Part
		Matching
		Body B
	}
	partRemoval struct {
		Part
		Matching
	}
	thingChange[B any] struct {
		Thing
		Matching
		Body B
	}
	thingRemoval struct {
		Thing
		Matching
	}
	body[B any] struct {
		Body B
	}
)

// nothing answers without a body.
type nothing struct{}
