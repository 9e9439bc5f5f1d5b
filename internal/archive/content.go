package archive

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"strings"
)

// content hands on the bytes of one content. more is false when there is none
// any more.
func (r *reading) content(keep func(name string, content io.Reader) error) (more bool, err error) {
	name, found := strings.CutPrefix(r.entry.Name, evidenceFolder)
	if !found {
		return false, nil
	}
	if len(name) != 2*sha256.Size || name <= r.last {
		return false, torn(r.where, "it is not the name of a content, or out of order")
	}
	r.last = name
	content := &expected{r: r.tar, name: name, hash: sha256.New()}
	if err := keep(name, content); err != nil && !content.differs {
		return false, explainReading(r.where, r.source, err)
	}
	if content.differs {
		r.read.Damaged = append(r.read.Damaged, name)
	}
	r.read.Evidence.Files++
	r.read.Evidence.Bytes += r.entry.Size
	if _, err := io.WriteString(r.names, name+"\n"); err != nil {
		return false, err
	}
	return true, r.next()
}

// expected fails at its end when the bytes are not those of its name, so that
// whoever was to keep them does not.
type expected struct {
	r       io.Reader
	name    string
	hash    hash.Hash
	differs bool
}

// Read implements io.Reader.
func (e *expected) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	e.hash.Write(p[:n])
	if err == io.EOF && hex.EncodeToString(e.hash.Sum(nil)) != e.name {
		e.differs = true
		return n, fmt.Errorf("the bytes of %s are others than its name says", e.name)
	}
	return n, err
}
