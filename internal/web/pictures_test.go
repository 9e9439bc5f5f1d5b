package web

import (
	"fmt"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func TestPicturesAreNeverOld(t *testing.T) {
	var drawn pictures
	href := func(id hindcast.EventID) string { return "#" + string(id) }
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	record := func(text string) *hindcast.Record {
		r := &hindcast.Record{Incident: hindcast.Incident{Key: "INC-1", Title: "Slow"}}
		for n, m := range hindcast.Milestones() {
			r.Timeline = append(r.Timeline, hindcast.TimelineEvent{ID: hindcast.EventID(fmt.Sprint("evt_", n)), At: at.Add(time.Duration(n) * time.Hour),
				Precision: hindcast.PrecisionMinute, Kind: hindcast.Observation, Text: text, Milestones: []hindcast.Milestone{m}})
		}
		return r
	}
	first := drawn.of(drawnFrom{Record: record("one")}, href)
	again := drawn.of(drawnFrom{Record: record("one")}, href)
	if len(drawn.kept) != 1 || first.svg == "" || again.svg != first.svg || len(again.rows) != len(first.rows) {
		t.Errorf("%d kept after the same twice", len(drawn.kept))
	}
	changed := drawn.of(drawnFrom{Record: record("two")}, href)
	if len(drawn.kept) != 2 || len(changed.rows) == 0 || changed.rows[0].Text == first.rows[0].Text {
		t.Errorf("a change shows %q", changed.rows)
	}
	drawn.of(drawnFrom{Record: record("one"), Answers: []hindcast.Answer{{Reason: "mine"}}}, href)
	if len(drawn.kept) != 3 {
		t.Error("somebody else's answers show the same picture")
	}
	for n := range 4 {
		drawn.keep([32]byte{byte(n)}, picture{svg: string(make([]byte, mostPictures/3))})
	}
	if drawn.size > mostPictures || len(drawn.order) != len(drawn.kept) {
		t.Errorf("%d bytes of %d pictures are kept", drawn.size, len(drawn.kept))
	}
}
