package ribbon

import (
	"strings"
	"unicode"
)

// Sizes of text in CSS pixels. Nothing is set smaller than textSize.
const (
	textSize = 12.0
	wordSize = 13.0
)

// maxTitle bounds the text under a mark, in characters, and with it the file.
const maxTitle = 300

// boldFactor is how much wider bold type is, at most (DejaVu Sans Bold: 1.12).
const boldFactor = 1.13

// width estimates how wide a text is set, in pixels. The figures are those of the
// widest common sans-serif (DejaVu Sans) and above, so that labels kept apart
// here stay apart in every font of the picture.
func width(s string, size float64) float64 {
	total := 0.0
	for _, r := range s {
		total += runeWidth(r)
	}
	return total * size
}

// runeWidth is in units of the text size.
func runeWidth(r rune) float64 {
	switch {
	case r < 0x80:
		return asciiWidth(r)
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r == '·' || r == '’' || r == '‘':
		return 0.34
	case r == '…' || r == '—' || r == '→' || r == '≈':
		return 1
	case r == '–' || r == '−':
		return 0.84
	case r < 0x2000: // alphabets
		if unicode.IsUpper(r) {
			return 0.85
		}
		return 0.72
	case r >= 0x1F000: // emoji and rare scripts
		return 1.4
	}
	return 1.1 // ideographs, symbols
}

// asciiWidths are the widths of the printable ASCII characters from the space on,
// in hundredths of the text size.
var asciiWidths = [95]uint8{
	32, 41, 46, 84, 64, 95, 78, 28, 39, 39, 50, 84, 32, 37, 32, 34,
	64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 54,
	100, 69, 69, 70, 77, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79,
	61, 79, 70, 64, 62, 74, 69, 99, 69, 62, 69, 39, 34, 39, 84, 50,
	50, 62, 64, 56, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62,
	64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
}

func asciiWidth(r rune) float64 {
	if r < ' ' || r > '~' {
		return 0.6
	}
	return float64(asciiWidths[r-' ']) / 100
}

// clean makes a text one line: runs of white space become one space, control
// characters and those that would reorder the text around them are left out.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0x200E, r == 0x200F, r == 0xFFFE, r == 0xFFFF:
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// cut shortens a clean text so that it fits into max pixels, marking the cut. It
// returns "" where not even two characters fit.
func cut(s string, size, max float64) string {
	if width(s, size) <= max {
		return s
	}
	room := max - width("…", size)
	used, end, count := 0.0, 0, 0
	for i, r := range s {
		used += runeWidth(r) * size
		if used > room {
			break
		}
		end, count = i+len(string(r)), count+1
	}
	if count < 2 {
		return ""
	}
	short := strings.TrimRightFunc(s[:end], func(r rune) bool {
		return r == ' ' || r == ',' || r == 0x200D || unicode.In(r, unicode.Mn)
	})
	return short + "…"
}

// shorten bounds a text to n characters, marking the cut.
func shorten(s string, n int) string {
	count := 0
	for i := range s {
		if count == n {
			return strings.TrimSpace(s[:i]) + "…"
		}
		count++
	}
	return s
}

// capital sets a word as the beginning of a label.
func capital(s string) string {
	for i, r := range s {
		return string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return s
}
