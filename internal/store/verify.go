package store

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"encoding/hex"
	"fmt"
	"time"
)

// VerifyOptions say what to check beside the chain and the rows.
type VerifyOptions struct {
	// Expect is a head that was kept elsewhere, as Head.String writes it. A ledger
	// that was rewritten as a whole, or whose tail was cut, does not contain it.
	Expect string
}

// Verification is what Verify found.
type Verification struct {
	Entries  int64 // Entries is how many were checked.
	Purged   int64 // Purged is how many of them have no payload any more.
	Rows     int64
	Head     Head
	Problems []VerifyProblem
}

// VerifyProblem is one thing that is not as it was recorded.
type VerifyProblem struct {
	Entry   int64 // Entry is the number of the entry concerned.
	Subject Subject
	Why     string
}

// Head names the end of the ledger at one moment.
type Head struct {
	Number int64
	At     time.Time
	Hash   string
}

// String writes a head as "number:hash", to be kept somewhere else.
func (h Head) String() string { return fmt.Sprintf("%d:%s", h.Number, h.Hash) }

// Verify reads the whole ledger and every row it vouches for. It stops looking
// along the chain at the first bad entry: what follows it proves nothing.
func (s *Store) Verify(ctx context.Context, o VerifyOptions) (Verification, error) {
	tx, err := s.readers.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: s.dialect.snapshot()})
	if err != nil {
		return Verification{}, s.dialect.explain("read the ledger", err)
	}
	defer tx.Rollback()
	v := Verification{}
	if err := v.chain(ctx, tx, o.Expect); err != nil {
		return v, s.dialect.explain("read the ledger", err)
	}
	if err := v.heads(ctx, tx, s.key); err != nil {
		return v, s.dialect.explain("read the signed heads", err)
	}
	for _, t := range s.tables.all() {
		err := t.verifyRows(ctx, tx, func(ok bool, subject Subject, entry int64, why string) {
			v.Rows++
			if !ok {
				v.Problems = append(v.Problems, VerifyProblem{entry, subject, why})
			}
		})
		if err != nil {
			return v, s.dialect.explain("read the rows", err)
		}
	}
	return v, nil
}

// chain walks the entries from the first to the last.
func (v *Verification) chain(ctx context.Context, q querier, expect string) error {
	rows, err := q.QueryContext(ctx, "select "+entryColumns+" from ledger l left join ledger_payload p on p.number = l.number order by l.number")
	if err != nil {
		return err
	}
	defer rows.Close()
	expected := expect == ""
	for rows.Next() {
		e, err := scanEntry(rows.Scan)
		if err != nil {
			return err
		}
		if why := e.wrong(v.Head); why != "" {
			v.Problems = append(v.Problems, VerifyProblem{e.Number, e.Subject, why})
			return nil
		}
		v.Entries++
		if e.Payload == "" {
			v.Purged++
		}
		v.Head = Head{e.Number, e.At, e.Hash}
		expected = expected || v.Head.String() == expect
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if !expected {
		v.Problems = append(v.Problems, VerifyProblem{Entry: v.Head.Number, Why: "the head " + expect + " that was kept elsewhere is not in this ledger: it was rewritten, cut, or is another one"})
	}
	return nil
}

// wrong says why an entry cannot follow the head, "" if it can.
func (e Entry) wrong(head Head) string {
	sealed := e
	sealed.seal()
	switch {
	case e.Number != head.Number+1:
		return fmt.Sprintf("entry %d is missing", head.Number+1)
	case e.Previous != head.Hash:
		return "it does not follow the entry before it"
	case e.Hash != sealed.Hash:
		return "its fields are not those it was sealed with"
	case e.Payload != "" && hashText(e.Payload) != e.PayloadHash:
		return "its payload is not the one it was sealed with"
	}
	return ""
}

// heads checks every signed head against the chain and the installation's key.
func (v *Verification) heads(ctx context.Context, q querier, key ed25519.PrivateKey) error {
	if key == nil {
		return nil
	}
	rows, err := q.QueryContext(ctx, "select h.number, h.at, h.hash, h.signature, coalesce(l.hash, '') from ledger_head h left join ledger l on l.number = h.number order by h.number")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var h Head
		var at int64
		var signature, chained string
		if err := rows.Scan(&h.Number, &at, &h.Hash, &signature, &chained); err != nil {
			return err
		}
		raw, err := hex.DecodeString(signature)
		if err != nil || !ed25519.Verify(key.Public().(ed25519.PublicKey), []byte(h.String()), raw) {
			v.Problems = append(v.Problems, VerifyProblem{Entry: h.Number, Why: "the signed head has no valid signature of this installation"})
		} else if chained != h.Hash {
			v.Problems = append(v.Problems, VerifyProblem{Entry: h.Number, Why: "the ledger differs from the head that was signed"})
		}
	}
	return rows.Err()
}

// SignHead signs where the ledger ends now, keeps the signature, and returns the
// head to be printed and kept elsewhere. Without a key it only returns the head.
func (s *Store) SignHead(ctx context.Context) (Head, error) {
	var h Head
	var at int64
	err := s.readers.QueryRowContext(ctx, "select number, at, hash from ledger order by number desc limit 1").Scan(&h.Number, &at, &h.Hash)
	if err != nil {
		return h, s.dialect.explain("read the head of the ledger", err)
	}
	h.At = fromMicros(at)
	if s.key == nil {
		return h, nil
	}
	signature := hex.EncodeToString(ed25519.Sign(s.key, []byte(h.String())))
	_, err = s.writes.ExecContext(ctx, "insert into ledger_head (number, at, hash, signature) values ($1, $2, $3, $4) on conflict (number) do nothing", h.Number, toMicros(s.now()), h.Hash, signature)
	return h, s.dialect.explain("keep the signed head", err)
}
