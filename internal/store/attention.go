package store

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Attention is up to where in the ledger somebody has looked, and how they want
// to be reminded of what waits for them.
type Attention struct {
	Seen      int64
	Reminders hindcast.Reminders
}

// Attentions returns the attention of everybody who chose anything. Whose they
// may be is the caller's affair.
func (s *Store) Attentions(ctx context.Context) (map[hindcast.UserID]Attention, error) {
	return s.attentions(ctx, "")
}

// Attention returns that of one user; what nobody chose is as by default.
func (s *Store) Attention(ctx context.Context, user hindcast.UserID) (Attention, error) {
	known, err := s.attentions(ctx, user)
	if a, ok := known[user]; ok {
		return a, err
	}
	return Attention{Reminders: hindcast.DefaultReminders()}, err
}

func (s *Store) attentions(ctx context.Context, user hindcast.UserID) (map[hindcast.UserID]Attention, error) {
	var q query
	q.add("select user_id, seen, digest, zone, quiet_from, quiet_to, stopped, version from attentions where ? in ('', user_id)", string(user))
	known := map[hindcast.UserID]Attention{}
	_, err := found(ctx, s, "read who is reminded how", &q, func(scan row) (a Attention, err error) {
		var id hindcast.UserID
		var stopped string
		r := &a.Reminders
		if err := scan(&id, &a.Seen, &r.Digest, &r.Zone, &r.QuietFrom, &r.QuietTo, &stopped, &r.Version); err != nil {
			return a, err
		}
		if r.Digest == "" { // they looked, and chose nothing
			a.Reminders = hindcast.DefaultReminders()
		} else if err := json.Unmarshal([]byte(stopped), &r.Stopped); err != nil {
			return a, err
		}
		known[id] = a
		return a, nil
	})
	return known, err
}

// Saw notes up to where in the ledger a user has looked. It never goes back, and
// is not in the ledger itself.
func (t *Tx) Saw(user hindcast.UserID, number int64) error {
	if err := t.attentive(user); err != nil {
		return err
	}
	_, err := t.execQuietly("update attentions set seen = $1 where user_id = $2 and seen < $1", number, string(user))
	return err
}

// Remind keeps how a user wants to be reminded. The error is Stale when they
// chose otherwise since.
func (t *Tx) Remind(user hindcast.UserID, r hindcast.Reminders) error {
	if err := t.attentive(user); err != nil {
		return err
	}
	stopped, err := json.Marshal(r.Stopped)
	if err != nil {
		return err
	}
	rows, err := t.exec("update attentions set digest = $1, zone = $2, quiet_from = $3, quiet_to = $4, stopped = $5, version = version + 1 where user_id = $6 and version = $7",
		string(r.Digest), r.Zone, int64(r.QuietFrom), int64(r.QuietTo), string(stopped), string(user), r.Version)
	if err != nil {
		return err
	}
	if rows == 0 {
		return &hindcast.Error{Code: hindcast.Stale, Op: "store.Tx.Remind", Message: "you changed how you are reminded elsewhere since; look at it again"}
	}
	return t.Record("reminders.changed", Subject{Kind: "user", ID: string(user)},
		map[string]any{"digest": r.Digest, "zone": r.Zone, "quiet_from": r.QuietFrom, "quiet_to": r.QuietTo, "stopped": r.Stopped})
}

// attentive makes sure that a user has a row. Its digest is empty until they chose.
func (t *Tx) attentive(user hindcast.UserID) error {
	_, err := t.execQuietly("insert into attentions (user_id, seen, digest, zone, quiet_from, quiet_to, stopped, version) values ($1, 0, '', '', 0, 0, 'null', 0) on conflict (user_id) do nothing", string(user))
	return err
}

// Reminded notes that something is sent. first is false when it was before.
func (t *Tx) Reminded(id string) (first bool, err error) {
	rows, err := t.execQuietly("insert into reminded (id, at) values ($1, $2) on conflict (id) do nothing", id, toMicros(t.now))
	return rows == 1, err
}

// ForgetReminded forgets what was sent before an instant.
func (t *Tx) ForgetReminded(before time.Time) error {
	_, err := t.execQuietly("delete from reminded where at < $1", toMicros(before))
	return err
}

// ActionsBegun returns when actions were written down. Whose they may be is the
// caller's affair.
func (s *Store) ActionsBegun(ctx context.Context, ids []hindcast.ActionID) (map[hindcast.ActionID]time.Time, error) {
	begun := map[hindcast.ActionID]time.Time{}
	if len(ids) == 0 {
		return begun, nil
	}
	var q query
	q.add("select t.id, l.at from actions t join ledger l on l.number = t.added where 1 = 1")
	in(&q, "t.id", ids)
	_, err := found(ctx, s, "read when actions were begun", &q, func(scan row) (id hindcast.ActionID, err error) {
		var at int64
		err = scan(&id, &at)
		begun[id] = fromMicros(at)
		return id, err
	})
	return begun, err
}

// NoticeRow is an entry of the ledger with what its reader has to do with the
// incident it belongs to.
type NoticeRow struct {
	EntryRow
	TookPart bool // TookPart says that they are a participant.
	Invited  bool // Invited says that they facilitate, are invited to or attended a review of it.
	Runs     bool // Runs says that they facilitate one.
}

// Notices returns up to limit entries of some verbs between two numbers, both
// excluded, the newest first, that the actor may see and did not make. A before
// of zero begins at the end.
func (s *Store) Notices(ctx context.Context, by hindcast.Actor, verbs []string, after, before int64, limit int) ([]NoticeRow, error) {
	me := by.Person()
	var q query
	q.add("select " + entryColumns + ", coalesce(i.key_number, 0), coalesce(i.title, ''), coalesce(i.severity, 0), coalesce(i.kind, ''), coalesce(i.state, '')" +
		", case when exists (select 1 from incident_people x where x.incident_id = l.incident_id and ")
	q.isPerson(me, "x.person", "x.name")
	for _, part := range []string{"", partFacilitator} {
		q.add(") then 1 else 0 end, case when exists (select 1 from review_incidents v cross join review_people x where x.review_id = v.review_id and v.incident_id = l.incident_id and ? in ('', x.part) and ", part)
		q.isPerson(me, "x.person", "x.name")
	}
	q.add(") then 1 else 0 end from ledger l left join ledger_payload p on p.number = l.number left join incidents i on i.id = l.incident_id where l.number > ?", after)
	if before > 0 {
		q.add(" and l.number < ?", before)
	}
	q.add(" and l.actor <> ?", string(by.User))
	in(&q, "l.verb", verbs)
	q.add(" and ")
	q.seen("l.incident_id", by, toMicros(s.now()), "l.subject_kind")
	q.add(" order by l.number desc limit ?", int64(max(0, limit)))
	return found(ctx, s, "read what concerns somebody", &q, func(scan row) (n NoticeRow, err error) {
		n.EntryRow, err = scanEntryRow(func(dest ...any) error { return scan(append(dest, &n.TookPart, &n.Invited, &n.Runs)...) })
		return n, err
	})
}

// Happened is that something was done, without a word of what it says.
type Happened struct {
	Number  int64
	At      time.Time
	Verb    string
	Subject Subject
}

// Happened returns the entries of some verbs after a number and since an instant,
// in order. Whose they may be is the caller's affair.
func (s *Store) Happened(ctx context.Context, verbs []string, after int64, since time.Time) ([]Happened, error) {
	var q query
	q.add("select l.number, l.at, l.verb, l.subject_kind, l.subject_id, l.incident_id from ledger l where l.number > ? and l.at >= ?", after, toMicros(since))
	in(&q, "l.verb", verbs)
	q.add(" order by l.number")
	return found(ctx, s, "read what happened", &q, func(scan row) (h Happened, err error) {
		var at int64
		err = scan(&h.Number, &at, &h.Verb, &h.Subject.Kind, &h.Subject.ID, &h.Subject.Incident)
		h.At = fromMicros(at)
		return h, err
	})
}

// UserAdded is the number of the entry a user was added with: what happened before
// concerns them no more than anybody.
func (s *Store) UserAdded(ctx context.Context, user hindcast.UserID) (number int64, err error) {
	k, err := s.UserByID(ctx, user)
	return k.Added, err
}

// RemindedAlready returns those of some names under which something was sent.
func (s *Store) RemindedAlready(ctx context.Context, ids []string) (map[string]bool, error) {
	sent := map[string]bool{}
	for chunk := range slices.Chunk(ids, 500) {
		var q query
		q.add("select id from reminded where 1 = 1")
		in(&q, "id", chunk)
		_, err := found(ctx, s, "read what was sent", &q, func(scan row) (id string, err error) {
			err = scan(&id)
			sent[id] = true
			return id, err
		})
		if err != nil {
			return nil, err
		}
	}
	return sent, nil
}
