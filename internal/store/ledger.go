package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Entry is one line of the ledger.
//
// Its hash covers the hash of the entry before it, so that no entry can be
// changed, removed or put between others without changing every hash after it.
// It covers the hash of the payload, not the payload itself: a payload can be
// purged, because it held a key or a person's data, and the chain still holds.
type Entry struct {
	Number      int64 // Number counts from 1 without gaps.
	At          time.Time
	Verb        string // Verb is noun.past: "event.added".
	Subject     Subject
	Effect      Effect
	Actor       hindcast.UserID
	Token       string
	PayloadHash string // PayloadHash is the SHA-256 of the payload, in hex.
	Previous    string // Previous is the Hash of the entry before; empty for the first.
	Hash        string
	Payload     string // Payload is a JSON object; empty when it was purged.
}

// Because is the reason that was given for a change; empty when none was.
func (e Entry) Because() string {
	var p struct {
		Reason string `json:"reason"`
	}
	if json.Unmarshal([]byte(e.Payload), &p) != nil {
		return "" // purged, or of another form
	}
	return p.Reason
}

// Effect says what an entry did to the row of its subject. Only the last entry
// with an effect vouches for a row, and after a removal there is none.
type Effect string

// The effects. EffectNone is the zero value.
const (
	EffectNone    Effect = ""
	EffectAdded   Effect = "added"
	EffectChanged Effect = "changed"
	EffectRemoved Effect = "removed"
)

// pendingEntry is an entry that has no place in the chain yet.
type pendingEntry struct {
	at      time.Time
	verb    string
	subject Subject
	effect  Effect
	actor   hindcast.UserID
	token   string
	payload string
}

// seal computes the hash of an entry whose other fields are set. Every field is
// preceded by its length, so that no two entries have the same bytes.
func (e *Entry) seal() {
	h := sha256.New()
	for _, field := range []string{
		"hindcast ledger 1", e.Previous, e.PayloadHash, e.Verb, e.Subject.Kind, e.Subject.ID, string(e.Subject.Incident), string(e.Effect), string(e.Actor), e.Token,
	} {
		var length [8]byte
		binary.BigEndian.PutUint64(length[:], uint64(len(field)))
		h.Write(length[:])
		h.Write([]byte(field))
	}
	var numbers [16]byte
	binary.BigEndian.PutUint64(numbers[:8], uint64(e.Number))
	binary.BigEndian.PutUint64(numbers[8:], uint64(toMicros(e.At)))
	h.Write(numbers[:])
	e.Hash = hex.EncodeToString(h.Sum(nil))
}

func hashText(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// readHead returns where the ledger ends, a zero head when it is empty.
func readHead(ctx context.Context, q querier) (h Head, err error) {
	var at int64
	err = q.QueryRowContext(ctx, "select number, at, hash from ledger order by number desc limit 1").Scan(&h.Number, &at, &h.Hash)
	if errors.Is(err, sql.ErrNoRows) {
		return Head{}, nil
	}
	h.At = fromMicros(at)
	return h, err
}

// querier is what *sql.DB and *sql.Tx have in common.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// chain puts the entries behind last, and returns the new head and the statements
// that write them, many to each.
func chain(last Head, pending []pendingEntry) (Head, []statement) {
	const perStatement = 16 // of 12 arguments each; see table.add
	var statements []statement
	for start := 0; start < len(pending); start += perStatement {
		entries, payloads := &rowValues{}, &rowValues{}
		for _, p := range pending[start:min(start+perStatement, len(pending))] {
			e := Entry{
				Number: last.Number + 1, At: p.at, Verb: p.verb, Subject: p.subject, Effect: p.effect, Actor: p.actor, Token: p.token,
				PayloadHash: hashText(p.payload), Previous: last.Hash,
			}
			e.seal()
			entries.row()
			entries.add(e.Number, toMicros(e.At), e.Verb, e.Subject.Kind, e.Subject.ID, string(e.Subject.Incident), string(e.Effect),
				string(e.Actor), e.Token, e.PayloadHash, e.Previous, e.Hash)
			payloads.row()
			payloads.add(e.Number, p.payload)
			last = Head{Number: e.Number, At: e.At, Hash: e.Hash}
		}
		statements = append(statements,
			statement{"insert into ledger (number, at, verb, subject_kind, subject_id, incident_id, effect, actor, token, payload_hash, previous, hash) values " + entries.text(), entries.args},
			statement{"insert into ledger_payload (number, body) values " + payloads.text(), payloads.args})
	}
	return last, statements
}
