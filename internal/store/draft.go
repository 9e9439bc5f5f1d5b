package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Keystrokes are kept as drafts, one to each person and section, outside the
// ledger: nothing is announced and nothing is chained for them. When the person
// pauses, or leaves, or a job finds the draft idle, Flush takes it out and the
// caller makes the change it holds, which is one entry however many keystrokes
// led to it.

// Draft is what one person typed into one section and has not yet become a
// change.
type Draft struct {
	Subject Subject // Subject is what the section belongs to: a review, an event.
	Section string  // Section is a field of it: "summary".
	User    hindcast.UserID
	Base    int64 // Base is the version of the subject when the draft was begun.
	Text    string
	At      time.Time // At is when it was last saved.
}

const draftColumns = "subject_kind, subject_id, incident_id, section, user_id, base, body, at"

// Autosave keeps what the actor has typed so far. The base of the first save
// stands, so that a change made by others meanwhile is noticed at Flush.
func (t *Tx) Autosave(subject Subject, section string, base int64, text string) error {
	for _, s := range []string{subject.Kind, subject.ID, string(subject.Incident), section, string(t.by.User), text} {
		if !fits(s) {
			return &hindcast.Error{Code: hindcast.Invalid, Op: "store.Tx.Autosave", Message: "the text " + errUnfit.Error()}
		}
	}
	_, err := t.execQuietly("insert into drafts ("+draftColumns+`) values ($1, $2, $3, $4, $5, $6, $7, $8)
		on conflict (subject_id, section, user_id) do update set body = excluded.body, at = excluded.at`,
		subject.Kind, subject.ID, string(subject.Incident), section, string(t.by.User), base, text, toMicros(t.now))
	return err
}

// Flush takes a draft out, to be made into a change in the same update. Whoever
// drops it instead records that. The error is NotFound when there is none.
func (t *Tx) Flush(subjectID, section string, user hindcast.UserID) (Draft, error) {
	absent := &hindcast.Error{Code: hindcast.NotFound, Op: "store.Tx.Flush", Message: "there is no draft of this section"}
	q := query{}
	q.add("delete from drafts where subject_id = ? and section = ? and user_id = ? returning "+draftColumns, subjectID, section, string(user))
	if !q.fits() {
		return Draft{}, absent
	}
	d, err := scanDraft(t.sql.QueryRowContext(t.ctx, q.text.String(), q.args...).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return Draft{}, absent
	}
	t.changed = true // so that a draft never vanishes without a trace
	return d, t.note("take out the draft", err)
}

// Drafts returns the drafts the actor has of a subject that they may still see.
func (s *Store) Drafts(ctx context.Context, by hindcast.Actor, subjectID string) ([]Draft, error) {
	q := query{}
	q.add("select d.subject_kind, d.subject_id, d.incident_id, d.section, d.user_id, d.base, d.body, d.at from drafts d left join incidents i on i.id = d.incident_id"+
		" where d.subject_id = ? and d.user_id = ? and ", subjectID, string(by.User))
	q.seen("d.incident_id", by, toMicros(s.now()), "")
	q.add(" order by d.section")
	return found(ctx, s, "read drafts", &q, scanDraft)
}

// IdleDrafts returns up to limit drafts of anybody that were last saved before
// an instant, the oldest first: work for the job that flushes them.
func (s *Store) IdleDrafts(ctx context.Context, before time.Time, limit int) ([]Draft, error) {
	q := query{}
	q.add("select "+draftColumns+" from drafts where at < ? order by at, subject_id, section, user_id limit ?", toMicros(before), int64(limit))
	return found(ctx, s, "read drafts", &q, scanDraft)
}

func scanDraft(scan func(...any) error) (d Draft, err error) {
	var at int64
	err = scan(&d.Subject.Kind, &d.Subject.ID, &d.Subject.Incident, &d.Section, &d.User, &d.Base, &d.Text, &at)
	d.At = fromMicros(at)
	return d, err
}
