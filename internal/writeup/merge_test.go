package writeup

import (
	"os"
	"slices"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
)

const mergeLog = `# Incident: Feed frozen

## Summary

| Field | Value |
|---|---|
| **Severity** | P2 |
| **Start Time** | 2025-06-03 10:00 UTC |
| **Affected Services** | feed |

## Roles

| Role | Person |
|---|---|
| Scribe | Emil |

## Timeline

- 10:00 - Alert fired: no prices
- 10:05 - Emil joined
- 10:30 - Rolled back the client, see https://git.example/1
- 10:40 - Resolved
`

const mergePostMortem = `# Post-Mortem: Feed frozen for 40 minutes

## Metadata

| Field | Value |
|---|---|
| **Incident Date** | 2025-06-03 |
| **Severity** | P3 |
| **Authors** | Noor |

## Summary

Prices stood still.

## Timeline

| Time (UTC) | Event |
|---|---|
| 09:55 | Incident began |
| 10:00 | Alert fired: no prices |
| 10:40 | Resolved |

## What Went Well

- The alert fired at once

## Action Items

| Action | Owner | Deadline | Status |
|---|---|---|---|
| Test the client upgrade | emil | 2025-07-01 | Done |

## Links

- [change](https://git.example/1)

## Meeting Notes

Attendees: @emil, Noor
`

func TestMerge(t *testing.T) {
	log, report := read(t, mergeLog).Record, read(t, mergePostMortem).Record
	log.Source, report.Source = "log.md", "report.md"
	m := Merge(log, report)
	if err := m.Validate(); err != nil {
		t.Fatal(err)
	}
	var texts []string
	for i, e := range m.Timeline {
		texts = append(texts, e.Text)
		if e.ID == "" || i > 0 && e.At.Before(m.Timeline[i-1].At) {
			t.Errorf("event %d: %v", i, e)
		}
	}
	want := []string{"Incident began", "Alert fired: no prices", "Emil joined", "Rolled back the client, see https://git.example/1", "Resolved"}
	if !slices.Equal(texts, want) {
		t.Errorf("timeline %q, want %q", texts, want)
	}
	if e := m.Milestone(hindcast.Began); e == nil || e.Text != "Incident began" || m.Inferred[hindcast.Began] != "" {
		t.Errorf("began is %v, inferred %v", e, m.Inferred)
	}
	if m.Incident.Title != "Feed frozen" || m.Incident.Severity != hindcast.P2 || m.Source != "log.md, report.md" {
		t.Errorf("incident %+v of %s", m.Incident, m.Source)
	}
	if len(m.Evidence) != 1 || len(m.Evidence[0].Events) != 1 || m.Event(m.Evidence[0].Events[0]).Text != want[3] {
		t.Errorf("evidence %+v", m.Evidence)
	}
	if m.Review.Summary != "Prices stood still." || len(m.Review.Findings) != 1 || len(m.Actions) != 1 || len(m.Review.Attendees) != 2 {
		t.Errorf("review %+v, actions %+v", m.Review, m.Actions)
	}
}

func TestMergeChangesNothingItWasGiven(t *testing.T) {
	log, report := read(t, mergeLog), read(t, mergePostMortem)
	before := []string{tell(log), tell(report)}
	Merge(log.Record, report.Record, log.Record)
	if after := []string{tell(log), tell(report)}; !slices.Equal(before, after) {
		t.Error("merging changed a record it was given")
	}
}

func TestMergeOfOneIsThatOne(t *testing.T) {
	text, err := os.ReadFile("testdata/read/seal-postmortem.md")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := Read("x.md", text, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := tell(doc)
	doc.Record = Merge(doc.Record)
	if got := tell(doc); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
