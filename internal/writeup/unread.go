package writeup

import (
	"fmt"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// notUnderstood heads the section in which lines that were not understood go on
// living where a record leaves its document behind.
const notUnderstood = "Not understood"

// WithUnread returns the record with the lines that were not understood in a
// section of their own, for a draft or a store: there the source is not at hand
// any more, and no text may be lost. What was left over from a template is no
// text of anybody's and stays out.
func WithUnread(r hindcast.Record, lines []Unread) hindcast.Record {
	var b strings.Builder
	for _, u := range lines {
		if u.Reason == leftOver {
			continue
		}
		fmt.Fprintf(&b, "- line %d, %s: %s\n", u.Line, u.Reason, asCode(u.Text))
	}
	if b.Len() == 0 {
		return r
	}
	r.Sections = append(append([]hindcast.Section{}, r.Sections...),
		hindcast.Section{Heading: notUnderstood, Level: 2, Text: strings.TrimSuffix(b.String(), "\n")})
	return r
}

// asCode quotes text as Markdown code, with a fence longer than any within.
func asCode(text string) string {
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") {
		text = " " + text + " "
	}
	return fence + text + fence
}
