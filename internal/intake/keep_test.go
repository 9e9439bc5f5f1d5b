package intake_test

import (
	"context"
	"strings"
	"testing"

	"github.com/hindcast/hindcast/internal/intake"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// keep brings an item in and returns what was done.
func keep(t *testing.T, st *store.Store, item intake.Item) (intake.Outcome, string) {
	t.Helper()
	outcome, key, err := intake.Keep(context.Background(), st, storetest.Admin(), item)
	if err != nil {
		t.Fatal(err)
	}
	return outcome, key
}

// read reads one line of a history.
func read(t *testing.T, line string) intake.Item {
	t.Helper()
	items, unread, err := intake.StatusHistory("h.jsonl", strings.NewReader(line))
	if err != nil || len(items) != 1 {
		t.Fatalf("%v %+v", err, unread)
	}
	return items[0]
}

func TestKeepingTwiceChangesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		first, _, _ := strings.Cut(history, "\n")
		item := read(t, first)
		outcome, key := keep(t, st, item)
		if outcome != intake.Added || key != "INC-1" {
			t.Fatalf("%s %s", outcome, key)
		}
		before, err := st.Verify(context.Background(), store.VerifyOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if outcome, key := keep(t, st, item); outcome != intake.Unchanged || key != "INC-1" {
			t.Errorf("again: %s %s", outcome, key)
		}
		moved := item
		moved.Source, moved.ID = "another page", "77"
		if outcome, _ := keep(t, st, moved); outcome != intake.Unchanged {
			t.Errorf("the same content from elsewhere: %s", outcome)
		}
		after, err := st.Verify(context.Background(), store.VerifyOptions{})
		if err != nil || after.Head.Number != before.Head.Number {
			t.Errorf("the ledger grew from %d to %d (%v)", before.Head.Number, after.Head.Number, err)
		}
	})
}

func TestLaterMessagesAreAdded(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		early := read(t, `{"id":"9","title":"Slow","updates":[{"at":"2026-02-03T09:12:00Z","status":"Investigating","message":"Looking."}]}`)
		late := read(t, `{"id":"9","title":"Slow","updates":[{"at":"2026-02-03T09:12:00Z","status":"Investigating","message":"Looking."},{"at":"2026-02-03T09:50:00Z","status":"Resolved","message":"Over."}]}`)
		keep(t, st, early)
		if outcome, _ := keep(t, st, late); outcome != intake.Grown {
			t.Errorf("%s", outcome)
		}
		if outcome, _ := keep(t, st, late); outcome != intake.Unchanged {
			t.Errorf("again: %s", outcome)
		}
		record, err := st.Record(context.Background(), storetest.Admin(), "INC-1")
		if err != nil {
			t.Fatal(err)
		}
		if len(record.Timeline) != 2 {
			t.Errorf("%d events", len(record.Timeline))
		}
	})
}

func TestWriteUpsAreKnownByPathAndContent(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		markdown := func(name, text string) intake.Item {
			item, _, err := intake.Markdown(name, []byte(text), nil)
			if err != nil {
				t.Fatal(err)
			}
			return item
		}
		const text = "# Pump stopped\n\n## Timeline\n\n- 2026-01-05 10:00 incident began\n"
		for _, step := range []struct {
			item intake.Item
			want intake.Outcome
		}{
			{markdown("a/pump.md", text), intake.Added},
			{markdown("a/pump.md", text), intake.Unchanged},
			{markdown("b/renamed.md", text), intake.Unchanged},
			{markdown("a/pump.md", text+"- 2026-01-05 10:20 resolved\n"), intake.Changed},
		} {
			if got, _ := keep(t, st, step.item); got != step.want {
				t.Errorf("%s: %s, want %s", step.item.ID, got, step.want)
			}
		}
	})
}

// TestCorpusTwice brings the whole real history in twice.
func TestCorpusTwice(t *testing.T) {
	items := corpusHistory(t)
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		for _, want := range []intake.Outcome{intake.Added, intake.Unchanged} {
			for _, item := range items {
				if got, _ := keep(t, st, item); got != want {
					t.Fatalf("%s: %s, want %s", item.ID, got, want)
				}
			}
		}
		v, err := st.Verify(context.Background(), store.VerifyOptions{})
		if err != nil || len(v.Problems) > 0 {
			t.Errorf("%v %+v", err, v.Problems)
		}
	})
}

func BenchmarkKeep(b *testing.B) {
	items := corpusHistory(b)
	for _, db := range []storetest.Database{storetest.SQLite(b), storetest.Postgres(b)} {
		b.Run(db.Engine, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				fresh := storetest.SQLite(b)
				if db.Engine == "postgres" {
					fresh = storetest.Postgres(b)
				}
				st := fresh.Open(b)
				b.StartTimer()
				for _, item := range items {
					if _, _, err := intake.Keep(context.Background(), st, storetest.Admin(), item); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(len(items)*b.N)/b.Elapsed().Seconds(), "incidents/s")
		})
	}
}
