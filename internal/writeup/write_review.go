package writeup

import (
	"strconv"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func (d *draft) rootCause() {
	review := d.record.Review
	d.heading(2, "Root Cause")
	d.heading(3, "Primary Cause")
	d.prose(review.PrimaryCause, askCause)
	d.heading(3, "Contributing Factors")
	if len(review.Factors) == 0 {
		d.paragraph(askFactors)
	} else {
		lines := make([]string, len(review.Factors))
		for i, f := range review.Factors {
			lines[i] = strconv.Itoa(i+1) + ". " + cellOr(f.Text, inBullet)
		}
		d.paragraph(lines...)
	}
	d.heading(3, "5 Whys")
	rows := [][]string{}
	for _, w := range review.FiveWhys {
		rows = append(rows, []string{cell(w.Question, ""), cellOr(w.Answer, inCell)})
	}
	if len(rows) == 0 {
		d.paragraph(askWhys)
		return
	}
	d.table([]string{"Why?", "Answer"}, rows)
}

// cellOr writes a text, or a dash for none.
func cellOr(text string, at place) string { return inline(textOrDash(text), at) }

func textOrDash(text string) string {
	if text == "" {
		return noText
	}
	return text
}

func (d *draft) findings(heading string, kind hindcast.FindingKind, placeholder string) {
	var texts []string
	for _, f := range d.record.Review.FindingsOf(kind) {
		texts = append(texts, cellOr(f.Text, inBullet))
	}
	d.heading(2, heading)
	d.bullets("-", texts, placeholder)
}

func (d *draft) actions() {
	d.heading(2, "Action Items")
	var rows [][]string
	for _, a := range d.record.Actions {
		deadline := a.Due.String()
		if deadline == "" {
			deadline = a.DueText
		}
		rows = append(rows, []string{cellOr(a.Title, inCell), cell(shownName(a.Owner), askOwner), cell(deadline, askDeadline), actionStatus(a.State)})
	}
	if len(rows) == 0 {
		rows = [][]string{{askAction, askOwner, askDeadline, "Not Started"}}
	}
	d.table([]string{"Action", "Owner", "Deadline", "Status"}, rows)
}

// actionStatus writes a state in the words of the shape.
func actionStatus(s hindcast.ActionState) string {
	switch s {
	case hindcast.ActionInProgress:
		return "In Progress"
	case hindcast.ActionDone:
		return "Done"
	case hindcast.ActionVerified:
		return "Verified"
	case hindcast.ActionDropped:
		return "Dropped"
	}
	return "Not Started"
}
