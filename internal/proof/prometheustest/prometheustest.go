// Package prometheustest gives tests a real Prometheus on loopback whose rules
// they can change.
package prometheustest

import (
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// Server is a Prometheus that runs until the test ends.
type Server struct {
	Base string // Base is its address.

	t     testing.TB
	rules string
}

// Start runs one with rules. The test is skipped where Prometheus is not
// installed, unless HINDCAST_TEST_REQUIRE names it.
func Start(t testing.TB, rules string) *Server {
	t.Helper()
	program, err := exec.LookPath("prometheus")
	if err != nil {
		if slices.Contains(strings.Split(os.Getenv("HINDCAST_TEST_REQUIRE"), ","), "prometheus") {
			t.Fatal("Prometheus is required: ", err)
		}
		t.Skip("Prometheus is not installed: ", err)
	}
	folder := t.TempDir()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	s := &Server{Base: "http://" + address, t: t, rules: filepath.Join(folder, "rules.yml")}
	s.write(s.rules, rules)
	config := filepath.Join(folder, "prometheus.yml")
	s.write(config, "rule_files: [rules.yml]\n")
	command := exec.Command(program, "--config.file="+config, "--storage.tsdb.path="+filepath.Join(folder, "data"), "--web.listen-address="+address, "--web.enable-lifecycle")
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = command.Process.Kill(); _ = command.Wait() })
	s.ready()
	return s
}

func (s *Server) ready() {
	s.t.Helper()
	for range 600 {
		if resp, err := http.Get(s.Base + "/-/ready"); err == nil {
			resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return
			}
		}
		time.Sleep(100 * time.Millisecond)
	}
	s.t.Fatal("Prometheus is not ready")
}

func (s *Server) write(path, text string) {
	s.t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		s.t.Fatal(err)
	}
}

// Rules replaces its file of rules and has it read again.
func (s *Server) Rules(text string) {
	s.t.Helper()
	s.write(s.rules, text)
	resp, err := http.Post(s.Base+"/-/reload", "", nil)
	if err != nil {
		s.t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		s.t.Fatal("Prometheus does not take the rules: ", resp.Status)
	}
}
