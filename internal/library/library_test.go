package library_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/library"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var (
	ctx   = context.Background()
	admin = storetest.Admin()
	ann   = storetest.Member("Ann")
	bo    = storetest.Member("Bo")
	fay   = hindcast.Actor{User: "usr_fay", Name: "Fay", Role: hindcast.Facilitator}
	vic   = hindcast.Actor{User: "usr_vic", Name: "Vic", Role: hindcast.Viewer}
	guest = hindcast.Actor{User: "usr_gus", Name: "Gus", Role: hindcast.Guest, Guest: "rev_1"}
)

// shelf is a library under test.
type shelf struct {
	*library.Service
	t     *testing.T
	store *store.Store
}

func each(t *testing.T, test func(s shelf)) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		test(shelf{library.New(st, db.Config.Now), t, st})
	})
}

func (s shelf) is(what string, err error, want hindcast.Code) {
	s.t.Helper()
	if hindcast.CodeOf(err) != want {
		s.t.Errorf("%s: %v, want %q", what, err, want)
	}
}

func (s shelf) ok(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s shelf) added(d hindcast.Document) library.Kept {
	s.t.Helper()
	kept, err := s.Add(ctx, ann, d)
	s.ok(err)
	return kept
}

func (s shelf) proposed(by hindcast.Actor, id hindcast.DocumentID, d library.Draft) library.Proposal {
	s.t.Helper()
	p, err := s.Propose(ctx, by, id, d)
	s.ok(err)
	return p
}

func (s shelf) approved(by hindcast.Actor, p library.Proposal) library.Revision {
	s.t.Helper()
	r, err := s.Approve(ctx, by, p.Value.ID, p.Version)
	s.ok(err)
	return r
}

func TestProposeAndApprove(t *testing.T) {
	each(t, func(s shelf) {
		d := s.added(hindcast.Document{Kind: hindcast.Runbook, Title: "Rotate keys"})
		_, err := s.Propose(ctx, vic, d.Value.ID, library.Draft{Reason: "r", Body: "b"})
		s.is("a viewer proposes", err, hindcast.Forbidden)
		_, err = s.Propose(ctx, guest, d.Value.ID, library.Draft{Reason: "r", Body: "b"})
		s.is("a guest proposes", err, hindcast.Forbidden)
		_, err = s.Propose(ctx, ann, d.Value.ID, library.Draft{Body: "b"})
		s.is("no reason", err, hindcast.Invalid)
		_, err = s.Propose(ctx, ann, "doc_none", library.Draft{Reason: "r", Body: "b"})
		s.is("no such document", err, hindcast.NotFound)
		_, err = s.Propose(ctx, ann, d.Value.ID, library.Draft{Reason: "r", Body: "b", Lesson: "fnd_none"})
		s.is("no such lesson", err, hindcast.NotFound)

		first := s.proposed(ann, d.Value.ID, library.Draft{Reason: "there was none", Body: "# One", Steps: []string{"Stop", "Swap"}})
		rival := s.proposed(fay, d.Value.ID, library.Draft{Reason: "another", Body: "# Rival"})
		if e, _ := s.Get(ctx, ann, d.Value.ID); len(e.Document.Revisions) != 0 || len(e.Proposals) != 2 || len(e.Document.Steps) != 0 {
			t.Errorf("a proposal is in force: %+v", e)
		}
		_, err = s.Approve(ctx, bo, first.Value.ID, first.Version)
		s.is("a member approves", err, hindcast.Forbidden)
		_, err = s.Approve(ctx, fay, rival.Value.ID, rival.Version)
		s.is("an author approves", err, hindcast.Forbidden)
		_, err = s.Approve(ctx, fay, first.Value.ID, first.Version+1)
		s.is("another version", err, hindcast.Stale)
		r := s.approved(fay, first)
		if r.Value.Revision.Number != 1 || r.Value.Revision.Author.Name != "Ann" || r.Value.Revision.ApprovedBy.Name != "Fay" {
			t.Errorf("%+v", r.Value.Revision)
		}
		_, err = s.Approve(ctx, admin, rival.Value.ID, rival.Version)
		s.is("a proposal of an old text", err, hindcast.Stale)
		_, err = s.Propose(ctx, ann, d.Value.ID, library.Draft{Reason: "r", Body: "b"})
		s.is("a draft of an old text", err, hindcast.Stale)

		e, err := s.Get(ctx, vic, d.Value.ID)
		s.ok(err)
		if len(e.Document.Revisions) != 1 || len(e.Document.Steps) != 2 || len(e.Proposals) != 1 || e.DueAt.IsZero() || e.Overdue {
			t.Errorf("%+v", e)
		}
		s.is("a stranger withdraws", s.Withdraw(ctx, bo, rival.Value.ID, rival.Version), hindcast.Forbidden)
		s.ok(s.Withdraw(ctx, fay, rival.Value.ID, rival.Version))
		s.is("withdrawn twice", s.Withdraw(ctx, fay, rival.Value.ID, rival.Version), hindcast.NotFound)
		s.verified()
	})
}

// verified checks that the ledger vouches for every row.
func (s shelf) verified() {
	s.t.Helper()
	entries, err := s.store.Entries(ctx, ann, 0, 100, store.EntryFilter{Verb: "proposal."})
	if err != nil || len(entries) == 0 {
		s.t.Errorf("a member sees %d entries about proposals, %v", len(entries), err)
	}
}

func TestChange(t *testing.T) {
	each(t, func(s shelf) {
		d := s.added(hindcast.Document{Kind: hindcast.Runbook, Title: "Rotate keys", LastUsed: time.Unix(5, 0)})
		if !d.Value.LastUsed.IsZero() {
			t.Error("a new document was used")
		}
		d.Value.Title, d.Value.Steps = "Rotate all keys", []string{"unapproved"}
		changed, err := s.Change(ctx, ann, d.Value, d.Version)
		s.ok(err)
		if changed.Value.Title != "Rotate all keys" || len(changed.Value.Steps) != 0 || changed.Version != 2 {
			t.Errorf("%+v", changed)
		}
		_, err = s.Change(ctx, ann, d.Value, d.Version)
		s.is("an old version", err, hindcast.Stale)
		_, err = s.Change(ctx, vic, d.Value, 2)
		s.is("a viewer", err, hindcast.Forbidden)
		_, err = s.Add(ctx, ann, hindcast.Document{Kind: "novel", Title: ""})
		s.is("a novel", err, hindcast.Invalid)

		at := time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)
		_, err = s.Used(ctx, ann, d.Value.ID, at)
		s.ok(err)
		_, err = s.Drilled(ctx, ann, d.Value.ID, at.AddDate(0, 0, 1))
		s.ok(err)
		used, err := s.Used(ctx, ann, d.Value.ID, at.AddDate(0, -1, 0))
		s.ok(err)
		if !used.Value.LastUsed.Equal(at) || !used.Value.LastDrilled.Equal(at.AddDate(0, 0, 1)) {
			t.Errorf("%+v", used.Value)
		}
		_, err = s.Used(ctx, ann, d.Value.ID, at.AddDate(9, 0, 0))
		s.is("used in the future", err, hindcast.Invalid)
	})
}

func TestPolicyInForce(t *testing.T) {
	each(t, func(s shelf) {
		before, err := s.Policy(ctx)
		s.ok(err)
		_, err = s.Propose(ctx, ann, library.PolicyID, library.Draft{Reason: "tighter", Body: "levels:\n  P1:\n    detct: 1 min\n"})
		s.is("no policy", err, hindcast.Invalid)
		if err == nil || !strings.Contains(err.Error(), "policy.yaml:3:5") {
			t.Errorf("the problem is not placed: %v", err)
		}
		text := "levels:\n  P1:\n    detect: 1 min\nactions:\n  approvers:\n    runbook: [usr_Bo]\n"
		p := s.proposed(ann, library.PolicyID, library.Draft{Reason: "tighter", Body: text})
		_, err = s.Approve(ctx, fay, p.Value.ID, p.Version)
		s.is("a facilitator sets the policy", err, hindcast.Forbidden)
		if now, _ := s.Policy(ctx); now.Revision != before.Revision {
			t.Error("a proposal is in force")
		}
		s.approved(admin, p)
		now, err := s.Policy(ctx)
		s.ok(err)
		if now.Levels[hindcast.P1].Detect.Duration != time.Minute || now.Revision == before.Revision {
			t.Errorf("in force is %+v", now.Levels[hindcast.P1].Detect)
		}
		f, err := s.InForce(ctx, vic)
		s.ok(err)
		if f.Text != text || f.Default || f.Source("levels.P1.detect") != "" || f.Source("levels.P3.review_due") != "SEAL: within a week" {
			t.Errorf("%+v, from %q", f.Revision, f.Source("levels.P3.review_due"))
		}
		_, err = s.InForce(ctx, guest)
		s.is("a guest reads the policy", err, hindcast.NotFound)

		// Bo is named for runbooks, and not for what he wrote himself.
		d := s.added(hindcast.Document{Kind: hindcast.Runbook, Title: "Rotate keys"})
		own := s.proposed(bo, d.Value.ID, library.Draft{Reason: "r", Body: "b"})
		_, err = s.Approve(ctx, bo, own.Value.ID, own.Version)
		s.is("his own", err, hindcast.Forbidden)
		s.approved(bo, s.proposed(ann, d.Value.ID, library.Draft{Reason: "r", Body: "b"}))
		e, err := s.Get(ctx, ann, library.PolicyID)
		s.ok(err)
		e.Document.Title = "Ours"
		_, err = s.Change(ctx, fay, e.Document, e.Version)
		s.is("a facilitator renames the policy", err, hindcast.Forbidden)
	})
}

func TestList(t *testing.T) {
	each(t, func(s shelf) {
		old := s.added(hindcast.Document{Kind: hindcast.Runbook, Title: "zeta", Services: []string{"Mirror"}, Owner: hindcast.Person{Name: "Ann"}, ReviewEvery: time.Second})
		s.added(hindcast.Document{Kind: hindcast.Playbook, Title: "Alpha"})
		s.added(hindcast.Document{Kind: hindcast.Runbook, Title: "Beta", Owner: hindcast.Person{Name: "Bo"}})
		s.approved(fay, s.proposed(ann, old.Value.ID, library.Draft{Reason: "r", Body: "b"}))

		titles := func(f library.Filter) string {
			var list []string
			page := library.Page{Limit: 1}
			for {
				l, err := s.List(ctx, vic, f, page)
				s.ok(err)
				for _, r := range l.Rows {
					list = append(list, r.Document.Title)
				}
				if page.After = l.Next; l.Next == "" {
					return strings.Join(list, " ")
				}
			}
		}
		for _, c := range []struct {
			filter library.Filter
			want   string
		}{
			{library.Filter{}, "Beta zeta Alpha"},
			{library.Filter{Kind: hindcast.Runbook}, "Beta zeta"},
			{library.Filter{Text: "mirr ZET"}, "zeta"},
			{library.Filter{Owner: "bo"}, "Beta"},
			{library.Filter{Overdue: true}, "zeta"},
			{library.Filter{Text: "nothing"}, ""},
		} {
			if got := titles(c.filter); got != c.want {
				t.Errorf("%+v lists %q, want %q", c.filter, got, c.want)
			}
		}
		l, err := s.List(ctx, ann, library.Filter{Kind: hindcast.Playbook}, library.Page{})
		s.ok(err)
		if l.All != 3 || l.Found != 1 || l.Kinds[hindcast.Runbook] != 2 {
			t.Errorf("%+v", l)
		}
		_, err = s.List(ctx, ann, library.Filter{}, library.Page{After: "nonsense"})
		s.is("a foreign page mark", err, hindcast.Invalid)
		l, err = s.List(ctx, guest, library.Filter{}, library.Page{})
		s.ok(err)
		if l.All != 0 {
			t.Errorf("a guest sees %d documents", l.All)
		}
		_, err = s.Get(ctx, guest, old.Value.ID)
		s.is("a guest", err, hindcast.NotFound)
	})
}

// TestLessonOfARevision: who may not see the incident is not told which lesson
// caused a revision.
func TestLessonOfARevision(t *testing.T) {
	each(t, func(s shelf) {
		insider := ann
		finding := hindcast.FindingID("fnd_1")
		s.ok(s.store.Update(ctx, insider, func(tx *store.Tx) error {
			_, err := tx.AddRecord(&hindcast.Record{
				Incident: hindcast.Incident{Title: "Secret", Kind: hindcast.SecurityIncident, Visibility: hindcast.Restricted},
				Review:   hindcast.Review{Findings: []hindcast.Finding{{ID: finding, Kind: hindcast.Weakness, Text: "planted"}}},
			})
			return err
		}))
		d := s.added(hindcast.Document{Kind: hindcast.Runbook, Title: "Rotate keys"})
		_, err := s.Propose(ctx, bo, d.Value.ID, library.Draft{Reason: "r", Body: "b", Lesson: finding})
		s.is("an outsider cites it", err, hindcast.NotFound)
		s.approved(fay, s.proposed(insider, d.Value.ID, library.Draft{Reason: "r", Body: "b", Lesson: finding}))
		for _, c := range []struct {
			by   hindcast.Actor
			sees bool
		}{{insider, true}, {bo, false}, {admin, false}} {
			l, err := s.List(ctx, c.by, library.Filter{}, library.Page{})
			s.ok(err)
			e, err := s.Get(ctx, c.by, d.Value.ID)
			s.ok(err)
			if _, known := e.Lessons[finding]; known != c.sees || (l.Rows[0].Lesson != nil) != c.sees {
				t.Errorf("%s: %v, %v", c.by.Name, l.Rows[0].Lesson, e.Lessons)
			}
			if latest, _ := e.Latest(); (latest.Lesson != "") != c.sees || (l.Rows[0].Latest.Lesson != "") != c.sees {
				t.Errorf("%s is given the identifier %q", c.by.Name, latest.Lesson)
			}
		}
	})
}
