package api

import (
	"time"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// text is null where nothing was recorded.
func text[T ~string](s T) *string {
	if s == "" {
		return nil
	}
	plain := string(s)
	return &plain
}

// instant is null for a time that is not known.
func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	utc := t.UTC()
	return &utc
}

// when is zero for a time that is null.
func when(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

// words is a list of strings, never null.
func words[T ~string](list []T) []string {
	out := make([]string, 0, len(list))
	for _, s := range list {
		out = append(out, string(s))
	}
	return out
}

// named reads a list of strings back.
func named[T ~string](list []string) []T {
	var out []T
	for _, s := range list {
		out = append(out, T(s))
	}
	return out
}

// changed reads something that is nil where nothing is to change.
func changed[T ~string](s *string) *T {
	if s == nil {
		return nil
	}
	v := T(*s)
	return &v
}

// changedList is changed for lists.
func changedList[T ~string](list *[]string) *[]T {
	if list == nil {
		return nil
	}
	v := named[T](*list)
	return &v
}

// day is null for a day that is not known.
func day(d hindcast.Date) *string {
	if d.IsZero() {
		return nil
	}
	return text(d.String())
}

// readDay reads a day of a field; empty is none.
func readDay(field, s string) (hindcast.Date, error) {
	if s == "" {
		return hindcast.Date{}, nil
	}
	d, err := hindcast.ParseDate(s)
	if err != nil {
		return d, &hindcast.Error{Code: hindcast.Invalid, Message: "a day is written as 2026-11-23", Fields: []hindcast.FieldError{{Field: field, Reason: "must be a day such as 2026-11-23"}}, Err: err}
	}
	return d, nil
}

func person(p hindcast.Person) *client.Person {
	if p.IsZero() {
		return nil
	}
	return &client.Person{User: text(p.User), Name: p.Name}
}

func people(list []hindcast.Person) []client.Person {
	out := make([]client.Person, 0, len(list))
	for _, p := range list {
		out = append(out, client.Person{User: text(p.User), Name: p.Name})
	}
	return out
}

// readPerson reads a person; nil is nobody.
func readPerson(p *client.Person) hindcast.Person {
	if p == nil {
		return hindcast.Person{}
	}
	read := hindcast.Person{Name: p.Name}
	if p.User != nil {
		read.User = hindcast.UserID(*p.User)
	}
	return read
}

func readPeople(list []client.Person) []hindcast.Person {
	var out []hindcast.Person
	for _, p := range list {
		out = append(out, readPerson(&p))
	}
	return out
}

// number is null for zero.
func number[T int | int64](n T) *T {
	if n == 0 {
		return nil
	}
	return &n
}

func severity(text string) hindcast.Severity {
	level, _ := hindcast.ParseSeverity(text) // the document allows no other
	return level
}
