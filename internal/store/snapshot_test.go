package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// TestEveryTableIsCopied: a table that is added to the schema and not to
// copiedTables would be lost by a backup.
func TestEveryTableIsCopied(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		var copied []string
		err := st.Snapshot(context.Background(), func(s *store.Snapshot) error {
			for _, table := range s.Tables {
				copied = append(copied, table.Name)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(copied)
		if diff := cmp.Diff(tablesOf(t, db), copied); diff != "" {
			t.Errorf("tables of the schema, and of copiedTables (-want +got):\n%s", diff)
		}
	})
}

// tablesOf asks the database itself for its tables, without those that goose and
// the search index keep for themselves.
func tablesOf(t *testing.T, db storetest.Database) []string {
	t.Helper()
	driver, source, query := "sqlite", db.Config.Path, "select name from sqlite_master where type = 'table' order by name"
	if db.Engine == "postgres" {
		driver, source, query = "pgx", db.Config.DSN, "select table_name from information_schema.tables where table_schema = 'public'"
	}
	raw, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	rows, err := raw.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(name, "goose_") && !strings.HasPrefix(name, "search_words") && !strings.HasPrefix(name, "sqlite_") &&
			name != "sessions" && name != "links" && name != "once" && name != "text_updates" { // what nobody is to get back from a backup
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// dump reads everything of a snapshot.
func dump(t *testing.T, s *store.Snapshot) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for _, table := range s.Tables {
		err := s.Rows(table.Name, func(values []any) error {
			all[table.Name] = append(all[table.Name], fmt.Sprintf("%q", values))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if int64(len(all[table.Name])) != table.Rows {
			t.Errorf("%s: %d rows, %d were counted", table.Name, len(all[table.Name]), table.Rows)
		}
	}
	return all
}

func dumpOf(t *testing.T, st *store.Store) (all map[string][]string) {
	t.Helper()
	if err := st.Snapshot(context.Background(), func(s *store.Snapshot) error { all = dump(t, s); return nil }); err != nil {
		t.Fatal(err)
	}
	return all
}

// furnish fills a store with some of most tables.
func furnish(t *testing.T, st *store.Store) {
	t.Helper()
	ctx, by := context.Background(), storetest.Admin()
	for i := range 50 {
		incident := addIncident(t, st, by, fmt.Sprintf("Zoë's outage %d", i), func(in *hindcast.Incident) {
			if i%5 == 0 {
				in.Visibility, in.People = hindcast.Restricted, []hindcast.UserID{"usr_kim"}
			}
		})
		err := st.Update(ctx, by, func(tx *store.Tx) error {
			var event hindcast.TimelineEvent
			storetest.Fill(&event, i)
			event.ID = hindcast.EventID(tx.NewID("evt"))
			evidence := hindcast.Evidence{ID: hindcast.EvidenceID(tx.NewID("evd")), Name: "graph", SHA256: fmt.Sprintf("%064x", i/2), Size: 3}
			if err := tx.MarkImport(store.Import{Source: "test", ID: fmt.Sprint(i), Content: "c", Incident: incident.ID}); err != nil {
				return err
			}
			return errors.Join(tx.Events().Add("event.added", incident.ID, &event), tx.Evidence().Add("evidence.added", incident.ID, &evidence),
				tx.Enqueue(store.Job{Kind: "remind", Body: "{}"}))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := st.Update(ctx, by, func(tx *store.Tx) error { return tx.Purge("a key was pasted", 2, 5) }); err != nil {
		t.Fatal(err)
	}
	if _, err := st.SignHead(ctx); err != nil {
		t.Fatal(err)
	}
}

// refill copies a store into another.
func refill(from, to *store.Store) error {
	return from.Snapshot(context.Background(), func(s *store.Snapshot) error {
		return to.Refill(context.Background(), func(r *store.Refill) error {
			for _, table := range s.Tables {
				var rows [][]any
				if err := s.Rows(table.Name, func(values []any) error { rows = append(rows, slices.Clone(values)); return nil }); err != nil {
					return err
				}
				if err := r.Add(table.Name, rows); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

func TestRefilledStoreIsTheSame(t *testing.T) {
	storetest.Each(t, func(t *testing.T, a storetest.Database) {
		source := a.Open(t)
		furnish(t, source)
		storetest.Each(t, func(t *testing.T, b storetest.Database) {
			target := b.Open(t)
			if err := refill(source, target); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(dumpOf(t, source), dumpOf(t, target)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			verification, err := target.Verify(context.Background(), store.VerifyOptions{})
			if err != nil || len(verification.Problems) != 0 || verification.Purged != 2 {
				t.Errorf("%+v, %v", verification, err)
			}
			found, err := target.Search(context.Background(), storetest.Member("kim"), "zoe outage 7", 5)
			if err != nil || len(found) == 0 {
				t.Errorf("search: %v, %v", found, err)
			}
			if head, err := target.Wait(context.Background(), 1); err != nil || head != verification.Head.Number {
				t.Errorf("watchers: %d, %v", head, err)
			}
			addIncident(t, target, storetest.Admin(), "life goes on")
			if err := refill(source, target); hindcast.CodeOf(err) != hindcast.Conflict || !strings.Contains(err.Error(), "not empty") {
				t.Errorf("into a store with rows: %v", err)
			}
		})
	})
}

func TestFailedRefillLeavesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		row := []any{int64(1), int64(2), "v", "k", "i", "", "", "a", "", "h", "", "x"}
		for name, fill := range map[string]func(*store.Refill) error{
			"an error at the end": func(r *store.Refill) error { return errors.Join(r.Add("ledger", [][]any{row}), errors.New("torn")) },
			"an unknown table":    func(r *store.Refill) error { return r.Add("ledger; drop table ledger", [][]any{row}) },
			"too few values":      func(r *store.Refill) error { return r.Add("ledger", [][]any{row[1:]}) },
			"text for a number":   func(r *store.Refill) error { return r.Add("retired_keys", [][]any{{"1"}}) },
			"a number for a text": func(r *store.Refill) error { return r.Add("team_members", [][]any{{int64(1), "x"}}) },
			"NUL":                 func(r *store.Refill) error { return r.Add("team_members", [][]any{{"a\x00", "x"}}) },
			"the same row twice":  func(r *store.Refill) error { return r.Add("ledger", [][]any{row, row}) },
			"a missing reference": func(r *store.Refill) error { return r.Add("ledger_payload", [][]any{{int64(7), "{}"}}) },
		} {
			if err := st.Refill(context.Background(), fill); err == nil {
				t.Errorf("%s: accepted", name)
			}
		}
		for table, rows := range dumpOf(t, st) {
			t.Errorf("%s has %v", table, rows)
		}
		addIncident(t, st, storetest.Admin(), "it still works")
	})
}

// TestSnapshotIsOfOneMoment: writers go on and the snapshot does not see it.
func TestSnapshotIsOfOneMoment(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		furnish(t, st)
		err := st.Snapshot(context.Background(), func(s *store.Snapshot) error {
			before := dump(t, s)
			var wg sync.WaitGroup
			for i := range 8 {
				wg.Go(func() { addIncident(t, st, storetest.Admin(), fmt.Sprint("meanwhile ", i)) })
			}
			wg.Wait()
			if diff := cmp.Diff(before, dump(t, s)); diff != "" {
				t.Errorf("(-before +after):\n%s", diff)
			}
			if int64(len(before["ledger"])) != s.Head.Number {
				t.Errorf("%d entries, head %d", len(before["ledger"]), s.Head.Number)
			}
			evidence, err := s.Evidence()
			if len(evidence) != 25 || evidence[7] != (store.EvidenceContent{SHA256: fmt.Sprintf("%064x", 7), Size: 3}) {
				t.Errorf("%v", evidence)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
