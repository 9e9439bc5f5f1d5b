package web

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/reviews"
)

// reviewOf renders the page of a review and returns its root.
func reviewOf(t *testing.T, v reviews.View) *html.Node {
	t.Helper()
	var page bytes.Buffer
	if err := reviewPage(newReviewPage(v, time.Date(2026, 3, 10, 0, 0, 0, 0, time.UTC))).Render(context.Background(), &page); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(&page)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// valuesOf returns the values of an attribute of all elements of a name.
func attributesOf(root *html.Node, element, name string) []string {
	var found []string
	for _, n := range elements(root, element) {
		for _, a := range n.Attr {
			if a.Key == name {
				found = append(found, a.Val)
			}
		}
	}
	return found
}

func reviewed() reviews.View {
	at := time.Date(2026, 3, 2, 14, 30, 0, 0, time.UTC)
	value, low, high, target := 840.0, 780.0, 900.0, 300.0
	record := &hindcast.Record{
		Incident: hindcast.Incident{ID: "inc_1", Key: "INC-7", Title: "Queue stuck", Kind: hindcast.Operational, Severity: hindcast.P1},
		Timeline: []hindcast.TimelineEvent{{ID: "evt_1", At: at, Precision: hindcast.PrecisionMinute, Kind: hindcast.Signal, Text: "Alert <fired>"}},
		Review: hindcast.Review{ID: "rev_1", State: hindcast.ReviewDrafting, Findings: []hindcast.Finding{
			{ID: "fnd_1", Kind: hindcast.Weakness, Text: "No alert", Events: []hindcast.EventID{"evt_1"}}}},
		Actions: []hindcast.Action{{ID: "act_1", Finding: "fnd_1", Title: "Add an [alert](https://example.org)", State: hindcast.ActionOpen}},
	}
	var answers []hindcast.Answer
	for _, q := range hindcast.Questions() {
		answers = append(answers, hindcast.Answer{Question: q, Verdict: hindcast.NotComputable, Reason: "not recorded"})
	}
	answers[0] = hindcast.Answer{Question: hindcast.AskDetection, Verdict: hindcast.Missed, Reason: "Too late.", Measures: []hindcast.Measure{
		{Name: "began_to_detected", Label: "From beginning to detection", Unit: hindcast.UnitSeconds, Value: &value, Low: &low, High: &high, Target: &target,
			Verdict: hindcast.Missed, Events: []hindcast.EventID{"evt_1"}},
		{Name: "noticed_by", Label: "Noticed by", Unit: hindcast.UnitWord, Missing: "record who noticed"}}}
	return reviews.View{
		Assessed: reviews.Assessed{Record: record, Answers: answers, Level: hindcast.P1, Policy: hindcast.Policy{Name: "Ours"}},
		Due:      at, Gates: []hindcast.GateFinding{{Field: "review.findings[0]", Message: "nothing was decided"}, {Field: "actions", Message: "weak", Warning: true}},
	}
}

func TestReviewAnswersAtAGlance(t *testing.T) {
	root := reviewOf(t, reviewed())
	links := attributesOf(root, "a", "href")
	ids := map[string]bool{}
	for _, element := range []string{"li", "section", "h2"} {
		for _, id := range attributesOf(root, element, "id") {
			if ids[id] {
				t.Errorf("the id %q is given twice", id)
			}
			ids[id] = true
		}
	}
	for _, q := range hindcast.Questions() {
		if !slices.Contains(links, "#q-"+string(q)) || !ids["q-"+string(q)] {
			t.Errorf("the verdict of %s does not lead to its question", q)
		}
	}
	for _, href := range links {
		if id, here := strings.CutPrefix(href, "#"); here && !ids[id] {
			t.Errorf("the link %s leads nowhere", href)
		}
	}
	if text := textOf(root); !strings.Contains(text, "overdue since Mon 2 Mar 2026") || !strings.Contains(text, "Before sign-off: one thing") {
		t.Error("the head of the page does not say what is due and what is missing")
	}
}

func TestMeasuresExplainThemselves(t *testing.T) {
	root := reviewOf(t, reviewed())
	details := elements(root, "details")
	if len(details) != 2 {
		t.Fatalf("%d measures", len(details))
	}
	for _, want := range []string{"14 min", "13–15 min", "at most 5 min", "Ours at P1: limit from began to detected", "14:30", "Alert <fired>"} {
		if !strings.Contains(textOf(details[0]), want) {
			t.Errorf("the measure does not say %q: %s", want, textOf(details[0]))
		}
	}
	if !slices.Contains(attributesOf(details[0], "a", "href"), "/incidents/INC-7#evt_1") {
		t.Error("the measure does not lead to its event")
	}
	if !strings.Contains(textOf(details[1]), "Record who noticed") {
		t.Errorf("what is missing is not said: %s", textOf(details[1]))
	}
}

func TestNoLinkInsideALink(t *testing.T) {
	for _, a := range elements(reviewOf(t, reviewed()), "a") {
		for child := range a.Descendants() {
			if child.Data == "a" {
				t.Errorf("a link within %q", textOf(a))
			}
		}
	}
}

func TestNoReviewYet(t *testing.T) {
	v := reviewed()
	v.Record.Review, v.Gates = hindcast.Review{}, nil
	v.Policy.Levels = map[hindcast.Severity]hindcast.Level{hindcast.P1: {ReviewDue: hindcast.Span{Duration: 72 * time.Hour}}}
	text := textOf(reviewOf(t, v))
	for _, want := range []string{"There is no review of this incident yet.", "At P1 it is due by Mon 2 Mar 2026", "The seven questions"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if strings.Contains(text, "Before sign-off") {
		t.Error("a gate list without a review")
	}
}
