package main

import (
	"encoding/json"
	"io"
)

// printObject prints what --json asks for: one indented object, with < and & as
// they are.
func printObject(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}
