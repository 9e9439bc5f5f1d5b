package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// A section that several people write at once is a shared text: what it says now,
// and the updates that led there, each with the version it made. Both are outside
// the ledger: a keystroke is no change of the record. Settling makes
// one of them, in the row of the review, with an entry for each person; see
// docs/adr/0015-writing-together.md.

// SharedText is a section as it stands.
type SharedText struct {
	Review      hindcast.ReviewID
	Section     hindcast.ReviewSection
	Incident    hindcast.IncidentID
	Version     int64 // Version counts updates.
	Text        string
	Settled     int64  // Settled is the version that the review holds.
	SettledText string // SettledText is what it held then.
	Since       time.Time
	ChangedAt   time.Time
}

// Unsettled reports whether there is anything the review does not hold yet.
func (t SharedText) Unsettled() bool { return t.Version > t.Settled }

// TextUpdate is one step of a shared text.
type TextUpdate struct {
	Section hindcast.ReviewSection
	Version int64 // Version is the one it made.
	By      hindcast.Person
	Client  string // Client is the editor it came from.
	Changes string // Changes are written as package together reads them.
	At      time.Time
}

const (
	sharedColumns = "t.review_id, t.section, t.incident_id, t.version, t.body, t.settled, t.settled_body, t.since, t.changed_at"
	updateColumns = "u.section, u.version, u.user_id, u.user_name, u.client, u.changes, u.at"
)

// SharedText returns a section as this update sees it; its version is 0 while
// nobody wrote in it.
func (t *Tx) SharedText(review hindcast.ReviewID, section hindcast.ReviewSection) (SharedText, error) {
	row := t.sql.QueryRowContext(t.ctx, "select "+sharedColumns+" from shared_texts t where t.review_id = $1 and t.section = $2", string(review), string(section))
	s, err := scanShared(row.Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return SharedText{Review: review, Section: section}, nil
	}
	return s, t.note("read a shared text", err)
}

// KeepSharedText replaces a section and adds the updates that led there.
func (t *Tx) KeepSharedText(s SharedText, updates ...TextUpdate) error {
	for _, u := range updates {
		for _, text := range []string{string(u.By.User), u.By.Name, u.Client, u.Changes} {
			if !fits(text) {
				return &hindcast.Error{Code: hindcast.Invalid, Op: "store.Tx.KeepSharedText", Message: "the text " + errUnfit.Error()}
			}
		}
		if _, err := t.execQuietly(`insert into text_updates (review_id, section, version, incident_id, user_id, user_name, client, changes, at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, string(s.Review), string(s.Section), u.Version, string(s.Incident),
			string(u.By.User), u.By.Name, u.Client, u.Changes, toMicros(u.At)); err != nil {
			return err
		}
	}
	if !fits(s.Text) {
		return &hindcast.Error{Code: hindcast.Invalid, Op: "store.Tx.KeepSharedText", Message: "the text " + errUnfit.Error()}
	}
	_, err := t.execQuietly(`insert into shared_texts (review_id, section, incident_id, version, body, settled, settled_body, since, changed_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (review_id, section) do update set version = excluded.version, body = excluded.body,
		settled = excluded.settled, settled_body = excluded.settled_body, since = excluded.since, changed_at = excluded.changed_at`,
		string(s.Review), string(s.Section), string(s.Incident), s.Version, s.Text, s.Settled, s.SettledText, toMicros(s.Since), toMicros(s.ChangedAt))
	return err
}

// TextUpdates returns the updates of a section after a version, in order. There
// may be a gap before the first: older ones are forgotten.
func (t *Tx) TextUpdates(review hindcast.ReviewID, section hindcast.ReviewSection, after int64) ([]TextUpdate, error) {
	rows, err := t.sql.QueryContext(t.ctx, "select "+updateColumns+" from text_updates u where u.review_id = $1 and u.section = $2 and u.version > $3 order by u.version",
		string(review), string(section), after)
	found, err := scanUpdates(rows, err)
	return found, t.note("read the updates of a text", err)
}

// ClientOf returns who an editor's updates of a section are from; nobody when it
// sent none that is still known.
func (t *Tx) ClientOf(review hindcast.ReviewID, section hindcast.ReviewSection, client string) (user hindcast.UserID, err error) {
	err = t.sql.QueryRowContext(t.ctx, "select user_id from text_updates where review_id = $1 and section = $2 and client = $3 order by version desc limit 1",
		string(review), string(section), client).Scan(&user)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return user, t.note("read whose an editor is", err)
}

// ForgetUpdates drops updates of before an instant that are settled.
func (t *Tx) ForgetUpdates(before time.Time) error {
	_, err := t.execQuietly(`delete from text_updates where at < $1 and exists (select 1 from shared_texts s
		where s.review_id = text_updates.review_id and s.section = text_updates.section and s.settled >= text_updates.version)`, toMicros(before))
	return err
}

// OnBehalf records what do changes as done by somebody else: by whom a text was
// written, and not by whatever found it settled.
func (t *Tx) OnBehalf(person hindcast.Person, do func() error) error {
	was := t.by
	defer func() { t.by = was }()
	if !was.Person().Same(person) { // who acts now keeps where they came from
		t.by = hindcast.Actor{User: person.User, Name: person.Name}
	}
	return do()
}

// SharedTexts returns the sections of a review that somebody wrote in, to whom may
// see its incident.
func (s *Store) SharedTexts(ctx context.Context, by hindcast.Actor, review hindcast.ReviewID) ([]SharedText, error) {
	q := query{}
	q.add("select "+sharedColumns+" from shared_texts t join incidents i on i.id = t.incident_id where t.review_id = ? and ", string(review))
	q.visible("i", by, toMicros(s.now()))
	return s.sharedTexts(ctx, &q)
}

// TextUpdates returns updates of a review's sections after the versions given, to
// whom may see its incident, each section in order.
func (s *Store) TextUpdates(ctx context.Context, by hindcast.Actor, review hindcast.ReviewID, after map[hindcast.ReviewSection]int64) ([]TextUpdate, error) {
	q := query{}
	q.add("select "+updateColumns+" from text_updates u join incidents i on i.id = u.incident_id where u.review_id = ? and (1 = 0", string(review))
	for section, version := range after {
		q.add(" or u.section = ? and u.version > ?", string(section), version)
	}
	q.add(") and ")
	q.visible("i", by, toMicros(s.now()))
	q.add(" order by u.section, u.version")
	if !q.fits() {
		return nil, nil
	}
	rows, err := s.readers.QueryContext(ctx, q.text.String(), q.args...)
	found, err := scanUpdates(rows, err)
	return found, s.dialect.explain("read the updates of texts", err)
}

// UnsettledTexts returns up to limit sections that were last written in before
// quiet, or have waited since before long: work for whoever settles them.
func (s *Store) UnsettledTexts(ctx context.Context, quiet, long time.Time, limit int) ([]SharedText, error) {
	q := query{}
	q.add("select "+sharedColumns+" from shared_texts t where t.version > t.settled and (t.changed_at < ? or t.since < ?) order by t.changed_at limit ?",
		toMicros(quiet), toMicros(long), int64(limit))
	return s.sharedTexts(ctx, &q)
}

func (s *Store) sharedTexts(ctx context.Context, q *query) ([]SharedText, error) {
	if !q.fits() {
		return nil, nil
	}
	rows, err := s.readers.QueryContext(ctx, q.text.String(), q.args...)
	if err != nil {
		return nil, s.dialect.explain("read shared texts", err)
	}
	defer rows.Close()
	var found []SharedText
	for rows.Next() {
		t, err := scanShared(rows.Scan)
		if err != nil {
			return nil, s.dialect.explain("read shared texts", err)
		}
		found = append(found, t)
	}
	return found, s.dialect.explain("read shared texts", rows.Err())
}

func scanShared(scan func(...any) error) (t SharedText, err error) {
	var since, changed int64
	err = scan(&t.Review, &t.Section, &t.Incident, &t.Version, &t.Text, &t.Settled, &t.SettledText, &since, &changed)
	t.Since, t.ChangedAt = fromMicros(since), fromMicros(changed)
	return t, err
}

func scanUpdates(rows *sql.Rows, err error) ([]TextUpdate, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []TextUpdate
	for rows.Next() {
		var u TextUpdate
		var at int64
		if err := rows.Scan(&u.Section, &u.Version, &u.By.User, &u.By.Name, &u.Client, &u.Changes, &at); err != nil {
			return nil, err
		}
		u.At = fromMicros(at)
		found = append(found, u)
	}
	return found, rows.Err()
}
