package blob_test

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/blob"
	"github.com/hindcast/hindcast/internal/hindcast"
)

func onDisk(t *testing.T, limits blob.Limits) kept {
	folder := filepath.Join(t.TempDir(), "evidence")
	s := openDisk(t, folder, limits)
	return kept{Store: s, limit: limits.MaxSize,
		names: func() []string { return filesBelow(t, folder) },
		damage: func(sha256 string, content []byte) {
			if err := os.WriteFile(filepath.Join(folder, sha256[:2], sha256[2:4], sha256), content, 0o600); err != nil {
				t.Fatal(err)
			}
		},
	}
}

func openDisk(t *testing.T, folder string, limits blob.Limits) *blob.Disk {
	t.Helper()
	s, err := blob.OpenDisk(folder, limits)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func filesBelow(t *testing.T, folder string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestFilesArePrivate(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "evidence")
	put(t, openDisk(t, folder, blob.Limits{}), []byte("secret"))
	err := filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: %v", name, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestLinksOutOfTheFolderAreNotFollowed(t *testing.T) {
	folder, outside := t.TempDir(), t.TempDir()
	s := openDisk(t, folder, blob.Limits{})
	content := []byte("x")
	hash := hashOf(content)
	if err := os.Symlink(outside, filepath.Join(folder, hash[:2])); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(context.Background(), bytes.NewReader(content)); err == nil {
		t.Error("written through a link")
	}
	if names := filesBelow(t, outside); len(names) != 0 {
		t.Errorf("%v", names)
	}
}

func TestForeignFilesAreLeftAlone(t *testing.T) {
	folder := t.TempDir()
	s := openDisk(t, folder, blob.Limits{})
	put(t, s, []byte("x"))
	hash := hashOf([]byte("y"))
	for _, name := range []string{"README", "aa/bb/short", "aa/bb/" + hash, hash} {
		full := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte("not ours"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	swept, err := blob.Sweep(context.Background(), s, func(string) bool { return false }, blob.SweepOptions{Now: time.Now().Add(time.Hour), Grace: time.Minute})
	if err != nil || len(swept.Orphans) != 1 || len(filesBelow(t, folder)) != 4 {
		t.Errorf("%+v, %v, %v", swept, err, filesBelow(t, folder))
	}
}

// killedPutFolder makes this test program an upload that never ends.
const killedPutFolder = "HINDCAST_TEST_KILLED_PUT"

func TestMain(m *testing.M) {
	if os.Getenv(killedPutFolder) != "" {
		putUntilKilled()
	}
	os.Exit(m.Run())
}

func putUntilKilled() {
	s, err := blob.OpenDisk(os.Getenv(killedPutFolder), blob.Limits{})
	if err != nil {
		panic(err)
	}
	written := readerFunc(func([]byte) (int, error) {
		os.Stdout.WriteString("written\n")
		select {}
	})
	_, err = s.Put(context.Background(), io.MultiReader(bytes.NewReader(noise(1<<20)), written))
	panic(err)
}

func TestKilledUploadLeavesOnlyWhatSweepTakes(t *testing.T) {
	folder := t.TempDir()
	upload := exec.Command(os.Args[0])
	upload.Env = append(os.Environ(), killedPutFolder+"="+folder)
	out, err := upload.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := upload.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || line != "written\n" {
		t.Fatalf("%q, %v", line, err)
	}
	if err := upload.Process.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	_ = upload.Wait()
	if names := filesBelow(t, folder); len(names) != 1 {
		t.Fatalf("%v", names)
	}
	s := openDisk(t, folder, blob.Limits{})
	if err := s.Walk(context.Background(), func(found blob.Info) error { t.Errorf("half of a content is kept: %+v", found); return nil }); err != nil {
		t.Error(err)
	}
	nothing := func(string) bool { return false }
	for _, step := range []struct {
		o    blob.SweepOptions
		want int
		left int
	}{
		{blob.SweepOptions{Now: time.Now()}, 0, 1},
		{blob.SweepOptions{Now: time.Now().Add(25 * time.Hour), DryRun: true}, 1, 1},
		{blob.SweepOptions{Now: time.Now().Add(25 * time.Hour)}, 1, 0},
	} {
		swept, err := blob.Sweep(context.Background(), s, nothing, step.o)
		if err != nil || len(swept.Unfinished) != step.want || len(filesBelow(t, folder)) != step.left {
			t.Errorf("%+v: %+v, %v", step.o, swept, err)
		}
	}
}

// TestFullDisk needs a file system of its own, which only root can mount.
func TestFullDisk(t *testing.T) {
	folder := t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size=256k"); err != nil {
		t.Skipf("no small file system can be mounted: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, 0); err != nil {
			t.Error(err)
		}
	})
	s, err := blob.OpenDisk(folder, blob.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	_, err = s.Put(context.Background(), bytes.NewReader(noise(1<<20)))
	if hindcast.CodeOf(err) != hindcast.Unavailable || !strings.Contains(err.Error(), "is full") {
		t.Errorf("%v", err)
	}
	if names := filesBelow(t, folder); len(names) != 0 {
		t.Errorf("left behind: %v", names)
	}
	put(t, s, noise(1000))
}

func TestFolderThatMayNotBeWritten(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	folder := t.TempDir()
	s := openDisk(t, folder, blob.Limits{})
	if err := os.Chmod(folder, 0o500); err != nil {
		t.Fatal(err)
	}
	_, err := s.Put(context.Background(), strings.NewReader("x"))
	if hindcast.CodeOf(err) != hindcast.Unavailable || !strings.Contains(err.Error(), "permissions") {
		t.Errorf("%v", err)
	}
}

func TestFolderThatIsAFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := blob.OpenDisk(name, blob.Limits{}); err == nil {
		t.Error("a file was opened as a folder")
	}
}
