package store_test

import (
	"context"
	"strings"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// TestSealedRowsAreVouchedFor: the ledger does not hold what is sealed, and
// still shows when it was altered by hand.
func TestSealedRowsAreVouchedFor(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		incident := addIncident(t, st, storetest.Admin(), "x")
		update(t, st, func(tx *store.Tx) error {
			a := store.Answer{ID: "ans_1", Question: hindcast.AskPeople, Person: hindcast.Person{User: "usr_a"}, Verdict: hindcast.Missed, Note: "kalahari", Salt: tx.Salt()}
			if err := tx.Answers().Add("answer.added", incident.ID, &a); err != nil {
				return err
			}
			n := store.Note{ID: "not_1", Keeper: hindcast.Person{User: "usr_a"}, Text: "kalahari", Salt: tx.Salt()}
			return tx.Notes().Add("note.added", incident.ID, &n)
		})
		update(t, st, func(tx *store.Tx) error {
			return tx.Purge("to see whether it is stated anew", lastEntryOf(t, st, "ans_1"))
		})
		entries, err := st.Entries(context.Background(), storetest.Admin(), 0, 100, store.EntryFilter{})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if strings.Contains(e.Payload, "kalahari") || strings.Contains(e.Payload, `"missed"`) {
				t.Errorf("entry %d holds what is sealed: %s", e.Number, e.Payload)
			}
		}
		verified(t, st)
		for _, change := range []string{"update answers set verdict = 'met'", "update answers set salt = 'x'", "update review_notes set body = 'y'", "update answers set opened = 1"} {
			before, err := st.Verify(context.Background(), store.VerifyOptions{})
			if err != nil {
				t.Fatal(err)
			}
			tampered(t, db, change)
			after, err := st.Verify(context.Background(), store.VerifyOptions{})
			if err != nil || len(after.Problems) == 0 || len(after.Problems) < len(before.Problems) {
				t.Errorf("%s is not found: %v, %v", change, after.Problems, err)
			}
		}
	})
}

func lastEntryOf(t *testing.T, st *store.Store, id string) int64 {
	t.Helper()
	entries, err := st.Entries(context.Background(), storetest.Admin(), 0, 100, store.EntryFilter{Subject: id})
	if err != nil || len(entries) == 0 {
		t.Fatalf("%v, %v", entries, err)
	}
	return entries[len(entries)-1].Number
}
