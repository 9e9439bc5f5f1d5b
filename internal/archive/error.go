package archive

import (
	"archive/tar"
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// ErrTorn is in the chain of an error about a backup that is cut off or damaged.
var ErrTorn = errors.New("the backup is not as it was written")

const opRestore = "archive.Restore"

// torn says that the backup is damaged and where.
func torn(where, why string, args ...any) error {
	return &hindcast.Error{Code: hindcast.Invalid, Op: opRestore, Err: ErrTorn,
		Message: fmt.Sprintf("the backup is damaged at %s: %s; use another copy or an older one", where, fmt.Sprintf(why, args...))}
}

// explainReading says what an error while the backup was read means. Errors of
// the file itself, and of ctx, stay what they are.
func explainReading(where string, source *source, err error) error {
	if source.failed != nil {
		return source.failed
	}
	if _, ok := errors.AsType[*hindcast.Error](err); ok {
		return err
	}
	corrupt, isCorrupt := errors.AsType[flate.CorruptInputError](err)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return &hindcast.Error{Code: hindcast.Invalid, Op: opRestore, Err: ErrTorn,
			Message: "the backup is cut off after " + where + "; copy it again, or use an older one"}
	case isCorrupt:
		return torn(where, "its compression is broken near byte %d", int64(corrupt))
	case errors.Is(err, gzip.ErrChecksum):
		return torn(where, "its checksum does not fit")
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, tar.ErrHeader):
		return torn(where, "it is not a backup, or bytes in it changed")
	}
	return fmt.Errorf("restore %s: %w", where, err)
}

// source is the file a backup is read from. It tells an error of the file from
// damage in what it holds, and stops when ctx ends.
type source struct {
	ctx    context.Context
	r      io.Reader
	failed error
}

// Read implements io.Reader.
func (s *source) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		s.failed = err
		return 0, err
	}
	n, err := s.r.Read(p)
	if err != nil && err != io.EOF {
		s.failed = fmt.Errorf("read the backup: %w", err)
		err = s.failed
	}
	return n, err
}
