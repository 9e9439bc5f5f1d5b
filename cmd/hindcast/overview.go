package main

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// overviewFrom is the number of records above which a table with a row each says
// more than scorecards one after the other.
const overviewFrom = 2

// printOverview shows one row for each record.
func printOverview(drafts []drafted, std *streams) error {
	const severityColumns, timeColumns, answerColumns = 4, 12, 15
	s := std.style
	titleColumns := max(20, std.width-severityColumns-3*timeColumns-answerColumns)
	var b bytes.Buffer
	header := pad("", severityColumns) + pad("incident", titleColumns) + pad("detected", timeColumns) + pad("mitigated", timeColumns) + pad("resolved", timeColumns) + "answers"
	fmt.Fprintln(&b, s.dim(header))
	for _, d := range drafts {
		r := d.record
		fmt.Fprintf(&b, "%s%s%s%s%s%s\n",
			pad(r.Incident.Severity.String(), severityColumns),
			pad(s.bold(clip(r.Incident.Title, titleColumns-2)), titleColumns),
			pad(since(r, hindcast.Began, hindcast.Detected), timeColumns),
			pad(since(r, hindcast.Began, hindcast.Mitigated), timeColumns),
			pad(since(r, hindcast.Began, hindcast.Resolved), timeColumns),
			verdictSigns(d.answers, s))
	}
	fmt.Fprintf(&b, "\n%s\n", s.dim("Times count from the beginning. Answers, in order: "+questionNames()+"."))
	fmt.Fprintln(&b, s.dim("✓ met  ◐ partly  ✗ missed  – not applicable  ? not enough recorded"))
	if n := undeclared(drafts); n > 0 {
		fmt.Fprint(&b, hang("", fmt.Sprintf("%d of %d declare no severity, so the policy sets no targets for them: write “Severity: P2” into the document.", n, len(drafts)), std.width))
	}
	listUnread(&b, drafts, s)
	fmt.Fprintf(&b, "\n%s\n", s.dim("Next: hindcast draft FILE for one in full, or -o FOLDER for all drafts."))
	_, err := std.out.Write(b.Bytes())
	return err
}

// since is the time from one milestone to another, "–" where either is missing.
func since(r *hindcast.Record, from, to hindcast.Milestone) string {
	a, b := r.Milestone(from), r.Milestone(to)
	if a == nil || b == nil || a.At.IsZero() || b.At.IsZero() {
		return "–"
	}
	return coarse(b.At.Sub(a.At))
}

// coarse writes a duration in at most two units, so that it fits a column.
func coarse(d time.Duration) string {
	if d.Abs() >= 24*time.Hour {
		d = d.Round(time.Hour)
	}
	return hindcast.FormatDuration(d)
}

// undeclared counts the records without a severity.
func undeclared(drafts []drafted) int {
	n := 0
	for _, d := range drafts {
		if d.record.Incident.Severity == hindcast.SeverityNone {
			n++
		}
	}
	return n
}

func verdictSigns(answers []hindcast.Answer, s style) string {
	signs := make([]string, len(answers))
	for i, a := range answers {
		sign, colour := verdictSign(a.Verdict, s)
		signs[i] = colour(sign)
	}
	return strings.Join(signs, " ")
}

func questionNames() string {
	var names []string
	for _, q := range hindcast.Questions() {
		names = append(names, string(q))
	}
	return strings.Join(names, ", ")
}
