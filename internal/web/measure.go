package web

import (
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/report"
	"github.com/hindcast/hindcast/internal/reviews"
)

// answerView is one of the seven questions beside a write-up.
type answerView struct {
	report.AnswerView
	Name     string // Name is the question in one word.
	Anchor   string
	Measures []measureView
	Missing  []string // Missing says what to record, where no measure says so.
	Own      *ownAnswer
}

// measureView is a measure that explains itself.
type measureView struct {
	report.MeasureRow
	Source string // Source says where the target comes from; empty without a target.
	From   []eventView
	More   int // More counts the events that are not listed.
}

// eventView is an event something was computed from.
type eventView struct{ Time, Text, Href string }

// mostEvents keeps a measure over a long timeline readable.
const mostEvents = 12

func answersOf(a reviews.Assessed, cite *report.Citer) []answerView {
	var list []answerView
	for i, v := range report.AnswersOf(a.Answers, cite) {
		one := answerView{AnswerView: v, Name: questionName(v.ID), Anchor: "q-" + string(v.ID)}
		said := map[string]bool{}
		for j, m := range a.Answers[i].Measures {
			one.Measures = append(one.Measures, measureOf(v.Measures[j], m, a, cite))
			said[hindcast.Fold(m.Missing)] = true
		}
		for _, fact := range a.Answers[i].Missing {
			if !said[hindcast.Fold(fact)] {
				one.Missing = append(one.Missing, hindcast.Capital(fact))
			}
		}
		list = append(list, one)
	}
	return list
}

func measureOf(row report.MeasureRow, m hindcast.Measure, a reviews.Assessed, cite *report.Citer) measureView {
	v := measureView{MeasureRow: row}
	if m.Target != nil {
		v.Source = targetSource(m.Name, a)
	}
	for _, id := range m.Events {
		if len(v.From) == mostEvents {
			v.More = len(m.Events) - mostEvents
			break
		}
		at, e := cite.At(id), a.Record.Event(id)
		if e == nil {
			continue
		}
		v.From = append(v.From, eventView{Time: at.Text, Href: at.Href, Text: eventText(*e)})
	}
	return v
}

// questionName is a question in one word.
func questionName(q hindcast.Question) string { return hindcast.Capital(string(q)) }

// targetSource says where the target of a measure comes from.
func targetSource(name string, a reviews.Assessed) string {
	rule, byLevel := targetRule(name)
	if rule == "" {
		return "The question itself: nothing else counts as met"
	}
	source := a.Policy.Name
	if source == "" {
		source = "The policy"
	}
	if byLevel && a.Level != hindcast.SeverityNone {
		source += " at " + a.Level.String()
	}
	source += ": " + rule
	if a.Signed() {
		source += "; as it was at sign-off"
	}
	return source
}

// targetRule names the setting of a policy that a measure is held to, and
// whether it differs by severity.
func targetRule(name string) (rule string, byLevel bool) {
	switch name {
	case "began_to_detected":
		return "limit from began to detected", true
	case "detected_to_cause_found":
		return "limit from detected to cause found", true
	case "longest_under_called":
		return "limit from detected to responded, as long as a level may stay too low", true
	case "first_external_message":
		return "first external message after detection", true
	case "longest_gap", "gaps_over":
		return "longest gap between external messages", true
	case "closing_message":
		return "closing message after resolution", true
	case "runbook_age":
		return "age up to which a runbook is in date", false
	case "steps_followed_share":
		return "share of response steps that follow a runbook", false
	case "key_events_evidenced":
		return "share of key events with evidence", false
	}
	if role, ok := strings.CutSuffix(name, "_joined"); ok {
		return "deadline for the " + hindcast.Role(role).Words() + " after detection", true
	}
	return "", false
}
