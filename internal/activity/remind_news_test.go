package activity_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// want chooses how somebody is told.
func (r *reminded) want(user hindcast.UserID, change func(*hindcast.Reminders)) {
	r.t.Helper()
	a, err := r.st.Attention(context.Background(), user)
	if err != nil {
		r.t.Fatal(err)
	}
	change(&a.Reminders)
	r.update(func(tx *store.Tx) error { return tx.Remind(user, a.Reminders) })
}

// told lists to whom mails went and what about: "kim Due today: …".
func (r *reminded) told() (list []string) {
	r.t.Helper()
	for _, m := range r.sent() {
		if !strings.Contains(m.Header.Get("List-Unsubscribe"), "/reminders/stop/") {
			r.t.Errorf("%q cannot be stopped", m.Subject)
		}
		list = append(list, strings.TrimSuffix(m.To, "@example.org")+" "+m.Subject)
	}
	return list
}

func (r *reminded) is(what string, got []string, want ...string) {
	r.t.Helper()
	if strings.Join(got, "; ") != strings.Join(want, "; ") {
		r.t.Errorf("%s: told %q, want %q", what, got, want)
	}
}

// reviewed keeps a review of an incident, run by Lee.
func (r *reminded) reviewed(incident hindcast.IncidentID) {
	r.t.Helper()
	r.update(func(tx *store.Tx) error {
		return tx.Reviews().Add("review.opened", incident, &hindcast.Review{ID: hindcast.ReviewID(tx.NewID("rev")), State: hindcast.ReviewDrafting,
			Incidents: []hindcast.IncidentID{incident}, Facilitator: hindcast.Person{User: "usr_lee", Name: "Lee"}})
	})
}

// reopen opens an action again, as the program does when its proof broke.
func (r *reminded) reopen(a hindcast.Action) {
	r.t.Helper()
	err := r.st.Update(context.Background(), hindcast.Actor{Name: "Hindcast", Role: hindcast.Admin}, func(tx *store.Tx) error {
		now, err := tx.Actions().Get(string(a.ID))
		if err != nil {
			return err
		}
		p := store.ActionProof{Action: a.ID, Proof: hindcast.Proof{ID: hindcast.ProofID(tx.NewID("prf")), Kind: hindcast.ProofHTTP, Subject: "the health page"}}
		if err := tx.Proofs().Add("proof.added", now.Incident, &p); err != nil {
			return err
		}
		check := store.ProofCheck{ID: tx.NewID("chk"), Proof: p.Proof.ID, Result: hindcast.ProofResult{At: tx.Now(), Outcome: hindcast.Broken, Seen: "it answers 404"}}
		if err := tx.ProofChecks().Add("proof.checked", now.Incident, &check); err != nil {
			return err
		}
		return tx.Actions().Change("action.reopened", &now.Value, now.Version)
	})
	if err != nil {
		r.t.Fatal(err)
	}
}

// TestReopenedIsUrgent: an action that is open again is told to its owner and to
// who runs the review by day, whatever their digest; not at night, and not to who
// stopped it.
func TestReopenedIsUrgent(t *testing.T) {
	eachReminded(t, func(t *testing.T, r *reminded) {
		incident := open(t, r.st, func(*hindcast.Incident) {})
		r.reviewed(incident.ID)
		r.want("usr_lee", func(w *hindcast.Reminders) { w.Digest = hindcast.WeeklyDigest })
		a := r.action(incident.ID, "Alert on 5xx", onDay(30))
		r.at(6, 22, 5) // a Wednesday night
		r.reopen(a)
		r.is("at night", r.told())
		r.at(7, 7, 5)
		sent := r.sent()
		if len(sent) != 2 || !strings.Contains(sent[0].Text, "it answers 404") || sent[0].Subject != "Open again: “Alert on 5xx”" {
			t.Errorf("in the morning: %+v", sent)
		}
		r.is("once", r.told())
		r.want("usr_kim", func(w *hindcast.Reminders) { w.Stopped = []hindcast.ReminderKind{hindcast.RemindReopened} })
		r.want("usr_lee", func(w *hindcast.Reminders) { w.Digest = hindcast.NoReminders })
		r.reopen(a)
		r.is("stopped", r.told())
	})
}

// TestNightFallsBeforeTheMailServerIsBack: what was noted by day waits for the
// morning, and for who changed their mind it is dropped.
func TestNightFallsBeforeTheMailServerIsBack(t *testing.T) {
	r := remindersOf(t, storetest.SQLite(t))
	incident := open(t, r.st, func(*hindcast.Incident) {})
	r.reopen(r.action(incident.ID, "Alert on 5xx", onDay(30)))
	r.reopen(r.action(incident.ID, "Alert on silence", onDay(30)))
	if err := r.Collect(context.Background(), store.Job{}); err != nil {
		t.Fatal(err)
	}
	r.at(4, 20, 5)
	r.do()
	if n := len(r.box.All()); n != 0 {
		t.Errorf("%d mails at night", n)
	}
	r.at(5, 7, 5)
	r.do()
	if n := len(r.box.All()); n != 2 {
		t.Errorf("%d mails in the morning", n)
	}
	r.reopen(r.action(incident.ID, "Alert on heat", onDay(30)))
	if err := r.Collect(context.Background(), store.Job{}); err != nil {
		t.Fatal(err)
	}
	r.want("usr_kim", func(w *hindcast.Reminders) { w.Stopped = []hindcast.ReminderKind{hindcast.RemindReopened} })
	r.do()
	if n := len(r.box.All()); n != 2 {
		t.Errorf("%d mails after it was stopped", n)
	}
}

// TestRestrictedNews: of a restricted incident the key alone, also here.
func TestRestrictedNews(t *testing.T) {
	r := remindersOf(t, storetest.SQLite(t))
	hidden := open(t, r.st, hide)
	r.reopen(r.action(hidden.ID, "Rotate the leaked key", onDay(30)))
	r.reviewed(hidden.ID) // Lee runs it, but may not see it
	for _, m := range r.sent() {
		if m.To != "kim@example.org" || !strings.Contains(m.Text, hidden.Key) || strings.Contains(m.Subject+m.Text, "Rotate") || strings.Contains(m.Text, "404") || strings.Contains(m.Text, "Outage") {
			t.Errorf("%+v", m)
		}
	}
	if n := len(r.box.All()); n != 1 {
		t.Errorf("%d mails", n)
	}
}

// TestEffectsAreAskedForInTheDigest: with the rest of the day's, not again, and
// not when it was judged since.
func TestEffectsAreAskedForInTheDigest(t *testing.T) {
	eachReminded(t, func(t *testing.T, r *reminded) {
		incident := open(t, r.st, func(*hindcast.Incident) {})
		r.reviewed(incident.ID)
		a := r.action(incident.ID, "Alert on 5xx", onDay(30))
		r.update(func(tx *store.Tx) error {
			now, err := tx.Actions().Get(string(a.ID))
			if err != nil {
				return err
			}
			now.Value.State = hindcast.ActionVerified
			return tx.Actions().Change("action.verified", &now.Value, now.Version)
		})
		due := func() {
			err := r.st.Update(context.Background(), hindcast.Actor{Name: "Hindcast", Role: hindcast.Admin}, func(tx *store.Tx) error {
				return tx.Record("effect.due", store.Subject{Kind: "action", ID: string(a.ID), Incident: incident.ID}, map[string]any{"day": 30})
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		r.at(3, 3, 6)
		due()
		r.at(3, 7, 6)
		r.is("before the digest", r.told())
		r.at(3, 9, 6)
		sent := r.sent()
		if len(sent) != 1 || sent[0].To != "lee@example.org" || sent[0].Subject != "Did it help? “Alert on 5xx”" || !strings.Contains(sent[0].Text, "verified 30 days ago") {
			t.Errorf("%+v", sent)
		}
		r.at(4, 9, 6)
		due()
		r.update(func(tx *store.Tx) error {
			e := store.ActionEffect{ID: tx.NewID("eff"), Check: hindcast.EffectCheck{Action: a.ID, Day: 30, At: tx.Now(), By: hindcast.Person{User: "usr_lee", Name: "Lee"}, Effect: hindcast.Effective}}
			return tx.Effects().Add("effect.judged", incident.ID, &e)
		})
		r.is("judged", r.told())
	})
}

// TestDocumentsAreLookedAtAgain: two weeks before, on the day, and weekly after;
// not when its owner looked since, nor when they want none of it.
func TestDocumentsAreLookedAtAgain(t *testing.T) {
	eachReminded(t, func(t *testing.T, r *reminded) {
		r.update(func(tx *store.Tx) error {
			return tx.Documents().Add("document.added", "", &hindcast.Document{ID: "doc_1", Kind: hindcast.Runbook, Title: "Restore", Owner: hindcast.Person{User: "usr_kim", Name: "Kim"}})
		})
		cared := activity.Cared{ID: "doc_1", Owner: "usr_kim", Due: onDay(20)}
		r.cared = []activity.Cared{cared}
		for _, c := range []struct {
			day  int
			want []string
		}{
			{5, nil},
			{6, []string{"kim Look at it again, due in 14 days: Restore"}},
			{9, nil},
			{20, []string{"kim Look at it again, due today: Restore"}},
			{23, nil},
			{27, []string{"kim Look at it again, 7 days late: Restore"}},
		} {
			r.at(c.day, 9, 5)
			r.is(r.now().String(), r.told(), c.want...)
		}
		r.at(3, 9, 6)
		if err := r.Collect(context.Background(), store.Job{}); err != nil {
			t.Fatal(err)
		}
		before := len(r.box.All())
		r.cared = nil // its owner looked at it before the mail went out
		r.do()
		if late := r.box.All()[before:]; len(late) != 0 {
			t.Errorf("told all the same: %+v", late)
		}
		r.cared = []activity.Cared{cared}
		r.want("usr_kim", func(w *hindcast.Reminders) { w.Stopped = []hindcast.ReminderKind{hindcast.RemindDocument} })
		r.at(10, 9, 6)
		r.is("stopped", r.told())
	})
}

// TestGlassAndWebhooksAreTold: by day, to whom it concerns.
func TestGlassAndWebhooksAreTold(t *testing.T) {
	eachReminded(t, func(t *testing.T, r *reminded) {
		hidden := open(t, r.st, func(i *hindcast.Incident) { i.Visibility, i.People = hindcast.Restricted, []hindcast.UserID{"usr_lee"} })
		r.reviewed(hidden.ID)
		r.update(func(tx *store.Tx) error {
			return tx.BreakGlass(hidden.ID, storetest.Admin().User, r.now().Add(time.Hour), "the customer called")
		})
		err := r.st.Update(context.Background(), hindcast.Actor{Name: "Hindcast", Role: hindcast.Admin}, func(tx *store.Tx) error {
			w := hindcast.Webhook{ID: "whk_1", Name: "board", URL: "https://board.example", State: hindcast.WebhookActive, Owner: hindcast.Person{User: "usr_kim", Name: "Kim"}, CreatedAt: tx.Now(), Secret: "sealed"}
			if err := tx.Webhooks().Add("webhook.added", "", &w); err != nil {
				return err
			}
			w.State, w.Because = hindcast.WebhookPaused, "nothing was taken for 3 days"
			return tx.Webhooks().Change("webhook.paused", &w, 1)
		})
		if err != nil {
			t.Fatal(err)
		}
		texts := map[string]string{}
		for _, m := range r.sent() {
			texts[m.To] = m.Subject + "\n" + m.Text
		}
		if len(texts) != 2 || !strings.Contains(texts["lee@example.org"], "the customer called") || !strings.Contains(texts["kim@example.org"], "nothing was taken for 3 days") {
			t.Errorf("%q", texts)
		}
	})
}
