package store_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// The tests of this file run this test program again as a child that writes to
// a database and says "ack ID" after each update that was acknowledged.
const (
	childVariable = "HINDCAST_STORE_CHILD" // "PATH|DSN|callers|updates of each"
	ackPrefix     = "ack "
)

// child does the child's work when this is one.
func child() bool {
	fields := strings.Split(os.Getenv(childVariable), "|")
	if len(fields) != 4 {
		return false
	}
	st, err := store.Open(context.Background(), store.Config{Path: fields[0], DSN: fields[1], Now: time.Now, ID: uuid.NewString})
	if err != nil {
		fmt.Println("open:", err)
		os.Exit(1)
	}
	callers, _ := strconv.Atoi(fields[2])
	updates, _ := strconv.Atoi(fields[3])
	var wg sync.WaitGroup
	for range callers {
		wg.Go(func() {
			for range updates {
				id := "svc_" + uuid.NewString()
				err := st.Update(context.Background(), storetest.Admin(), func(tx *store.Tx) error {
					return tx.Services().Add("service.added", "", &hindcast.Service{ID: hindcast.ServiceID(id), Name: "a service"})
				})
				if err != nil {
					fmt.Println("failed:", err)
					os.Exit(1)
				}
				_, _ = os.Stdout.WriteString(ackPrefix + id + "\n") // one write, unbuffered
			}
		})
	}
	wg.Wait()
	if err := st.Close(); err != nil {
		fmt.Println("close:", err)
		os.Exit(1)
	}
	return true
}

// childCommand prepares a child; with a tracer the child runs under it.
func childCommand(t *testing.T, db storetest.Database, callers, updates int, tracer ...string) (*exec.Cmd, io.Reader) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	args := append(tracer, program)
	c := exec.Command(args[0], args[1:]...)
	c.Env = append(os.Environ(), fmt.Sprintf("%s=%s|%s|%d|%d", childVariable, db.Config.Path, db.Config.DSN, callers, updates))
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	return c, out
}

// TestKilledUnderLoad: whatever was acknowledged before a kill -9 is there
// afterwards, and the chain holds.
func TestKilledUnderLoad(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		db.Durable(t)
		var acked []string
		for round := range 3 {
			command, out := childCommand(t, db, 1000, 20)
			if err := command.Start(); err != nil {
				t.Fatal(err)
			}
			lines := bufio.NewScanner(out)
			count := 0
			for lines.Scan() {
				id, ok := strings.CutPrefix(lines.Text(), ackPrefix)
				if !ok {
					t.Error(lines.Text())
				}
				acked = append(acked, id)
				if count++; count == 100+300*round {
					if err := command.Process.Kill(); err != nil {
						t.Fatal(err)
					}
				}
			}
			if err := command.Wait(); err == nil {
				t.Error("the child ended by itself before it was killed")
			}
		}
		st := db.Open(t)
		allThere(t, st, acked)
		v := verified(t, st)
		t.Logf("%d acknowledged, %d there", len(acked), v.Entries)
		if err := openOne(st); err != nil {
			t.Errorf("writing goes on: %v", err)
		}
	})
}

func allThere(t *testing.T, st *store.Store, ids []string) {
	t.Helper()
	lost := 0
	for _, id := range ids {
		if _, err := st.Services().Get(context.Background(), storetest.Admin(), id); err != nil {
			lost++
			if lost < 5 {
				t.Errorf("%s was acknowledged: %v", id, err)
			}
		}
	}
	if lost > 0 {
		t.Errorf("%d of %d acknowledged are lost", lost, len(ids))
	}
}

// TestTwoProcesses: two processes write to one SQLite file, and all of it is
// there.
func TestTwoProcesses(t *testing.T) {
	db := storetest.SQLite(t)
	var wg sync.WaitGroup
	var mu sync.Mutex
	var acked []string
	for range 2 {
		command, out := childCommand(t, db, 4, 25)
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		wg.Go(func() {
			for lines := bufio.NewScanner(out); lines.Scan(); {
				id, ok := strings.CutPrefix(lines.Text(), ackPrefix)
				if !ok {
					t.Error(lines.Text())
				}
				mu.Lock()
				acked = append(acked, id)
				mu.Unlock()
			}
			if err := command.Wait(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	st := db.Open(t)
	allThere(t, st, acked)
	if v := verified(t, st); len(acked) != 200 || v.Entries != 200 {
		t.Errorf("%d acknowledged, %d entries", len(acked), v.Entries)
	}
}

// TestSyncPrecedesAcknowledgement watches the system calls of a child: no update
// is acknowledged while what it wrote is only in memory. A kill would not show
// this, because the page cache survives one; only the order of calls does.
//
// With one caller nothing written to the log may be unsynced at any
// acknowledgement. With several, the next group may be on its way already: there
// the page that holds the very identifier must have been synced.
func TestSyncPrecedesAcknowledgement(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		if storetest.Required("strace") {
			t.Fatal(err)
		}
		t.Skip("strace is not installed (apt-get install strace)")
	}
	for _, callers := range []int{1, 8} {
		t.Run(fmt.Sprintf("callers=%d", callers), func(t *testing.T) {
			db := storetest.SQLite(t)
			log := filepath.Join(t.TempDir(), "calls")
			command, out := childCommand(t, db, callers, 20, strace, "-f", "-s", "70000", "-e", "trace=open,openat,close,pwrite64,write,fsync,fdatasync", "-o", log)
			if err := command.Start(); err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(io.Discard, out); err != nil {
				t.Fatal(err)
			}
			if err := command.Wait(); err != nil {
				t.Skipf("the child cannot be traced here: %v", err)
			}
			text, err := os.ReadFile(log)
			if err != nil {
				t.Fatal(err)
			}
			calls := traced(string(text))
			if callers == 1 {
				nothingUnsynced(t, calls)
			} else {
				ownPageSynced(t, calls)
			}
		})
	}
}

// call is one system call that matters: a write to the log, a sync of it that
// has returned, or an acknowledgement.
type call struct {
	what string // "write", "sync" or "ack"
	text string
}

var tracedCall = regexp.MustCompile(`^(\d+) +(?:<\.\.\. )?(\w+)(.*)$`)

// traced reads strace's output. A call that another thread interrupted is in two
// lines: a write counts where it began, a sync where it returned.
func traced(text string) []call {
	var calls []call
	logFile := map[string]bool{} // descriptors of the write-ahead log
	opening, syncing := map[string]bool{}, map[string]bool{}
	for line := range strings.Lines(text) {
		m := tracedCall.FindStringSubmatch(strings.TrimRight(line, "\n"))
		if m == nil {
			continue
		}
		thread, name, rest := m[1], m[2], m[3]
		resumed := strings.Contains(rest, "resumed>")
		descriptor := strings.TrimPrefix(regexp.MustCompile(`^\(\d+`).FindString(rest), "(")
		switch name {
		case "open", "openat":
			opening[thread] = strings.Contains(rest, `-wal"`) || resumed && opening[thread]
			if i := strings.LastIndex(rest, "= "); opening[thread] && i >= 0 && !strings.Contains(rest, "unfinished") {
				logFile[rest[i+2:]] = true
			}
		case "close":
			delete(logFile, descriptor)
		case "pwrite64":
			if logFile[descriptor] {
				calls = append(calls, call{"write", rest})
			}
		case "fsync", "fdatasync":
			if !resumed {
				syncing[thread] = logFile[descriptor]
			}
			if syncing[thread] && strings.Contains(rest, "= 0") {
				calls = append(calls, call{"sync", ""})
			}
		case "write":
			if _, id, ok := strings.Cut(rest, `, "`+ackPrefix); ok && descriptor == "1" {
				calls = append(calls, call{"ack", id[:strings.IndexByte(id, '\\')]})
			}
		}
	}
	return calls
}

func nothingUnsynced(t *testing.T, calls []call) {
	t.Helper()
	written, unsynced, acks, syncs := 0, 0, 0, 0
	for _, c := range calls {
		switch c.what {
		case "write":
			written++
			unsynced++
		case "sync":
			unsynced = 0
			syncs++
		case "ack":
			acks++
			if unsynced > 0 || written == 0 {
				t.Errorf("acknowledgement %d: %d writes, %d of them not synced", acks, written, unsynced)
			}
			written = 0
		}
	}
	if acks != 20 || syncs < acks {
		t.Errorf("%d acknowledgements, %d syncs", acks, syncs)
	}
	t.Logf("%d acknowledgements, %d syncs", acks, syncs)
}

func ownPageSynced(t *testing.T, calls []call) {
	t.Helper()
	acks, syncs := 0, 0
	for i, c := range calls {
		if c.what == "sync" {
			syncs++
		}
		if c.what != "ack" {
			continue
		}
		acks++
		synced, found := false, false
		for _, before := range calls[:i] { // the page may be written again by later groups
			found = found || before.what == "write" && strings.Contains(before.text, c.text)
			synced = synced || found && before.what == "sync"
		}
		if !found || !synced {
			t.Errorf("%s: written %v, synced %v", c.text, found, synced)
		}
	}
	if acks != 160 {
		t.Errorf("%d acknowledgements", acks)
	}
	t.Logf("%d acknowledgements, %d syncs", acks, syncs)
}
