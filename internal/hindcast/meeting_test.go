package hindcast

import (
	"slices"
	"testing"
	"time"
)

func TestMeetingKeepsTime(t *testing.T) {
	begin := time.Date(2026, 6, 3, 9, 0, 0, 0, time.UTC)
	at := func(minutes int) time.Time { return begin.Add(time.Duration(minutes) * time.Minute) }
	m := Meeting{BeganAt: begin}
	m.Take("timeline", false, at(0))
	m.Take("", true, at(30)) // a pause
	m.Take("actions", false, at(35))
	if m.TimeOn("timeline", at(40)) != 30*time.Minute || !m.Through("timeline") {
		t.Errorf("%+v", m)
	}
	m.Take("timeline", false, at(40)) // once more
	if m.TimeOn("timeline", at(42)) != 32*time.Minute || m.Through("timeline") || m.TimeOn("actions", at(42)) != 5*time.Minute {
		t.Errorf("%+v", m)
	}
	m.EndedAt = at(50)
	if m.Held() || m.TimeOn("timeline", at(90)) != 30*time.Minute {
		t.Errorf("%+v", m)
	}
}

func TestAgenda(t *testing.T) {
	rules := ReviewRules{Meeting: time.Hour, Walkthrough: 35 * time.Minute}
	sum := func(topics []Topic) (total time.Duration) {
		for _, one := range topics {
			total += one.Planned
		}
		return total
	}
	plain := Agenda(rules, nil)
	if len(plain) != 3 || plain[0].Planned != 35*time.Minute || sum(plain) > 61*time.Minute {
		t.Errorf("%+v", plain)
	}
	asked := Agenda(rules, []Question{AskPeople, AskDetection})
	if len(asked) != 5 || asked[1].ID != "question:people" || asked[1].Planned != 5*time.Minute || sum(asked) > 62*time.Minute {
		t.Errorf("%+v", asked)
	}
	for _, one := range asked {
		if again, ok := TopicOf(one.ID); !ok || again.Kind != one.Kind || again.Question != one.Question {
			t.Errorf("%q is read as %+v", one.ID, again)
		}
	}
	for _, id := range []string{"", "question:", "question:nothing", "other"} {
		if _, ok := TopicOf(id); ok {
			t.Errorf("%q is a topic", id)
		}
	}
}

func TestDiffering(t *testing.T) {
	by := func(computed Verdict, q Question, given ...Verdict) Answer {
		a := Answer{Question: q, Verdict: computed}
		for _, v := range given {
			a.People = append(a.People, PersonVerdict{Verdict: v})
		}
		return a
	}
	got := Differing([]Answer{
		by(Met, AskDetection, Met, Met),
		by(Met, AskSeverity, Missed),
		by(Met, AskPeople, Met, Partly),
		by(NotComputable, AskRunbook, Missed),
		by(Partly, AskCommunication, Met, Missed, Partly),
		by(Met, AskEvidence),
	})
	if want := []Question{AskCommunication, AskPeople, AskSeverity}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
