package accounts

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// How passwords are hashed: argon2id with 19 MiB, two passes and one lane, the
// second of the equal choices of OWASP's password storage cheat sheet.
const (
	hashMemory = 19 * 1024 // KiB
	hashPasses = 2
	hashLanes  = 1
	hashLength = 32
	saltLength = 16

	hashesAtOnce = 4 // bounds the memory that strangers can have us take: 76 MiB
)

// Lengths of a password: NIST SP 800-63B asks for 15 characters where nothing else
// is asked, and for no rules about which. The upper end only keeps hashing cheap.
const (
	ShortestPassword = 15
	LongestPassword  = 256
)

// PasswordsAllowed reports whether the operator lets people sign in by password.
func (s *Service) PasswordsAllowed() bool { return s.cfg.Passwords }

// SignInWithPassword signs somebody in and returns the secret of their session.
// The error is the same, after the same work, whether the address is unknown, the
// account has no password or is disabled, or the password is wrong.
func (s *Service) SignInWithPassword(ctx context.Context, email, password string, v Visit) (secret string, err error) {
	if !s.cfg.Passwords {
		return "", &hindcast.Error{Code: hindcast.Forbidden, Message: "signing in by password is turned off here"}
	}
	email = hindcast.FoldEmail(email)
	if err := s.limits.take(signingIn, neighbourhood(v.From)); err != nil {
		return "", err
	}
	if err := s.limits.take(guessing, hashOf(email)); err != nil {
		return "", err
	}
	user, credential, err := s.passwordOf(ctx, email)
	if err != nil {
		return "", err
	}
	if len(password) > 4*LongestPassword {
		password = ""
	}
	ok, err := s.matches(ctx, credential.Secret, password)
	if err != nil {
		return "", err
	}
	if !ok || user.Disabled {
		return "", refused("the e-mail address or the password is not right")
	}
	err = s.store.Update(ctx, user.Actor(v.From), func(tx *store.Tx) error {
		if err := tx.UsedCredential(credential.ID, credential.Secret); err != nil {
			return err
		}
		secret, err = s.signIn(tx, user.ID, ByPassword, v)
		return err
	})
	if err == nil {
		s.limits.give(guessing, hashOf(email))
		s.limits.give(signingIn, neighbourhood(v.From))
	}
	return secret, err
}

// passwordOf finds a user's password. Where there is none, it is one that nothing
// matches, so that finding out costs as much.
func (s *Service) passwordOf(ctx context.Context, email string) (user User, c store.Credential, err error) {
	c.Secret = encodeHash(make([]byte, saltLength), make([]byte, hashLength))
	k, err := s.store.UserByEmail(ctx, email)
	if hindcast.CodeOf(err) == hindcast.NotFound {
		err = nil
	}
	if err != nil {
		return user, c, err
	}
	found, err := s.store.CredentialByHandle(ctx, ByPassword, string(k.Value.ID))
	if hindcast.CodeOf(err) == hindcast.NotFound {
		return user, c, nil
	}
	return k.Value, found, err
}

// HasPassword reports whether the actor has a password.
func (s *Service) HasPassword(ctx context.Context, by hindcast.Actor) (bool, error) {
	_, err := s.store.CredentialByHandle(ctx, ByPassword, string(by.User))
	if hindcast.CodeOf(err) == hindcast.NotFound {
		return false, nil
	}
	return err == nil, err
}

// SetPassword gives the actor a password, or another in place of the old one,
// which has to be given then. Every other session of theirs ends; a new one takes
// their place, whose secret is returned.
func (s *Service) SetPassword(ctx context.Context, by hindcast.Actor, old, password string, v Visit) (secret string, err error) {
	if !s.cfg.Passwords {
		return "", &hindcast.Error{Code: hindcast.Forbidden, Message: "signing in by password is turned off here"}
	}
	if by.User == "" {
		return "", refused("sign in first")
	}
	if err := checkPassword(password); err != nil {
		return "", err
	}
	if err := s.limits.take(guessing, string(by.User)); err != nil {
		return "", err
	}
	had, err := s.store.CredentialByHandle(ctx, ByPassword, string(by.User))
	if err != nil && hindcast.CodeOf(err) != hindcast.NotFound {
		return "", err
	}
	if err == nil {
		if ok, err := s.matches(ctx, had.Secret, old); err != nil || !ok {
			return "", firstError(err, wrongField("old", "is not your present password"))
		}
	}
	hash, err := s.hash(ctx, password)
	if err != nil {
		return "", err
	}
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		if had.ID != "" {
			if err := tx.RemoveCredential(by.User, had.ID); err != nil {
				return err
			}
		}
		if err := tx.AddCredential(store.Credential{User: by.User, Kind: ByPassword, Name: "password", Handle: string(by.User), Secret: hash}); err != nil {
			return err
		}
		if err := shutOut(tx, by.User); err != nil {
			return err
		}
		secret, err = s.signIn(tx, by.User, ByPassword, v)
		return err
	})
	return secret, err
}

func checkPassword(password string) error {
	n := utf8.RuneCountInString(password)
	switch {
	case n < ShortestPassword:
		return wrongField("password", fmt.Sprintf("must have at least %d characters; a sentence is easy to remember", ShortestPassword))
	case n > LongestPassword:
		return wrongField("password", fmt.Sprintf("must have at most %d characters", LongestPassword))
	}
	return nil
}

func wrongField(field, reason string) error {
	return &hindcast.Error{Code: hindcast.Invalid, Message: "the password was not changed", Fields: []hindcast.FieldError{{Field: field, Reason: reason}}}
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// hash waits for its turn, hashes a password with a fresh salt, and encodes both.
func (s *Service) hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltLength)
	_, _ = rand.Read(salt) // never fails
	sum, err := s.argon(ctx, password, salt)
	return encodeHash(salt, sum), err
}

// matches compares in constant time.
func (s *Service) matches(ctx context.Context, encoded, password string) (bool, error) {
	salt, want, err := decodeHash(encoded)
	if err != nil {
		return false, err
	}
	got, err := s.argon(ctx, password, salt)
	return err == nil && subtle.ConstantTimeCompare(got, want) == 1, err
}

func (s *Service) argon(ctx context.Context, password string, salt []byte) ([]byte, error) {
	const patience = 10 * time.Second
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	select {
	case s.hashing <- struct{}{}:
		defer func() { <-s.hashing }()
		return argon2.IDKey([]byte(password), salt, hashPasses, hashMemory, hashLanes, hashLength), nil
	case <-ctx.Done():
		return nil, &hindcast.Error{Code: hindcast.Unavailable, Message: "too many people are signing in; try again in a moment", Err: ctx.Err()}
	}
}

// encodeHash writes a hash as most programs do, with how it was made.
func encodeHash(salt, sum []byte) string {
	text := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, hashMemory, hashPasses, hashLanes, text(salt), text(sum))
}

// decodeHash reads what encodeHash wrote. There is one way of hashing so far;
// what was hashed in another is refused.
func decodeHash(encoded string) (salt, sum []byte, err error) {
	prefix := fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$", argon2.Version, hashMemory, hashPasses, hashLanes)
	rest, known := strings.CutPrefix(encoded, prefix)
	first, second, found := strings.Cut(rest, "$")
	if !known || !found {
		return nil, nil, fmt.Errorf("a password is hashed in a way that is not known here")
	}
	if salt, err = base64.RawStdEncoding.DecodeString(first); err == nil {
		sum, err = base64.RawStdEncoding.DecodeString(second)
	}
	return salt, sum, err
}
