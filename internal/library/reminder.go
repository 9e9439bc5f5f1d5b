package library

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// The jobs of reminders: once a day one looks what is due, and one for each
// document has its owner told.
const (
	DueJob    = "documents.due"
	RemindJob = "documents.remind"
)

// When owners are reminded: ahead of the day, on it, and every week after it.
const (
	remindAhead = 14
	remindAgain = 7
)

// Reminder is a mail that an owner gets.
type Reminder struct{ To, Subject, Text string }

// reminded is the body of a RemindJob.
type reminded struct {
	Document hindcast.DocumentID `json:"document"`
	Day      int                 `json:"day"` // Day counts from the due day; before it, it is negative.
}

// remindedOn reports whether owners are reminded so many days after the due day.
func remindedOn(day int) bool {
	return day == -remindAhead || day >= 0 && day%remindAgain == 0
}

// Remind enqueues a reminder for each document whose owner is to be told today.
func (s *Service) Remind(ctx context.Context, _ store.Job) error {
	by := hindcast.Actor{User: "usr_schedule", Name: "schedule", Role: hindcast.Admin}
	list, err := s.rows(ctx, by)
	if err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error {
		for _, row := range list {
			if row.Document.Owner.User == "" || row.DueAt.IsZero() || row.Retired {
				continue
			}
			day := daysAfter(row.DueAt, s.now())
			if !remindedOn(day) {
				continue
			}
			body, err := json.Marshal(reminded{row.Document.ID, day})
			if err != nil {
				return err
			}
			if err := tx.Enqueue(store.Job{Kind: RemindJob, UniqueKey: string(row.Document.ID), Body: string(body)}); err != nil {
				return err
			}
		}
		return nil
	})
}

// daysAfter counts whole days of UTC from one instant's day to another's.
func daysAfter(from, to time.Time) int {
	const day = 24 * time.Hour
	return int(to.UTC().Truncate(day).Sub(from.UTC().Truncate(day)) / day)
}

// Reminder is what a RemindJob has mailed. It is zero when nobody is to be told any
// more: the document was looked at since, or its owner is gone.
func (s *Service) Reminder(ctx context.Context, j store.Job) (Reminder, error) {
	var b reminded
	if err := json.Unmarshal([]byte(j.Body), &b); err != nil {
		return Reminder{}, &hindcast.Error{Code: hindcast.Invalid, Op: "library.Reminder", Message: "the job cannot be read", Err: err}
	}
	e, err := s.Get(ctx, hindcast.Actor{User: "usr_schedule", Name: "schedule", Role: hindcast.Admin}, b.Document)
	if err != nil {
		return Reminder{}, err
	}
	owner, err := s.store.UserByID(ctx, e.Document.Owner.User)
	if hindcast.CodeOf(err) == hindcast.NotFound {
		return Reminder{}, nil
	}
	if _, retired := e.Marks.Retired(); err != nil || retired || owner.Value.Disabled || e.DueAt.IsZero() || daysAfter(e.DueAt, s.now()) < b.Day {
		return Reminder{}, err
	}
	when := "is due on " + e.DueAt.UTC().Format("2 January 2006")
	if e.Overdue {
		when = "was due on " + e.DueAt.UTC().Format("2 January 2006")
	}
	return Reminder{To: owner.Value.Email, Subject: "Review of “" + e.Document.Title + "” " + when,
		Text: fmt.Sprintf("Hello %s,\n\nyou own “%s” in the library. Its review %s.\n\nRead it as somebody would at three in the morning. If it is still right, mark it reviewed; if not, propose a revision. Both are on its page in Hindcast, under Library.\n",
			owner.Value.Name, e.Document.Title, when)}, nil
}
