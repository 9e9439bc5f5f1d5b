package writeup

import (
	"strconv"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// fields carries the fields of one value to or from a mapping. The same list of
// fields serves both ways, so that what is written is what is read:
//
//	f.text("channel", &c.Channel)
//
// adds the key when the value is not the zero value, or sets the value when the
// mapping has the key.
type fields struct {
	node    *node
	writing bool
	book    *people
	taken   map[string]bool // keys asked for while reading
	trouble *[]trouble
}

// trouble is a place in the carrier that could not be taken over.
type trouble struct {
	line   int
	text   string
	reason string
}

// writeFields returns the mapping of a value.
func writeFields(book *people, carry func(*fields)) *node {
	f := &fields{node: &node{kind: mapNode}, writing: true, book: book}
	carry(f)
	return f.node
}

// readFields sets a value from a mapping and lists the keys nobody asked for.
func readFields(n *node, book *people, list *[]trouble, carry func(*fields)) {
	f := &fields{node: n, book: book, taken: map[string]bool{}, trouble: list}
	if n.kind != mapNode {
		if n.kind != scalarNode || n.scalar != "" {
			f.complain(n, "a mapping of keys to values stands here")
		}
		return
	}
	carry(f)
	for i, key := range n.keys {
		if !f.taken[key] {
			*list = append(*list, trouble{n.items[i].line, key + ": " + n.items[i].flow(), "this key is not known"})
		}
	}
}

func (f *fields) complain(n *node, reason string) {
	*f.trouble = append(*f.trouble, trouble{n.line, n.flow(), reason})
}

// find returns the value of a key while reading, nil when there is none.
func (f *fields) find(key string) *node {
	f.taken[key] = true
	return f.node.get(key)
}

// scalar carries a value that has a text form; an empty one takes the value away.
// parse says what is wrong with a text, "" when nothing is.
func scalar[T any](f *fields, key string, v *T, present bool, format func(T) string, parse func(string) (T, string)) {
	if f.writing {
		if present {
			f.node.set(key, newScalar(format(*v)))
		}
		return
	}
	n := f.find(key)
	if n == nil {
		return
	}
	if n.kind != scalarNode {
		f.complain(n, key+" takes a single value")
		return
	}
	var got T
	if n.scalar != "" {
		var wrong string
		if got, wrong = parse(n.scalar); wrong != "" {
			f.complain(n, key+" "+wrong)
			return
		}
	}
	*v = got
}

// text carries a text.
func text[T ~string](f *fields, key string, v *T) {
	scalar(f, key, v, *v != "", func(s T) string { return string(s) }, func(s string) (T, string) { return T(s), "" })
}

// word carries one of a fixed set of words.
func word[T ~string](f *fields, key string, v *T, all []T) {
	scalar(f, key, v, *v != "", func(s T) string { return string(s) }, func(s string) (T, string) {
		for _, w := range all {
			if string(w) == s {
				return w, ""
			}
		}
		return "", "is none of the words allowed here"
	})
}

// number carries a whole number; zero is not written.
func number[T ~int | ~int64](f *fields, key string, v *T) {
	scalar(f, key, v, *v != 0, func(n T) string { return strconv.FormatInt(int64(n), 10) }, func(s string) (T, string) {
		n, err := strconv.ParseInt(s, 10, 64)
		return T(n), unless(err, "takes a whole number")
	})
}

// unless returns what to say of an error.
func unless(err error, wrong string) string {
	if err == nil {
		return ""
	}
	return wrong
}

// maybe carries a value that may be missing, by the functions of its type.
func maybe[T any](f *fields, key string, v **T, format func(T) string, parse func(string) (T, error)) {
	scalar(f, key, v, *v != nil, func(p *T) string { return format(*p) }, func(s string) (*T, string) {
		got, err := parse(s)
		return &got, unless(err, "cannot be read")
	})
}

func (f *fields) maybeFlag(key string, v **bool) {
	maybe(f, key, v, strconv.FormatBool, strconv.ParseBool)
}

func (f *fields) maybeCount(key string, v **int64) {
	maybe(f, key, v, func(n int64) string { return strconv.FormatInt(n, 10) },
		func(s string) (int64, error) { return strconv.ParseInt(s, 10, 64) })
}

func (f *fields) maybeFloat(key string, v **float64) {
	maybe(f, key, v, func(n float64) string { return strconv.FormatFloat(n, 'g', -1, 64) },
		func(s string) (float64, error) { return strconv.ParseFloat(s, 64) })
}

// flag carries a truth; false is not written.
func (f *fields) flag(key string, v *bool) {
	scalar(f, key, v, *v, strconv.FormatBool, func(s string) (bool, string) {
		got, err := strconv.ParseBool(s)
		return got, unless(err, "is true or false")
	})
}

// instant carries a time as RFC 3339 in UTC.
func (f *fields) instant(key string, v *time.Time) {
	scalar(f, key, v, !v.IsZero(), func(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }, func(s string) (time.Time, string) {
		got, err := time.Parse(time.RFC3339Nano, s)
		return got.UTC(), unless(err, "takes a time such as 2026-03-04T14:30:05Z")
	})
}

// date carries a calendar day.
func (f *fields) date(key string, v *hindcast.Date) {
	scalar(f, key, v, !v.IsZero(), hindcast.Date.String, func(s string) (hindcast.Date, string) {
		got, err := hindcast.ParseDate(s)
		return got, unless(err, "takes a day such as 2026-03-04")
	})
}

// duration carries a length of time in Go's notation: 1h24m0s.
func (f *fields) duration(key string, v *time.Duration) {
	scalar(f, key, v, *v != 0, time.Duration.String, func(s string) (time.Duration, string) {
		got, err := time.ParseDuration(s)
		return got, unless(err, "takes a duration such as 1h24m0s")
	})
}
