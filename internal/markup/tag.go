package markup

import "strings"

// tag is one start or end tag in the strict form the sanitiser writes. Values
// are still escaped.
type tag struct {
	name    string
	closing bool
	attrs   []attribute
}

type attribute struct{ name, value string }

// readTag reads the tag at the start of s, which begins with "<", and returns its
// size in bytes: 0 when it is not of the form
//
//	<name attr="value" …>   <name …/>   </name>
func readTag(s string) (tag, int) {
	var t tag
	i := 1
	if strings.HasPrefix(s[i:], "/") {
		t.closing = true
		i++
	}
	t.name, i = readName(s, i)
	if t.name == "" {
		return tag{}, 0
	}
	for i < len(s) {
		switch {
		case s[i] == '>':
			return t, i + 1
		case strings.HasPrefix(s[i:], "/>"):
			return t, i + 2
		case s[i] == ' ':
			var a attribute
			if a.name, i = readName(s, i+1); a.name == "" {
				continue
			}
			if !strings.HasPrefix(s[i:], `="`) {
				return tag{}, 0
			}
			i += 2
			end := strings.IndexAny(s[i:], `"<>`)
			if end < 0 || s[i+end] != '"' {
				return tag{}, 0
			}
			a.value = s[i : i+end]
			i += end + 1
			t.attrs = append(t.attrs, a)
		default:
			return tag{}, 0
		}
	}
	return tag{}, 0
}

func readName(s string, from int) (name string, next int) {
	i := from
	for i < len(s) && (s[i] >= 'a' && s[i] <= 'z' || i > from && (s[i] >= '0' && s[i] <= '9' || s[i] == '-')) {
		i++
	}
	return s[from:i], i
}
