package app

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/store/storetest"
)

// BenchmarkProgram runs the program itself over 100,000 incidents. "start-ms" is
// from starting it to having read the list, "idle-MB" its memory a second later,
// "load-MB" the most it took while 32 clients read every page that is measured.
func BenchmarkProgram(b *testing.B) {
	const incidents = 100_000
	binary, folder := built(b), prepared(b, incidents)
	who, stop := served(b, Data{Folder: folder})
	stop()
	var start time.Duration
	var idle, load float64
	for range b.N {
		begin := time.Now()
		p := begun(b, binary, folder)
		p.session = who.session
		if err := p.get("/incidents")(); err != nil {
			b.Fatal(err)
		}
		start += time.Since(begin)
		time.Sleep(time.Second)
		idle = max(idle, p.memory(b, "VmRSS"))
		for _, page := range pagesOf(incidents) {
			storetest.Limit(b, 32, p.get(page.path))
		}
		load = max(load, p.memory(b, "VmHWM"))
		p.end(b)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(start.Milliseconds())/float64(b.N), "start-ms")
	b.ReportMetric(idle, "idle-MB")
	b.ReportMetric(load, "load-MB")
}

// process is the program as a process of its own.
type process struct {
	asker
	command *exec.Cmd
}

// built builds the program.
func built(b *testing.B) string {
	b.Helper()
	binary := filepath.Join(b.TempDir(), "hindcast")
	if out, err := exec.Command("go", "build", "-o", binary, "../../cmd/hindcast").CombinedOutput(); err != nil {
		b.Fatalf("build: %v: %s", err, out)
	}
	return binary
}

var listens = regexp.MustCompile(`listens on (\S+)`)

// begun starts the program and returns when it says where it listens.
func begun(b *testing.B, binary, folder string) process {
	b.Helper()
	p := process{command: exec.Command(binary, "serve", "--data", folder, "--addr", "127.0.0.1:0")}
	said, err := p.command.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := p.command.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = p.command.Process.Kill() })
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		if found := listens.FindStringSubmatch(lines.Text()); found != nil {
			p.asker = newAsker(found[1], nil)
			return p
		}
	}
	b.Fatal("the program did not say where it listens")
	return p
}

// memory is what the system says of the process, in MB of a million bytes.
func (p process) memory(b *testing.B, what string) float64 {
	b.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.command.Process.Pid))
	if errors.Is(err, os.ErrNotExist) {
		b.Skip("this system does not tell how much memory a process has")
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, what+":"); ok {
			kB, err := strconv.ParseFloat(strings.Fields(value)[0], 64)
			if err != nil {
				b.Fatal(err)
			}
			return kB * 1024 / 1e6
		}
	}
	b.Fatalf("%s is not told", what)
	return 0
}

func (p process) end(b *testing.B) {
	b.Helper()
	p.client.CloseIdleConnections()
	if err := errors.Join(p.command.Process.Signal(os.Interrupt), p.command.Wait()); err != nil {
		b.Error(err)
	}
}
