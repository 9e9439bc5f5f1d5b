package blob

import (
	"context"
	"io"
	"regexp"
	"time"
)

// Store keeps contents by their SHA-256. It is safe for concurrent use, by
// several programs at a time.
//
// Wherever a SHA-256 is given it is 64 lower-case hexadecimal digits; anything
// else is refused as Invalid before it becomes a name. What is not kept is
// NotFound. A disk or server that cannot do its work is Unavailable.
type Store interface {
	// Put reads r to its end and keeps what it held. The content appears under its
	// name whole and on disk, or not at all: when r fails, ctx ends or the limit is
	// passed (TooLarge), nothing remains. Content that is kept already is written
	// again in its place, which mends a damaged copy and makes it young for Sweep.
	Put(ctx context.Context, r io.Reader) (Digest, error)
	// Open returns the content for reading. It is not hashed; see Verify.
	Open(ctx context.Context, sha256 string) (io.ReadSeekCloser, error)
	// Stat says how large the content is and when it was last put.
	Stat(ctx context.Context, sha256 string) (Info, error)
	// Delete removes the content.
	Delete(ctx context.Context, sha256 string) error
	// Walk calls visit for everything kept, in the order of the names, until visit
	// returns an error, which Walk returns.
	Walk(ctx context.Context, visit func(Info) error) error
	// Unfinished lists uploads last written to before a time, which a program that
	// was killed left behind, and removes them when asked to.
	Unfinished(ctx context.Context, before time.Time, remove bool) (names []string, err error)
}

// Digest names a content and says how long it is.
type Digest struct {
	SHA256 string // SHA256 is 64 lower-case hexadecimal digits.
	Size   int64  // Size is in bytes.
}

// Info is a content as it lies in a store.
type Info struct {
	Digest
	PutAt time.Time // PutAt is when it was last put, by the clock of the disk or server, UTC.
}

// Limits bound what is kept.
type Limits struct {
	// MaxSize is the largest content in bytes; zero is DefaultMaxSize, and
	// MaxMaxSize is the most.
	MaxSize int64
}

// The limits. DefaultMaxSize is ours; MaxMaxSize is what S3 copies in one request.
const (
	DefaultMaxSize int64 = 1 << 30
	MaxMaxSize     int64 = 5 << 30
)

func (l Limits) maxSize() int64 {
	if l.MaxSize <= 0 {
		return DefaultMaxSize
	}
	return min(l.MaxSize, MaxMaxSize)
}

var digestPattern = regexp.MustCompile(`^[0-9a-f]{64}$`)

// unfinished is the folder of uploads that are not whole yet. No content's
// folder has such a name.
const unfinished = "unfinished"

// place is where a content lies below the root: two levels of folders keep each
// of them small.
func place(sha256 string) (string, error) {
	if !digestPattern.MatchString(sha256) {
		return "", invalidDigest(sha256)
	}
	return sha256[:2] + "/" + sha256[2:4] + "/" + sha256, nil
}

// digestAt is the content whose place this is, "" when it is none's.
func digestAt(name string) string {
	if len(name) < 64 {
		return ""
	}
	sha256 := name[len(name)-64:]
	if at, err := place(sha256); err != nil || at != name {
		return ""
	}
	return sha256
}
