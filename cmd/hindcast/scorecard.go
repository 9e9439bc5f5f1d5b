package main

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/writeup"
)

// printScorecard shows one drafted record the way a colleague would sum it up.
func printScorecard(d drafted, p hindcast.Policy, std *streams) error {
	var b bytes.Buffer
	printHeadline(&b, d.record, std)
	printPhases(&b, d.record, std)
	printAnswers(&b, d.answers, std)
	printToRecord(&b, d.answers, std)
	printInferred(&b, d.record, std)
	listUnread(&b, []drafted{d}, std.style)
	printNext(&b, d, p, std)
	_, err := std.out.Write(b.Bytes())
	return err
}

func printHeadline(w io.Writer, r *hindcast.Record, std *streams) {
	s := std.style
	title := r.Incident.Title
	if title == "" {
		title = "(no title)"
	}
	fmt.Fprint(w, paragraph(title, std.width, s.bold))
	facts := []string{severityLabel(r.Incident.Severity), string(r.Incident.Kind)}
	if r.Incident.NearMiss {
		facts = append(facts, "near miss")
	}
	if len(r.Incident.Services) > 0 {
		facts = append(facts, strings.Join(r.Incident.Services, ", "))
	}
	facts = append(facts, plural(len(r.Timeline), "event", "events"))
	if n := len(r.Participants); n > 0 {
		facts = append(facts, plural(n, "person", "people"))
	}
	fmt.Fprint(w, paragraph(strings.Join(facts, " · "), std.width, s.dim))
}

func severityLabel(level hindcast.Severity) string {
	if level == hindcast.SeverityNone {
		return "no severity declared"
	}
	return level.String() + " " + level.Name()
}

// printAnswers shows the seven verdicts, each with its sentence.
func printAnswers(w io.Writer, answers []hindcast.Answer, std *streams) {
	const nameColumns, verdictColumns = 15, 16
	fmt.Fprintln(w)
	for _, a := range answers {
		sign, colour := verdictSign(a.Verdict, std.style)
		prefix := "  " + colour(sign) + "  " + pad(std.style.bold(questionName(a.Question)), nameColumns) + pad(colour(a.Verdict.Words()), verdictColumns)
		if std.width >= 72 {
			fmt.Fprint(w, hang(prefix, a.Reason, std.width))
			continue
		}
		fmt.Fprintln(w, strings.TrimRight(prefix, " "))
		fmt.Fprint(w, hang("     ", a.Reason, std.width))
	}
}

// verdictSign returns a sign and colour for a verdict; the word stands beside it.
func verdictSign(v hindcast.Verdict, s style) (string, func(string) string) {
	switch v {
	case hindcast.Met:
		return "✓", s.green
	case hindcast.Partly:
		return "◐", s.yellow
	case hindcast.Missed:
		return "✗", s.red
	case hindcast.NotApplicable:
		return "–", s.dim
	}
	return "?", s.dim
}

// questionName is a question in one word, for a column.
func questionName(q hindcast.Question) string {
	return hindcast.Capital(string(q))
}

// printToRecord gathers what to record, each thing once, the rest counted.
func printToRecord(w io.Writer, answers []hindcast.Answer, std *streams) {
	const shown = 8
	var missing []string
	for _, a := range answers {
		for _, m := range a.Missing {
			if !slices.Contains(missing, m) {
				missing = append(missing, m)
			}
		}
	}
	if len(missing) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", std.style.bold("To record, so that more can be answered"))
	for _, m := range missing[:min(shown, len(missing))] {
		fmt.Fprint(w, hang("  • ", m, std.width))
	}
	if more := len(missing) - shown; more > 0 {
		fmt.Fprintf(w, "  • %s in the draft\n", plural(more, "more", "more"))
	}
}

// printInferred says which milestones rest on a rule and not on the text.
func printInferred(w io.Writer, r *hindcast.Record, std *streams) {
	var lines []string
	if day := assumedDay(r); day != "" {
		lines = append(lines, hang("  • ", "no day is written anywhere; "+day+", when the file was last changed, stands in for it", std.width))
	}
	for _, m := range hindcast.Milestones() {
		rule, inferred := r.Inferred[m]
		if e := r.Milestone(m); inferred && e != nil {
			lines = append(lines, hang("  • ", fmt.Sprintf("%s at %s, from “%s” (%s)", m.Words(), hindcast.FormatInstant(e.At, e.Precision), clip(e.Text, 60), rule), std.width))
		}
	}
	if len(lines) > 0 {
		fmt.Fprintf(w, "\n%s\n%s", std.style.bold("Inferred, to confirm"), strings.Join(lines, ""))
	}
}

// assumedDay returns the day that stands in for the one a log does not name.
func assumedDay(r *hindcast.Record) string {
	for _, e := range r.Timeline {
		if slices.Contains(strings.Fields(e.Origin.Rule), writeup.AssumedDay) {
			return e.At.UTC().Format("2 Jan 2006")
		}
	}
	return ""
}

// printNext says what to do now.
func printNext(w io.Writer, d drafted, p hindcast.Policy, std *streams) {
	source := d.record.Source
	if source == "-" || d.merged {
		source = "FILE"
	}
	if strings.ContainsAny(source, " '\"$`\\&;()<>*?|") {
		source = "'" + strings.ReplaceAll(source, "'", `'\''`) + "'"
	}
	fmt.Fprintf(w, "\n%s\n", std.style.dim(fmt.Sprintf("Assessed by the policy %q. Next: hindcast draft %s -o review.md", p.Name, terminalSafe(source))))
}

// listUnread lists the lines that were not understood, the first of them when
// there are very many.
func listUnread(w io.Writer, drafts []drafted, s style) {
	const most = 50
	total := countUnread(drafts)
	if total == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", s.bold("Not understood"))
	shown := 0
	for _, d := range drafts {
		for _, u := range d.unread {
			if shown++; shown > most {
				fmt.Fprintf(w, "  %s more; --json lists every one\n", hindcast.FormatCount(float64(total-most)))
				return
			}
			fmt.Fprintf(w, "  %s:%d: %s %s\n", terminalSafe(u.File), u.Line, terminalSafe(u.Reason), s.dim("| "+clip(u.Text, 60)))
		}
	}
}
