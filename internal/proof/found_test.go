package proof

import (
	"encoding/base64"
	"strings"
	"testing"
)

// TestSecretsDoNotComeBack: what answers may tell us the secret we sent, in the
// forms it has on its way.
func TestSecretsDoNotComeBack(t *testing.T) {
	const secret = "ann:pass word/9"
	for _, said := range []string{secret, "pass word/9", "Basic " + base64.StdEncoding.EncodeToString([]byte(secret)), "?token=pass+word%2F9"} {
		f := holds("you sent %s", said).with("header: " + said).settled(secret)
		for _, kept := range []string{f.Seen, f.Content} {
			if !strings.Contains(kept, "•••") || strings.Contains(kept, "word") || strings.Contains(kept, "YW5u") {
				t.Errorf("%q is kept of %q", kept, said)
			}
		}
	}
	if f := holds("a b").settled("a"); f.Seen != "a b" {
		t.Errorf("a word is hidden: %q", f.Seen)
	}
}
