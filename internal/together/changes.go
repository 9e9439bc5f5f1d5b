package together

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Changes are one step from a text to the next, part by part from its beginning
// to its end.
type Changes []Part

// Part is a stretch of the text before: kept as it is, or replaced by other text.
type Part struct {
	Length   int    // Length of the stretch in UTF-16 code units.
	Keep     bool   // Keep says that it stays.
	Inserted string // Inserted takes its place when it does not.
}

// What no change may be.
var (
	errSplit = errors.New("cuts a character in two")
	errEnd   = errors.New("is for a text of another length")
)

// longest bounds what one part may say it is long, far above any text kept.
const longest = 1 << 30

// Parse reads the JSON of a CodeMirror ChangeSet: a number keeps so many units, an
// array replaces as many as its first element says by the lines that follow.
func Parse(raw string) (Changes, error) {
	var parts []json.RawMessage
	if err := json.Unmarshal([]byte(raw), &parts); err != nil {
		return nil, fmt.Errorf("the change is not a list: %w", err)
	}
	changes := make(Changes, 0, len(parts))
	for _, p := range parts {
		part, err := parsePart(p)
		if err != nil {
			return nil, err
		}
		changes = append(changes, part)
	}
	return changes, nil
}

func parsePart(raw json.RawMessage) (Part, error) {
	var length int
	if err := json.Unmarshal(raw, &length); err == nil {
		return Part{Length: length, Keep: true}, checkLength(length)
	}
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil || len(list) == 0 {
		return Part{}, errors.New("a part of the change is neither a number nor a list")
	}
	if err := json.Unmarshal(list[0], &length); err != nil {
		return Part{}, errors.New("a part of the change does not begin with a length")
	}
	lines := make([]string, len(list)-1)
	for i, l := range list[1:] {
		if err := json.Unmarshal(l, &lines[i]); err != nil {
			return Part{}, errors.New("a line of the change is no text")
		}
		if strings.ContainsAny(lines[i], "\r\n") {
			return Part{}, errors.New("a line of the change holds a line end")
		}
		if halved(string(l)) {
			return Part{}, errSplit
		}
	}
	return Part{Length: length, Inserted: strings.Join(lines, "\n")}, checkLength(length)
}

func checkLength(n int) error {
	if n < 0 || n > longest {
		return fmt.Errorf("a part of the change cannot be %d long", n)
	}
	return nil
}

// halved reports whether a JSON string names half of a character that takes two
// UTF-16 units: reading it would silently make another character of it.
func halved(raw string) bool {
	for i := 0; i+5 < len(raw); i++ {
		switch {
		case raw[i] != '\\':
		case raw[i+1] != 'u':
			i++
		case !strings.ContainsRune("dD", rune(raw[i+2])) || !strings.ContainsRune("89abAB", rune(raw[i+3])):
			if strings.ContainsRune("dD", rune(raw[i+2])) && strings.ContainsRune("cdefCDEF", rune(raw[i+3])) {
				return true // a second half without a first
			}
			i += 5
		default:
			rest := raw[i+6:]
			if len(rest) < 6 || rest[0] != '\\' || rest[1] != 'u' || !strings.ContainsRune("dD", rune(rest[2])) || !strings.ContainsRune("cdefCDEF", rune(rest[3])) {
				return true
			}
			i += 11
		}
	}
	return false
}

// String writes the changes as Parse reads them.
func (c Changes) String() string {
	parts := make([]any, len(c))
	for i, p := range c {
		if p.Keep {
			parts[i] = p.Length
			continue
		}
		list := []any{p.Length}
		if p.Inserted != "" {
			for l := range strings.SplitSeq(p.Inserted, "\n") {
				list = append(list, l)
			}
		}
		parts[i] = list
	}
	var out strings.Builder
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	_ = e.Encode(parts) // numbers and strings can always be written
	return strings.TrimSpace(out.String())
}

// Apply makes the changes to a text. They have to cover exactly all of it.
func (c Changes) Apply(text string) (string, error) {
	var out strings.Builder
	for _, p := range c {
		size, err := cut(text, p.Length)
		if err != nil {
			return "", err
		}
		if p.Keep {
			out.WriteString(text[:size])
		} else {
			out.WriteString(p.Inserted)
		}
		text = text[size:]
	}
	if text != "" {
		return "", errEnd
	}
	return out.String(), nil
}

// cut returns how many bytes the first units of a text take.
func cut(text string, units int) (int, error) {
	at := 0
	for units > 0 {
		r, size := utf8.DecodeRuneInString(text[at:])
		if size == 0 {
			return 0, errEnd
		}
		if units -= width(r); units < 0 {
			return 0, errSplit
		}
		at += size
	}
	return at, nil
}

// width is how many UTF-16 units a character takes.
func width(r rune) int {
	if r > 0xffff {
		return 2
	}
	return 1
}

// Length is how many UTF-16 units a text takes.
func Length(text string) int {
	n := 0
	for _, r := range text {
		n += width(r)
	}
	return n
}

// Lines makes every line end "\n", as shared texts have them, and characters of
// bytes that are none.
func Lines(text string) string {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(text, "\uFFFD"))
}
