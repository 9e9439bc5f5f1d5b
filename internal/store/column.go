package store

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// column moves one field of T between Go and a database column. Both databases
// know two kinds of value here: text and 64-bit integers. Nothing is ever null:
// what is not recorded is "" or 0, or a value no record can hold.
type column[T any] struct {
	name string
	get  func(*T) (any, error)
	set  func(*T, any) error
}

// text keeps a string-like field.
func text[T any, S ~string](name string, field func(*T) *S) column[T] {
	return column[T]{name,
		func(v *T) (any, error) {
			s := string(*field(v))
			if !fits(s) {
				return nil, errUnfit
			}
			return s, nil
		},
		func(v *T, raw any) error {
			s, err := asText(raw)
			*field(v) = S(s)
			return err
		}}
}

// integer keeps an integer-like field.
func integer[T any, N ~int | ~int64](name string, field func(*T) *N) column[T] {
	return column[T]{name,
		func(v *T) (any, error) { return int64(*field(v)), nil },
		func(v *T, raw any) error {
			n, err := asInt(raw)
			*field(v) = N(n)
			return err
		}}
}

// flag keeps a bool as 0 or 1.
func flag[T any](name string, field func(*T) *bool) column[T] {
	return column[T]{name,
		func(v *T) (any, error) {
			if *field(v) {
				return int64(1), nil
			}
			return int64(0), nil
		},
		func(v *T, raw any) error {
			n, err := asInt(raw)
			*field(v) = n == 1
			return err
		}}
}

// answer keeps a bool that may not have been recorded: -1 is no, 0 is not
// recorded, 1 is yes.
func answer[T any](name string, field func(*T) **bool) column[T] {
	return column[T]{name,
		func(v *T) (any, error) {
			switch b := *field(v); {
			case b == nil:
				return int64(0), nil
			case *b:
				return int64(1), nil
			}
			return int64(-1), nil
		},
		func(v *T, raw any) error {
			n, err := asInt(raw)
			if n != 0 {
				yes := n > 0
				*field(v) = &yes
			}
			return err
		}}
}

// instant keeps a time as microseconds since 1970, UTC.
func instant[T any](name string, field func(*T) *time.Time) column[T] {
	return column[T]{name,
		func(v *T) (any, error) {
			if t := *field(v); !fitsYear(t) {
				return nil, errYear
			}
			return toMicros(*field(v)), nil
		},
		func(v *T, raw any) error {
			n, err := asInt(raw)
			*field(v) = fromMicros(n)
			return err
		}}
}

// day keeps a calendar day as YYYY-MM-DD, which sorts as text.
func day[T any](name string, field func(*T) *hindcast.Date) column[T] {
	return column[T]{name,
		func(v *T) (any, error) { return field(v).String(), nil },
		func(v *T, raw any) error {
			s, err := asText(raw)
			if err != nil || s == "" {
				return err
			}
			*field(v), err = hindcast.ParseDate(s)
			return err
		}}
}

// span keeps a duration in microseconds.
func span[T any](name string, field func(*T) *time.Duration) column[T] {
	return column[T]{name,
		func(v *T) (any, error) { return field(v).Microseconds(), nil },
		func(v *T, raw any) error {
			n, err := asInt(raw)
			*field(v) = time.Duration(n) * time.Microsecond
			return err
		}}
}

// list keeps what has parts of its own as JSON. Such columns are never queried
// inside. The stored form is the Go value's, so renaming a field of it takes a
// migration; the conformance suite pins the forms.
func list[T, F any](name string, field func(*T) *F) column[T] {
	return column[T]{name,
		func(v *T) (any, error) {
			if err := unfit(reflect.ValueOf(field(v))); err != nil {
				return nil, err
			}
			body, err := json.Marshal(*field(v))
			return string(body), err
		},
		func(v *T, raw any) error {
			s, err := asText(raw)
			if err != nil {
				return err
			}
			if s == "null" { // as most of them are: a long timeline has thousands
				var none F
				*field(v) = none
				return nil
			}
			return json.Unmarshal([]byte(s), field(v))
		}}
}

// person keeps somebody in two columns.
func person[T any](name string, field func(*T) *hindcast.Person) []column[T] {
	return []column[T]{
		text(name+"_user", func(v *T) *hindcast.UserID { return &field(v).User }),
		text(name+"_name", func(v *T) *string { return &field(v).Name }),
	}
}

func asText(raw any) (string, error) {
	switch v := raw.(type) {
	case string:
		return v, nil
	case []byte:
		return string(v), nil
	}
	return "", fmt.Errorf("expected text, found %T", raw)
}

func asInt(raw any) (int64, error) {
	if n, ok := raw.(int64); ok {
		return n, nil
	}
	return 0, fmt.Errorf("expected an integer, found %T", raw)
}

// placeholder is the n-th bound argument; both drivers bind by number.
func placeholder(n int) string { return "$" + strconv.Itoa(n) }
