package entry

import (
	"strings"
	"unicode"
)

// longestTail is how many bytes the time at the end of a text may take:
// "Wednesday, 24 September 2025 at 14:32:05 (America/Argentina/Buenos_Aires)".
const longestTail = 80

// ReadEnd reads a time of day at the end of a text, as in "Incident began
// 2025-03-04 14:32", "Detected at 14:32 UTC" and "Ada Lin (2:32 PM)". before is the
// text in front of it, without what joins the two. ok is false when the text does
// not end with a time of day that can be placed, or says nothing else. The clock
// moves on only when ok.
func (c *Clock) ReadEnd(text string) (when When, before string, ok bool) {
	text = strings.TrimRightFunc(text, func(r rune) bool { return isSpace(r) || r == '.' && !strings.HasSuffix(text, ".m.") })
	if !endsLikeTime(text) {
		return When{}, text, false
	}
	for i := max(0, len(text)-longestTail); i < len(text); i++ {
		if !startsTail(text, i) {
			continue
		}
		try := *c
		when, rest, ok := try.Read(text[i:])
		if !ok || strings.Trim(rest, "*_`)]") != "" {
			continue
		}
		if f, _, _ := c.find(text[i:]); !f.from.clock.set || f.from.relative {
			continue
		}
		before = beforeTail(text[:i])
		if !strings.ContainsFunc(before, unicode.IsLetter) {
			return When{}, text, false
		}
		*c = try
		return when, before, true
	}
	return When{}, text, false
}

// endsLikeTime refuses at a glance texts whose last 80 bytes hold no digit.
func endsLikeTime(text string) bool {
	return strings.ContainsAny(text[max(0, len(text)-longestTail):], "0123456789")
}

// startsTail reports whether a word starts at i that a time may start with.
func startsTail(text string, i int) bool {
	if i == 0 || isDigit(text[i-1]) || isLetter(text[i-1]) || strings.IndexByte("-+.:/~#$€", text[i-1]) >= 0 || text[i-1] >= 0x80 && text[i-1] != 0xa0 {
		return i > 0 && text[i-1] == ':' && isSpaceAt(text, i)
	}
	if isDigit(text[i]) || text[i] == '~' {
		return true
	}
	if !isLetter(text[i]) {
		return false
	}
	s := scan{text: text, pos: i}
	w := s.letters()
	var d day
	return monthOf(w) != 0 || skipWeekday(&scan{text: text, pos: i}, &d) || strings.EqualFold(w, "around") || strings.EqualFold(w, "about") || strings.EqualFold(w, "circa")
}

func isSpaceAt(text string, i int) bool { return i < len(text) && text[i] == ' ' }

// beforeTail drops what joins a text to the time behind it: a dash, a colon, an
// opening bracket, "at", "on".
func beforeTail(text string) string {
	for {
		short := strings.TrimRightFunc(text, func(r rune) bool { return isSpace(r) || isDash(r) || isColon(r) || strings.ContainsRune(",;|([@", r) })
		for _, w := range []string{" at", " on", " by"} {
			short = strings.TrimSuffix(short, w)
		}
		if short == text {
			return closeTail(short)
		}
		text = short
	}
}

// closeTail drops emphasis that was opened for the time alone or closed around
// the label: "**Detected:** 14:32".
func closeTail(text string) string {
	for _, mark := range []string{"**", "__", "`", "*"} {
		if strings.Count(text, mark)%2 == 1 && strings.HasSuffix(text, mark) {
			text = strings.TrimSpace(strings.TrimSuffix(text, mark))
		}
	}
	if inner, ok := strings.CutPrefix(text, "**"); ok {
		if inner, ok = strings.CutSuffix(inner, "**"); ok && !strings.Contains(inner, "**") {
			text = strings.TrimRight(inner, ": ")
		}
	}
	return strings.TrimSpace(text)
}
