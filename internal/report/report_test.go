package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hindcast/hindcast/internal/hindcast"
)

var full = Options{Version: "1.2.3", Policy: hindcast.Policy{Name: "Default", Revision: "3f2a9c1"}, Today: hindcast.Date{Year: 2026, Month: 5, Day: 1},
	Unread: []UnreadLine{{Line: 12, Text: "| | <left over>", Reason: "a row that was never filled in"}}}

func TestReportInTheOrderAReaderNeeds(t *testing.T) {
	r, answers := outage()
	d := written(t, r, answers, full)
	if got, want := d.one("h1"), "Checkout unavailable after pool change"; got != want {
		t.Errorf("title: got %q, want %q", got, want)
	}
	want := []string{"Scorecard", "Summary", "What to record next", "Timeline", "Impact", "People", "Causes", "Findings", "Actions", "Evidence",
		"Also in the source", "Stated and computed", "Not understood"}
	if diff := cmp.Diff(want, d.texts(".part h2")); diff != "" {
		t.Error(diff)
	}
	if len(d.find("section.picture svg")) == 0 {
		t.Error("the picture is missing")
	}
}

func TestHeadline(t *testing.T) {
	r, answers := outage()
	d := written(t, r, answers, full)
	checks := map[string][]string{
		"article header .lead":        {"Operational incident · INC-42"},
		"article header .facts .s-P2": {"P2 High"},
		"article header .facts dd":    {"P2 High", "about 2 h 17 min", "checkout-api, payments", "Mira Holt", "3 people", "14 events", "2 actions"},
		"ol.milestones .name":         {"Began", "Detected", "Responded", "Cause found", "Mitigated", "Resolved"},
		"ol.milestones .clock a":      {"~22:41", "22:52", "22:57", "4", "23:52", "00:14", "00:58"},
		"ol.milestones .day":          {"17 Mar 2026", "18 Mar 2026"},
		".banner .tlp":                {"TLP:AMBER"},
		"footer .tlp":                 {"TLP:AMBER"},
	}
	for selector, want := range checks {
		if diff := cmp.Diff(want, d.texts(selector)); diff != "" {
			t.Errorf("%s: %s", selector, diff)
		}
	}
	if !strings.Contains(d.one("footer"), "Hindcast 1.2.3 under the policy “Default”, revision 3f2a9c1.") {
		t.Errorf("footer: %s", d.one("footer"))
	}
}

func TestScorecard(t *testing.T) {
	r, answers := outage()
	d := written(t, r, answers, full)
	if got := len(d.find("ol.questions h3")); got != 7 {
		t.Errorf("%d questions", got)
	}
	if diff := cmp.Diff([]string{"1 Met", "2 Partly", "2 Missed", "1 Not computable", "1 Not applicable"}, d.texts(".summary .count")); diff != "" {
		t.Error(diff)
	}
	rows := d.texts(".measures tbody tr")
	if diff := cmp.Diff("From beginning to detection 11 min 0–27 min at most 15 min Met ~22:41 22:52", rows[0]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff("Age of the runbook's revision Record when the runbook “Checkout errors” was last revised Not computable", rows[4]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Jon Reyes Missed I saw the first alert and silenced it."}, d.texts(".questions .person")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Record when the runbook “Checkout errors” was last revised", "Decide on the weakness “Nobody told customers for an hour”"}, d.texts(".asks li")); diff != "" {
		t.Error(diff)
	}
}

func TestTimelineIsHonest(t *testing.T) {
	r, answers := outage()
	d := written(t, r, answers, full)
	if diff := cmp.Diff([]string{"Tuesday 17 March 2026", "Wednesday 18 March 2026", "Time unknown"}, d.texts(".timeline .day")); diff != "" {
		t.Error(diff)
	}
	rows := map[string]string{
		"#r1-e2":  "~22:41 Began observation Checkout requests start to wait for a database connection 32",
		"#r1-e3":  "22:44 signal 2 Alert fired: p99 latency of checkout-api above 2 s not acted on 33",
		"#r1-e6":  "22:57 3 Responded 4 join Jon Reyes joined as subject matter expert 36",
		"#r1-e8":  "23:21 P2 High severity Severity raised Mira Holt because checkout is a core service and is fully down 38",
		"#r1-e9":  "23:44 communication Status page posted: checkout is unavailable Ada Quill to external audience, status page promised the next update for 18 Mar 00:30 39",
		"#r1-e10": "23:?? hypothesis Jon suspects the payment provider Jon Reyes see thread 40",
		"#r1-e11": "23:52 –18 Mar 00:02 Cause found observation The pool of 40 connections is exhausted, see https://grafana.larkspur.example/d/db 41",
		"#r1-e14": "– note Somebody called the provider 44",
	}
	for selector, want := range rows {
		if diff := cmp.Diff(want, d.one("tr"+selector)); diff != "" {
			t.Errorf("%s: %s", selector, diff)
		}
	}
	if diff := cmp.Diff([]string{"kind:deploy-words 1 time", "kind:alert-words 2 times", "day:start-time 1 time", "milestone:first-join 1 time", "day:rolled-over 1 time"}, d.texts(".footnotes li")); diff != "" {
		t.Error(diff)
	}
}

func TestDetailsSayNothingTwice(t *testing.T) {
	e := hindcast.TimelineEvent{ID: "e1", At: at("2026-03-17 23:21"), Precision: hindcast.PrecisionMinute, Kind: hindcast.ResponseEvent,
		Text: "Mira Holt followed the runbook “Checkout errors”, step 1", Actor: hindcast.Person{Name: "Mira Holt"},
		Response: &hindcast.ResponseStep{Mode: hindcast.StepFollowed, Runbook: "Checkout errors", Step: "look at the load balancer"}}
	d := written(t, &hindcast.Record{Timeline: []hindcast.TimelineEvent{e}}, nil, Options{})
	if diff := cmp.Diff("look at the load balancer", d.one(".timeline .details")); diff != "" {
		t.Error(diff)
	}
}

func TestRulesAreExplained(t *testing.T) {
	r, answers := outage()
	o := full
	o.RuleMeaning = func(id string) (string, bool) { return "It is so.", id == "kind:alert-words" }
	d := written(t, r, answers, o)
	if diff := cmp.Diff("It is so. kind:alert-words 2 times", d.texts(".footnotes li")[1]); diff != "" {
		t.Error(diff)
	}
}

func TestTables(t *testing.T) {
	r, answers := outage()
	d := written(t, r, answers, full)
	checks := map[string][]string{
		".people tbody tr":  {"Mira Holt Platform incident leader – – –", "Jon Reyes subject matter expert, responder 22:53 22:57 after 4 min –", "Ada Quill communication manager – – –"},
		".actions tbody tr": {"Run the nightly batch in the load test Jon Reyes 2026-04-01 overdue in progress system stronger", "Retire the p99 alert or give it an owner no owner no deadline open not said"},
		".cards dd":         {"2,400", "checkout-api down, payments degraded", "41,000.50 EUR", "yes"},
		".cards .details":   {"since 22:41 known 23:21"},
		"ol.whys li":        {"Why could nobody check out? No connection was free", "Why was none free? The pool was lowered to 40"},
		".f-weakness li": {"The first alert was ignored as noise 22:44 To be changed by an action",
			"Nobody told customers for an hour Risk accepted by Mira Holt until 2026-09-01: a second communication manager is being hired"},
		".unread tbody tr": {"12 | | <left over> a row that was never filled in"},
	}
	for selector, want := range checks {
		if diff := cmp.Diff(want, d.texts(selector)); diff != "" {
			t.Errorf("%s: %s", selector, diff)
		}
	}
	if got := d.texts(".stack tbody tr"); !slices.Contains(got, "Time to detect 11 minutes line 80 11 min (0–27 min) began → detected") {
		t.Errorf("stated durations: %q", got)
	}
}

func TestEmptyRecordSaysWhatToDo(t *testing.T) {
	d := written(t, &hindcast.Record{}, nil, Options{})
	if diff := cmp.Diff([]string{"Scorecard", "What to record next", "Timeline"}, d.texts(".part h2")); diff != "" {
		t.Error(diff)
	}
	if len(d.find(".empty")) != 2 || len(d.find(".asks li")) != 5 {
		t.Errorf("empty states: %q, asks: %q", d.texts(".empty"), d.texts(".asks li"))
	}
	if d.one("h1") != "Untitled incident" {
		t.Errorf("title: %q", d.one("h1"))
	}
	if d := writtenAll(t, nil); len(d.find(".empty")) != 1 {
		t.Error("a report of nothing says nothing")
	}
}

func TestSeveralRecords(t *testing.T) {
	r, answers := outage()
	other := long(20)
	other.Incident.TLP = hindcast.TLPRed
	d := writtenAll(t, []Entry{{Record: r, Answers: answers, Options: full}, {Record: other}})
	if d.one("h1") != "2 incident reviews" || len(d.find("article")) != 2 {
		t.Errorf("title %q, %d articles", d.one("h1"), len(d.find("article")))
	}
	if diff := cmp.Diff([]string{"TLP:RED"}, d.texts(".banner .tlp")); diff != "" {
		t.Errorf("the strictest marking is the whole's: %s", diff)
	}
	links := d.find(".contents li")
	if len(links) != 2 {
		t.Fatalf("%d links", len(links))
	}
	sound(t, d)
}

func TestLongTimelineStaysSmall(t *testing.T) {
	d := written(t, long(2000), nil, Options{})
	if got := len(d.find(".timeline tr")) - len(d.find(".timeline .day")); got != 2000+1 {
		t.Errorf("%d rows", got)
	}
	if perEvent := len(d.raw) / 2000; perEvent > 700 {
		t.Errorf("%d bytes an event", perEvent)
	}
}

func TestSameInputSameBytes(t *testing.T) {
	r, answers := outage()
	first, second := written(t, r, answers, full).raw, written(t, r, answers, full).raw
	if first != second {
		t.Error("two reports of one record differ")
	}
}

type failing struct{ after int }

func (f *failing) Write(p []byte) (int, error) {
	if f.after -= len(p); f.after < 0 {
		return 0, fmt.Errorf("disk full")
	}
	return len(p), nil
}

func TestWriteErrorsAreReturned(t *testing.T) {
	r, answers := outage()
	if err := WriteAll(&failing{after: 10_000}, []Entry{{r, answers, full}}); err == nil || !strings.Contains(err.Error(), "disk full") {
		t.Errorf("got %v", err)
	}
}

func BenchmarkWrite(b *testing.B) {
	for _, n := range []int{20, 200, 2000} {
		r := long(n)
		_, answers := outage()
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			size := len(written(b, r, answers, Options{}).raw)
			b.SetBytes(int64(size))
			for b.Loop() {
				if err := WriteAll(discard{}, []Entry{{r, answers, Options{}}}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
