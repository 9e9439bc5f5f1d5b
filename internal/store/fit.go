package store

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"
)

// What one of the two databases cannot hold is refused on both, before it is
// sent: PostgreSQL keeps no NUL and no invalid UTF-8 in a text, and JSON no year
// beyond 9999 and no number that is not one.

var (
	errUnfit = errors.New("contains a NUL character or is not valid UTF-8; remove it")
	errYear  = errors.New("must lie in the years 1 to 9999")
	errFloat = errors.New("must be a number")
)

// fits reports whether both databases can hold a text.
func fits(s string) bool { return utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 }

// storable makes a text of the outside fit: what a program printed when it failed.
func storable(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

// fitsYear reports whether a time can be kept.
func fitsYear(t time.Time) bool {
	year := t.UTC().Year()
	return t.IsZero() || year >= 1 && year <= 9999
}

// unfit looks through a value with parts. The error says what cannot be kept and
// at which part.
func unfit(v reflect.Value) error {
	where, why := unfitPart(v)
	if why == nil {
		return nil
	}
	return fmt.Errorf("%s %w", strings.TrimPrefix(where, "."), why)
}

// unfitPart builds the path only when something was found.
func unfitPart(v reflect.Value) (where string, why error) {
	switch v.Kind() {
	case reflect.String:
		if !fits(v.String()) {
			return "", errUnfit
		}
	case reflect.Float64:
		if f := v.Float(); math.IsNaN(f) || math.IsInf(f, 0) {
			return "", errFloat
		}
	case reflect.Pointer:
		if !v.IsNil() {
			return unfitPart(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			if where, why := unfitPart(v.Index(i)); why != nil {
				return fmt.Sprintf("[%d]%s", i, where), why
			}
		}
	case reflect.Map:
		for each := v.MapRange(); each.Next(); {
			if _, why := unfitPart(each.Key()); why != nil {
				return "a key", why
			}
			if where, why := unfitPart(each.Value()); why != nil {
				return fmt.Sprintf("[%v]%s", each.Key(), where), why
			}
		}
	case reflect.Struct:
		return unfitStruct(v)
	}
	return "", nil
}

func unfitStruct(v reflect.Value) (where string, why error) {
	if t, ok := v.Interface().(time.Time); ok {
		if !fitsYear(t) {
			return "", errYear
		}
		return "", nil
	}
	for i := range v.NumField() {
		if where, why := unfitPart(v.Field(i)); why != nil {
			return "." + v.Type().Field(i).Name + where, why
		}
	}
	return "", nil
}
