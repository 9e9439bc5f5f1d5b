package writeup

import (
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func (d *draft) detection() {
	d.keptSection("Detection", askDetection)
	st := d.record.Stated
	var stated []string
	for _, s := range []struct {
		label  string
		stated hindcast.StatedDuration
	}{{"Time to detection", st.Detect}, {"Time to mitigation", st.Mitigate}, {"Time to resolution", st.Resolve}} {
		if s.stated.Text != "" {
			stated = append(stated, "**"+s.label+":** "+inline(s.stated.Text, inProse))
		}
	}
	if len(stated) > 0 {
		d.bullets("-", stated, "")
	}
}

func (d *draft) links() {
	var texts []string
	for _, e := range d.record.Evidence {
		texts = append(texts, evidenceLine(e))
	}
	d.heading(2, "Links")
	if len(texts) > 0 || len(d.sections["links"]) == 0 {
		d.bullets("-", texts, askLinks)
	}
	d.keptText("Links")
}

// evidenceLine writes evidence as a link, or as a file where it has no address
// that fits into one.
func evidenceLine(e hindcast.Evidence) string {
	switch {
	case e.URL == "" || strings.ContainsAny(e.URL, " <>\t\n\\|"):
		return "File: " + escape(textOrDash(e.Name), inBullet)
	case strings.ContainsAny(e.URL, "()"):
		return "[" + linkText(e.Name) + "](<" + e.URL + ">)"
	}
	return "[" + linkText(e.Name) + "](" + e.URL + ")"
}

// linkText writes a text between the brackets of a link.
func linkText(text string) string {
	return strings.NewReplacer("[", `\[`, "]", `\]`).Replace(escape(textOrDash(text), inProse))
}

func (d *draft) meeting() {
	review := d.record.Review
	d.heading(2, "Meeting Notes")
	d.heading(3, "Attendees")
	var names []string
	for _, p := range review.Attendees {
		names = append(names, cellOr(shownName(p), inBullet))
	}
	d.bullets("-", names, askAttendees)
	d.heading(3, "Discussion")
	d.prose(review.MeetingNotes, askNotes)
}
