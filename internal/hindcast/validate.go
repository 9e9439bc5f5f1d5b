package hindcast

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// index names an element of a list in a FieldError.
func index(field string, n int) string { return fmt.Sprintf("%s[%d]", field, n) }

// checkLine checks a single line of text: valid UTF-8, no control characters, at
// most max characters, and not blank when required.
func checkLine(p *Problems, field, s string, max int, required bool) {
	checkText(p, field, s, max)
	if required && strings.TrimSpace(s) == "" {
		p.Add(field, "must not be empty")
	}
	if strings.ContainsAny(s, "\r\n") {
		p.Add(field, "must be one line")
	}
}

// checkText checks text of several lines: valid UTF-8, at most max characters,
// and no control characters but tab and line end.
func checkText(p *Problems, field, s string, max int) {
	if !utf8.ValidString(s) {
		p.Add(field, "is not valid UTF-8")
		return
	}
	if n := utf8.RuneCountInString(s); n > max {
		p.Add(field, "has %d characters; at most %d are kept", n, max)
	}
	for _, r := range s {
		if unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' {
			p.Add(field, "contains the control character %U", r)
			return
		}
	}
}
