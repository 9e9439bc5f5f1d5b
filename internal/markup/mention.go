package markup

import (
	"cmp"
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Mention is a text that stands for something with an address: "@Ada Lovelace",
// "#14:32". It begins with "@" or "#". The caller gives only what the reader may
// see, so that for everybody else the words are words.
type Mention struct{ Text, Href string }

// sorted prepares mentions for the finisher: escaped as text is by then, the
// longest first, so that "@Ada Lovelace" is not taken for "@Ada".
func sorted(list []Mention) []Mention {
	escaped := make([]Mention, 0, len(list))
	for _, m := range list {
		if strings.HasPrefix(m.Text, "@") || strings.HasPrefix(m.Text, "#") {
			escaped = append(escaped, Mention{html.EscapeString(m.Text), html.EscapeString(m.Href)})
		}
	}
	slices.SortStableFunc(escaped, func(a, b Mention) int { return cmp.Compare(len(b.Text), len(a.Text)) })
	return escaped
}

// text writes running text, with its mentions as links.
func (f *finisher) text(s string) {
	if len(f.mentions) == 0 || !strings.ContainsAny(s, "@#") || f.nearest("a") >= 0 || f.nearest("code") >= 0 || f.nearest("pre") >= 0 {
		f.out = append(f.out, s...)
		return
	}
	done := 0
	for at := 0; at < len(s); at++ {
		if s[at] != '@' && s[at] != '#' || !ends(s[:at]) {
			continue
		}
		if m, found := f.mentioned(s[at:]); found {
			f.out = append(f.out, s[done:at]...)
			f.out = append(f.out, `<a class="mention" href="`+m.Href+`">`+m.Text+`</a>`...)
			done = at + len(m.Text)
			at = done - 1
		}
	}
	f.out = append(f.out, s[done:]...)
}

// mentioned returns the longest mention that a text begins with as whole words.
func (f *finisher) mentioned(s string) (Mention, bool) {
	for _, m := range f.mentions {
		if rest, found := strings.CutPrefix(s, m.Text); found {
			r, _ := utf8.DecodeRuneInString(rest)
			if rest == "" || !wordy(r) {
				return m, true
			}
		}
	}
	return Mention{}, false
}

// ends reports whether a word may begin after a text.
func ends(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return s == "" || !wordy(r) && r != '&' && r != '/' // "&#39;" is a character, and an address goes on after "/"
}

func wordy(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }
