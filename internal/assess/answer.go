package assess

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// draft is an answer being put together.
type draft struct{ hindcast.Answer }

func about(q hindcast.Question) *draft {
	return &draft{hindcast.Answer{Question: q}}
}

// add puts a measure into the answer, and what it misses into the answer's list:
// as the measure says it, or one by one as given.
func (d *draft) add(m hindcast.Measure, missing ...string) {
	d.Measures = append(d.Measures, m)
	if len(missing) == 0 {
		missing = []string{m.Missing}
	}
	for _, s := range missing {
		d.ask(s)
	}
}

// ask adds what to record, once.
func (d *draft) ask(missing string) {
	if missing != "" && !slices.Contains(d.Missing, missing) {
		d.Missing = append(d.Missing, missing)
	}
}

// close gives the answer its verdict and reason. What does not apply misses
// nothing.
func (d *draft) close(verdict hindcast.Verdict, format string, args ...any) hindcast.Answer {
	d.Verdict = verdict
	if verdict == hindcast.NotApplicable {
		d.Missing = nil
	}
	d.Reason = fmt.Sprintf(format, args...)
	return d.Answer
}

// undeclared closes an answer that needs a level when none was declared, with
// what is known without one.
func (d *draft) undeclared(known string) hindcast.Answer {
	d.Missing = slices.Insert(d.Missing, 0, declareSeverity)
	d.Missing = appendNew(nil, d.Missing...)
	if known != "" {
		known = "; " + known
	}
	return d.close(hindcast.NotComputable, "No severity was declared, so the policy names no target%s.", known)
}

const declareSeverity = "declare a severity"

func joinNotes(notes ...string) string {
	return strings.Join(slices.DeleteFunc(notes, func(s string) bool { return s == "" }), "; ")
}

// counted is a measure that is a number of things.
func counted(name, label string, n int, events []hindcast.EventID) hindcast.Measure {
	return hindcast.Measure{Name: name, Label: label, Unit: hindcast.UnitCount, Value: number(float64(n)), Events: events}
}

// upTo gives a measure a ceiling and the verdict that follows.
func upTo(m hindcast.Measure, limit float64) hindcast.Measure {
	m.Target, m.Verdict = number(limit), hindcast.Missed
	if *m.Value <= limit {
		m.Verdict = hindcast.Met
	}
	return m
}

// listed joins words as people do: a, b and c.
func listed(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
