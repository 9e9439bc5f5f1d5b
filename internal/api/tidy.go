package api

import (
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// tidy makes the document say of null what is true: a list is never null, and
// what points to something, or names one of a few words, may be.
func tidy(registry huma.Registry) {
	for name, s := range registry.Map() {
		t := registry.TypeFromRef("#/components/schemas/" + name)
		for json, property := range s.Properties {
			straighten(property)
			if field, ok := fieldOf(t, json); ok && property.Ref != "" && field.Type.Kind() == reflect.Pointer && !strings.Contains(field.Tag.Get("json"), "omitempty") {
				s.Properties[json] = orNull(property)
			}
		}
		s.PrecomputeMessages()
	}
}

func straighten(s *huma.Schema) {
	if s == nil {
		return
	}
	if s.Type == huma.TypeArray {
		s.Nullable = false
		straighten(s.Items)
	}
	if s.Nullable && len(s.Enum) > 0 {
		s.Enum = append(s.Enum, nil)
	}
}

func orNull(property *huma.Schema) *huma.Schema {
	s := &huma.Schema{Description: property.Description, AnyOf: []*huma.Schema{{Ref: property.Ref}, {Type: "null"}}}
	s.PrecomputeMessages()
	return s
}

// fieldOf finds a field by its name in JSON, also in what is embedded.
func fieldOf(t reflect.Type, name string) (reflect.StructField, bool) {
	if t == nil || t.Kind() != reflect.Struct {
		return reflect.StructField{}, false
	}
	for _, f := range reflect.VisibleFields(t) {
		if json, _, _ := strings.Cut(f.Tag.Get("json"), ","); json == name {
			return f, true
		}
	}
	return reflect.StructField{}, false
}
