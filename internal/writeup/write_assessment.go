package writeup

import (
	"strconv"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// The assessment stands between two comments. Read passes over it: it is
// computed, and a later writing computes it anew.
const (
	computedStart = "<!-- hindcast:computed -->"
	computedEnd   = "<!-- hindcast:end -->"
)

// assessment writes the seven answers: an overview, then one part for each.
func (d *draft) assessment(answers []hindcast.Answer) {
	if len(answers) == 0 {
		return
	}
	d.paragraph(computedStart)
	d.heading(2, "Assessment")
	d.paragraph("Computed from the rows above and the team's policy. Correct the record, not this part: it is written anew each time.")
	var rows [][]string
	for n, a := range answers {
		rows = append(rows, []string{strconv.Itoa(n + 1), inline(a.Question.Text(), inCell), "**" + a.Verdict.Words() + "**"})
	}
	d.table([]string{"", "Question", "Answer"}, rows)
	for n, a := range answers {
		d.answer(n+1, a)
	}
	d.paragraph(computedEnd)
}

func (d *draft) answer(n int, a hindcast.Answer) {
	d.heading(3, strconv.Itoa(n)+". "+a.Question.Text())
	line := "**" + hindcast.Capital(a.Verdict.Words()) + ".**"
	if a.Reason != "" {
		line += " " + inline(a.Reason, inProse)
	}
	d.paragraph(line)
	for _, v := range a.People {
		said := inline(shownName(v.By), inProse) + " says **" + v.Verdict.Words() + "**"
		if v.Note != "" {
			said += ": " + inline(v.Note, inProse)
		}
		d.paragraph(said)
	}
	d.measures(a.Measures)
	if len(a.Missing) > 0 {
		d.paragraph("So that more can be computed:")
		var texts []string
		for _, m := range a.Missing {
			texts = append(texts, inline(hindcast.Capital(m), inBullet))
		}
		d.bullets("-", texts, "")
	}
}

// measures writes what an answer rests on; columns that would be empty are left
// out.
func (d *draft) measures(list []hindcast.Measure) {
	if len(list) == 0 {
		return
	}
	header := []string{"Measure", "Value", "Target", "Verdict", "From", "Note"}
	filled := []bool{true, true, false, false, false, false}
	var rows [][]string
	for _, m := range list {
		name := m.Label
		if name == "" {
			name = strings.ReplaceAll(m.Name, "_", " ")
		}
		row := []string{name, hindcast.FormatMeasure(m), hindcast.FormatTarget(m), m.Verdict.Words(), d.cited(m.Events), hindcast.Capital(m.Note)}
		for i := range row {
			row[i] = inline(row[i], inCell)
			filled[i] = filled[i] || row[i] != ""
		}
		rows = append(rows, row)
	}
	keep := func(row []string) []string {
		var kept []string
		for i, c := range row {
			if filled[i] {
				kept = append(kept, c)
			}
		}
		return kept
	}
	for i := range rows {
		rows[i] = keep(rows[i])
	}
	d.table(keep(header), rows)
}

// citedTimes is how many times a measure shows before the rest is counted.
const citedTimes = 4

// cited writes the times of events, each day once.
func (d *draft) cited(ids []hindcast.EventID) string {
	var times []string
	day := ""
	for _, id := range ids {
		e := d.events[id]
		if e == nil {
			continue
		}
		written := d.written(e.At, e.Precision)
		if today, clock, ok := strings.Cut(written, " "); ok && today == day {
			written = clock
		} else if ok {
			day = today
		}
		times = append(times, written)
	}
	if len(times) <= citedTimes {
		return strings.Join(times, ", ")
	}
	return strings.Join(times[:citedTimes-1], ", ") + " and " + strconv.Itoa(len(times)-citedTimes+1) + " more"
}
