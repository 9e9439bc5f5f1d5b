package writeup

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/hindcast/sample"
)

// rowsOf returns the lines of the table or list below a heading, without header
// and rule, and where they begin.
func rowsOf(lines []string, heading string) (first, last int) {
	at := slices.Index(lines, heading)
	for first = at + 1; !strings.HasPrefix(lines[first], "|") && !strings.HasPrefix(lines[first], "- "); first++ {
		if strings.HasPrefix(lines[first], "#") {
			return first, first
		}
	}
	if strings.HasPrefix(lines[first], "|") {
		first += 2
	}
	for last = first; last < len(lines) && lines[last] != ""; last++ {
	}
	return first, last
}

// distinct gives every event, finding and action a text of its own, so that it is
// plain which row is which.
func distinct(r *hindcast.Record) {
	for i := range r.Timeline {
		r.Timeline[i].Text = fmt.Sprintf("happening %d of the day", i+1)
		r.Timeline[i].Origin.Notes = ""
	}
	for i := range r.Review.Findings {
		r.Review.Findings[i].Text = fmt.Sprintf("lesson %d of the day", i+1)
	}
	for i := range r.Actions {
		r.Actions[i].Title = fmt.Sprintf("change %d to make", i+1)
	}
}

func byID[T any](list []T, id func(T) string) map[string]T {
	m := map[string]T{}
	for _, v := range list {
		m[id(v)] = v
	}
	return m
}

// edit changes rows by hand: some go, some move, new ones come.
func edit(t *rapid.T, rows []string, fresh func(int) string) (edited []string) {
	for _, row := range rows {
		if rapid.IntRange(0, 4).Draw(t, "delete") > 0 {
			edited = append(edited, row)
		}
	}
	if rapid.Bool().Draw(t, "reorder") {
		edited = rapid.Permutation(edited).Draw(t, "order")
	}
	for n := range rapid.IntRange(0, 2).Draw(t, "insert") {
		at := rapid.IntRange(0, len(edited)).Draw(t, "at")
		edited = slices.Insert(slices.Clone(edited), at, fresh(n))
	}
	return edited
}

func TestRowsEditedByHandKeepTheRest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := sample.Record().Draw(t, "record")
		distinct(r)
		lines := strings.Split(string(Write(r, nil, WriteOptions{})), "\n")
		for _, part := range []struct {
			heading string
			fresh   string // takes the first cell of another row and a number
		}{
			{"## Timeline", "|%[1]s| something else happened, number %[2]d |"},
			{"## What Went Wrong", "-%.0[1]s another weakness, number %[2]d"},
			{"## Action Items", "|%.0[1]s Another change, number %[2]d | Dana | 2026-05-01 | Not Started |"},
		} {
			first, last := rowsOf(lines, part.heading)
			if first == last || IsPlaceholder(strings.Split(lines[first]+"|", "|")[1]) {
				continue
			}
			cell := strings.Split(lines[first]+"|", "|")[1]
			edited := edit(t, lines[first:last], func(n int) string { return fmt.Sprintf(part.fresh, cell, n) })
			lines = slices.Concat(lines[:first], edited, lines[last:])
		}
		text := strings.Join(lines, "\n")
		doc, err := Read("x.md", []byte(text), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := doc.Record.Validate(); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		checkKept(t, canonicalRecord(r), &doc.Record, text)
	})
}

// checkKept compares every element whose text is still there with what it was.
func checkKept(t *rapid.T, was, is *hindcast.Record, text string) {
	ids := map[hindcast.EventID]bool{}
	for _, e := range is.Timeline {
		ids[e.ID] = true
	}
	events := byID(is.Timeline, func(e hindcast.TimelineEvent) string { return e.Text })
	for _, e := range was.Timeline {
		if now, there := events[e.Text]; there {
			if diff := cmp.Diff(e, now, ignoreLines); diff != "" {
				t.Fatalf("%s\n%s", diff, text)
			}
		}
	}
	cited := func(list []hindcast.EventID) []hindcast.EventID {
		return slices.DeleteFunc(slices.Clone(list), func(id hindcast.EventID) bool { return !ids[id] })
	}
	lessons := map[hindcast.FindingID]bool{}
	for _, f := range is.Review.Findings {
		lessons[f.ID] = true
	}
	findings := byID(is.Review.Findings, func(f hindcast.Finding) string { return f.Text })
	for _, f := range was.Review.Findings {
		f.Events = cited(f.Events)
		if now, there := findings[f.Text]; there {
			if diff := cmp.Diff(f, now, ignoreLines); diff != "" {
				t.Fatalf("%s\n%s", diff, text)
			}
		}
	}
	actions := byID(is.Actions, func(a hindcast.Action) string { return a.Title })
	for _, a := range was.Actions {
		if !lessons[a.Finding] {
			a.Finding = ""
		}
		if now, there := actions[a.Title]; there {
			if diff := cmp.Diff(a, now, ignoreLines); diff != "" {
				t.Fatalf("%s\n%s", diff, text)
			}
		}
	}
	if diff := cmp.Diff(was.Participants, is.Participants, ignoreLines); diff != "" {
		t.Fatalf("participants: %s\n%s", diff, text)
	}
}
