package incidents_test

import (
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// TestInferredIsOfferedAndConfirmed: what lines imply counts once somebody says so,
// in one step that can be taken back; what another event bears by then is refused.
func TestInferredIsOfferedAndConfirmed(t *testing.T) {
	each(t, func(t *testing.T, b bench) {
		ctx, ada := t.Context(), storetest.Member("Ada")
		key := open(t, b, incidents.Opening{Title: "Doors stay shut", Kind: hindcast.Operational}).Key
		if _, err := b.AddLines(ctx, ada, key, "09:00 alert fired, doors stay shut\n09:10 paged Bo Li\n09:30 Bo Li joined\n10:00 resolved", secondOfMarch); err != nil {
			t.Fatal(err)
		}
		record := func() *hindcast.Record {
			t.Helper()
			r, err := b.Record(ctx, ada, key)
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		r := record()
		found := incidents.Infer(r)
		c := incidents.Confirmation{Marks: map[hindcast.Milestone]hindcast.EventID{}}
		for _, m := range found.Marks {
			c.Marks[m.Milestone] = m.Event.ID
			if r.Milestone(m.Milestone) != nil {
				t.Errorf("%s is offered and marked already", m.Milestone)
			}
		}
		for _, p := range found.People {
			c.People = append(c.People, hindcast.Participant{Person: p.Person})
		}
		if c.Marks[hindcast.Detected] != r.Timeline[0].ID || c.Marks[hindcast.Responded] == "" || len(c.People) != 1 || c.People[0].Person.Name != "Bo Li" {
			t.Fatalf("inferred %+v", found)
		}
		did, err := b.Confirm(ctx, ada, key, c)
		if err != nil {
			t.Fatal(err)
		}
		r = record()
		if left := incidents.Infer(r); len(left.Marks)+len(left.People) > 0 {
			t.Errorf("still offered: %+v", left)
		}
		if e := r.Milestone(hindcast.Detected); e == nil || e.NoticedBy != hindcast.NoticedByMonitoring || len(e.History) == 0 {
			t.Errorf("detected by %+v", e)
		}
		if _, err := b.Undo(ctx, ada, key, did); err != nil {
			t.Fatal(err)
		}
		if again := incidents.Infer(record()); len(again.Marks) != len(found.Marks) || len(again.People) != 1 {
			t.Errorf("taken back, %+v is offered", again)
		}

		other := record().Timeline[1]
		if _, err := b.Mark(ctx, ada, key, other.ID, other.Version, hindcast.Detected, true); err != nil {
			t.Fatal(err)
		}
		_, err = b.Confirm(ctx, ada, key, c)
		wants(t, "confirming what was marked elsewhere", err, hindcast.Conflict)
		if got := record(); got.Milestone(hindcast.Responded) != nil || len(got.Participants) > 0 {
			t.Error("half of it was kept")
		}
		_, err = b.Confirm(ctx, hindcast.Actor{User: "usr_vi", Name: "Vi", Role: hindcast.Viewer}, key, c)
		wants(t, "a viewer", err, hindcast.Forbidden)
	})
}
