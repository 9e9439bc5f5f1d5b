package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// reader is who asks for pages.
var reader = hindcast.User{ID: "usr_reader", Name: "Reader Vale", Email: "reader@example.org", Role: hindcast.Facilitator}

// prepared returns a folder with so many incidents, of which every fiftieth has an
// action and a review, and two with many events. Filling takes longer than
// measuring, so it is kept among the temporary files.
func prepared(b *testing.B, incidents int) string {
	b.Helper()
	folder := filepath.Join(os.TempDir(), fmt.Sprintf("hindcast-bench-%d", incidents))
	if _, err := os.Stat(folder); !errors.Is(err, fs.ErrNotExist) {
		return folder
	}
	begun, err := os.MkdirTemp("", "hindcast-bench-")
	if err != nil {
		b.Fatal(err)
	}
	st, err := Data{Folder: begun}.Open(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	if err = errors.Join(fill(b.Context(), st, incidents), st.Close()); err == nil {
		err = os.Rename(begun, folder) // whole, or not at all
	}
	if err != nil {
		b.Fatal(err)
	}
	return folder
}

func fill(ctx context.Context, st *store.Store, incidents int) error {
	if err := storetest.Crowd(ctx, st, incidents, 0); err != nil {
		return err
	}
	ids := map[int]hindcast.IncidentID{}
	for n := 50; n <= incidents; n += 50 {
		incident, err := st.Incident(ctx, storetest.Admin(), fmt.Sprintf("INC-%d", n))
		if err != nil {
			return err
		}
		ids[n] = incident.ID
	}
	return st.Update(ctx, storetest.Admin(), func(tx *store.Tx) error {
		return errors.Join(tx.Users().Add("user.added", "", &reader), work(tx, ids), busy(tx, 200), busy(tx, 2000))
	})
}

// work gives incidents an action and a review each.
func work(tx *store.Tx, ids map[int]hindcast.IncidentID) error {
	today := hindcast.DateOf(tx.Now())
	for n, id := range ids {
		owner := hindcast.Person{Name: fmt.Sprintf("Owner %d", n%70)}
		if n%1000 == 0 {
			owner = hindcast.Person{User: reader.ID, Name: reader.Name}
		}
		review := hindcast.Review{ID: hindcast.ReviewID(tx.NewID("rev")), Incidents: []hindcast.IncidentID{id}, State: hindcast.ReviewSignedOff, Facilitator: owner}
		if n%500 == 0 {
			review.State, review.DueAt = hindcast.ReviewDrafting, tx.Now().AddDate(0, 0, n%30)
		}
		action := hindcast.Action{ID: hindcast.ActionID(tx.NewID("act")), Title: "Alert on the rate of failing payments", Owner: owner, Due: today.AddDays(n%90 - 30),
			State: hindcast.ActionDone}
		if n%100 == 0 {
			action.State = hindcast.ActionOpen
		}
		if err := errors.Join(tx.Reviews().Add("review.scheduled", id, &review), tx.Actions().Add("action.added", id, &action)); err != nil {
			return err
		}
	}
	return nil
}

// busy keeps an incident that many people worked on, under the next key.
func busy(tx *store.Tx, events int) error {
	id := hindcast.IncidentID(tx.NewID("inc"))
	key, err := tx.NextKey()
	if err != nil {
		return err
	}
	began := tx.Now().AddDate(0, 0, -2).Truncate(time.Minute)
	incident := hindcast.Incident{ID: id, Key: key, Title: "Payments fail in two regions", Kind: hindcast.Operational, State: hindcast.IncidentResolved, Severity: hindcast.P1,
		Services: []string{"checkout", "payments"}, Visibility: hindcast.VisibleToEveryone, CreatedAt: began, CreatedBy: reader.Actor("").Person()}
	if err := tx.Incidents().Add("incident.opened", id, &incident); err != nil {
		return err
	}
	people := make([]hindcast.Person, 8)
	for i, role := range hindcast.Roles() {
		people[i] = hindcast.Person{Name: []string{"Ada Quill", "Jon Reyes", "Mina Okoro", "Theo Lund", "Iris Fenn", "Sam Ito", "Lea Brandt"}[i]}
		p := hindcast.Participant{ID: hindcast.ParticipantID(tx.NewID("par")), Person: people[i], Roles: []hindcast.Role{role}, Team: "Payments"}
		if err := tx.Participants().Add("participant.added", id, &p); err != nil {
			return err
		}
	}
	if err := tx.Events().AddAll("event.added", id, told(tx, began, people, events)); err != nil {
		return err
	}
	return reviewed(tx, id, people)
}

// told is a timeline on which something of every sort happens.
func told(tx *store.Tx, began time.Time, people []hindcast.Person, events int) []*hindcast.TimelineEvent {
	texts := []string{
		"Error rate of `checkout` above 5 % for five minutes", "p99 of the payment API is 4.2 s, usually 180 ms", "Suspects the connection pool of **payments-3**",
		"Decides to roll back release 2026.11.3 in both regions", "Restarted the pods of payments-3; the queue drains slowly", "Status page: we are investigating, next update in 30 min",
		"Collected logs and a heap dump of node 17, see [the runbook](https://wiki.example/runbooks/payments)", "Retries of clients double the load on the database",
	}
	kinds := []hindcast.EventKind{hindcast.Signal, hindcast.Observation, hindcast.Hypothesis, hindcast.Decision, hindcast.ResponseEvent, hindcast.Communicated, hindcast.Note, hindcast.Observation}
	milestones := hindcast.Milestones()
	var list []*hindcast.TimelineEvent
	for n := range events {
		e := &hindcast.TimelineEvent{ID: hindcast.EventID(tx.NewID("evt")), At: began.Add(time.Duration(n) * 70 * time.Second), Precision: hindcast.PrecisionMinute,
			Kind: kinds[n%len(kinds)], Text: texts[n%len(texts)], Actor: people[n%len(people)]}
		switch e.Kind {
		case hindcast.Communicated:
			e.Communication = &hindcast.Communication{Audience: hindcast.ToExternal, Channel: "status page", NextUpdate: e.At.Add(30 * time.Minute)}
		case hindcast.ResponseEvent:
			e.Response = &hindcast.ResponseStep{}
		}
		if step := events / len(milestones); n%step == 0 && n/step < len(milestones) {
			e.Milestones = []hindcast.Milestone{milestones[n/step]}
		}
		list = append(list, e)
	}
	return list
}

// reviewed gives it a review with findings and actions.
func reviewed(tx *store.Tx, id hindcast.IncidentID, people []hindcast.Person) error {
	const prose = "Payments failed in two regions after a release doubled the connections each pod held.\n\n- The pool was **exhausted** within minutes.\n- Clients retried without waiting.\n"
	review := hindcast.Review{ID: hindcast.ReviewID(tx.NewID("rev")), Incidents: []hindcast.IncidentID{id}, State: hindcast.ReviewInReview, Facilitator: reader.Actor("").Person(),
		Summary: prose, PrimaryCause: prose, MeetingNotes: prose, Invited: people[:6], DueAt: tx.Now().AddDate(0, 0, 5)}
	if err := tx.Reviews().Add("review.scheduled", id, &review); err != nil {
		return err
	}
	for n := range 6 {
		finding := hindcast.Finding{ID: hindcast.FindingID(tx.NewID("fnd")), Kind: hindcast.Strength, Text: "Rolling back took four minutes and needed one person."}
		action := hindcast.Action{ID: hindcast.ActionID(tx.NewID("act")), Finding: finding.ID, Title: fmt.Sprintf("Limit the connections of a pod, step %d", n), Owner: people[n],
			Due: hindcast.DateOf(tx.Now()).AddDays(n), State: hindcast.ActionOpen}
		if err := errors.Join(tx.Findings().Add("finding.added", id, &finding), tx.Actions().Add("action.added", id, &action)); err != nil {
			return err
		}
	}
	return nil
}
