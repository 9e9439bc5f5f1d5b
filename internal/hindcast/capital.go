package hindcast

import (
	"unicode"
	"unicode/utf8"
)

// Capital begins a text with a capital letter; an empty one stays empty.
func Capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToUpper(first)) + text[size:]
}
