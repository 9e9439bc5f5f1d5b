package report

import (
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// AnswerView is one of the seven questions, answered.
type AnswerView struct {
	ID       hindcast.Question
	Question string
	Verdict  VerdictView
	Reason   string
	Measures []MeasureRow
	People   []PersonAnswer
}

// PersonAnswer is what somebody answered themselves.
type PersonAnswer struct {
	Name, Note string
	Verdict    VerdictView
}

// MeasureRow is one number or word with what it is held to and where it is from.
type MeasureRow struct {
	Label, Value, Bounds, Target string
	Verdict                      *VerdictView // Verdict is nil for a measure without a target.
	Events                       CiteList
	Remark                       string // Remark says what to record, or what was assumed.
	Computed                     bool
}

// TallyView counts the answers with one verdict.
type TallyView struct {
	Verdict VerdictView
	Count   int
}

// AnswersOf returns the answers to the seven questions.
func AnswersOf(answers []hindcast.Answer, cite *Citer) []AnswerView {
	var list []AnswerView
	for _, a := range answers {
		v := AnswerView{ID: a.Question, Question: a.Question.Text(), Verdict: VerdictOf(a.Verdict), Reason: a.Reason}
		for _, m := range a.Measures {
			v.Measures = append(v.Measures, MeasureOf(m, cite))
		}
		for _, p := range a.People {
			v.People = append(v.People, PersonAnswer{Name: nameOf(p.By), Note: p.Note, Verdict: VerdictOf(p.Verdict)})
		}
		list = append(list, v)
	}
	return list
}

// MeasureOf returns one measure.
func MeasureOf(m hindcast.Measure, cite *Citer) MeasureRow {
	row := MeasureRow{Label: m.Label, Bounds: hindcast.FormatBounds(m), Target: hindcast.FormatTarget(m),
		Events: cite.List(m.Events), Remark: hindcast.Capital(m.Missing), Computed: m.Computed()}
	if row.Label == "" {
		row.Label = words(m.Name)
	}
	switch {
	case m.Value != nil:
		row.Value = hindcast.FormatValue(*m.Value, m.Unit)
	case m.Word != "":
		row.Value = words(m.Word)
	default:
		row.Value = hindcast.Capital(hindcast.NoValue)
	}
	if row.Remark == "" {
		row.Remark = hindcast.Capital(m.Note)
	}
	if m.Verdict != "" {
		v := VerdictOf(m.Verdict)
		row.Verdict = &v
	}
	return row
}

// TallyOf counts the answers by verdict.
func TallyOf(answers []AnswerView) []TallyView {
	var list []TallyView
	for _, verdict := range hindcast.Verdicts() {
		n := 0
		for _, a := range answers {
			if a.Verdict.Verdict == verdict {
				n++
			}
		}
		if n > 0 {
			list = append(list, TallyView{Verdict: VerdictOf(verdict), Count: n})
		}
	}
	return list
}

// AskView is what to record next about one subject.
type AskView struct {
	Subject string
	Facts   []string
}

// asks gathers every missing fact, each once and under the question that needs it
// first, and then the parts of the review that are still empty.
func asks(answers []hindcast.Answer, v recordView) []AskView {
	subjects := map[hindcast.Question]string{
		hindcast.AskDetection: "Detection", hindcast.AskSeverity: "Severity", hindcast.AskPeople: "People", hindcast.AskRunbook: "Runbook",
		hindcast.AskCommunication: "Communication", hindcast.AskEvidence: "Evidence", hindcast.AskChange: "Change",
	}
	seen := map[string]bool{}
	var list []AskView
	for _, a := range answers {
		one := AskView{Subject: subjects[a.Question]}
		missing := slices.Clone(a.Missing)
		for _, m := range a.Measures {
			missing = append(missing, m.Missing)
		}
		for _, fact := range missing {
			if key := hindcast.Fold(fact); key != "" && !seen[key] {
				seen[key] = true
				one.Facts = append(one.Facts, hindcast.Capital(fact))
			}
		}
		if len(one.Facts) > 0 {
			list = append(list, one)
		}
	}
	if empty := emptyParts(v); len(empty) > 0 {
		list = append(list, AskView{Subject: "Review", Facts: empty})
	}
	return list
}

func emptyParts(v recordView) []string {
	var list []string
	ask := func(empty bool, what string) {
		if empty {
			list = append(list, what)
		}
	}
	ask(v.Summary == "", "Sum up in two or three sentences what happened, to whom, and how it ended")
	ask(len(v.Impact) == 0, "State the impact: who and what was affected, since when, and when that was known")
	ask(v.Cause == "" && len(v.Factors) == 0, "Name the factors that made it possible")
	ask(len(v.Findings) == 0, "Write down what went well, what did not, and where luck helped")
	ask(len(v.Actions) == 0, "Decide what changes, each with one owner and a deadline")
	return list
}
