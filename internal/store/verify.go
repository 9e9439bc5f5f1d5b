package store

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// VerifyOptions say what to check beside the chain and the rows.
type VerifyOptions struct {
	// Expect is a head that was kept elsewhere, as Head.String writes it. A ledger
	// that was rewritten as a whole, or whose end was cut off, does not contain it.
	Expect string
	// Key checks signed heads; nil means that of the store's own key, if it has one.
	Key ed25519.PublicKey
}

// Verification is what Verify found.
type Verification struct {
	Entries  int64 // Entries is how many were checked.
	Purged   int64 // Purged is how many of them have no payload any more.
	Rows     int64
	Signed   int64 // Signed is how many signed heads were checked.
	Foreign  int64 // Foreign is how many of them another installation signed: the one a backup came from, or one that should not have.
	Head     Head
	Problems []VerifyProblem
}

// VerifyProblem is one thing that is not as it was recorded.
type VerifyProblem struct {
	Entry   int64 // Entry is the number of the entry concerned.
	Subject Subject
	Why     string
}

// Verify reads the whole ledger and every row it vouches for, all of one moment.
// It stops along the chain at the first bad entry, because what follows proves
// nothing; rows are looked at in any case.
func (s *Store) Verify(ctx context.Context, o VerifyOptions) (Verification, error) {
	v := Verification{}
	if o.Expect != "" {
		head, err := ParseHead(o.Expect)
		if err != nil {
			return v, err
		}
		o.Expect = head.String()
	}
	if o.Key == nil && s.key != nil {
		o.Key = s.key.Public().(ed25519.PublicKey)
	}
	tx, err := s.readers.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: s.dialect.snapshot()})
	if err != nil {
		return v, s.dialect.explain("read the ledger", err)
	}
	defer tx.Rollback()
	if err := v.chain(ctx, tx, o.Expect); err != nil {
		return v, s.dialect.explain("read the ledger", err)
	}
	if err := v.heads(ctx, tx, o.Key); err != nil {
		return v, s.dialect.explain("read the signed heads", err)
	}
	for _, t := range s.tables.all() {
		if err := t.verify(ctx, tx, &v); err != nil {
			return v, s.dialect.explain("read the rows", err)
		}
	}
	return v, nil
}

func (v *Verification) problem(entry int64, subject Subject, why string, args ...any) {
	v.Problems = append(v.Problems, VerifyProblem{entry, subject, fmt.Sprintf(why, args...)})
}

// chain walks the entries from the first to the last.
func (v *Verification) chain(ctx context.Context, q querier, expect string) error {
	rows, err := q.QueryContext(ctx, "select "+entryColumns+" from ledger l left join ledger_payload p on p.number = l.number order by l.number")
	if err != nil {
		return err
	}
	defer rows.Close()
	expected := expect == ""
	bare, purged := map[int64]Subject{}, map[int64]bool{} // bare entries have no payload; purged ones are said to
	for rows.Next() {
		e, err := scanEntry(rows.Scan)
		if err != nil {
			return err
		}
		if why := e.wrong(v.Head); why != "" {
			v.problem(e.Number, e.Subject, "%s", why)
			return nil
		}
		v.Entries++
		if e.Payload == "" {
			v.Purged++
			bare[e.Number] = e.Subject
		}
		if e.Verb == purgedVerb {
			for _, n := range e.purged() {
				purged[n] = true
			}
		}
		v.Head = Head{Number: e.Number, At: e.At, Hash: e.Hash}
		expected = expected || v.Head.String() == expect
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for n, subject := range bare {
		if !purged[n] {
			v.problem(n, subject, "its payload is gone and no entry says that it was purged")
		}
	}
	if !expected {
		v.problem(v.Head.Number, Subject{}, "the head %s that was kept elsewhere is not in this ledger: it was rewritten, cut, or is another one", expect)
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

// purged returns the numbers that an entry says were purged.
func (e Entry) purged() []int64 {
	var body struct {
		Purged []int64 `json:"purged"`
	}
	if err := json.Unmarshal([]byte(e.Payload), &body); err != nil {
		return nil // a payload that says nothing vouches for nothing
	}
	return body.Purged
}

// heads checks every signed head against the chain and the key it names. Heads
// of another key are counted: a restored store has those of the installation it
// was taken from, and whether that is to be expected is for a person to say.
func (v *Verification) heads(ctx context.Context, q querier, key ed25519.PublicKey) error {
	rows, err := q.QueryContext(ctx, "select h.number, h.hash, h.signer, h.signature, coalesce(l.hash, '') from ledger_head h left join ledger l on l.number = h.number order by h.number")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var h Head
		var chained string
		if err := rows.Scan(&h.Number, &h.Hash, &h.Signer, &h.Signature, &chained); err != nil {
			return err
		}
		v.Signed++
		signer, err := hex.DecodeString(h.Signer)
		if key != nil && h.Signer != hex.EncodeToString(key) {
			v.Foreign++
		}
		switch {
		case err != nil || !h.SignedBy(signer):
			v.problem(h.Number, Subject{}, "the signed head has no valid signature")
		case chained != h.Hash:
			v.problem(h.Number, Subject{}, "the ledger differs from the head that was signed")
		}
	}
	return rows.Err()
}
