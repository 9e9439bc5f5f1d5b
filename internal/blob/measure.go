package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
)

// measure hashes and counts what is read through it, and stops when ctx ends or
// more than limit bytes come.
type measure struct {
	ctx    context.Context
	source io.Reader
	limit  int64
	size   int64
	hash   hash.Hash
	failed error // failed is the source's own error, which is not the disk's or server's
}

func newMeasure(ctx context.Context, source io.Reader, limit int64) *measure {
	return &measure{ctx: ctx, source: source, limit: limit, hash: sha256.New()}
}

// Read implements io.Reader.
func (m *measure) Read(p []byte) (int, error) {
	if err := m.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := m.source.Read(p)
	m.hash.Write(p[:n])
	m.size += int64(n)
	if m.size > m.limit {
		m.failed = tooLarge(m.limit)
		return n, m.failed
	}
	if err != nil && err != io.EOF {
		m.failed = fmt.Errorf("read the evidence: %w", err)
		return n, m.failed
	}
	return n, err
}

// digest is of what was read so far.
func (m *measure) digest() Digest {
	return Digest{SHA256: hex.EncodeToString(m.hash.Sum(nil)), Size: m.size}
}
