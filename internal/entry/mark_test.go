package entry

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// marks reads lines and returns "milestone: text (rule)" in the order of the
// milestones.
func marks(t *testing.T, lines ...string) []string {
	t.Helper()
	events, unread := readTimeline(t, "# day 2024-01-29\n"+strings.Join(lines, "\n"))
	if len(unread) > 0 {
		t.Fatal(unread)
	}
	return marked(events, Mark(events))
}

func marked(events []hindcast.TimelineEvent, inferred map[hindcast.Milestone]string) (list []string) {
	for _, m := range hindcast.Milestones() {
		for _, e := range events {
			if e.Marks(m) {
				how := inferred[m]
				if how == "" {
					how = "stated"
				}
				list = append(list, string(m)+": "+e.Text+" ("+how+")")
			}
		}
	}
	return list
}

func TestMark(t *testing.T) {
	tests := []struct {
		name  string
		lines []string
		want  []string
	}{
		{"nothing", nil, nil},
		{"a timeline that starts with its detection leaves the beginning open",
			[]string{"10:00 Alert fired", "10:05 Bob joined the call", "10:30 Service restored"},
			[]string{"detected: Alert fired (first-signal)", "responded: Bob joined the call (first-response)", "mitigated: Service restored (stated)", "resolved: Service restored (last-recovery)"}},
		{"the first symptom comes before the last change",
			[]string{"09:00 Deployed 2.3", "09:30 All requests fail", "09:45 Deployed 2.4", "10:00 Alert fired"},
			[]string{"began: All requests fail (first-symptom)", "detected: Alert fired (first-signal)"}},
		{"the last change comes before the first event",
			[]string{"08:00 Team meets", "09:00 Deployed 2.3", "10:00 Alert fired"},
			[]string{"began: Deployed 2.3 (last-change)", "detected: Alert fired (first-signal)"}},
		{"the first event where nothing else is told",
			[]string{"08:00 Marketing campaign", "10:00 Alert fired"},
			[]string{"began: Marketing campaign (first-event)", "detected: Alert fired (first-signal)"}},
		{"an ignored signal is not the detection",
			[]string{"09:00 Deployed 2.3", "09:30 Alert ignored", "10:00 Customers report errors"},
			[]string{"began: Deployed 2.3 (last-change)", "detected: Customers report errors (first-signal)"}},
		{"a label outranks a phrase",
			[]string{"10:00 Problem detected by the probe", "10:10 **Detected:** by a customer"},
			[]string{"detected: **Detected:** by a customer (stated)"}},
		{"of equals the first counts",
			[]string{"10:00 Issue detected", "10:10 Issue detected again"},
			[]string{"detected: Issue detected (stated)"}},
		{"of resolutions the last counts",
			[]string{"10:00 Alert fired", "10:10 Issue resolved", "10:30 Errors are back", "11:00 Issue resolved"},
			[]string{"detected: Alert fired (first-signal)", "mitigated: Issue resolved (resolved-implies-mitigated)", "resolved: Issue resolved (stated)"}},
		{"closing what was resolved is no second resolution",
			[]string{"10:00 Alert fired", "10:10 Issue resolved", "12:00 Incident closed"},
			[]string{"detected: Alert fired (first-signal)", "mitigated: Issue resolved (resolved-implies-mitigated)", "resolved: Issue resolved (stated)"}},
		{"closing after a relapse is",
			[]string{"10:00 Alert fired", "10:10 Issue resolved", "10:30 Service down again", "12:00 Incident closed"},
			[]string{"detected: Alert fired (first-signal)", "mitigated: Incident closed (resolved-implies-mitigated)", "resolved: Incident closed (stated)"}},
		{"a relapse undoes a recovery",
			[]string{"10:00 Alert fired", "10:10 Service operational", "10:30 Service down again", "11:00 Service operational"},
			[]string{"detected: Alert fired (first-signal)", "mitigated: Service operational (recovery-words)", "resolved: Service operational (last-recovery)"}},
		{"recovery seen counts before a fix applied",
			[]string{"10:00 Alert fired", "10:10 Fix deployed", "10:20 Error rate back to normal"},
			[]string{"detected: Alert fired (first-signal)", "responded: Fix deployed (first-response)", "mitigated: Error rate back to normal (recovery-words)", "resolved: Error rate back to normal (last-recovery)"}},
		{"a fix applied counts where no recovery is told",
			[]string{"10:00 Alert fired", "10:10 Fix deployed"},
			[]string{"detected: Alert fired (first-signal)", "responded: Fix deployed (first-response)", "mitigated: Fix deployed (fix-words)", "resolved: Fix deployed (last-recovery)"}},
		{"a cause told as a supposition is not found",
			[]string{"10:00 Alert fired", "10:10 We suspect that the disk is full because of logs", "10:20 Found that the disk was full because of logs"},
			[]string{"detected: Alert fired (first-signal)", "responded: We suspect that the disk is full because of logs (first-response)", "cause_found: Found that the disk was full because of logs (cause-words)"}},
		{"order on the page does not matter",
			[]string{"10:30 Service restored", "10:00 Alert fired", "09:50 Deployed 2.3"},
			[]string{"began: Deployed 2.3 (last-change)", "detected: Alert fired (first-signal)", "mitigated: Service restored (stated)", "resolved: Service restored (last-recovery)"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, marks(t, test.lines...)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestMarkKeepsWhatWasSet(t *testing.T) {
	events, _ := readTimeline(t, "# day 2024-01-29\n10:00 Alert fired\n10:05 Issue detected\n10:10 Coffee\n10:20 Issue resolved")
	events[2].Milestones = []hindcast.Milestone{hindcast.Detected}
	inferred := Mark(events)
	if !events[2].Marks(hindcast.Detected) || events[1].Marks(hindcast.Detected) || inferred[hindcast.Detected] != "" {
		t.Errorf("a milestone set by hand moved: %v, %v", marked(events, inferred), inferred)
	}
}

func TestMarkAgain(t *testing.T) {
	events, _ := readTimeline(t, "# day 2024-01-29\n09:00 Deployed 2.3\n10:00 Alert fired\n10:05 Bob joined the call\n10:10 Deployed 2.2\n10:20 Site back to normal")
	first := marked(events, Mark(events))
	if diff := cmp.Diff(first, marked(events, Mark(events))); diff != "" {
		t.Errorf("marking twice differs (-first +second):\n%s", diff)
	}
	more, _ := readTimeline(t, "# day 2024-01-29\n09:30 Customer reports errors")
	events = append(events, more...)
	for _, line := range marked(events, Mark(events)) {
		if strings.HasPrefix(line, "detected") && line != "detected: Customer reports errors (first-signal)" {
			t.Errorf("an earlier signal was added, and yet %s", line)
		}
	}
}

func TestMarkPassesOverEventsWithoutTime(t *testing.T) {
	events := []hindcast.TimelineEvent{{ID: "e1", Text: "Alert fired", Precision: hindcast.PrecisionUnknown}}
	Describe(&events[0], nil)
	if inferred := Mark(events); len(inferred) > 0 || len(events[0].Milestones) > 0 {
		t.Errorf("an event without a time was marked: %v", inferred)
	}
}

func TestChangesAndResponses(t *testing.T) {
	events, _ := readTimeline(t, "# day 2024-01-29\n09:00 Deleted old indexes\n10:00 Alert fired\n10:10 Deployed 2.2\n10:15 Nightly batch job started\n10:20 Site back to normal\n12:00 Deployed 2.4")
	Mark(events)
	want := []hindcast.EventKind{hindcast.ChangeEvent, hindcast.Signal, hindcast.ResponseEvent, hindcast.ChangeEvent, hindcast.Observation, hindcast.ChangeEvent}
	for i, e := range events {
		if e.Kind != want[i] {
			t.Errorf("%q is %s, want %s", e.Text, e.Kind, want[i])
		}
	}
}

// TestRulesAreExplained reads the timelines of testdata and asks for the meaning
// of every rule that was used.
func TestRulesAreExplained(t *testing.T) {
	for _, id := range RuleIDs() {
		if meaning, ok := Rule(id); !ok || !strings.HasSuffix(meaning, ".") {
			t.Errorf("rule %s is explained as %q", id, meaning)
		}
	}
	if _, ok := Rule("nothing"); ok {
		t.Error("a rule that does not exist is explained")
	}
	for _, e := range corpusOfLines(t) {
		for rule := range strings.FieldsSeq(e.Origin.Rule) {
			if _, ok := Rule(rule); !ok {
				t.Errorf("rule %s is not explained", rule)
			}
		}
	}
}

// TestMarkOnce checks that a milestone stays on one event when others without a
// time state it too.
func TestMarkOnce(t *testing.T) {
	at := time.Date(2025, 3, 4, 10, 0, 0, 0, time.UTC)
	events := []hindcast.TimelineEvent{
		{ID: "e1", At: at, Precision: hindcast.PrecisionMinute, Text: "Alert fired"},
		{ID: "e2", At: at.Add(time.Hour), Precision: hindcast.PrecisionMinute, Text: "Service restored"},
		{ID: "e3", Precision: hindcast.PrecisionUnknown, Text: "Outage ends"},
		{ID: "e4", Precision: hindcast.PrecisionUnknown, Text: "Root cause identified"},
		{ID: "e5", Precision: hindcast.PrecisionUnknown, Text: "Root cause found"},
	}
	for i := range events {
		Describe(&events[i], nil)
	}
	Mark(events)
	for i, want := range []int{1, 2, 0, 1, 0} {
		if len(events[i].Milestones) != want {
			t.Errorf("%s marks %v, want %d", events[i].ID, events[i].Milestones, want)
		}
	}
}
