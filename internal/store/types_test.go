package store_test

import (
	"context"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// kind is one type of the store, with what the test has to know about it.
type kind struct {
	name string
	test func(t *testing.T, st *store.Store, other storetest.Database)
}

// shelf and reader are how a type is reached; id sets its identifier; apart
// clears what is kept in rows of its own.
func kindOf[T any](name string, bound bool, shelf func(*store.Tx) store.Shelf[T], reader func(*store.Store) store.Reader[T], id func(*T, string), apart func(*T)) kind {
	return kind{name, func(t *testing.T, st *store.Store, _ storetest.Database) {
		c := conformance[T]{t: t, st: st, bound: bound, shelf: shelf, reader: reader, id: id, apart: apart}
		c.run()
	}}
}

func kinds() []kind {
	return []kind{
		kindOf("event", true, (*store.Tx).Events, (*store.Store).Events, func(v *hindcast.TimelineEvent, id string) { v.ID = hindcast.EventID(id) }, nil),
		kindOf("participant", true, (*store.Tx).Participants, (*store.Store).Participants, func(v *hindcast.Participant, id string) { v.ID = hindcast.ParticipantID(id) }, nil),
		kindOf("impact", true, (*store.Tx).Impact, (*store.Store).Impact, func(v *hindcast.ImpactStatement, id string) { v.ID = hindcast.ImpactID(id) }, nil),
		kindOf("evidence", true, (*store.Tx).Evidence, (*store.Store).Evidence, func(v *hindcast.Evidence, id string) { v.ID = hindcast.EvidenceID(id) }, nil),
		kindOf("writeup", true, (*store.Tx).Writeups, (*store.Store).Writeups, func(v *store.Writeup, id string) { v.ID = id }, nil),
		kindOf("review", true, (*store.Tx).Reviews, (*store.Store).Reviews, func(v *hindcast.Review, id string) { v.ID = hindcast.ReviewID(id) },
			func(v *hindcast.Review) { v.Findings = nil }),
		kindOf("finding", true, (*store.Tx).Findings, (*store.Store).Findings, func(v *hindcast.Finding, id string) { v.ID = hindcast.FindingID(id) }, nil),
		kindOf("action", true, (*store.Tx).Actions, (*store.Store).Actions, func(v *hindcast.Action, id string) { v.ID = hindcast.ActionID(id) },
			func(v *hindcast.Action) { v.Proofs = nil }),
		kindOf("proof", true, (*store.Tx).Proofs, (*store.Store).Proofs, func(v *store.ActionProof, id string) { v.Proof.ID = hindcast.ProofID(id) },
			func(v *store.ActionProof) { v.Proof.Results = nil }),
		kindOf("proof check", true, (*store.Tx).ProofChecks, (*store.Store).ProofChecks, func(v *store.ProofCheck, id string) { v.ID = id }, nil),
		kindOf("effect check", true, (*store.Tx).Effects, (*store.Store).Effects, func(v *store.ActionEffect, id string) { v.ID = id }, nil),
		kindOf("known check", true, (*store.Tx).KnownChecks, (*store.Store).KnownChecks, func(v *hindcast.KnownCheck, id string) { v.ID = id }, nil),
		kindOf("document", false, (*store.Tx).Documents, (*store.Store).Documents, func(v *hindcast.Document, id string) { v.ID = hindcast.DocumentID(id) },
			func(v *hindcast.Document) { v.Revisions, v.Marks = nil, nil }),
		kindOf("revision", false, (*store.Tx).Revisions, (*store.Store).Revisions, func(v *store.DocumentRevision, id string) { v.ID = id }, nil),
		kindOf("proposal", false, (*store.Tx).Proposals, (*store.Store).Proposals, func(v *store.Proposal, id string) { v.ID = id }, nil),
		kindOf("document_mark", false, (*store.Tx).DocumentMarks, (*store.Store).DocumentMarks, func(v *store.DocumentMark, id string) { v.ID = id }, nil),
		kindOf("answer", true, (*store.Tx).Answers, (*store.Store).Answers, func(v *store.Answer, id string) { v.ID = id },
			func(v *store.Answer) { v.Person.User = storetest.Admin().User }), // nobody else reads what is not opened
		kindOf("note", true, (*store.Tx).Notes, (*store.Store).Notes, func(v *store.Note, id string) { v.ID = id },
			func(v *store.Note) { v.Keeper.User = storetest.Admin().User }),
		kindOf("meeting", true, (*store.Tx).Meetings, (*store.Store).Meetings, func(v *hindcast.Meeting, id string) { v.ID = hindcast.MeetingID(id) }, nil),
		kindOf("remark", true, (*store.Tx).Remarks, (*store.Store).Remarks, func(v *hindcast.Remark, id string) { v.ID = hindcast.RemarkID(id) }, nil),
		kindOf("confirmation", true, (*store.Tx).Confirmations, (*store.Store).Confirmations,
			func(v *hindcast.Confirmation, id string) {
				v.ID, v.Event = hindcast.ConfirmationID(id), hindcast.EventID(id)
			}, nil),
		kindOf("publication", false, (*store.Tx).Publications, (*store.Store).Publications, func(v *hindcast.Publication, id string) { v.ID = hindcast.PublicationID(id) }, nil),
		kindOf("lesson", false, (*store.Tx).Lessons, (*store.Store).Lessons, func(v *hindcast.ExternalLesson, id string) { v.ID = hindcast.LessonID(id) }, nil),
		kindOf("service", false, (*store.Tx).Services, (*store.Store).Services, func(v *hindcast.Service, id string) { v.ID = hindcast.ServiceID(id) }, nil),
		kindOf("alert", false, (*store.Tx).Alerts, (*store.Store).Alerts, func(v *hindcast.Alert, id string) { v.ID, v.External = hindcast.AlertID(id), id }, nil),
		kindOf("alert rule", false, (*store.Tx).AlertRules, (*store.Store).AlertRules, func(v *hindcast.AlertRule, id string) { v.ID = hindcast.AlertRuleID(id) }, nil),
		kindOf("webhook", false, (*store.Tx).Webhooks, (*store.Store).Webhooks, func(v *hindcast.Webhook, id string) { v.ID = hindcast.WebhookID(id) }, nil),
		kindOf("channel", false, (*store.Tx).Channels, (*store.Store).Channels, func(v *hindcast.Channel, id string) { v.Team = hindcast.TeamID(id) }, nil),
		kindOf("team", false, (*store.Tx).Teams, (*store.Store).Teams, func(v *hindcast.Team, id string) { v.ID = hindcast.TeamID(id) }, nil),
		kindOf("user", false, (*store.Tx).Users, (*store.Store).Users, func(v *hindcast.User, id string) { v.ID = hindcast.UserID(id) }, nil),
		kindOf("token", false, (*store.Tx).Tokens, (*store.Store).Tokens, func(v *hindcast.ServiceToken, id string) { v.ID = hindcast.TokenID(id) }, nil),
	}
}

// TestEveryType: whatever a field holds comes back as it was, on both engines,
// after adding and after changing.
func TestEveryType(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		for _, k := range kinds() {
			t.Run(k.name, func(t *testing.T) { k.test(t, st, db) })
		}
		t.Run("incident", func(t *testing.T) { incidentConforms(t, st) })
		verified(t, st)
	})
}

// conformance is what the store promises about any type.
type conformance[T any] struct {
	t      *testing.T
	st     *store.Store
	bound  bool
	shelf  func(*store.Tx) store.Shelf[T]
	reader func(*store.Store) store.Reader[T]
	id     func(*T, string)
	apart  func(*T)
}

// value is a filled value with an identifier; seed 0 leaves every field empty.
func (c conformance[T]) value(id string, seed int) *T {
	v := new(T)
	if seed > 0 {
		storetest.Fill(v, seed)
	}
	if c.apart != nil {
		c.apart(v)
	}
	if f := reflect.ValueOf(v).Elem().FieldByName("Version"); f.IsValid() {
		f.SetInt(0)
	}
	c.id(v, id)
	return v
}

func (c conformance[T]) run() {
	t := c.t
	incident := hindcast.IncidentID("")
	if c.bound {
		incident = addIncident(t, c.st, storetest.Admin(), "for "+t.Name()).ID
	}
	filled, empty := c.value("one", 1), c.value("two", 0)
	if t.Name() != "" && strings.HasSuffix(t.Name(), "/writeup") {
		c.must(func(s store.Shelf[T]) error { return s.Add("x.added", incident, filled) })
	} else {
		c.must(func(s store.Shelf[T]) error { return s.AddAll("x.added", incident, []*T{filled, empty}) })
		c.same("two", empty)
	}
	c.same("one", filled)

	c.fails("a taken identifier", hindcast.Conflict, func(s store.Shelf[T]) error { return s.Add("x.added", incident, c.value("one", 3)) })
	if c.bound {
		c.fails("no such incident", hindcast.Conflict, func(s store.Shelf[T]) error { return s.Add("x.added", "inc_none", c.value("three", 3)) })
	}
	c.fails("a stale version", hindcast.Stale, func(s store.Shelf[T]) error { return s.Change("x.changed", c.value("one", 2), 7) })
	c.fails("change of nothing", hindcast.NotFound, func(s store.Shelf[T]) error { return s.Change("x.changed", c.value("none", 2), 1) })
	c.fails("removal of nothing", hindcast.NotFound, func(s store.Shelf[T]) error { return s.Remove("x.removed", "none", 1) })
	c.fails("a stale removal", hindcast.Stale, func(s store.Shelf[T]) error { return s.Remove("x.removed", "one", 7) })
	c.fails("a NUL in the identifier", hindcast.NotFound, func(s store.Shelf[T]) error { _, err := s.Get("on\x00e"); return err })

	changed := c.value("one", 40)
	c.must(func(s store.Shelf[T]) error { return s.Change("x.changed", changed, 1) })
	c.same("one", changed)
	if k, _ := c.reader(c.st).Get(context.Background(), storetest.Admin(), "one"); k.Version != 2 || k.Incident != incident || k.Added >= k.Entry {
		t.Errorf("after a change: version %d, incident %q, added %d, entry %d", k.Version, k.Incident, k.Added, k.Entry)
	}
	c.must(func(s store.Shelf[T]) error { return s.Change("x.changed", c.value("one", 0), 2) })
	c.same("one", c.value("one", 0))

	c.must(func(s store.Shelf[T]) error { return s.Remove("x.removed", "one", 3) })
	if _, err := c.reader(c.st).Get(context.Background(), storetest.Admin(), "one"); hindcast.CodeOf(err) != hindcast.NotFound {
		t.Errorf("after removal: %v", err)
	}
	c.must(func(s store.Shelf[T]) error { return s.Add("x.added", incident, c.value("one", 5)) }) // an identifier may come back
	c.pages()
}

// pages reads all values in small pages and expects each once, the newest first.
func (c conformance[T]) pages() {
	page, last, total := store.Page{Limit: 1}, int64(1<<62), 0
	for {
		found, next, err := c.reader(c.st).List(context.Background(), storetest.Admin(), page)
		if err != nil {
			c.t.Fatal(err)
		}
		for _, k := range found {
			total++
			if k.Added >= last {
				c.t.Errorf("%d comes after %d", k.Added, last)
			}
			last = k.Added
		}
		if next == "" {
			break
		}
		page.After = next
	}
	if total == 0 {
		c.t.Error("the list is empty")
	}
}

func (c conformance[T]) update(do func(store.Shelf[T]) error) error {
	return c.st.Update(context.Background(), storetest.Admin(), func(tx *store.Tx) error { return do(c.shelf(tx)) })
}

func (c conformance[T]) must(do func(store.Shelf[T]) error) {
	c.t.Helper()
	if err := c.update(do); err != nil {
		c.t.Fatal(err)
	}
}

// fails expects an error of a code, and that it changes and records nothing.
func (c conformance[T]) fails(what string, want hindcast.Code, do func(store.Shelf[T]) error) {
	c.t.Helper()
	before, _ := c.st.Head(context.Background())
	err := c.update(do)
	if hindcast.CodeOf(err) != want {
		c.t.Errorf("%s: %v, want %s", what, err, want)
	}
	if err != nil && (strings.Contains(strings.SplitN(err.Error(), ":", 2)[0], "SQLSTATE") || strings.Contains(err.Error(), "panic")) {
		c.t.Errorf("%s reads %q", what, err)
	}
	if after, _ := c.st.Head(context.Background()); after.Number != before.Number {
		c.t.Errorf("%s was recorded", what)
	}
}

func (c conformance[T]) same(id string, want *T) {
	c.t.Helper()
	k, err := c.reader(c.st).Get(context.Background(), storetest.Admin(), id)
	if err != nil {
		c.t.Fatal(err)
	}
	if f := reflect.ValueOf(want).Elem().FieldByName("Version"); f.IsValid() {
		f.SetInt(k.Version)
	}
	if diff := cmp.Diff(*want, k.Value); diff != "" {
		c.t.Errorf("%s (-want +got):\n%s", id, diff)
	}
}

func incidentConforms(t *testing.T, st *store.Store) {
	for seed := range 4 {
		var want hindcast.Incident
		change := func(i *hindcast.Incident) {
			id, key := i.ID, i.Key
			*i = hindcast.Incident{}
			if seed > 0 {
				storetest.Fill(i, seed*7)
			}
			i.ID, i.Key, i.Version = id, key, 0
		}
		want = addIncident(t, st, storetest.Admin(), "x", change)
		got, err := st.Incident(context.Background(), storetest.Admin(), want.Key)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("seed %d (-want +got):\n%s", seed, diff)
		}
	}
}

// TestRefusedTexts: what one engine cannot hold is refused by both, with the
// place named.
func TestRefusedTexts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		incident := addIncident(t, st, storetest.Admin(), "x")
		for _, c := range []struct {
			field string
			spoil func(*hindcast.TimelineEvent)
		}{
			{"body", func(e *hindcast.TimelineEvent) { e.Text = "a\x00b" }},
			{"body", func(e *hindcast.TimelineEvent) { e.Text = "a\xffb" }},
			{"id", func(e *hindcast.TimelineEvent) { e.ID = "a\x00b" }},
			{"history", func(e *hindcast.TimelineEvent) { e.History = []hindcast.Correction{{}, {Reason: "a\x00b"}} }},
			{"communication", func(e *hindcast.TimelineEvent) { e.Communication = &hindcast.Communication{Channel: "\xff"} }},
			{"at", func(e *hindcast.TimelineEvent) { e.At = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) }},
			{"at", func(e *hindcast.TimelineEvent) { e.At = time.Date(0, 12, 31, 0, 0, 0, 0, time.UTC) }},
			{"history", func(e *hindcast.TimelineEvent) {
				e.History = []hindcast.Correction{{At: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)}}
			}},
		} {
			err := st.Update(context.Background(), storetest.Admin(), func(tx *store.Tx) error {
				e := hindcast.TimelineEvent{ID: hindcast.EventID(tx.NewID("evt"))}
				c.spoil(&e)
				return tx.Events().Add("event.added", incident.ID, &e)
			})
			e, ok := err.(*hindcast.Error)
			if !ok || e.Code != hindcast.Invalid || len(e.Fields) != 1 || e.Fields[0].Field != c.field {
				t.Errorf("%s: %v", c.field, err)
			}
		}
		nul := storetest.Admin()
		nul.User = "a\x00"
		if err := st.Update(context.Background(), nul, func(tx *store.Tx) error {
			return tx.Record("test.done", store.Subject{Kind: "test", ID: "1"}, nil)
		}); hindcast.CodeOf(err) != hindcast.Invalid {
			t.Errorf("an actor with a NUL: %v", err)
		}
		for name, err := range map[string]error{
			"incident": second(st.Incident(context.Background(), storetest.Admin(), "a\x00")),
			"record":   second(st.Record(context.Background(), storetest.Admin(), "a\xff")),
		} {
			if hindcast.CodeOf(err) != hindcast.NotFound {
				t.Errorf("%s by a broken name: %v", name, err)
			}
		}
		if rows, _, err := st.Incidents(context.Background(), storetest.Admin(), store.IncidentFilter{Service: "\x00", Type: "\xff"}, "", store.Page{}); err != nil || len(rows) != 0 {
			t.Errorf("a filter that matches nothing: %v, %v", rows, err)
		}
	})
}

func second[A any](_ A, err error) error { return err }

// verified expects that the ledger and every row are in order.
func verified(t *testing.T, st *store.Store) store.Verification {
	t.Helper()
	v, err := st.Verify(context.Background(), store.VerifyOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range v.Problems {
		t.Errorf("entry %d, %v: %s", p.Entry, p.Subject, p.Why)
	}
	return v
}
