package reviews_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/reviews"
	"github.com/hindcast/hindcast/internal/store"
)

// readings is everything that one reader can get at by any way the store and the
// service offer, as text.
func (r room) readings(by hindcast.Actor) string {
	r.t.Helper()
	var all strings.Builder
	keep := func(v any, err error) {
		if err == nil {
			all.WriteString(text(r.t, v))
		}
	}
	v, err := r.View(ctx, by, "INC-1")
	keep(v.Record, err)
	keep(v.Answers, err)
	keep(v.Gates, err)
	given, err := r.Answers(ctx, by, "INC-1")
	keep(given, err)
	note, err := r.Note(ctx, by, "INC-1")
	keep(note, err)
	answers, err := r.st.Answers().Of(ctx, by, r.incident.ID)
	keep(answers, err)
	listed, _, err := r.st.Answers().List(ctx, by, store.Page{Limit: 500})
	keep(listed, err)
	for _, e := range r.entries(r.t, by) {
		if e.Subject.Kind == "answer" {
			one, err := r.st.Answers().Get(ctx, by, e.Subject.ID)
			keep(one, err)
		}
		keep(e, nil)
	}
	notes, _, err := r.st.Notes().List(ctx, by, store.Page{Limit: 500})
	keep(notes, err)
	for _, word := range []string{"zanzibar", "okavango"} {
		found, err := r.st.Search(ctx, by, word, 10)
		keep(found, err)
	}
	record, err := r.st.Record(ctx, by, "INC-1")
	keep(record, err)
	return all.String()
}

func (r room) entries(t *testing.T, by hindcast.Actor) []store.Entry {
	t.Helper()
	list, err := r.st.Entries(ctx, by, 0, 1000, store.EntryFilter{})
	r.must(err)
	return list
}

func TestBlindAnswersAreNobodysButTheirOwn(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		review := r.opened()
		first, err := r.Answer(ctx, ada, "INC-1", hindcast.AskPeople, hindcast.Missed, "zanzibar", 0)
		r.must(err)
		_, err = r.Answer(ctx, ada, "INC-1", hindcast.AskPeople, hindcast.Met, "zanzibar too", 0)
		r.refused(hindcast.Stale, "a second first answer", err)
		second, err := r.Answer(ctx, ada, "INC-1", hindcast.AskPeople, hindcast.Partly, "zanzibar again", first.Version)
		r.must(err)
		_, err = r.Answer(ctx, ada, "INC-1", hindcast.AskPeople, hindcast.Partly, "zanzibar late", first.Version)
		r.refused(hindcast.Stale, "a stale answer", err)
		_, err = r.Answer(ctx, viewer, "INC-1", hindcast.AskPeople, hindcast.Met, "", 0)
		r.refused(hindcast.Forbidden, "a viewer answers", err)
		_, err = r.Answer(ctx, ben, "INC-1", "weather", hindcast.NotComputable, "", 0)
		r.refused(hindcast.Invalid, "no such question, no such verdict", err)

		r.must(r.st.Update(ctx, admin, func(tx *store.Tx) error {
			return tx.BreakGlass(r.incident.ID, admin.User, tx.Now().Add(time.Hour), "to see what is there")
		}))
		guest := hindcast.Actor{User: "usr_gus", Name: "Gus", Role: hindcast.Guest, Guest: review.ID}
		token := admin
		token.Token, token.Scopes = "tok_1", []hindcast.Scope{hindcast.ScopeAdmin}
		nameless := hindcast.Actor{Role: hindcast.Admin, Token: "tok_2", Scopes: []hindcast.Scope{hindcast.ScopeAdmin}}
		for _, by := range []hindcast.Actor{admin, facilitator, ben, viewer, guest, token, nameless} {
			seen := r.readings(by)
			if strings.Contains(seen, "zanzibar") || strings.Contains(seen, `"Verdict":"partly"`) || strings.Contains(seen, second.Value.Salt) || strings.Contains(seen, first.Value.Salt) {
				t.Errorf("%s %s reads a blind answer", by.Role, by.Name)
			}
		}
		if !strings.Contains(r.readings(ada), "zanzibar again") {
			t.Error("their own answer is hidden from who gave it")
		}
		if v, err := r.View(ctx, ben, "INC-1"); err != nil || v.Blind != 1 {
			t.Errorf("%d people, %v", v.Blind, err)
		}
		_, err = r.Answer(ctx, ben, "INC-1", hindcast.AskPeople, hindcast.Missed, "too late", 0)
		r.must(err)

		r.refused(hindcast.Forbidden, "a member opens the answers", r.OpenAnswers(ctx, ben, "INC-1"))
		r.must(r.OpenAnswers(ctx, facilitator, "INC-1"))
		r.refused(hindcast.Conflict, "opening them twice", r.OpenAnswers(ctx, facilitator, "INC-1"))
		given, err := r.Answers(ctx, viewer, "INC-1")
		r.must(err)
		if !given.Opened || len(given.Answers) != 2 || given.Blind != 0 || !strings.Contains(r.readings(viewer), "zanzibar again") {
			t.Errorf("opened: %+v", given)
		}
		for _, a := range given.Agreed {
			if a.Question == hindcast.AskPeople && (a.Agreed || fmt.Sprint(a.Verdicts) != "map[missed:1 partly:1]") {
				t.Errorf("%+v", a)
			}
		}
		late, err := r.Answer(ctx, facilitator, "INC-1", hindcast.AskPeople, hindcast.Met, "", 0)
		r.must(err)
		if !late.Value.Opened || late.Value.Blind {
			t.Errorf("given after the opening: %+v", late.Value)
		}
	})
}

func TestSignOffWaitsForBlindAnswers(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.opened()
		r.ready()
		r.moved(hindcast.ReviewInReview, "")
		r.must(r.st.Update(ctx, ada, func(tx *store.Tx) error { // as if it had come in beside
			return tx.Answers().Add("answer.added", r.incident.ID, &store.Answer{ID: "ans_x", Review: r.review().ID, Question: hindcast.AskPeople, Person: ben.Person(), Verdict: hindcast.Met, Salt: tx.Salt()})
		}))
		_, err := r.Move(ctx, facilitator, "INC-1", hindcast.ReviewSignedOff, "", r.review().Version)
		r.refused(hindcast.Conflict, "sign-off with a blind answer", err)
		r.must(r.OpenAnswers(ctx, facilitator, "INC-1"))
		r.moved(hindcast.ReviewSignedOff, "")
	})
}

func TestTheLedgerHoldsHashesOfBlindAnswers(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.opened()
		kept, err := r.Answer(ctx, ada, "INC-1", hindcast.AskPeople, hindcast.Missed, "as it was", 0)
		r.must(err)
		hash := func() string {
			for _, e := range r.entries(t, admin) {
				if e.Subject.ID == kept.Value.ID {
					return e.Payload
				}
			}
			return ""
		}
		if p := hash(); !strings.Contains(p, `"verdict":"sealed:`) || !strings.Contains(p, `"note":"sealed:`) || !strings.Contains(p, `"salt":"sealed:`) || !strings.Contains(p, "usr_ada") {
			t.Errorf("the entry of a blind answer: %s", p)
		}
	})
}

func TestNotesAreTheFacilitatorsAlone(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		review := r.opened()
		_, err := r.KeepNote(ctx, admin, "INC-1", "okavango", 0)
		r.refused(hindcast.NotFound, "an admin keeps a note", err)
		first, err := r.KeepNote(ctx, facilitator, "INC-1", "okavango", 0)
		r.must(err)
		_, err = r.KeepNote(ctx, facilitator, "INC-1", "okavango two", first.Version)
		r.must(err)
		_, err = r.KeepNote(ctx, facilitator, "INC-1", "okavango three", first.Version)
		r.refused(hindcast.Stale, "a stale note", err)
		for _, by := range []hindcast.Actor{admin, ada, viewer} {
			if strings.Contains(r.readings(by), "okavango") {
				t.Errorf("%s reads the facilitator's note", by.Name)
			}
		}
		if n, err := r.Note(ctx, facilitator, "INC-1"); err != nil || n.Value.Text != "okavango two" {
			t.Errorf("%v, %v", n, err)
		}
		_, _, err = r.Schedule(ctx, admin, "INC-1", reviews.Plan{Facilitator: ben.Person()}, review.Version)
		r.must(err)
		_, err = r.Note(ctx, facilitator, "INC-1")
		r.refused(hindcast.NotFound, "who is facilitator no more", err)
		_, err = r.Note(ctx, ben, "INC-1")
		r.refused(hindcast.NotFound, "their successor", err)
	})
}
