package library_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/library"
	"github.com/hindcast/hindcast/internal/store"
)

// TestTheStarterSetCanBeFollowed holds every runbook to what a responder needs.
func TestTheStarterSetCanBeFollowed(t *testing.T) {
	set, err := library.StarterSet()
	if err != nil {
		t.Fatal(err)
	}
	runbooks := 0
	for _, st := range set {
		o := hindcast.ReadOutline(st.Body)
		if err := st.Document.Validate(); err != nil || st.Document.ReviewEvery == 0 {
			t.Errorf("%s: %v, reviewed every %s", st.Name, err, st.Document.ReviewEvery)
		}
		if st.Document.Kind == hindcast.CommunicationTemplate && len(o.Variables) < 5 {
			t.Errorf("%s has %d variables", st.Name, len(o.Variables))
		}
		if st.Document.Kind != hindcast.Runbook {
			continue
		}
		runbooks++
		phases := map[string]int{}
		for _, step := range o.Steps {
			phases[step.Phase]++
			if len(step.Name) > 120 || step.ID == "step" {
				t.Errorf("%s: the step %q cannot be cited", st.Name, step.Name)
			}
		}
		if phases["First five minutes"] < 4 || phases["Steps"] < 5 || phases["Recovery"] < 3 {
			t.Errorf("%s: steps by phase %v", st.Name, phases)
		}
		boxes := map[string]int{}
		for _, b := range o.Checklist {
			boxes[b.Phase]++
		}
		if boxes["Evidence to secure"] < 3 || boxes["It is over when"] < 3 {
			t.Errorf("%s: boxes by phase %v", st.Name, boxes)
		}
		for _, heading := range []string{"## When this applies", "## Decisions", "## Communication", "## Review afterwards"} {
			if !strings.Contains(st.Body, heading) {
				t.Errorf("%s has no %q", st.Name, heading)
			}
		}
		if len(st.Document.Types) == 0 || len(o.Variables) == 0 {
			t.Errorf("%s is for no type, or has nothing to fill in", st.Name)
		}
	}
	if runbooks != 11 {
		t.Errorf("%d runbooks", runbooks)
	}
}

func TestStartersAreTakenOnce(t *testing.T) {
	each(t, func(s shelf) {
		_, err := s.TakeStarters(ctx, vic, []string{"ddos"})
		s.is("a viewer takes", err, hindcast.Forbidden)
		_, err = s.TakeStarters(ctx, ann, []string{"ddos", "none"})
		s.is("what there is not", err, hindcast.Invalid)
		taken, err := s.TakeStarters(ctx, ann, []string{"ddos", "capacity", "ddos"})
		s.ok(err)
		again, err := s.TakeStarters(ctx, bo, []string{"capacity", "first-notice-internal"})
		s.ok(err)
		if len(taken) != 2 || len(again) != 1 {
			t.Errorf("taken %d, then %d", len(taken), len(again))
		}
		set, err := s.Starters(ctx, vic)
		s.ok(err)
		there := 0
		for _, st := range set {
			if st.Taken {
				there++
			}
		}
		if there != 3 || len(set) < 20 {
			t.Errorf("%d of %d are there", there, len(set))
		}
		e, err := s.Get(ctx, ann, taken[0].Document.ID)
		s.ok(err)
		if len(e.Document.Revisions) != 0 || len(e.Proposals) != 1 {
			t.Fatalf("%+v", e)
		}
		s.approved(fay, e.Proposals[0])
		e, err = s.Get(ctx, ann, taken[0].Document.ID)
		s.ok(err)
		if len(e.Steps()) < 12 || !slices.Contains(e.Document.Steps, "Turn on what is already there") {
			t.Errorf("steps: %q", e.Document.Steps)
		}
		books, err := s.Books(ctx, ann, hindcast.Incident{Type: "DDoS"})
		if err != nil || len(books) != 1 || len(books[0].Steps) != len(e.Steps()) {
			t.Errorf("%d books, %v", len(books), err)
		}
		if books, _ := s.Books(ctx, ann, hindcast.Incident{Type: "data loss"}); len(books) != 0 {
			t.Error("a runbook is offered for what it is not for")
		}
	})
}

func TestMarks(t *testing.T) {
	each(t, func(s shelf) {
		d := s.added(hindcast.Document{Kind: hindcast.Runbook, Title: "Rotate keys", ReviewEvery: time.Hour})
		s.is("nothing to review", s.Reviewed(ctx, ann, d.Value.ID, ""), hindcast.Conflict)
		s.is("no such document", s.Reviewed(ctx, ann, "doc_none", ""), hindcast.NotFound)
		s.approved(fay, s.proposed(ann, d.Value.ID, library.Draft{Reason: "r", Body: "1. Stop\n2. Swap\n"}))
		s.is("a viewer reviews", s.Reviewed(ctx, vic, d.Value.ID, ""), hindcast.Forbidden)
		s.ok(s.Reviewed(ctx, ann, d.Value.ID, "read it aloud"))
		s.is("no lesson", s.Contradict(ctx, ann, d.Value.ID, "", ""), hindcast.Invalid)
		s.is("a lesson there is not", s.Contradict(ctx, ann, d.Value.ID, "fnd_none", ""), hindcast.NotFound)
		incident := hindcast.Incident{ID: "inc_1", Key: "INC-1", Title: "Keys", Kind: hindcast.Operational, State: hindcast.IncidentResolved, Visibility: hindcast.Restricted, People: []hindcast.UserID{fay.User}}
		s.ok(s.store.Update(ctx, admin, func(tx *store.Tx) error {
			if err := tx.Incidents().Add("incident.opened", incident.ID, &incident); err != nil {
				return err
			}
			return tx.Findings().Add("finding.added", incident.ID, &hindcast.Finding{ID: "fnd_1", Kind: hindcast.Weakness, Text: "Step two names a host that is gone"})
		}))
		if id, err := s.LessonNamed(ctx, fay, "inc-1: step two names a host that is gone"); err != nil || id != "fnd_1" {
			t.Errorf("%q, %v", id, err)
		}
		_, err := s.LessonNamed(ctx, ann, "INC-1: Step two names a host that is gone")
		s.is("a lesson of somebody else", err, hindcast.Invalid)
		s.ok(s.Contradict(ctx, fay, d.Value.ID, "fnd_1", "the host"))
		s.is("cited twice", s.Contradict(ctx, fay, d.Value.ID, "fnd_1", ""), hindcast.Conflict)
		if e, err := s.Get(ctx, ann, d.Value.ID); err != nil || len(e.Marks) != 1 {
			t.Errorf("a member who does not see the incident is told of it: %+v, %v", e.Marks, err)
		}
		e, err := s.Get(ctx, fay, d.Value.ID)
		s.ok(err)
		latest, _ := e.Latest()
		if _, by := e.Marks.Reviewed(); by.Name != "Ann" || len(e.Marks.Contradictions(latest.At)) != 1 || e.Lessons["fnd_1"].Incident.Key != "INC-1" {
			t.Errorf("%+v", e)
		}
		s.is("a member retires", s.Retire(ctx, ann, d.Value.ID, "old"), hindcast.Forbidden)
		s.is("no reason", s.Retire(ctx, fay, d.Value.ID, " "), hindcast.Invalid)
		s.is("the policy", s.Retire(ctx, admin, library.PolicyID, "x"), hindcast.Conflict)
		s.ok(s.Retire(ctx, fay, d.Value.ID, "replaced"))
		s.is("retired twice", s.Retire(ctx, fay, d.Value.ID, "again"), hindcast.Conflict)
		if books, _ := s.Books(ctx, ann, hindcast.Incident{}); len(books) != 0 {
			t.Error("a retired runbook is offered")
		}
		list, err := s.List(ctx, ann, library.Filter{}, library.Page{})
		if err != nil || list.Found != 0 || list.Retired != 1 {
			t.Errorf("%+v, %v", list, err)
		}
		s.ok(s.Restore(ctx, fay, d.Value.ID, "needed"))
		if list, _ := s.List(ctx, ann, library.Filter{}, library.Page{}); list.Found != 1 || list.Rows[0].Reviewed.IsZero() {
			t.Errorf("%+v", list)
		}
	})
}
