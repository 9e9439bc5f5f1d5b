package reviews_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/reviews"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/together"
)

func (r room) text(section hindcast.ReviewSection) reviews.SharedText {
	r.t.Helper()
	w, err := r.Written(ctx, admin, "INC-1")
	r.must(err)
	return w.Texts[slices.IndexFunc(w.Texts, func(t reviews.SharedText) bool { return t.Section == section })]
}

// typed sends the whole replacement of one text by another.
func (r room) typed(by hindcast.Actor, client, from, to string, version int64) (reviews.Outcome, error) {
	return r.Write(ctx, by, "INC-1", reviews.Typed{Section: hindcast.SummarySection, Client: client, Version: version, Changes: []string{together.Replace(from, to).String()}})
}

// wrote counts the entries of a person about what they wrote.
func (r room) wrote(by hindcast.Actor) int {
	r.t.Helper()
	list, err := r.st.Entries(ctx, admin, 0, 1000, store.EntryFilter{Verb: "review.written", Actor: by.User})
	r.must(err)
	return len(list)
}

func TestWriteInOrder(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.opened()
		before := r.review().Version
		out, err := r.typed(ada, "a", "", "The 🔥 queue", 0)
		r.must(err)
		if !out.Accepted || out.Version != 1 {
			t.Errorf("%+v", out)
		}
		out, err = r.typed(ben, "b", "", "Ben was here", 0)
		r.must(err)
		if out.Accepted || len(out.Missing) != 1 || out.Missing[0].By != ada.Person() || out.Version != 1 {
			t.Errorf("a stale change: %+v", out)
		}
		_, err = r.typed(ben, "a", "The 🔥 queue", "x", 1)
		r.refused(hindcast.Conflict, "somebody else's editor", err)
		_, err = r.typed(viewer, "v", "The 🔥 queue", "x", 1)
		r.refused(hindcast.Forbidden, "a viewer writes", err)
		_, err = r.Written(ctx, viewer, "INC-1")
		r.refused(hindcast.Forbidden, "a viewer opens the editor", err)
		_, err = r.Write(ctx, hindcast.Actor{User: "usr_g", Role: hindcast.Guest, Guest: "rev_other"}, "INC-1", reviews.Typed{Section: hindcast.SummarySection, Client: "g", Version: 1, Changes: []string{"[12]"}})
		r.refused(hindcast.NotFound, "the guest of another review", err)
		_, err = r.Write(ctx, ben, "INC-1", reviews.Typed{Section: "weather", Client: "b", Changes: []string{`[[0,"x"]]`}})
		r.refused(hindcast.NotFound, "no such section", err)
		for _, bad := range []string{"", "[3]", `[4,[1],6]`, "[[0,\"\\u0000\"],12]", fmt.Sprintf(`[[0,%q],12]`, strings.Repeat("x", hindcast.MaxText))} {
			_, err = r.Write(ctx, ben, "INC-1", reviews.Typed{Section: hindcast.SummarySection, Client: "b", Version: 1, Changes: []string{bad}})
			r.refused(hindcast.Invalid, fmt.Sprintf("%.20s", bad), err)
		}
		if text := r.text(hindcast.SummarySection); text.Text != "The 🔥 queue" || text.Version != 1 {
			t.Errorf("%+v", text)
		}
		if r.wrote(ada) != 0 || r.review().Version != before {
			t.Error("a keystroke is in the ledger")
		}
		_, err = r.typed(ben, "b", "The 🔥 queue", "The 🔥 queue stood", 1)
		r.must(err)
		for range 3 {
			r.must(r.Settle(ctx, ada, "INC-1"))
		}
		if r.wrote(ada) != 1 || r.wrote(ben) != 1 {
			t.Errorf("%d entries of Ada, %d of Ben, want one each", r.wrote(ada), r.wrote(ben))
		}
		if review := r.review(); review.Summary != "The 🔥 queue stood" || len(review.Authors) != 2 || review.Version != before+1 {
			t.Errorf("%+v", review)
		}
	})
}

func TestSettleByItself(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.opened()
		_, err := r.typed(ada, "a", "", "x", 0)
		r.must(err)
		for range 10 { // the clock moves on with every look
			r.must(r.SettleIdle(ctx))
		}
		if r.review().Summary != "x" || r.wrote(ada) != 1 {
			t.Errorf("%q, %d entries", r.review().Summary, r.wrote(ada))
		}
		r.must(r.ForgetUpdates(ctx))
		_, err = r.typed(ada, "a", "x", "", 1)
		r.must(err)
		_, err = r.typed(ada, "a", "", "x", 2)
		r.must(err)
		r.must(r.Settle(ctx, ada, "INC-1"))
		if n := r.wrote(ada); n != 1 {
			t.Errorf("%d entries though the text is what it was", n)
		}
	})
}

func TestWrittenBesideTheReview(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		review := r.opened()
		_, err := r.typed(ada, "a", "", "Ada's words.", 0)
		r.must(err)
		_, err = r.Change(ctx, ben, "INC-1", reviews.Writeup{Summary: "Ben's words."}, review.Version)
		r.refused(hindcast.Stale, "a change that does not know of Ada's", err)
		review = r.review()
		if review.Summary != "Ada's words." {
			t.Errorf("%q", review.Summary)
		}
		_, err = r.Change(ctx, ben, "INC-1", reviews.Writeup{Summary: "Ada's words. Ben's."}, review.Version)
		r.must(err)
		if text := r.text(hindcast.SummarySection); text.Text != "Ada's words. Ben's." || text.Version != 2 || text.Unsettled() {
			t.Errorf("%+v", text)
		}
		out, err := r.typed(ada, "a", "Ada's words.", "Ada's 2 words.", 1)
		r.must(err)
		if out.Accepted || len(out.Missing) != 1 {
			t.Errorf("%+v", out)
		}
		r.must(r.st.Update(ctx, admin, func(tx *store.Tx) error { // as an import does
			kept, err := tx.Reviews().Get(string(review.ID))
			if err != nil {
				return err
			}
			kept.Value.Summary = "Imported.\r\nTwice."
			return tx.Reviews().Change("review.changed", &kept.Value, kept.Version)
		}))
		if text := r.text(hindcast.SummarySection); text.Text != "Imported.\nTwice." || text.Unsettled() {
			t.Errorf("%+v", text)
		}
	})
}

func TestReplaceWithoutAnEditor(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.opened()
		text, err := r.Replace(ctx, ada, "INC-1", hindcast.CauseSection, "One\r\ncause", 0)
		r.must(err)
		if text.Text != "One\ncause" || r.review().PrimaryCause != "One\ncause" || r.wrote(ada) != 1 {
			t.Errorf("%+v", text)
		}
		_, err = r.Replace(ctx, ada, "INC-1", hindcast.CauseSection, "One\r\ncause", 0)
		r.must(err) // sent twice
		text, err = r.Replace(ctx, ben, "INC-1", hindcast.CauseSection, "Another", 0)
		r.refused(hindcast.Stale, "a stale form", err)
		if text.Text != "One\ncause" || text.Version != 1 {
			t.Errorf("what stands there now: %+v", text)
		}
	})
}

func TestSignedIsFrozen(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		review := r.opened()
		_, err := r.typed(ada, "a", "", "The last word", 0)
		r.must(err)
		_, err = r.Move(ctx, facilitator, "INC-1", hindcast.ReviewWaived, "because it was minor", review.Version)
		r.refused(hindcast.Stale, "waived over words nobody has read", err)
		review = r.review()
		if review.Summary != "The last word" {
			t.Errorf("%q", review.Summary)
		}
		_, err = r.Move(ctx, facilitator, "INC-1", hindcast.ReviewWaived, "because it was minor", review.Version)
		r.must(err)
		_, err = r.typed(ada, "a", "The last word", "One more", 1)
		r.refused(hindcast.Conflict, "a word after the last", err)
		_, err = r.Replace(ctx, ada, "INC-1", hindcast.SummarySection, "One more", 1)
		r.refused(hindcast.Conflict, "a form after the last", err)
		if w, err := r.Written(ctx, ada, "INC-1"); err != nil || w.Open {
			t.Errorf("%v, %v", w.Open, err)
		}
	})
}

// author is an editor: a text, a version, and what was not accepted yet. Its words
// are whole lines, so that what it has to rebase is where a line of its own goes.
type author struct {
	r       room
	by      hindcast.Actor
	client  string
	text    string
	version int64
	rng     *rand.Rand
}

// write puts a line of its own somewhere, again and again until it is accepted.
func (a *author) write(service *reviews.Service, word string) error {
	for {
		lines := strings.Split(a.text, "\n")
		next := strings.Join(slices.Insert(slices.Clone(lines), a.rng.IntN(len(lines)+1), word), "\n")
		out, err := service.Write(ctx, a.by, "INC-1", reviews.Typed{Section: hindcast.NotesSection, Client: a.client, Version: a.version,
			Changes: []string{together.Replace(a.text, next).String()}})
		if err != nil {
			return err
		}
		if out.Accepted {
			a.text, a.version = next, out.Version
			return nil
		}
		if out.Reset != nil {
			return errors.New("was told to begin anew")
		}
		if err := a.take(out.Missing); err != nil {
			return err
		}
	}
}

func (a *author) take(updates []reviews.TextUpdate) error {
	for _, u := range updates {
		if u.Version != a.version+1 {
			continue
		}
		c, err := together.Parse(u.Changes)
		if err == nil {
			a.text, err = c.Apply(a.text)
		}
		if err != nil {
			return err
		}
		a.version = u.Version
	}
	return nil
}

// TestThirtyAtOnce: thirty editors on one section of one review; everybody's every
// word is there at the end, and all have the same text.
func TestThirtyAtOnce(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.opened()
		const many, words = 30, 8
		authors := make([]*author, many)
		var writing sync.WaitGroup
		for i := range authors {
			a := &author{r: r, by: []hindcast.Actor{ada, ben, facilitator}[i%3], client: fmt.Sprint("c", i), rng: rand.New(rand.NewPCG(1, uint64(i)))}
			authors[i] = a
			writing.Go(func() {
				for n := range words {
					if err := a.write(r.Service, fmt.Sprintf("word %d of %d 🔥", n, i)); err != nil {
						t.Error(err)
					}
					if n%3 == 0 {
						if err := r.Settle(ctx, a.by, "INC-1"); err != nil {
							t.Error(err)
						}
					}
				}
			})
		}
		writing.Wait()
		r.must(r.Settle(ctx, ada, "INC-1"))
		final := r.review().MeetingNotes
		for i, a := range authors {
			missed, err := r.st.TextUpdates(ctx, admin, r.review().ID, map[hindcast.ReviewSection]int64{hindcast.NotesSection: a.version})
			r.must(err)
			r.must(a.take(missed))
			if a.text != final {
				t.Errorf("the text of %d is another one", i)
			}
			for n := range words {
				if strings.Count(final, fmt.Sprintf("word %d of %d 🔥", n, i)) != 1 {
					t.Errorf("word %d of %d is lost, or there twice", n, i)
				}
			}
		}
	})
}

func TestFollowWhatIsWritten(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.opened()
		moments := make(chan reviews.Moment, 100)
		allowed := make(chan hindcast.Actor, 1)
		allowed <- ben
		caller := func() (hindcast.Actor, error) {
			by := <-allowed
			allowed <- by
			return by, nil
		}
		ended := make(chan error, 1)
		following, stop := context.WithTimeout(ctx, 30*time.Second)
		defer stop()
		go func() {
			ended <- r.Follow(following, "INC-1", map[hindcast.ReviewSection]int64{hindcast.SummarySection: 0}, caller, func(m reviews.Moment) error {
				moments <- m
				return nil
			})
		}()
		if m := <-moments; len(m.Updates) != 0 || !m.Open {
			t.Errorf("%+v", m)
		}
		wait := func(what string, is func(reviews.Moment) bool) {
			t.Helper()
			for {
				select {
				case m := <-moments:
					if is(m) {
						return
					}
				case err := <-ended:
					t.Fatalf("%s: ended with %v", what, err)
				}
			}
		}
		_, err := r.typed(ada, "a", "", "x", 0)
		r.must(err)
		wait("an update", func(m reviews.Moment) bool { return len(m.Updates) == 1 && m.Updates[0].Client == "a" })
		r.must(r.Here(ctx, ada, "INC-1", "a", hindcast.SummarySection, false))
		wait("who is there", func(m reviews.Moment) bool {
			return m.News && len(m.People) == 1 && m.People[0].Name == "ada" && m.People[0].Section == hindcast.SummarySection
		})
		r.must(r.Here(ctx, ada, "INC-1", "a", "", true))
		wait("who left", func(m reviews.Moment) bool { return m.News && len(m.People) == 0 })
		r.refused(hindcast.Forbidden, "a viewer in the editor", r.Here(ctx, viewer, "INC-1", "v", "", false))
		<-allowed
		allowed <- hindcast.Actor{} // signed out
		_, err = r.typed(ada, "a", "x", "xy", 1)
		r.must(err)
		for {
			select {
			case m := <-moments:
				if len(m.Updates) > 0 {
					t.Error("told to who signed out")
				}
				continue
			case err := <-ended:
				if hindcast.CodeOf(err) != hindcast.Unauthenticated {
					t.Errorf("ended with %v", err)
				}
			}
			return
		}
	})
}

func TestHintsStandWhereTheWordsAre(t *testing.T) {
	const text = "🔥 one\n\nThe cause was human error, 🔥 said Ada.\nHe should have known better, human error again."
	units := utf16.Encode([]rune(text))
	list := reviews.Hints(text)
	if len(list) < 2 {
		t.Fatalf("%+v", list)
	}
	for _, h := range list {
		if got := string(utf16.Decode(units[h.From:h.To])); got != strings.TrimSuffix(h.Text, "…") {
			t.Errorf("%q stands at %d, %d, where %q is", h.Text, h.From, h.To, got)
		}
	}
	if list := reviews.Hints(""); len(list) > 0 {
		t.Errorf("%+v", list)
	}
}
