package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Credential is something a user signs in with. The ledger knows that there is
// one and its name; neither handle nor secret, as its payloads are kept for good.
type Credential struct {
	ID        string
	User      hindcast.UserID
	Kind      string // Kind is the caller's word: password, passkey, oidc.
	Name      string // Name is what its owner calls it.
	Handle    string // Handle is what it is found by; no two of a kind share one.
	Secret    string // Secret is what it is checked against: a password's hash, a public key.
	CreatedAt time.Time
	UsedAt    time.Time // UsedAt is zero for one that was never used.
}

const credentialColumns = "c.id, c.user_id, c.kind, c.name, c.handle, c.secret, c.created_at, c.used_at"

func scanCredential(scan func(...any) error) (c Credential, err error) {
	var created, used int64
	err = scan(&c.ID, &c.User, &c.Kind, &c.Name, &c.Handle, &c.Secret, &created, &used)
	c.CreatedAt, c.UsedAt = fromMicros(created), fromMicros(used)
	return c, err
}

func (c Credential) record(t *Tx, verb string) error {
	return t.Record(verb, Subject{Kind: "credential", ID: c.ID}, map[string]any{"user": c.User, "kind": c.Kind, "name": c.Name})
}

// AddCredential keeps a credential and records that there is one. The error is
// Conflict when its handle is taken.
func (t *Tx) AddCredential(c Credential) error {
	c.ID = t.NewID("crd")
	c.Name = storable(c.Name)
	if !fits(c.Handle) || !fits(c.Secret) {
		return &hindcast.Error{Code: hindcast.Invalid, Op: "store.Tx.AddCredential", Message: "the credential " + errUnfit.Error()}
	}
	_, err := t.exec("insert into credentials (id, user_id, kind, name, handle, secret, created_at, used_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
		c.ID, string(c.User), c.Kind, c.Name, c.Handle, c.Secret, toMicros(t.now), unrecorded)
	if err != nil {
		return err
	}
	return c.record(t, "credential.added")
}

// RemoveCredential takes a credential of a user away. The error is NotFound when
// they have no such one.
func (t *Tx) RemoveCredential(user hindcast.UserID, id string) error {
	absent := &hindcast.Error{Code: hindcast.NotFound, Op: "store.Tx.RemoveCredential", Message: "there is no such way to sign in; it may be gone already"}
	if !fits(id) {
		return absent
	}
	c, err := scanCredential(t.sql.QueryRowContext(t.ctx, "delete from credentials where id = $1 and user_id = $2 returning "+strings.ReplaceAll(credentialColumns, "c.", ""), id, string(user)).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return absent
	}
	if err := t.note("remove the credential", err); err != nil {
		return err
	}
	t.changed = true
	return c.record(t, "credential.removed")
}

// UsedCredential notes that a credential was used, and what it is checked against
// from now on: an authenticator counts. It is not in the ledger; the session it
// opens is.
func (t *Tx) UsedCredential(id, secret string) error {
	_, err := t.execQuietly("update credentials set used_at = $1, secret = $2 where id = $3", toMicros(t.now), secret, id)
	return err
}

// Credentials returns what a user signs in with, in the order it was added. Whose
// they may be is the caller's affair.
func (s *Store) Credentials(ctx context.Context, user hindcast.UserID) ([]Credential, error) {
	return s.credentials(ctx, "c.user_id = $1 order by c.created_at, c.id", string(user))
}

// CredentialByHandle finds a credential. The error is NotFound when there is
// none.
func (s *Store) CredentialByHandle(ctx context.Context, kind, handle string) (Credential, error) {
	if fits(handle) {
		found, err := s.credentials(ctx, "c.kind = $1 and c.handle = $2", kind, handle)
		if err != nil || len(found) > 0 {
			return append(found, Credential{})[0], err
		}
	}
	return Credential{}, &hindcast.Error{Code: hindcast.NotFound, Op: "store.CredentialByHandle", Message: "there is no such credential"}
}

func (s *Store) credentials(ctx context.Context, where string, args ...any) ([]Credential, error) {
	q := query{args: args}
	q.text.WriteString("select " + credentialColumns + " from credentials c where " + where)
	return found(ctx, s, "read the credentials", &q, scanCredential)
}
