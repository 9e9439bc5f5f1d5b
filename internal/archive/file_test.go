package archive_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/hindcast/hindcast/internal/archive"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

func TestBackupFile(t *testing.T) {
	source, target := newPlace(t, storetest.SQLite(t)), newPlace(t, storetest.SQLite(t))
	source.furnish(t)
	folder := t.TempDir()
	path := filepath.Join(folder, "hindcast.backup")
	if _, err := archive.BackupFile(context.Background(), source.store, source.files, path, options()); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = archive.BackupFile(context.Background(), source.store, source.files, path, options())
	if hindcast.CodeOf(err) != hindcast.Conflict || !strings.Contains(err.Error(), "there already") {
		t.Errorf("%v", err)
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Errorf("the backup was overwritten: %v", err)
	}
	if names, _ := os.ReadDir(folder); len(names) != 1 {
		t.Errorf("%v", names)
	}
	if _, err := archive.CheckFile(context.Background(), path, options()); err != nil {
		t.Error(err)
	}
	if _, err := archive.RestoreFile(context.Background(), target.store, target.files, path, options()); err != nil {
		t.Error(err)
	}
	if _, err := archive.CheckFile(context.Background(), path+".absent", options()); hindcast.CodeOf(err) != hindcast.NotFound {
		t.Errorf("%v", err)
	}
	_, err = archive.BackupFile(context.Background(), source.store, source.files, filepath.Join(folder, "absent", "x"), options())
	if hindcast.CodeOf(err) != hindcast.Unavailable || !strings.Contains(err.Error(), "absent cannot be written") {
		t.Errorf("%v", err)
	}
}

// TestFullDisk needs a file system of its own, which only root can mount.
func TestFullDisk(t *testing.T) {
	folder := t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size=16k"); err != nil {
		t.Skipf("no small file system can be mounted: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, 0); err != nil {
			t.Error(err)
		}
	})
	source := newPlace(t, storetest.SQLite(t))
	source.furnish(t)
	for i := range 20 {
		source.incident(t, strings.Repeat("x", i), string(noise(4096, uint64(i))))
	}
	_, err := archive.BackupFile(context.Background(), source.store, source.files, filepath.Join(folder, "backup"), options())
	if hindcast.CodeOf(err) != hindcast.Unavailable || !strings.Contains(err.Error(), "is full") {
		t.Errorf("%v", err)
	}
	if names, _ := os.ReadDir(folder); len(names) != 0 {
		t.Errorf("left behind: %v", names)
	}
}
