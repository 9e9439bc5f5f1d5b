package lint

import (
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Record runs the completeness and gate rules over a record, and judges whether
// its actions can be finished. Lines come from where each part was read; what is
// missing altogether is put at the heading where it would stand, else at the
// first line.
func Record(r *hindcast.Record) []Hint {
	c := checklist{record: r, rules: catalogue()}
	c.timeline()
	c.incident()
	c.review()
	c.findings()
	c.actions()
	return arrange(c.hints)
}

// checklist collects hints about a record.
type checklist struct {
	record *hindcast.Record
	rules  map[string]Rule
	hints  []Hint
}

// add notes a hint. An empty message means the rule's own.
func (c *checklist) add(id string, line int, text, message string) {
	rule := c.rules[id]
	if message == "" {
		message = rule.Message
	}
	c.hints = append(c.hints, Hint{Rule: id, Line: max(line, 1), Text: shorten(text), Message: message, Ask: rule.Ask, Level: rule.Level})
}

// soften makes the hint added last a note.
func (c *checklist) soften() { c.hints[len(c.hints)-1].Level = Notice }

// heading returns the line of the first section whose heading holds one of the
// words, or 1.
func (c *checklist) heading(words ...string) int {
	for _, s := range c.record.Sections {
		if headed(s.Heading, words) {
			return s.Line
		}
	}
	return 1
}

func headed(heading string, words []string) bool {
	folded := hindcast.Fold(heading)
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(folded, w) })
}

// headings says under which heading what a rule misses would stand.
func headings(rule string) []string {
	switch rule {
	case "no-timeline", "timeline-starts-at-detection", "milestone-missing":
		return []string{"timeline"}
	case "no-severity":
		return []string{"metadata", "severity", "summary"}
	case "no-impact":
		return []string{"impact", "summary"}
	case "no-summary":
		return []string{"summary"}
	case "no-cause":
		return []string{"cause", "factor"}
	case "no-findings", "no-strengths":
		return []string{"went well", "lessons", "findings", "went wrong"}
	case "no-attendees":
		return []string{"attendee", "meeting", "participants"}
	case "no-participants":
		return []string{"roles", "responders", "participants"}
	case "no-actions", "only-weaker-actions":
		return []string{"action"}
	}
	return nil
}

// missing notes that a part is absent, at the heading where it would stand.
func (c *checklist) missing(id, message string) {
	c.add(id, c.heading(headings(id)...), "", message)
}

func (c *checklist) incident() {
	r := c.record
	declared := slices.ContainsFunc(r.Timeline, func(e hindcast.TimelineEvent) bool { return e.Severity != nil })
	if r.Incident.Severity == hindcast.SeverityNone && !declared {
		c.missing("no-severity", "")
	}
	if len(r.Impact) == 0 && !r.Incident.NearMiss {
		c.missing("no-impact", "")
	}
	if len(r.Participants) == 0 {
		c.missing("no-participants", "")
	}
}

func (c *checklist) review() {
	v := c.record.Review
	if strings.TrimSpace(v.Summary) == "" {
		c.missing("no-summary", "")
	}
	if v.PrimaryCause == "" && len(v.Factors) == 0 && len(v.FiveWhys) == 0 {
		c.missing("no-cause", "")
	}
	switch {
	case len(v.Findings) == 0 && c.tellsLessons():
		c.missing("no-findings", "The lessons do not say which are strengths, weaknesses or luck.")
		c.soften()
	case len(v.Findings) == 0:
		c.missing("no-findings", "")
	case len(v.FindingsOf(hindcast.Strength)) == 0:
		c.missing("no-strengths", "")
	}
	if len(v.Attendees) == 0 {
		c.missing("no-attendees", "")
		return
	}
	listed := map[string]bool{}
	for _, p := range append(slices.Clone(v.Attendees), v.Invited...) {
		listed[p.Key()] = true
	}
	for _, p := range c.record.Participants {
		if key := p.Person.Key(); key != "" && !listed[key] {
			c.add("not-invited", p.Origin.Line, p.Person.Name, "")
		}
	}
}

// tellsLessons reports whether lessons stand in prose that was read as no finding.
func (c *checklist) tellsLessons() bool {
	return slices.ContainsFunc(c.record.Sections, func(s hindcast.Section) bool {
		return headed(s.Heading, []string{"lesson", "learned", "learnt", "findings", "retrospective"}) && strings.Trim(s.Text, "-*+ \t\r\n") != ""
	})
}

// findings notes weaknesses nobody decided about and decisions that lack a part.
// Plain Markdown has no way to say which action answers to which weakness: where
// there are actions and none says so, what is missing is only the connection.
func (c *checklist) findings() {
	answered := map[hindcast.FindingID]bool{}
	for _, a := range c.record.Actions {
		if a.Finding != "" {
			answered[a.Finding] = true
		}
	}
	decided := func(f hindcast.Finding) bool { return f.Disposition.Kind != hindcast.Undisposed }
	unconnected := len(c.record.Actions) > 0 && len(answered) == 0 && !slices.ContainsFunc(c.record.Review.Findings, decided)
	for _, f := range c.record.Review.Findings {
		if f.Kind == hindcast.Weakness && !decided(f) && !answered[f.ID] {
			if unconnected {
				c.add("finding-without-disposition", f.Origin.Line, f.Text, "No action says that it answers to this weakness.")
				c.soften()
			} else {
				c.add("finding-without-disposition", f.Origin.Line, f.Text, "")
			}
		}
		if f.Disposition.Validate() != nil {
			c.add("disposition-incomplete", f.Origin.Line, f.Text, "")
		}
	}
}

// shorten keeps the words concerned to one line of bearable length.
func shorten(s string) string {
	const limit = 80
	return hindcast.Shorten(strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " "), limit)
}
