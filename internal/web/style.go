package web

import (
	"net/http"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/report"
)

// styleView is what the style page shows components with.
type styleView struct {
	Verdicts   []report.VerdictView
	Severities []*report.SeverityView
	Outcomes   []hindcast.Outcome
	Colours    []string
	Wrong      *hindcast.Error
	Head       headView
	Tabs       []tabView
	Filter     filterView
	Fields     []fieldView
	Soon, Late momentView
	Rows       []styleRow
	Long       string
}

// styleRow is a row of the sample table.
type styleRow struct {
	Key, Title, About, State, Owner string
	Severity                        *report.SeverityView
	Count                           string
	At                              momentView
}

// style shows every component in its states, for those who build pages.
func (p *Pages) style(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.render(w, r, by, Shell{Title: "Style"}, stylePage(newStyleView(p.options.Now())))
}

func newStyleView(now time.Time) styleView {
	const long = "Expired intermediate certificate at the identity provider locked out every customer of the northern region, and then, after a hurried rollback, their on-call responders as well"
	v := styleView{
		Outcomes: []hindcast.Outcome{hindcast.Holds, hindcast.Broken, hindcast.Unknown, hindcast.Due},
		Colours:  []string{"paper", "soft", "raised", "ink", "muted", "line", "rule", "accent", "accent-soft", "met", "partly", "missed", "p1", "p2", "p3", "p4", "p5", "found"},
		Wrong: &hindcast.Error{Code: hindcast.Invalid, Message: "two things do not fit", Fields: []hindcast.FieldError{
			{Field: "title", Reason: "says nothing; name what broke, and for whom"}, {Field: "due", Reason: "lies before today"}}},
		Head: headView{Trail: []pageLink{{"Incidents", "/incidents"}, {"INC-42", "/incidents/INC-42"}}, Key: "INC-42", Title: long,
			Lead: "A sentence that says what the page is, where its title does not.", Facts: []factView{{"Severity", "P1 Critical"}, {"Lasted", "3 h 12 min"}, {"Led by", "Rosalind Featherstonehaugh-Cholmondeley"}}},
		Tabs: []tabView{{Text: "Write-up", Href: "#", Current: true}, {Text: "Timeline", Href: "#", Count: "214"}, {Text: "Actions", Href: "#", Count: "7"}},
		Filter: filterView{Action: "/style", Label: "Filter", Placeholder: "Words in title or key", Text: "certificate",
			Selects: []fieldView{{Name: "severity", Label: "Severity", Choices: []choiceView{{"", "Any severity"}, {"P1", "P1 Critical"}}}, {Name: "state", Label: "State", Choices: []choiceView{{"", "Any state"}, {"closed", "Closed"}}}},
			Chosen:  []pageLink{{"Severity P1", "#"}, {"Service identity provider of the northern region", "#"}}},
		Fields: []fieldView{
			{Name: "title", Label: "Title", Hint: "What broke, and for whom.", Error: "Says nothing; name what broke, and for whom.", Value: "outage", Required: true},
			{Name: "due", Label: "Due", Type: "date", Error: "Lies before today.", Value: "2026-01-02"},
			{Name: "kind", Label: "Kind of change", Choices: []choiceView{{"runbook", "Runbook"}, {"monitoring", "Monitoring"}}, Value: "monitoring"},
			{Name: "because", Label: "Because", Type: "textarea", Optional: true, Value: long},
		},
		Soon: momentOf(now.Add(26*time.Hour), now, ""), Late: momentOf(now.Add(-40*24*time.Hour), now, ""), Long: long,
	}
	v.Late.Late = true
	for _, verdict := range []hindcast.Verdict{hindcast.Met, hindcast.Partly, hindcast.Missed, hindcast.NotComputable, hindcast.NotApplicable} {
		v.Verdicts = append(v.Verdicts, report.VerdictView{Verdict: verdict, Word: verdict.Words()})
	}
	for s := hindcast.P1; s <= hindcast.P5; s++ {
		v.Severities = append(v.Severities, report.SeverityOf(s))
	}
	v.Rows = []styleRow{
		{Key: "INC-42", Title: long, About: "identity provider, sign-in", Severity: v.Severities[0], State: "active", Owner: "Rosalind Featherstonehaugh-Cholmondeley", Count: "214", At: momentOf(now.Add(-20*time.Minute), now, "")},
		{Key: "INC-41", Title: "Nightly export ran twice", Severity: v.Severities[3], State: "closed", Count: "0", At: momentOf(now.Add(-400*24*time.Hour), now, "")},
		{Key: "INC-7", Title: "מערכת הניטור לא שלחה התראה", About: "near miss", Severity: v.Severities[2], State: "resolved", Owner: "Ida", Count: "1", At: momentOf(time.Time{}, now, "not recorded")},
	}
	return v
}
