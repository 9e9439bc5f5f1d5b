package store

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Head names the end of the ledger at one moment. Whoever keeps one elsewhere,
// on paper or in another system, can show later that the ledger still contains
// it: a chain alone shows neither that it was rewritten as a whole nor that its
// end was cut off.
type Head struct {
	Number    int64
	At        time.Time // At is when the entry was made; not part of the text form.
	Hash      string    // Hash is 64 lower-case hexadecimal digits.
	Signer    string    // Signer is the public key of the installation that signed, in hex; empty when unsigned.
	Signature string    // Signature is Ed25519 over the text form, in hex; empty when unsigned.
}

// String writes a head as "number:hash", to be kept somewhere else.
func (h Head) String() string { return fmt.Sprintf("%d:%s", h.Number, h.Hash) }

// ParseHead reads what String wrote. The error is Invalid.
func ParseHead(text string) (Head, error) {
	number, hash, _ := strings.Cut(strings.TrimSpace(text), ":")
	n, err := strconv.ParseInt(number, 10, 64)
	raw, hexErr := hex.DecodeString(hash)
	if err != nil || n < 1 || hexErr != nil || len(raw) != 32 {
		return Head{}, &hindcast.Error{Code: hindcast.Invalid, Op: "store.ParseHead",
			Message: fmt.Sprintf("%q is not a head of a ledger; one is a number, a colon and 64 hexadecimal digits", text)}
	}
	return Head{Number: n, Hash: hex.EncodeToString(raw)}, nil
}

// SignedBy reports whether the head's signature was made with the key.
func (h Head) SignedBy(key ed25519.PublicKey) bool {
	raw, err := hex.DecodeString(h.Signature)
	return err == nil && len(key) == ed25519.PublicKeySize && ed25519.Verify(key, []byte(h.String()), raw)
}

// Head returns where the ledger ends now, a zero head when it is empty.
func (s *Store) Head(ctx context.Context) (Head, error) {
	h, err := readHead(ctx, s.readers)
	return h, s.dialect.explain("read the head of the ledger", err)
}

// SignHead signs where the ledger ends, keeps the signature beside the ledger,
// and returns the head to be printed and kept elsewhere. It goes through the
// writer, so that it names a head no other node is about to move. Without a key
// the head is returned unsigned; of an empty ledger it is NotFound.
func (s *Store) SignHead(ctx context.Context) (h Head, err error) {
	err = s.Update(ctx, hindcast.Actor{}, func(tx *Tx) error {
		if h, err = readHead(tx.ctx, tx.sql); err != nil {
			return tx.note("read the head of the ledger", err)
		}
		if h.Number == 0 {
			return &hindcast.Error{Code: hindcast.NotFound, Op: "store.SignHead", Message: "the ledger is empty; there is nothing to sign yet"}
		}
		if s.key == nil {
			return nil
		}
		h.Signer = hex.EncodeToString(s.key.Public().(ed25519.PublicKey))
		h.Signature = hex.EncodeToString(ed25519.Sign(s.key, []byte(h.String())))
		_, err := tx.execQuietly("insert into ledger_head (number, at, hash, signer, signature) values ($1, $2, $3, $4, $5) on conflict (number) do nothing",
			h.Number, toMicros(tx.now), h.Hash, h.Signer, h.Signature)
		return err
	})
	return h, err
}
