package blob

import (
	"context"
	"io"
	"math"
)

// Verify reads a content and hashes it again. The error has ErrDamaged in its
// chain when the bytes are others, and the digest is of what lies there.
func Verify(ctx context.Context, s Store, sha256 string) (Digest, error) {
	content, err := s.Open(ctx, sha256)
	if err != nil {
		return Digest{}, err
	}
	defer content.Close() // opened for reading: nothing can be lost
	m := newMeasure(ctx, content, math.MaxInt64)
	if _, err := io.Copy(io.Discard, m); err != nil {
		return Digest{}, err
	}
	if found := m.digest(); found.SHA256 != sha256 {
		return found, damaged(sha256, found)
	}
	return m.digest(), nil
}
