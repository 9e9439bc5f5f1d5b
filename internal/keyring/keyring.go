// Package keyring keeps secrets that have to be read again, such as those that
// sign webhooks, sealed at rest: whoever has the database or a backup of it does
// not have them. The keys lie in a file of their own beside the data.
//
//	ring, err := keyring.Open("data/secrets.key")
//	sealed := ring.Seal("whk_1", secret)
//	secret, err := ring.Open("whk_1", sealed)
//
// Each line of the file is a key. The first seals; every key opens what it
// sealed. To rotate, a new key is put first and everything is sealed anew; a key
// that seals nothing any more can be taken out of the file.
package keyring

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

const keySize = 32 // AES-256

// Ring is a file's keys.
type Ring struct {
	keys []key
}

// key is one of them, with the name by which sealed texts call it.
type key struct {
	name string
	aead cipher.AEAD
}

// Open reads the keys of a file, and makes the file with one key the first time.
func Open(path string) (*Ring, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		text = []byte(fresh())
		if err := create(path, text); err != nil {
			return nil, fmt.Errorf("keep the key of secrets: %w", err)
		}
	} else if err != nil {
		return nil, fmt.Errorf("read the keys of secrets: %w", err)
	}
	return read(path, text)
}

// Rotate puts a new key in front of those of a file and returns them all. What
// was sealed before opens still.
func Rotate(path string) (*Ring, error) {
	if _, err := Open(path); err != nil {
		return nil, err
	}
	old, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the keys of secrets: %w", err)
	}
	text := append([]byte(fresh()), old...)
	next := path + ".new"
	if err := create(next, text); err != nil {
		return nil, fmt.Errorf("keep the new key of secrets: %w", err)
	}
	if err := os.Rename(next, path); err != nil {
		return nil, fmt.Errorf("keep the new key of secrets: %w", errors.Join(err, os.Remove(next)))
	}
	return read(path, text)
}

// fresh is a line with a new key.
func fresh() string {
	var raw [keySize]byte
	_, _ = rand.Read(raw[:]) // never fails
	return hex.EncodeToString(raw[:]) + "\n"
}

// create writes a file that only its owner can read, and that was not there.
func create(path string, text []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	return errors.Join(err, file.Sync(), file.Close())
}

func read(path string, text []byte) (*Ring, error) {
	r := &Ring{}
	for n, line := range bytes.Split(bytes.TrimSpace(text), []byte("\n")) {
		raw, err := hex.DecodeString(string(bytes.TrimSpace(line)))
		if err != nil || len(raw) != keySize {
			return nil, fmt.Errorf("%s: line %d is no key: it must hold %d hexadecimal digits", path, n+1, 2*keySize)
		}
		block, err := aes.NewCipher(raw)
		if err != nil {
			return nil, err
		}
		aead, err := cipher.NewGCMWithRandomNonce(block)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(raw)
		r.keys = append(r.keys, key{name: hex.EncodeToString(sum[:4]), aead: aead})
	}
	return r, nil
}

// Seal hides a secret of something that goes by a name. Put in the place of
// another's it does not open.
func (r *Ring) Seal(name, secret string) string {
	k := r.keys[0]
	return k.name + ":" + base64.RawURLEncoding.EncodeToString(k.aead.Seal(nil, nil, []byte(secret), []byte(name)))
}

// Open returns what Seal hid. The error is Unavailable when its key is not in the
// file, or the text was altered.
func (r *Ring) Open(name, sealed string) (string, error) {
	by, text, _ := strings.Cut(sealed, ":")
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return "", unreadable(err)
	}
	for _, k := range r.keys {
		if k.name == by {
			secret, err := k.aead.Open(nil, nil, raw, []byte(name))
			if err != nil {
				return "", unreadable(err)
			}
			return string(secret), nil
		}
	}
	return "", unreadable(fmt.Errorf("no key %q", by))
}

// Renew seals a text anew, in its place, where another key than the one that seals
// now sealed it, and reports whether it did. Nothing stays nothing. Errors are
// those of Open.
func (r *Ring) Renew(name string, sealed *string) (bool, error) {
	if *sealed == "" || r.Current(*sealed) {
		return false, nil
	}
	secret, err := r.Open(name, *sealed)
	if err != nil {
		return false, err
	}
	*sealed = r.Seal(name, secret)
	return true, nil
}

// Current reports whether a text was sealed with the key that seals now.
func (r *Ring) Current(sealed string) bool { return strings.HasPrefix(sealed, r.keys[0].name+":") }

func unreadable(err error) error {
	return &hindcast.Error{Code: hindcast.Unavailable, Op: "keyring.Open", Message: "a secret cannot be read: the key file is not the one it was sealed with", Err: err}
}
