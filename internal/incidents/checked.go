package incidents

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"

	"github.com/hindcast/hindcast/internal/blob"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// checked hashes what is read from the beginning on, and withholds the end of what
// does not have the hash it was added with. Parts read from elsewhere cannot be
// checked by themselves.
type checked struct {
	io.ReadSeekCloser
	name string
	want string
	size int64
	sum  hash.Hash // sum is nil once something was left out.
	read int64
}

func newChecked(content io.ReadSeekCloser, e hindcast.Evidence) *checked {
	return &checked{ReadSeekCloser: content, name: e.Name, want: e.SHA256, size: e.Size, sum: sha256.New()}
}

// Seek implements io.Seeker.
func (c *checked) Seek(offset int64, whence int) (int64, error) {
	at, err := c.ReadSeekCloser.Seek(offset, whence)
	c.sum, c.read = nil, at
	if at == 0 {
		c.sum = sha256.New()
	}
	return at, err
}

// Read implements io.Reader.
func (c *checked) Read(p []byte) (int, error) {
	n, err := c.ReadSeekCloser.Read(p)
	c.read += int64(n)
	if c.sum == nil {
		return n, err
	}
	c.sum.Write(p[:n])
	ended := err == io.EOF || c.read >= c.size
	if ended && hex.EncodeToString(c.sum.Sum(nil)) != c.want {
		return 0, &hindcast.Error{Code: hindcast.Internal, Op: "incidents.OpenEvidence", Err: blob.ErrDamaged,
			Message: "the file “" + c.name + "” is not what was added: its bytes have another SHA-256; restore it from a backup"}
	}
	return n, err
}
