package intake_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/intake"
)

// history is two incidents of an invented status page, and lines that are none.
const history = `{"id":"1","title":"Parcels are not printed","started_at":"2026-02-03T09:00:00Z","impact":"major","components":["Labels"],"url":"https://status.parcel.example/1","updates":[{"at":"2026-02-03T09:12:00Z","status":"Investigating","message":"We are looking into it."},{"at":"2026-02-03T09:12:00Z","status":"Investigating","message":"We are looking into it."},{"at":"2026-02-03T09:40:30Z","status":"Identified","message":"A firmware."},{"at":"2026-02-03T10:00:00Z","status":"Monitoring","message":"Printing again."},{"at":"2026-02-03T10:30:00Z","status":"Resolved","message":"Over."}]}
not json
{"title":"nothing to know it by"}

{"id":"2","title":"Planned move","impact":"maintenance","updates":[{"at":"2026-02-04T01:00:00Z","status":"In progress","message":"Moving."}]}
`

func TestStatusHistory(t *testing.T) {
	items, unread, err := intake.StatusHistory("h.jsonl", strings.NewReader(history))
	if err != nil {
		t.Fatal(err)
	}
	if len(items) != 2 || len(unread) != 2 || unread[0].Line != 2 || unread[1].Line != 3 {
		t.Fatalf("%d items, unread %+v", len(items), unread)
	}
	r := items[0].Record
	if err := r.Validate(); err != nil {
		t.Error(err)
	}
	if r.Incident.Severity != hindcast.P2 || r.Incident.State != hindcast.IncidentResolved || !r.Incident.HasService("labels") {
		t.Errorf("%+v", r.Incident)
	}
	if len(r.Timeline) != 5 {
		t.Errorf("%d events, want the start and four messages, one of them repeated at the source", len(r.Timeline))
	}
	for m, want := range map[hindcast.Milestone]string{
		hindcast.Began: "09:00:00", hindcast.Detected: "09:12:00", hindcast.CauseFound: "09:40:30", hindcast.Mitigated: "10:00:00", hindcast.Resolved: "10:30:00",
	} {
		e := r.Milestone(m)
		if e == nil || e.At.Format(time.TimeOnly) != want {
			t.Errorf("%s: %+v, want %s", m, e, want)
		}
		if r.Inferred[m] == "" {
			t.Errorf("%s is not said to be inferred", m)
		}
	}
	if planned := items[1].Record; planned.Milestone(hindcast.Detected) != nil || len(planned.Incident.Labels) != 1 {
		t.Errorf("maintenance was read as an incident: %+v", planned.Incident)
	}
}

func TestStatusHistoryOfCorpus(t *testing.T) {
	items := corpusHistory(t)
	events := 0
	for _, item := range items {
		if err := item.Record.Validate(); err != nil {
			t.Errorf("%s: %v", item.ID, err)
		}
		for _, e := range item.Record.Timeline {
			if e.Kind == hindcast.Communicated {
				events++
			}
		}
	}
	if len(items) != 819 || events != 4570 {
		t.Errorf("%d incidents with %d messages, want 819 with 4570", len(items), events)
	}
}

// corpusHistory reads the real status history, or skips.
func corpusHistory(t testing.TB) []intake.Item {
	t.Helper()
	corpus := os.Getenv("HINDCAST_CORPUS")
	if corpus == "" {
		t.Skip("HINDCAST_CORPUS names no folder of real incidents")
	}
	file, err := os.Open(filepath.Join(corpus, "github-status", "incidents.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	items, unread, err := intake.StatusHistory("incidents.jsonl", file)
	if err != nil || len(unread) > 0 {
		t.Fatalf("%v, %d lines unread", err, len(unread))
	}
	return items
}

func FuzzStatusHistory(f *testing.F) {
	f.Add(history)
	f.Add(`{"id":"x","title":"y","updates":[{"at":"9999-12-31T23:59:59Z"}],"started_at":"0001-01-01T00:00:00Z"}`)
	f.Fuzz(func(t *testing.T, text string) {
		items, unread, err := intake.StatusHistory("fuzz", strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range items {
			if err := item.Record.Validate(); err != nil {
				t.Error(err)
			}
		}
		lines := 0
		for line := range strings.SplitSeq(text, "\n") {
			if strings.TrimSpace(line) != "" {
				lines++
			}
		}
		if len(items)+len(unread) > lines {
			t.Errorf("%d items and %d unread of %d lines", len(items), len(unread), lines)
		}
	})
}
