package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// shelved keeps a document with revisions a month apart.
func shelved(t *testing.T, st *store.Store, d hindcast.Document, revisions int) {
	t.Helper()
	first := time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)
	update(t, st, func(tx *store.Tx) error {
		if err := tx.Documents().Add("document.added", "", &d); err != nil {
			return err
		}
		for n := 1; n <= revisions; n++ {
			r := store.DocumentRevision{ID: tx.NewID("drv"), Document: d.ID, Revision: hindcast.Revision{Number: n,
				At: first.AddDate(0, n-1, 0), Author: hindcast.Person{Name: "Ann"}, ApprovedBy: hindcast.Person{Name: "Bo"}, Reason: "because", Body: "secret text"}}
			if err := tx.Revisions().Add("revision.added", "", &r); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestOutlines(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		ctx, st := context.Background(), db.Open(t)
		shelved(t, st, hindcast.Document{ID: "doc_a", Kind: hindcast.Runbook, Title: "Rotate keys"}, 2)
		shelved(t, st, hindcast.Document{ID: "doc_b", Kind: hindcast.Procedure, Title: "Break glass"}, 0)
		update(t, st, func(tx *store.Tx) error {
			return tx.Proposals().Add("proposal.made", "", &store.Proposal{ID: "prp_1", Document: "doc_a", BasedOn: 2, Body: "next"})
		})
		found, err := st.Outlines(ctx, storetest.Member("Ann"))
		if err != nil || len(found) != 2 {
			t.Fatalf("%d documents, %v", len(found), err)
		}
		a, b := found[0], found[1]
		if a.Latest.Number != 2 || a.Revisions != 2 || a.Proposals != 1 || a.Latest.Body != "" || a.Latest.ApprovedBy.Name != "Bo" || a.Latest.At.Month() != time.February {
			t.Errorf("%+v", a)
		}
		if b.Latest.Number != 0 || b.Revisions != 0 || !b.Latest.At.IsZero() {
			t.Errorf("%+v", b)
		}
		if guest, err := st.Outlines(ctx, hindcast.Actor{Role: hindcast.Guest, Guest: "rev_1"}); err != nil || len(guest) != 0 {
			t.Errorf("a guest sees %d documents, %v", len(guest), err)
		}
		latest, err := st.LatestRevision(ctx, "doc_a")
		if err != nil || latest.Revision.Number != 2 {
			t.Errorf("%+v, %v", latest, err)
		}
		if _, err := st.LatestRevision(ctx, "doc_b"); hindcast.CodeOf(err) != hindcast.NotFound {
			t.Error(err)
		}
		verified(t, st)
	})
}

// TestRecordKnowsTheLibrary: the runbooks of the library that apply to an
// incident, or that its write-up names, are part of its record without texts.
func TestRecordKnowsTheLibrary(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		ctx, st := context.Background(), db.Open(t)
		shelved(t, st, hindcast.Document{ID: "doc_a", Kind: hindcast.Runbook, Title: "Rotate keys", Types: []string{"Key compromise"}}, 2)
		shelved(t, st, hindcast.Document{ID: "doc_b", Kind: hindcast.Playbook, Title: "Restore the mirror", Types: []string{"outage"}}, 1)
		shelved(t, st, hindcast.Document{ID: "doc_c", Kind: hindcast.Procedure, Title: "Break glass"}, 1)
		shelved(t, st, hindcast.Document{ID: "doc_d", Kind: hindcast.Runbook, Title: "Fail over", Services: []string{"web"}}, 1)
		var kept hindcast.Incident
		update(t, st, func(tx *store.Tx) (err error) {
			kept, err = tx.AddRecord(&hindcast.Record{
				Incident: hindcast.Incident{Title: "Key leaked", Kind: hindcast.SecurityIncident, Type: "key compromise"},
				Runbooks: []hindcast.Document{{Kind: hindcast.Runbook, Title: "restore the  MIRROR"}, {Kind: hindcast.Runbook, Title: "Elsewhere"}},
			})
			return err
		})
		update(t, st, func(tx *store.Tx) error {
			for _, kind := range hindcast.DocumentMarkKinds() {
				mark := store.DocumentMark{ID: tx.NewID("mrk"), Document: "doc_a", Mark: hindcast.DocumentMark{Kind: kind, At: tx.Now(), Note: "not for all"}}
				if err := tx.DocumentMarks().Add("document.marked", "", &mark); err != nil {
					return err
				}
			}
			return nil
		})
		r, err := st.Record(ctx, storetest.Member("Ann"), kept.Key)
		if err != nil {
			t.Fatal(err)
		}
		revisions := map[string]int{}
		for _, b := range r.Runbooks {
			revisions[b.Title] = len(b.Revisions)
			if want := map[bool]int{true: 3}[b.ID == "doc_a"]; len(b.Marks) != want {
				t.Errorf("%s has %d marks, want %d", b.Title, len(b.Marks), want)
			}
			for _, m := range b.Marks {
				if m.Kind == hindcast.MarkContradicted || m.Note != "" {
					t.Errorf("a record tells %+v", m)
				}
			}
			for _, rev := range b.Revisions {
				if rev.Body != "" {
					t.Errorf("%s carries its text", b.Title)
				}
			}
		}
		want := map[string]int{"Rotate keys": 2, "Restore the mirror": 1, "Elsewhere": 0}
		if len(revisions) != len(want) || len(r.Runbooks) != len(want) {
			t.Fatalf("%v", revisions)
		}
		for title, n := range want {
			if got, ok := revisions[title]; !ok || got != n {
				t.Errorf("%s has %d revisions, want %d", title, got, n)
			}
		}
	})
}
