//go:build unix

package paper

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// alone gives a command a group of its own, which is killed whole.
func alone(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	command.Cancel = func() error { end(command); return nil }
}

// end kills a command with all that it started.
func end(command *exec.Cmd) { _ = syscall.Kill(-command.Process.Pid, syscall.SIGKILL) } // it may be gone

// held is how many bytes of memory the processes of a group hold, 0 where the
// system does not tell.
func held(group int) (sum int64) {
	files, _ := filepath.Glob("/proc/[0-9]*/stat") // the pattern is valid
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			continue // it ended
		}
		_, after, _ := strings.Cut(string(text), ") ") // the name before it may hold anything
		const ofGroup, resident = 2, 21
		if f := strings.Fields(after); len(f) > resident && f[ofGroup] == strconv.Itoa(group) {
			pages, _ := strconv.ParseInt(f[resident], 10, 64)
			sum += pages * int64(os.Getpagesize())
		}
	}
	return sum
}
