package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// claim keeps a request from taking effect a second time: the first update made
// for it claims its key, together with what it changes, and an update made for
// another sending of it is refused with a Conflict caused by hindcast.Repeated.
func (t *Tx) claim() error {
	once := t.by.Once
	if once.Key == "" {
		return nil
	}
	if q := (query{args: []any{once.Key}}); !q.fits() {
		return &hindcast.Error{Code: hindcast.Invalid, Op: "store.Update", Message: "the Idempotency-Key " + errUnfit.Error()}
	}
	actor, forgotten := chooser(t.by), toMicros(t.now.Add(-hindcast.OnceLength))
	if _, err := t.execQuietly("delete from once where actor = $1 and request_key = $2 and made_at < $3", actor, once.Key, forgotten); err != nil {
		return err
	}
	rows, err := t.execQuietly(`insert into once (actor, request_key, request, attempt, made_at, subject, status, header, body)
		values ($1, $2, $3, $4, $5, '', 0, '', '') on conflict (actor, request_key) do nothing`, actor, once.Key, once.Request, once.Attempt, toMicros(t.now))
	if err != nil || rows > 0 {
		return err
	}
	var attempt, subject string
	err = t.sql.QueryRowContext(t.ctx, "select attempt, subject from once where actor = $1 and request_key = $2", actor, once.Key).Scan(&attempt, &subject)
	if err != nil {
		return t.note("look for the request", err)
	}
	if attempt == once.Attempt {
		return nil
	}
	return &hindcast.Error{Code: hindcast.Conflict, Op: "store.Update", Message: "this request took effect before; look at " + cmp.Or(subject, "the ledger"), Err: hindcast.Repeated{Subject: subject}}
}

// claimed notes what the request changed first, for whoever asks after its answer
// was lost.
func (t *Tx) claimed() {
	if t.by.Once.Key == "" || len(t.entries) == 0 {
		return
	}
	first := t.entries[0].subject.Kind + " " + t.entries[0].subject.ID
	_, _ = t.execQuietly("update once set subject = $1 where actor = $2 and request_key = $3 and subject = ''", first, chooser(t.by), t.by.Once.Key) // an error fails the update
}

// chooser is in whose name a key was chosen: two callers may choose the same.
func chooser(by hindcast.Actor) string { return cmp.Or(by.Token, string(by.User)) }

// Recall returns what the actor's request was answered with when it took effect.
// known is false when it has not.
func (s *Store) Recall(ctx context.Context, by hindcast.Actor) (r hindcast.Reply, known bool, err error) {
	if q := (query{args: []any{by.Once.Key}}); !q.fits() {
		return r, false, nil
	}
	var header string
	err = s.readers.QueryRowContext(ctx, "select request, attempt, subject, status, header, body from once where actor = $1 and request_key = $2 and made_at >= $3",
		chooser(by), by.Once.Key, toMicros(s.now().Add(-hindcast.OnceLength))).Scan(&r.Request, &r.Attempt, &r.Subject, &r.Status, &header, &r.Body)
	if errors.Is(err, sql.ErrNoRows) {
		return r, false, nil
	}
	if err == nil && header != "" {
		err = json.Unmarshal([]byte(header), &r.Header)
	}
	r.Key = by.Once.Key
	return r, err == nil, s.dialect.explain("look for the request", err)
}

// KeepReply keeps what the actor's request was answered with. Where it changed
// nothing, there is nothing to keep it with.
func (s *Store) KeepReply(ctx context.Context, by hindcast.Actor, r hindcast.Reply) error {
	header, err := json.Marshal(r.Header)
	if err != nil {
		return err
	}
	once := by.Once
	by.Once = hindcast.Once{}
	return s.Update(ctx, by, func(tx *Tx) error {
		_, err := tx.execQuietly("update once set status = $1, header = $2, body = $3 where actor = $4 and request_key = $5 and attempt = $6",
			int64(r.Status), string(header), r.Body, chooser(by), once.Key, once.Attempt)
		return err
	})
}
