package storetest

import (
	"fmt"
	"reflect"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// nasty are texts that have broken databases, formats and searches before.
var nasty = []string{
	"plain", "Ærøskøbing – naïve café", "'; drop table incidents; --", `"quoted" \ back\\slash`, "100% _under_ $1 ? :name @at",
	"line\nend\r\n\ttab", "日本語 東京タワー", "🔥🧯 zwj 👩‍🚒", "\u202eright to left\u202c", "<script>alert(1)</script> & &amp;", "null", "  spaces  ",
	"\x01\x7f control", "{\"json\": [1, 2]}", "a\u0301 combining", "\uFFFD\uFEFF", "AND OR NOT NEAR(\"x\" *) ^title:", "O'Hara\u00a0nbsp\u2028separator",
}

// Fill sets every exported field of what v points to, at any depth, to a value
// that is not its zero value and that differs from field to field. seed makes
// two fills differ. Times are of every sort that can be kept.
func Fill(v any, seed int) {
	f := filler{seed}
	f.fill(reflect.ValueOf(v).Elem())
}

type filler struct{ n int }

func (f *filler) fill(v reflect.Value) {
	f.n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("%s %d", nasty[f.n%len(nasty)], f.n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		f.integer(v)
	case reflect.Float64:
		v.SetFloat(float64(f.n) + 0.1)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		f.fill(v.Index(0))
		f.fill(v.Index(1))
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		f.fill(key)
		f.fill(value)
		v.SetMapIndex(key, value)
	case reflect.Struct:
		f.structure(v)
	default:
		panic("storetest.Fill: no idea how to fill " + v.Type().String())
	}
}

func (f *filler) integer(v reflect.Value) {
	if v.Type() == reflect.TypeFor[time.Duration]() {
		v.SetInt(int64(f.n) * int64(time.Microsecond) * 1_000_003)
		return
	}
	v.SetInt(int64(f.n))
}

func (f *filler) structure(v reflect.Value) {
	switch v.Interface().(type) {
	case time.Time:
		at := []time.Time{
			time.Date(2026, 3, 2, 9, 0, 0, 123456000, time.UTC), time.Unix(0, 0).UTC(), time.Unix(0, 1000).UTC(), time.Date(1, 1, 1, 0, 0, 0, 1000, time.UTC),
			time.Date(9999, 12, 31, 23, 59, 59, 999999000, time.UTC), time.Date(1969, 12, 31, 23, 59, 59, 999999000, time.UTC),
		}
		v.Set(reflect.ValueOf(at[f.n%len(at)]))
	case hindcast.Date:
		v.Set(reflect.ValueOf(hindcast.Date{Year: 2026, Month: time.March, Day: 2}.AddDays(f.n)))
	default:
		for i := range v.NumField() {
			f.fill(v.Field(i))
		}
	}
}
