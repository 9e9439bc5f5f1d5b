package blob

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"syscall"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func TestDiskErrorsSayWhatToDo(t *testing.T) {
	for cause, say := range map[error]string{
		syscall.ENOSPC: "is full", syscall.EDQUOT: "is full", syscall.EACCES: "permissions", syscall.EROFS: "permissions",
		syscall.ENOENT: "moved or unmounted", syscall.EMFILE: "too many files", syscall.EIO: "failed",
	} {
		err := explainDisk("keep evidence", "/data", &fs.PathError{Op: "write", Path: "x", Err: cause})
		if hindcast.CodeOf(err) != hindcast.Unavailable || !strings.Contains(err.Error(), say) || !errors.Is(err, cause) {
			t.Errorf("%v: %v", cause, err)
		}
	}
	if err := explainDisk("keep evidence", "/data", context.Canceled); err != context.Canceled {
		t.Errorf("%v", err)
	}
}
