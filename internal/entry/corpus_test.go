package entry

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// TestCorpus reads the tables of a folder of post-mortems. It prints what was
// marked and the stated minutes beside it, and fails on rows that look like
// events but are neither read nor explained.
func TestCorpus(t *testing.T) {
	dir := os.Getenv("HINDCAST_CORPUS")
	if dir == "" {
		t.Skip("set HINDCAST_CORPUS to a folder of post-mortems")
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "PM*"))
	if err != nil || len(files) == 0 {
		t.Skip("no post-mortems in", dir)
	}
	for _, file := range files {
		t.Run(filepath.Base(file)[:10], func(t *testing.T) { corpusFile(t, file) })
	}
}

func corpusFile(t *testing.T, file string) {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var events []hindcast.TimelineEvent
	var stated []string
	clock := Clock{Zone: time.FixedZone("CET", 3600)}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line := lines.Text()
		lower := strings.ToLower(line)
		if strings.Contains(lower, "time to detection") || strings.Contains(lower, "time to recovery") {
			_, value, _ := strings.Cut(line, ":")
			d, ok := Duration(value)
			stated = append(stated, fmt.Sprintf("%s=%v(%v)", strings.TrimSpace(value), d, ok))
		}
		if !strings.HasPrefix(strings.TrimSpace(line), "|") || !strings.ContainsAny(line, "0123456789") {
			continue
		}
		e, ok := Parse(line, &clock)
		if !ok {
			problem := clock.Problem(line)
			t.Logf("unread: %s (%s, templated %v)", line, problem, Templated(line))
			if problem == "" && !Templated(line) && strings.Contains(line, "| 20") {
				t.Errorf("neither read nor explained: %s", line)
			}
			continue
		}
		events = append(events, e)
	}
	inferred := Mark(events)
	t.Log(strings.Join(stated, "  "))
	at := map[hindcast.Milestone]time.Time{}
	for _, e := range events {
		marks := ""
		for _, m := range e.Milestones {
			at[m] = e.At
			marks += " " + string(m)
			if r := inferred[m]; r != "" {
				marks += "(" + r + ")"
			}
		}
		text := e.Text
		if len(text) > 90 {
			text = text[:90]
		}
		t.Logf("%s %-13s %-8s %-10s|%s| %s", e.At.In(clock.Zone).Format("01-02 15:04"), e.Kind, e.Actor.Name, e.NoticedBy, marks, text)
	}
	minutes := func(m hindcast.Milestone) string {
		if at[hindcast.Began].IsZero() || at[m].IsZero() {
			return "?"
		}
		return fmt.Sprint(int(at[m].Sub(at[hindcast.Began]).Minutes()))
	}
	t.Logf("COMPUTED detect %s mitigate %s resolve %s", minutes(hindcast.Detected), minutes(hindcast.Mitigated), minutes(hindcast.Resolved))
}
