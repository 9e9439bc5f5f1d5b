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

// words is a list of strings, never null.
func words[T ~string](list []T) []string {
	out := make([]string, 0, len(list))
	for _, s := range list {
		out = append(out, string(s))
	}
	return out
}

func person(p hindcast.Person) *client.Person {
	if p.IsZero() {
		return nil
	}
	return &client.Person{User: text(p.User), Name: p.Name}
}
