package keyring_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/keyring"
)

func TestSealedSecretsOpenAgainAndOnlyInTheirPlace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secrets.key")
	ring := open(t, path)
	sealed := ring.Seal("whk_1", "a secret")
	if strings.Contains(sealed, "secret") || sealed == ring.Seal("whk_1", "a secret") {
		t.Errorf("sealed is %q: it must hide the text and differ each time", sealed)
	}
	if got, err := open(t, path).Open("whk_1", sealed); err != nil || got != "a secret" {
		t.Errorf("opened %q, %v", got, err)
	}
	for name, text := range map[string]string{"whk_2": sealed, "whk_1": sealed[:len(sealed)-2] + "AA", "": "", "x": "abcd:!"} {
		if _, err := ring.Open(name, text); hindcast.CodeOf(err) != hindcast.Unavailable {
			t.Errorf("opening %q as %s: %v", text, name, err)
		}
	}
	if _, err := open(t, filepath.Join(t.TempDir(), "other.key")).Open("whk_1", sealed); hindcast.CodeOf(err) != hindcast.Unavailable {
		t.Errorf("another file's key opens it: %v", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key file is readable by others: %v, %v", info.Mode(), err)
	}
}

func TestRotationKeepsOldSecretsReadable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secrets.key")
	sealed := open(t, path).Seal("x", "old")
	ring, err := keyring.Rotate(path)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := ring.Open("x", sealed); err != nil || got != "old" || ring.Current(sealed) {
		t.Errorf("after rotation: %q, %v, current %v", got, err, ring.Current(sealed))
	}
	if renewed, err := ring.Renew("x", &sealed); err != nil || !renewed || !open(t, path).Current(sealed) {
		t.Errorf("sealed anew: %v, %v", renewed, err)
	}
	if renewed, err := ring.Renew("x", &sealed); err != nil || renewed {
		t.Errorf("sealed anew a second time: %v, %v", renewed, err)
	}
	if got, err := ring.Open("x", sealed); err != nil || got != "old" {
		t.Errorf("what was sealed anew: %q, %v", got, err)
	}
	nothing := ""
	if renewed, err := ring.Renew("x", &nothing); err != nil || renewed || nothing != "" {
		t.Errorf("nothing: %v, %v", renewed, err)
	}
}

func TestAFileThatHoldsNoKeyIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secrets.key")
	if err := os.WriteFile(path, []byte("hello\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := keyring.Open(path); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("error is %v", err)
	}
}

func open(t *testing.T, path string) *keyring.Ring {
	t.Helper()
	ring, err := keyring.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return ring
}
