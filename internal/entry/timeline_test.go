package entry

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hindcast/hindcast/internal/hindcast"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestTimelines reads the timelines of testdata, which were written for this test
// in the manner of different organisations' reports, and compares what was made
// of them.
func TestTimelines(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no timelines in testdata", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := render(readTimeline(t, string(text)))
			golden := strings.TrimSuffix(file, ".txt") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("the timeline is understood differently (-want +got):\n%s", diff)
			}
		})
	}
}

// readTimeline reads "# day D zone Z" and one event a line.
func readTimeline(t *testing.T, text string) (events []hindcast.TimelineEvent, unread []string) {
	t.Helper()
	var clock Clock
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if setting, ok := strings.CutPrefix(line, "#"); ok {
			fields := strings.Fields(setting)
			for i := 0; i+1 < len(fields); i++ {
				switch fields[i] {
				case "day":
					if d, err := hindcast.ParseDate(fields[i+1]); err == nil {
						clock.Day = d
					}
				case "zone":
					if z, ok := Zone(fields[i+1]); ok {
						clock.Zone = z
					}
				}
			}
			continue
		}
		e, ok := Parse(line, &clock)
		if !ok {
			unread = append(unread, fmt.Sprintf("unread: %s (%s)", line, clock.Problem(line)))
			continue
		}
		e.ID = hindcast.EventID(fmt.Sprintf("e%d", len(events)+1))
		if err := e.Validate(); err != nil {
			t.Errorf("%s: %v", line, err)
		}
		events = append(events, e)
	}
	return events, unread
}

func render(events []hindcast.TimelineEvent, unread []string) string {
	var b strings.Builder
	inferred := Mark(events)
	for _, e := range events {
		fmt.Fprintf(&b, "%s %-13s %s\n", e.At.Format("2006-01-02 15:04"), e.Kind, e.Text)
		for _, d := range details(e) {
			fmt.Fprintf(&b, "    %s\n", d)
		}
		for _, m := range e.Milestones {
			how := "stated"
			if rule := inferred[m]; rule != "" {
				how = rule
			}
			fmt.Fprintf(&b, "    * %s (%s)\n", m, how)
		}
	}
	for _, line := range unread {
		fmt.Fprintln(&b, line)
	}
	return b.String()
}

func details(e hindcast.TimelineEvent) (list []string) {
	if e.Precision != hindcast.PrecisionMinute {
		list = append(list, "precision "+string(e.Precision))
	}
	if !e.Actor.IsZero() {
		list = append(list, strings.TrimSpace("actor "+e.Actor.Name+" "+string(e.Role)))
	}
	if e.NoticedBy != "" {
		list = append(list, "noticed by "+string(e.NoticedBy))
	}
	if e.ActedOn != nil {
		list = append(list, fmt.Sprintf("acted on %v", *e.ActedOn))
	}
	if c := e.Communication; c != nil {
		line := "told " + string(c.Audience) + " on " + c.Channel
		if !c.NextUpdate.IsZero() {
			line += ", next update " + c.NextUpdate.Format(time.TimeOnly)
		}
		list = append(list, line)
	}
	if s := e.Severity; s != nil {
		list = append(list, strings.TrimSpace(fmt.Sprintf("severity %s %s", s.To, s.Reason)))
	}
	if r := e.Response; r != nil {
		line := "step " + string(r.Mode)
		if r.Runbook != "" {
			line += " of " + r.Runbook
		}
		list = append(list, line)
	}
	return list
}

// corpusOfLines returns the events of all timelines of testdata, marked.
func corpusOfLines(t *testing.T) (all []hindcast.TimelineEvent) {
	t.Helper()
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		events, _ := readTimeline(t, string(text))
		Mark(events)
		all = append(all, events...)
	}
	return all
}
