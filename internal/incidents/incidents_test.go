package incidents_test

import (
	"io"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/blob"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// bench is a service over a fresh database with one restricted and one open
// incident.
type bench struct {
	*incidents.Service
	store        *store.Store
	files        *blob.Disk
	open, hidden hindcast.Incident
}

func each(t *testing.T, test func(t *testing.T, b bench)) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		b := bench{store: db.Open(t)}
		var err error
		if b.files, err = blob.OpenDisk(t.TempDir(), blob.Limits{MaxSize: 1 << 20}); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { b.files.Close() })
		b.Service = incidents.New(b.store, b.files)
		b.open = open(t, b, incidents.Opening{Title: "Checkout down", Kind: hindcast.Operational, Severity: hindcast.P2})
		b.hidden = open(t, b, incidents.Opening{Title: "Key stolen", Kind: hindcast.SecurityIncident, Visibility: hindcast.Restricted})
		test(t, b)
	})
}

func open(t *testing.T, b bench, o incidents.Opening) hindcast.Incident {
	t.Helper()
	k, err := b.Open(t.Context(), storetest.Member("opener"), o)
	if err != nil {
		t.Fatal(err)
	}
	return k.Value
}

func event(text string) hindcast.TimelineEvent {
	return hindcast.TimelineEvent{At: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC), Precision: hindcast.PrecisionMinute, Kind: hindcast.Note, Text: text}
}

func wants(t *testing.T, what string, err error, code hindcast.Code) {
	t.Helper()
	if hindcast.CodeOf(err) != code {
		t.Errorf("%s: got %v, want %q", what, err, code)
	}
}

func TestOpening(t *testing.T) {
	each(t, func(t *testing.T, b bench) {
		if b.open.Key != "INC-1" || b.open.State != hindcast.IncidentActive || b.open.CreatedBy.Name == "" {
			t.Errorf("opened %+v", b.open)
		}
		events, err := b.Events(t.Context(), storetest.Member("x"), "inc-1")
		if err != nil || len(events) != 1 || events[0].Value.Severity.To != hindcast.P2 {
			t.Errorf("the level was not declared on the timeline: %v, %v", events, err)
		}
		_, err = b.Open(t.Context(), storetest.Member("x"), incidents.Opening{Kind: "odd"})
		wants(t, "no title", err, hindcast.Invalid)
	})
}

// Every change is refused to who may not make it, and hidden from who may not see
// what it is about.
func TestWhoMayChange(t *testing.T) {
	each(t, func(t *testing.T, b bench) {
		ctx := t.Context()
		changes := map[string]func(by hindcast.Actor, key string) error{
			"Change": func(by hindcast.Actor, key string) error {
				_, err := b.Change(ctx, by, key, 99, incidents.Changes{})
				return err
			},
			"ChangeSeverity": func(by hindcast.Actor, key string) error {
				_, err := b.ChangeSeverity(ctx, by, key, 99, hindcast.P1, "worse")
				return err
			},
			"Move": func(by hindcast.Actor, key string) error {
				_, err := b.Move(ctx, by, key, 99, hindcast.IncidentMitigated, time.Time{}, "")
				return err
			},
			"AddEvent": func(by hindcast.Actor, key string) error { _, err := b.AddEvent(ctx, by, key, event("x")); return err },
			"AddLine": func(by hindcast.Actor, key string) error {
				_, err := b.AddLine(ctx, by, key, "2026-03-02 14:32 alert fired", hindcast.Date{})
				return err
			},
			"AddEvents": func(by hindcast.Actor, key string) error {
				_, err := b.AddEvents(ctx, by, key, []hindcast.TimelineEvent{event("x")}, true)
				return err
			},
			"ChangeEvent": func(by hindcast.Actor, key string) error {
				_, err := b.ChangeEvent(ctx, by, key, event("x"), 1, "wrong")
				return err
			},
			"RemoveEvent": func(by hindcast.Actor, key string) error {
				_, err := b.RemoveEvent(ctx, by, key, "evt_none", 1)
				return err
			},
			"Mark": func(by hindcast.Actor, key string) error {
				_, err := b.Mark(ctx, by, key, "evt_none", 1, hindcast.Detected, true)
				return err
			},
			"Undo": func(by hindcast.Actor, key string) error {
				_, err := b.Undo(ctx, by, key, incidents.Span{From: 1, Through: 1})
				return err
			},
			"AddParticipant": func(by hindcast.Actor, key string) error {
				_, err := b.AddParticipant(ctx, by, key, hindcast.Participant{Person: hindcast.Person{Name: by.Name + " II"}})
				return err
			},
			"RemoveParticipant": func(by hindcast.Actor, key string) error {
				_, err := b.RemoveParticipant(ctx, by, key, "par_none", 1)
				return err
			},
			"AddImpact": func(by hindcast.Actor, key string) error {
				_, err := b.AddImpact(ctx, by, key, hindcast.ImpactStatement{Text: "x"})
				return err
			},
			"RemoveImpact": func(by hindcast.Actor, key string) error {
				_, err := b.RemoveImpact(ctx, by, key, "imp_none", 1)
				return err
			},
			"AddEvidence": func(by hindcast.Actor, key string) error {
				_, err := b.AddEvidence(ctx, by, key, hindcast.Evidence{Name: "log"}, strings.NewReader("x"))
				return err
			},
			"AddLink": func(by hindcast.Actor, key string) error {
				_, err := b.AddLink(ctx, by, key, hindcast.Evidence{URL: "https://x.example/"})
				return err
			},
			"VerifyEvidence": func(by hindcast.Actor, key string) error {
				_, err := b.VerifyEvidence(ctx, by, key, "evi_none")
				return err
			},
		}
		viewer, guest := storetest.Member("viewer"), storetest.Member("guest")
		viewer.Role, guest.Role, guest.Guest = hindcast.Viewer, hindcast.Guest, "rev_of_another"
		for name, change := range changes {
			wants(t, name+" by nobody", change(hindcast.Actor{}, b.open.Key), hindcast.Unauthenticated)
			wants(t, name+" by a viewer", change(viewer, b.open.Key), hindcast.Forbidden)
			wants(t, name+" by a guest of another review", change(guest, b.open.Key), hindcast.NotFound)
			wants(t, name+" by an outsider", change(storetest.Member("outsider"), b.hidden.Key), hindcast.NotFound)
			wants(t, name+" on nothing", change(storetest.Member("m"), "INC-999"), hindcast.NotFound)
			if code := hindcast.CodeOf(change(storetest.Member("member "+name), b.open.Key)); code != "" && code != hindcast.Stale && code != hindcast.NotFound {
				t.Errorf("%s by a member is %q", name, code)
			}
		}
	})
}

func TestGuestsWriteOnTheirReview(t *testing.T) {
	each(t, func(t *testing.T, b bench) {
		admin := storetest.Admin()
		review := hindcast.Review{ID: "rev_1", State: hindcast.ReviewDrafting, Incidents: []hindcast.IncidentID{b.hidden.ID}}
		if err := b.store.Update(t.Context(), admin, func(tx *store.Tx) error { return tx.Reviews().Add("review.opened", b.hidden.ID, &review) }); err != nil {
			t.Fatal(err)
		}
		guest := storetest.Member("guest")
		guest.Role, guest.Guest = hindcast.Guest, review.ID
		_, err := b.AddEvent(t.Context(), guest, b.hidden.Key, event("seen by a guest"))
		wants(t, "a guest on their review", err, "")
		_, err = b.AddEvent(t.Context(), guest, b.open.Key, event("elsewhere"))
		wants(t, "a guest elsewhere", err, hindcast.NotFound)
	})
}

func TestChangesAndStates(t *testing.T) {
	each(t, func(t *testing.T, b bench) {
		ctx, by := t.Context(), storetest.Member("m")
		title := "Checkout unavailable"
		k, err := b.Change(ctx, by, b.open.Key, 1, incidents.Changes{Title: &title})
		if err != nil || k.Value.Title != title || k.Version != 2 {
			t.Fatalf("changed %+v, %v", k, err)
		}
		_, err = b.Change(ctx, by, b.open.Key, 1, incidents.Changes{Title: &title})
		wants(t, "an old version", err, hindcast.Stale)
		empty := ""
		_, err = b.Change(ctx, by, b.open.Key, 2, incidents.Changes{Title: &empty})
		wants(t, "no title", err, hindcast.Invalid)

		_, err = b.ChangeSeverity(ctx, by, b.open.Key, 2, hindcast.P1, " ")
		wants(t, "no reason", err, hindcast.Invalid)
		k, err = b.ChangeSeverity(ctx, by, b.open.Key, 2, hindcast.P1, "funds are at risk")
		if err != nil || k.Value.Severity != hindcast.P1 {
			t.Fatalf("severity %+v, %v", k, err)
		}
		_, err = b.Move(ctx, by, b.open.Key, k.Version, hindcast.IncidentClosed, time.Time{}, "")
		wants(t, "closing what is active", err, hindcast.Conflict)
		k, err = b.Move(ctx, by, b.open.Key, k.Version, hindcast.IncidentResolved, time.Time{}, "")
		if err != nil || k.Value.State != hindcast.IncidentResolved {
			t.Fatalf("resolved %+v, %v", k, err)
		}
		record, err := b.Record(ctx, by, b.open.Key)
		if err != nil || record.Milestone(hindcast.Resolved) == nil {
			t.Errorf("the resolution is not on the timeline: %v", err)
		}
		_, err = b.Move(ctx, by, b.open.Key, k.Version, hindcast.IncidentClosed, time.Time{}, "")
		wants(t, "closing without a review", err, hindcast.Conflict)
		_, err = b.Move(ctx, by, b.open.Key, k.Version, hindcast.IncidentActive, time.Time{}, "")
		wants(t, "reopening without a reason", err, hindcast.Invalid)
		if k, err = b.Move(ctx, by, b.open.Key, k.Version, hindcast.IncidentActive, time.Time{}, "it came back"); err != nil || k.Value.State != hindcast.IncidentActive {
			t.Errorf("reopened %+v, %v", k, err)
		}
	})
}

func TestEventsAreCorrectedNotOverwritten(t *testing.T) {
	each(t, func(t *testing.T, b bench) {
		ctx, by := t.Context(), storetest.Member("m")
		began := event("began")
		began.Milestones = []hindcast.Milestone{hindcast.Began}
		k, err := b.AddEvent(ctx, by, b.open.Key, began)
		if err != nil || k.Value.EnteredBy.Name == "" {
			t.Fatalf("added %+v, %v", k, err)
		}
		_, err = b.AddEvent(ctx, by, b.open.Key, began)
		wants(t, "a milestone twice", err, hindcast.Conflict)
		e := k.Value
		e.Text = "began earlier"
		_, err = b.ChangeEvent(ctx, by, b.open.Key, e, k.Version, "")
		wants(t, "no reason", err, hindcast.Invalid)
		changed, err := b.ChangeEvent(ctx, by, b.open.Key, e, k.Version, "the log says so")
		if err != nil || len(changed.Value.History) != 1 || changed.Value.History[0].Was != "began" || changed.Value.History[0].Reason != "the log says so" {
			t.Fatalf("corrected %+v, %v", changed, err)
		}
		_, err = b.ChangeEvent(ctx, by, b.open.Key, e, k.Version, "again")
		wants(t, "an old version", err, hindcast.Stale)
		_, err = b.RemoveEvent(ctx, storetest.Member("opener"), b.hidden.Key, e.ID, changed.Version)
		wants(t, "under another incident", err, hindcast.NotFound)
		_, err = b.RemoveEvent(ctx, by, b.open.Key, e.ID, changed.Version)
		wants(t, "removing", err, "")

		lines, err := b.AddLine(ctx, by, b.open.Key, "14:32 Ines Falk joined, declared P1", hindcast.Date{Year: 2026, Month: 3, Day: 2})
		if err != nil || len(lines) != 2 {
			t.Errorf("the line became %d events, %v", len(lines), err)
		}
		_, err = b.AddLine(ctx, by, b.open.Key, "no time at all", hindcast.Date{})
		wants(t, "a line without a time", err, hindcast.Invalid)
	})
}

func TestManyEvents(t *testing.T) {
	each(t, func(t *testing.T, b bench) {
		ctx, by := t.Context(), storetest.Member("m")
		bad := event("bad")
		bad.Kind = "odd"
		list := []hindcast.TimelineEvent{event("one"), bad, event("three")}
		_, err := b.AddEvents(ctx, by, b.open.Key, list, true)
		wants(t, "the whole or nothing", err, hindcast.Invalid)
		outcomes, err := b.AddEvents(ctx, by, b.open.Key, list, false)
		if err != nil || len(outcomes) != 3 || outcomes[0].ID == "" || outcomes[1].ID != "" || outcomes[1].Fields[0].Field != "kind" || outcomes[2].ID == "" {
			t.Fatalf("outcomes %+v, %v", outcomes, err)
		}
		events, err := b.Events(ctx, by, b.open.Key)
		if err != nil || len(events) != 3 { // the declared level is one
			t.Errorf("%d events, %v", len(events), err)
		}
		_, err = b.AddEvents(ctx, by, b.open.Key, make([]hindcast.TimelineEvent, incidents.MostEvents+1), false)
		wants(t, "too many", err, hindcast.Invalid)
	})
}

func TestEvidenceIsKeptCheckedAndItsReadingRecorded(t *testing.T) {
	each(t, func(t *testing.T, b bench) {
		ctx, by := t.Context(), storetest.Member("opener")
		by.From = "192.0.2.7"
		k, err := b.AddEvidence(ctx, by, b.hidden.Key, hindcast.Evidence{Name: "auth.log", SHA256: "forged"}, strings.NewReader("the log"))
		if err != nil || k.Value.Size != 7 || len(k.Value.SHA256) != 64 || len(k.Value.Custody) != 1 {
			t.Fatalf("kept %+v, %v", k, err)
		}
		e, content, err := b.OpenEvidence(ctx, by, b.hidden.Key, k.Value.ID)
		if err != nil {
			t.Fatal(err)
		}
		read, err := io.ReadAll(content)
		content.Close()
		if string(read) != "the log" || err != nil || e.Name != "auth.log" {
			t.Errorf("read %q, %v", read, err)
		}
		entries, err := b.store.Entries(ctx, by, 0, 100, store.EntryFilter{Verb: "evidence.read"})
		if err != nil || len(entries) != 1 || entries[0].Actor != by.User || !strings.Contains(entries[0].Payload, "192.0.2.7") {
			t.Errorf("the reading is not in the ledger: %+v, %v", entries, err)
		}
		_, _, err = b.OpenEvidence(ctx, storetest.Member("outsider"), b.hidden.Key, k.Value.ID)
		wants(t, "an outsider", err, hindcast.NotFound)
		_, _, err = b.OpenEvidence(ctx, by, b.open.Key, k.Value.ID)
		wants(t, "under another incident", err, hindcast.NotFound)
		verified, err := b.VerifyEvidence(ctx, by, b.hidden.Key, k.Value.ID)
		if err != nil || verified.Value.Intact == nil || !*verified.Value.Intact {
			t.Errorf("verified %+v, %v", verified, err)
		}
		if err := b.files.Delete(ctx, k.Value.SHA256); err != nil {
			t.Fatal(err)
		}
		gone, err := b.VerifyEvidence(ctx, by, b.hidden.Key, k.Value.ID)
		if err != nil || *gone.Value.Intact {
			t.Errorf("what is gone is intact: %+v, %v", gone, err)
		}
		_, err = b.AddLink(ctx, by, b.hidden.Key, hindcast.Evidence{URL: "javascript:alert(1)"})
		wants(t, "no web address", err, hindcast.Invalid)
	})
}

func TestPeopleAndImpact(t *testing.T) {
	each(t, func(t *testing.T, b bench) {
		ctx, by := t.Context(), storetest.Member("opener")
		ines := hindcast.Participant{Person: hindcast.Person{User: "usr_ines", Name: "Ines"}, Roles: []hindcast.Role{hindcast.Scribe}}
		p, err := b.AddParticipant(ctx, by, b.hidden.Key, ines)
		if err != nil {
			t.Fatal(err)
		}
		_, err = b.AddParticipant(ctx, by, b.hidden.Key, ines)
		wants(t, "the same person twice", err, hindcast.Conflict)
		who := storetest.Member("x")
		who.User = "usr_ines"
		_, err = b.Participants(ctx, who, b.hidden.Key)
		wants(t, "a participant sees it", err, "")
		_, err = b.RemoveParticipant(ctx, by, b.hidden.Key, p.Value.ID, 9)
		wants(t, "an old version", err, hindcast.Stale)
		_, err = b.RemoveParticipant(ctx, by, b.hidden.Key, p.Value.ID, p.Version)
		wants(t, "removing", err, "")
		_, err = b.Participants(ctx, who, b.hidden.Key)
		wants(t, "who was taken off", err, hindcast.NotFound)

		users := int64(12)
		_, err = b.AddImpact(ctx, by, b.open.Key, hindcast.ImpactStatement{UsersAffected: &users, Event: "evt_elsewhere"})
		wants(t, "an event of nowhere", err, hindcast.Invalid)
		i, err := b.AddImpact(ctx, by, b.open.Key, hindcast.ImpactStatement{UsersAffected: &users})
		if err != nil {
			t.Fatal(err)
		}
		statement := i.Value
		statement.Text = "twelve users"
		if i, err = b.ChangeImpact(ctx, by, b.open.Key, statement, i.Version); err != nil || i.Value.Text != "twelve users" {
			t.Errorf("changed %+v, %v", i, err)
		}
		_, err = b.RemoveImpact(ctx, by, b.open.Key, statement.ID, i.Version)
		wants(t, "withdrawing", err, "")
	})
}

func TestBreakingTheGlass(t *testing.T) {
	each(t, func(t *testing.T, b bench) {
		ctx, admin := t.Context(), storetest.Admin()
		_, err := b.Record(ctx, admin, b.hidden.Key)
		wants(t, "an admin before", err, hindcast.NotFound)
		until := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
		wants(t, "a member", b.BreakGlass(ctx, storetest.Member("m"), b.hidden.Key, until, "curious"), hindcast.Forbidden)
		wants(t, "without a reason", b.BreakGlass(ctx, admin, b.hidden.Key, until, ""), hindcast.Invalid)
		there, nowhere := b.BreakGlass(ctx, admin, b.hidden.Key, until, ""), b.BreakGlass(ctx, admin, "INC-4711", until, "")
		if there.Error() != nowhere.Error() {
			t.Errorf("without a reason, what exists (%v) is told from what does not (%v)", there, nowhere)
		}
		for _, none := range []string{"INC-4711", "INC-", "inc_none", "", "a\x00", "INC-99999999999999999999"} {
			wants(t, none, b.BreakGlass(ctx, admin, none, until, "looking"), hindcast.NotFound)
		}
		wants(t, "with one", b.BreakGlass(ctx, admin, " "+strings.ToLower(b.hidden.Key), until, "the leader is ill"), "")
		wants(t, "by its identifier", b.BreakGlass(ctx, admin, string(b.hidden.ID), until, "again"), "")
		_, err = b.Record(ctx, admin, b.hidden.Key)
		wants(t, "an admin after", err, "")
	})
}
