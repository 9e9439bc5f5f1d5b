package app

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/hindcast/hindcast/internal/keyring"
	"github.com/hindcast/hindcast/internal/store"
)

// Data says where the data is. Everything that works on a store is told so.
type Data struct {
	Folder string `name:"data" placeholder:"DIR" env:"HINDCAST_DATA" help:"Folder of the data; the per-user data folder otherwise."`
	DSN    string `name:"dsn" placeholder:"ADDRESS" env:"HINDCAST_DSN" secret:"address" help:"PostgreSQL database to use instead, as postgres://user@host/database."`
}

// Place is the folder where files that belong to the data lie, also with
// PostgreSQL.
func (d Data) Place() (string, error) {
	if d.Folder != "" {
		return d.Folder, nil
	}
	if home := os.Getenv("XDG_DATA_HOME"); home != "" {
		return filepath.Join(home, "hindcast"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("find the per-user data folder: %w; name one with --data", err)
	}
	return filepath.Join(home, ".local", "share", "hindcast"), nil
}

// Open opens the store and brings its schema up to date.
func (d Data) Open(ctx context.Context) (*store.Store, error) {
	cfg, err := d.config()
	if err != nil {
		return nil, err
	}
	return store.Open(ctx, cfg)
}

// config is what the store is opened with. The folder is made when it is not there.
func (d Data) config() (store.Config, error) {
	folder, err := d.Place()
	if err != nil {
		return store.Config{}, err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return store.Config{}, fmt.Errorf("make the data folder: %w", err)
	}
	key, err := ledgerKey(filepath.Join(folder, "ledger.key"))
	if err != nil {
		return store.Config{}, err
	}
	cfg := store.Config{DSN: d.DSN, Now: time.Now, ID: func() string { return uuid.Must(uuid.NewV7()).String() }, Key: key}
	if d.DSN == "" {
		cfg.Path = filepath.Join(folder, "hindcast.db")
	}
	return cfg, nil
}

// ring holds the keys that seal secrets, which lie beside the data.
func (d Data) ring() (*keyring.Ring, error) {
	path, err := d.keys()
	if err != nil {
		return nil, err
	}
	return keyring.Open(path)
}

// keys is where those keys are.
func (d Data) keys() (string, error) {
	folder, err := d.Place()
	return filepath.Join(folder, "secrets.key"), err
}

// ledgerKey reads the installation's signing key, and makes one the first time.
// Heads of the ledger are signed with it; whoever has it could sign a forged one,
// so it is readable by its owner alone.
func ledgerKey(path string) (ed25519.PrivateKey, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		seed := make([]byte, ed25519.SeedSize)
		if _, err := rand.Read(seed); err != nil {
			return nil, fmt.Errorf("make the key of the ledger: %w", err)
		}
		file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return nil, fmt.Errorf("keep the key of the ledger: %w", err)
		}
		_, err = file.WriteString(hex.EncodeToString(seed) + "\n")
		if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
			return nil, fmt.Errorf("keep the key of the ledger: %w", err)
		}
		return ed25519.NewKeyFromSeed(seed), nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the key of the ledger: %w", err)
	}
	seed, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(seed) != ed25519.SeedSize {
		return nil, fmt.Errorf("%s is not a key of a ledger: it must hold %d hexadecimal digits", path, 2*ed25519.SeedSize)
	}
	return ed25519.NewKeyFromSeed(seed), nil
}
