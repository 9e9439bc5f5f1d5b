package blob

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// ErrDamaged is in the chain of an error about content whose bytes are not those
// it was kept as.
var ErrDamaged = errors.New("the bytes are not those that were kept")

func invalidDigest(given string) error {
	const shown = 80
	return &hindcast.Error{Code: hindcast.Invalid, Op: "blob", Message: fmt.Sprintf("%.*q is not a SHA-256; it must be 64 lower-case hexadecimal digits", shown, given)}
}

func missing(sha256, where string, cause error) error {
	return &hindcast.Error{Code: hindcast.NotFound, Op: "blob", Err: cause,
		Message: "the evidence " + sha256 + " is not in " + where + "; it was removed, or has to be restored from a backup"}
}

func damaged(sha256 string, found Digest) error {
	return &hindcast.Error{Code: hindcast.Internal, Op: "blob.Verify", Err: ErrDamaged,
		Message: fmt.Sprintf("the evidence %s is damaged: the %d bytes that lie there hash to %s; put the original again or restore it from a backup", sha256, found.Size, found.SHA256)}
}

func tooLarge(limit int64) error {
	return &hindcast.Error{Code: hindcast.TooLarge, Op: "blob.Put", Message: fmt.Sprintf("the evidence is larger than the limit of %d bytes; nothing of it was kept", limit)}
}

// explainDisk says what to do about an error of the disk below root.
func explainDisk(attempt, root string, err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if _, ok := errors.AsType[*hindcast.Error](err); ok {
		return err
	}
	say := func(message string) error {
		return &hindcast.Error{Code: hindcast.Unavailable, Op: attempt, Message: message, Err: err}
	}
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return say("the disk that holds " + root + " is full; nothing was kept")
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return say(root + " may not be read or written by this user; check the permissions")
	case errors.Is(err, fs.ErrNotExist):
		return say(root + " is not there any more; was it moved or unmounted?")
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		return say("too many files are open; try again")
	case errors.Is(err, syscall.EIO):
		return say("the disk that holds " + root + " failed; copy what can be read and replace it")
	}
	return fmt.Errorf("%s in %s: %w", attempt, root, err)
}
