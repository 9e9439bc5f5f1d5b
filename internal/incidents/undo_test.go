package incidents_test

import (
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// TestUndo takes back an addition, a correction and a removal, and each of these
// again.
func TestUndo(t *testing.T) {
	each(t, func(t *testing.T, b bench) {
		ctx, ada, key := t.Context(), storetest.Member("Ada"), b.open.Key
		outcomes, err := b.AddLines(ctx, ada, key, "09:00 alert fired\n09:10 paged Bo", secondOfMarch)
		if err != nil {
			t.Fatal(err)
		}
		first, second := outcomes[0].Events[0], outcomes[1].Events[0]
		events := func(want int) []incidents.Event {
			t.Helper()
			list, err := b.Events(ctx, ada, key)
			if err != nil || len(list) != want {
				t.Fatalf("%d events, %v; want %d", len(list), err, want)
			}
			return list
		}
		before := len(events(len(mustEvents(t, b, key))))
		undo := func(of incidents.Span) incidents.Span {
			t.Helper()
			did, err := b.Undo(ctx, ada, key, of)
			if err != nil {
				t.Fatal(err)
			}
			return did
		}
		gone := undo(incidents.Span{From: first.Added, Through: second.Added})
		events(before - 2)
		undo(gone)
		events(before)

		e := mustEvent(t, b, key, first.Value.ID)
		e.Value.Text = "alert fired twice"
		kept, err := b.ChangeEvent(ctx, ada, key, e.Value, e.Version, "it did")
		if err != nil {
			t.Fatal(err)
		}
		undo(incidents.Span{From: kept.Entry, Through: kept.Entry})
		if e = mustEvent(t, b, key, first.Value.ID); e.Value.Text != "alert fired" || len(e.Value.History) != 2 {
			t.Errorf("%q with %d corrections", e.Value.Text, len(e.Value.History))
		}
		removed, err := b.RemoveEvent(ctx, ada, key, e.Value.ID, e.Version)
		if err != nil {
			t.Fatal(err)
		}
		undo(removed)
		if again := mustEvent(t, b, key, first.Value.ID); again.Value.Text != e.Value.Text || len(again.Value.History) != 2 || !again.Value.At.Equal(e.Value.At) {
			t.Errorf("put back as %+v", again.Value)
		}
	})
}

// TestUndoLeavesOthersAlone: not what somebody else did, nor what was changed
// since.
func TestUndoLeavesOthersAlone(t *testing.T) {
	each(t, func(t *testing.T, b bench) {
		ctx, ada, bo, key := t.Context(), storetest.Member("Ada"), storetest.Member("Bo"), b.open.Key
		k, err := b.AddEvent(ctx, ada, key, event("alert fired"))
		if err != nil {
			t.Fatal(err)
		}
		of := incidents.Span{From: k.Added, Through: k.Added}
		if _, err := b.Undo(ctx, bo, key, of); hindcast.CodeOf(err) != hindcast.NotFound {
			t.Errorf("another's: %v", err)
		}
		if _, err := b.ChangeEvent(ctx, bo, key, k.Value, k.Version, "checked"); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Undo(ctx, ada, key, of); hindcast.CodeOf(err) != hindcast.Conflict {
			t.Errorf("changed since: %v", err)
		}
		mustEvent(t, b, key, k.Value.ID)
	})
}

// TestAMarkMoves: there is one event for each milestone.
func TestAMarkMoves(t *testing.T) {
	each(t, func(t *testing.T, b bench) {
		ctx, ada, key := t.Context(), storetest.Member("Ada"), b.open.Key
		first, err := b.AddEvent(ctx, ada, key, event("first"))
		if err != nil {
			t.Fatal(err)
		}
		second, err := b.AddEvent(ctx, ada, key, event("second"))
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range []incidents.Event{first, second} {
			if _, err := b.Mark(ctx, ada, key, k.Value.ID, k.Version, hindcast.CauseFound, true); err != nil {
				t.Fatal(err)
			}
		}
		if mustEvent(t, b, key, first.Value.ID).Value.Marks(hindcast.CauseFound) || !mustEvent(t, b, key, second.Value.ID).Value.Marks(hindcast.CauseFound) {
			t.Error("the mark did not move")
		}
	})
}

func mustEvents(t *testing.T, b bench, key string) []incidents.Event {
	t.Helper()
	list, err := b.Events(t.Context(), storetest.Member("Ada"), key)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func mustEvent(t *testing.T, b bench, key string, id hindcast.EventID) incidents.Event {
	t.Helper()
	k, err := b.Event(t.Context(), storetest.Member("Ada"), key, id)
	if err != nil {
		t.Fatal(err)
	}
	return k
}
