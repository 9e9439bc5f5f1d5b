package assess_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hindcast/hindcast/internal/assess"
	"github.com/hindcast/hindcast/internal/hindcast"
	"pgregory.net/rapid"
)

// TestAnyRecord holds what is true of every answer to every record.
func TestAnyRecord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRecord().Draw(t, "record")
		if err := r.Validate(); err != nil {
			t.Fatalf("the generator drew an invalid record: %v", err)
		}
		before := copyOf(r)
		options := assess.Options{Today: hindcast.Date{Year: 2026, Month: 3, Day: 3}}
		answers := assess.Assess(r, testPolicy(), options)
		if diff := cmp.Diff(before, r); diff != "" {
			t.Fatalf("assessing changed the record: %s", diff)
		}
		if diff := cmp.Diff(answers, assess.Assess(r, testPolicy(), options)); diff != "" {
			t.Fatalf("the second time differs: %s", diff)
		}
		for i, a := range answers {
			if a.Question != hindcast.Questions()[i] {
				t.Fatalf("answer %d is about %s", i, a.Question)
			}
			checkAnswer(t, r, a)
		}
		checkOverTime(t, r)
	})
}

func checkAnswer(t *rapid.T, r *hindcast.Record, a hindcast.Answer) {
	if !slices.Contains(hindcast.Verdicts(), a.Verdict) || a.Reason == "" {
		t.Fatalf("%s: verdict %q, reason %q", a.Question, a.Verdict, a.Reason)
	}
	if a.Verdict == hindcast.NotComputable && len(a.Missing) == 0 {
		t.Fatalf("%s: not computable, but nothing to record: %s", a.Question, a.Reason)
	}
	seen := map[string]bool{}
	for _, s := range a.Missing {
		if s == "" || seen[s] {
			t.Fatalf("%s: asks twice or for nothing: %q", a.Question, a.Missing)
		}
		seen[s] = true
	}
	for _, m := range a.Measures {
		switch {
		case m.Name == "" || m.Label == "" || m.Unit == "":
			t.Fatalf("%s: unnamed measure %+v", a.Question, m)
		case !m.Computed() && m.Missing == "":
			t.Fatalf("%s: %s is neither computed nor says what to record", a.Question, m.Name)
		case m.Value != nil && *m.Value < 0:
			t.Fatalf("%s: %s is negative", a.Question, m.Name)
		case m.Low != nil && (*m.Low > *m.Value || *m.High < *m.Value):
			t.Fatalf("%s: %s: %v is not within %v to %v", a.Question, m.Name, *m.Value, *m.Low, *m.High)
		case m.Verdict != "" && m.Target == nil:
			t.Fatalf("%s: %s has a verdict without a target", a.Question, m.Name)
		}
		checkOrder(t, r, m)
	}
}

// checkOrder checks that cited events exist and are in order of time.
func checkOrder(t *rapid.T, r *hindcast.Record, m hindcast.Measure) {
	var last time.Time
	for _, id := range m.Events {
		e := r.Event(id)
		if e == nil {
			t.Fatalf("%s cites %q, which does not exist", m.Name, id)
		}
		if e.At.IsZero() {
			continue
		}
		if e.At.Before(last) {
			t.Fatalf("%s cites its events out of order: %v", m.Name, m.Events)
		}
		last = e.At
	}
}

func checkOverTime(t *rapid.T, r *hindcast.Record) {
	var last time.Time
	for _, s := range assess.Actual(r, testPolicy()) {
		if !s.From.After(last) || s.Level.WorseThan(s.Worst) || len(s.Unknown) == 0 != (s.Level == s.Worst) {
			t.Fatalf("step %+v after %s", s, last)
		}
		last = s.From
	}
	for _, g := range assess.Cadence(r, testPolicy()) {
		if g.To.Before(g.From) || (g.Verdict == hindcast.NotApplicable) != g.Due.IsZero() {
			t.Fatalf("gap %+v", g)
		}
	}
}

// copyOf copies the record as deep as assessing could reach.
func copyOf(r *hindcast.Record) *hindcast.Record {
	c := *r
	c.Timeline, c.Impact = slices.Clone(r.Timeline), slices.Clone(r.Impact)
	for i := range c.Timeline {
		c.Timeline[i].Milestones = slices.Clone(c.Timeline[i].Milestones)
	}
	c.Participants, c.Actions, c.Runbooks = slices.Clone(r.Participants), slices.Clone(r.Actions), slices.Clone(r.Runbooks)
	c.Evidence, c.Review.Findings = slices.Clone(r.Evidence), slices.Clone(r.Review.Findings)
	for i := range c.Evidence {
		c.Evidence[i].Events = slices.Clone(c.Evidence[i].Events)
	}
	for i := range c.Review.Findings {
		c.Review.Findings[i].Events = slices.Clone(c.Review.Findings[i].Events)
	}
	return &c
}

// TestShiftedRecord moves a whole record by weeks, which keeps business days, and
// expects the same answers.
func TestShiftedRecord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRecord().Draw(t, "record")
		weeks := rapid.IntRange(-200, 200).Draw(t, "weeks")
		moved := copyOf(r)
		move := func(at *time.Time) {
			if !at.IsZero() {
				*at = at.AddDate(0, 0, 7*weeks)
			}
		}
		for i := range moved.Timeline {
			e := &moved.Timeline[i]
			move(&e.At)
			if e.Communication != nil {
				c := *e.Communication
				move(&c.NextUpdate)
				e.Communication = &c
			}
		}
		for i := range moved.Impact {
			move(&moved.Impact[i].Since)
		}
		for i := range moved.Runbooks {
			moved.Runbooks[i].Revisions = slices.Clone(moved.Runbooks[i].Revisions)
			for n := range moved.Runbooks[i].Revisions {
				move(&moved.Runbooks[i].Revisions[n].At)
			}
			moved.Runbooks[i].Marks = slices.Clone(moved.Runbooks[i].Marks)
			for n := range moved.Runbooks[i].Marks {
				move(&moved.Runbooks[i].Marks[n].At)
			}
		}
		got := assess.Assess(moved, testPolicy(), assess.Options{})
		if diff := cmp.Diff(assess.Assess(r, testPolicy(), assess.Options{}), got); diff != "" {
			t.Fatalf("moved by %d weeks: %s", weeks, diff)
		}
	})
}

// TestLaterDetectionIsNeverBetter delays detection and expects the verdict not to
// improve.
func TestLaterDetectionIsNeverBetter(t *testing.T) {
	ranks := map[hindcast.Verdict]int{hindcast.Met: 0, hindcast.Partly: 1, hindcast.NotComputable: 2, hindcast.Missed: 3}
	rapid.Check(t, func(t *rapid.T) {
		precision := rapid.SampledFrom([]hindcast.Precision{hindcast.PrecisionExact, hindcast.PrecisionMinute, hindcast.PrecisionHour, hindcast.PrecisionApproximate}).Draw(t, "precision")
		noticer := rapid.SampledFrom(hindcast.Noticers()).Draw(t, "noticed by")
		severity := hindcast.Severity(rapid.IntRange(1, 4).Draw(t, "severity"))
		began := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
		verdict := func(delay int) hindcast.Verdict {
			r := &hindcast.Record{Incident: hindcast.Incident{Severity: severity}, Timeline: []hindcast.TimelineEvent{
				{ID: "e1", At: began, Precision: precision, Milestones: []hindcast.Milestone{hindcast.Began}},
				{ID: "e2", At: began.Add(time.Duration(delay) * time.Second), Precision: precision, Milestones: []hindcast.Milestone{hindcast.Detected}, NoticedBy: noticer}}}
			return assess.Assess(r, testPolicy(), assess.Options{})[0].Verdict
		}
		sooner := rapid.IntRange(0, 100_000).Draw(t, "sooner")
		later := rapid.IntRange(sooner, 200_000).Draw(t, "later")
		if a, b := verdict(sooner), verdict(later); ranks[b] < ranks[a] {
			t.Fatalf("%s after %d s, %s after %d s", a, sooner, b, later)
		}
	})
}

// TestOrderOfTheListDoesNotMatter shuffles events at different times.
func TestOrderOfTheListDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRecord().Draw(t, "record")
		for i := range r.Timeline {
			e := &r.Timeline[i]
			if !e.At.IsZero() {
				e.At = e.At.Add(time.Duration(i) * time.Millisecond)
			}
		}
		r.Timeline = slices.DeleteFunc(r.Timeline, func(e hindcast.TimelineEvent) bool { return e.At.IsZero() })
		r.Evidence, r.Review.Findings, r.Actions, r.Impact = nil, nil, nil, nil
		want := assess.Assess(r, testPolicy(), assess.Options{})
		shuffled := copyOf(r)
		shuffled.Timeline = rapid.Permutation(r.Timeline).Draw(t, "order")
		if diff := cmp.Diff(want, assess.Assess(shuffled, testPolicy(), assess.Options{})); diff != "" {
			t.Fatal(diff)
		}
	})
}

func BenchmarkAssess(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprintf("events=%d", n), func(b *testing.B) {
			r, p := longRecord(n), testPolicy()
			for b.Loop() {
				assess.Assess(r, p, assess.Options{})
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "events/s")
		})
	}
}

// longRecord is an incident with n events of every kind, a tenth of them messages
// and a hundredth impact statements.
func longRecord(n int) *hindcast.Record {
	r := &hindcast.Record{Incident: hindcast.Incident{Title: "a long one", Kind: hindcast.Operational, Services: []string{"api"}}}
	start := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	kinds := hindcast.EventKinds()
	for i := range n {
		e := hindcast.TimelineEvent{ID: hindcast.EventID(fmt.Sprintf("e%d", i)), At: start.Add(time.Duration(i) * time.Minute), Precision: hindcast.PrecisionMinute,
			Kind: kinds[i%len(kinds)], Actor: hindcast.Person{Name: fmt.Sprintf("Person %d", i%97)}}
		switch e.Kind {
		case hindcast.Communicated:
			e.Communication = &hindcast.Communication{Audience: hindcast.ToExternal, NextUpdate: e.At.Add(20 * time.Minute)}
		case hindcast.SeverityEvent:
			e.Severity = &hindcast.SeverityChange{To: hindcast.Severity(i/len(kinds)%3 + 1)}
		case hindcast.ResponseEvent:
			e.Response = &hindcast.ResponseStep{Mode: hindcast.StepFollowed}
		}
		if i%100 == 50 {
			users := int64(i)
			r.Impact = append(r.Impact, hindcast.ImpactStatement{Event: e.ID, Since: e.At, UsersAffected: &users,
				Services: []hindcast.ServiceImpact{{Service: "api", Degree: hindcast.FullyDown}}})
		}
		if i%10 == 0 {
			r.Evidence = append(r.Evidence, hindcast.Evidence{Name: "log", Source: "Grafana", Events: []hindcast.EventID{e.ID}})
		}
		r.Timeline = append(r.Timeline, e)
	}
	for i, m := range hindcast.Milestones() {
		at := i * (n - 1) / 5
		r.Timeline[at].Milestones = []hindcast.Milestone{m}
	}
	for i := range 97 {
		r.Participants = append(r.Participants, hindcast.Participant{Person: hindcast.Person{Name: fmt.Sprintf("Person %d", i)},
			Roles: []hindcast.Role{hindcast.Roles()[i%len(hindcast.Roles())]}, Team: "Platform"})
	}
	return r
}
