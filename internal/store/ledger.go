package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"strings"
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
	Actor       hindcast.UserID
	Token       string
	PayloadHash string // PayloadHash is the SHA-256 of the payload, in hex.
	Previous    string // Previous is the Hash of the entry before; empty for the first.
	Hash        string
	Payload     string // Payload is a JSON object; empty when it was purged.
}

// pendingEntry is an entry that has no place in the chain yet.
type pendingEntry struct {
	at      time.Time
	verb    string
	subject Subject
	actor   hindcast.UserID
	token   string
	payload string
}

// seal computes the hash of an entry whose other fields are set. Every field is
// preceded by its length, so that no two entries have the same bytes.
func (e *Entry) seal() {
	h := sha256.New()
	for _, field := range []string{
		"hindcast ledger 1", e.Previous, e.PayloadHash, e.Verb, e.Subject.Kind, e.Subject.ID, string(e.Subject.Incident), string(e.Actor), e.Token,
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

// readHead returns the last entry without its payload, or a zero entry.
func readHead(ctx context.Context, q querier) (Entry, error) {
	var e Entry
	err := q.QueryRowContext(ctx, "select number, hash from ledger order by number desc limit 1").Scan(&e.Number, &e.Hash)
	if errors.Is(err, sql.ErrNoRows) {
		return Entry{}, nil
	}
	return e, err
}

// querier is what *sql.DB and *sql.Tx have in common.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// appendEntries chains the entries behind last and writes them, many to a
// statement. It returns the number of the new head.
func appendEntries(ctx context.Context, tx *sql.Tx, last Entry, pending []pendingEntry) (int64, error) {
	const perStatement = 64 // 11 arguments each; both databases take far more
	previous := last
	for start := 0; start < len(pending); start += perStatement {
		chunk := pending[start:min(start+perStatement, len(pending))]
		entries, payloads := newValues(11), newValues(2)
		for _, p := range chunk {
			e := Entry{
				Number: previous.Number + 1, At: p.at, Verb: p.verb, Subject: p.subject, Actor: p.actor, Token: p.token,
				PayloadHash: hashText(p.payload), Previous: previous.Hash,
			}
			e.seal()
			entries.add(e.Number, toMicros(e.At), e.Verb, e.Subject.Kind, e.Subject.ID, string(e.Subject.Incident), string(e.Actor), e.Token, e.PayloadHash, e.Previous, e.Hash)
			payloads.add(e.Number, p.payload)
			previous = e
		}
		if _, err := tx.ExecContext(ctx, "insert into ledger (number, at, verb, subject_kind, subject_id, incident_id, actor, token, payload_hash, previous, hash) values "+entries.text(), entries.args...); err != nil {
			return 0, err
		}
		if _, err := tx.ExecContext(ctx, "insert into ledger_payload (number, body) values "+payloads.text(), payloads.args...); err != nil {
			return 0, err
		}
	}
	return previous.Number, nil
}

// values builds the rows of a multi-row insert.
type values struct {
	width int
	args  []any
}

func newValues(width int) *values { return &values{width: width} }

func (v *values) add(args ...any) { v.args = append(v.args, args...) }

// text returns "($1,$2),($3,$4)…".
func (v *values) text() string {
	var b strings.Builder
	for i := range v.args {
		switch {
		case i == 0:
			b.WriteString("(")
		case i%v.width == 0:
			b.WriteString("),(")
		default:
			b.WriteString(",")
		}
		b.WriteString(placeholder(i + 1))
	}
	return b.String() + ")"
}
