package storetest

import (
	"context"
	"database/sql"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver that creates databases for tests

	"github.com/hindcast/hindcast/internal/store"
)

// server is the one PostgreSQL server of a test run.
type server struct {
	folder, bin string
	port        int
}

var (
	startOnce sync.Once
	running   *server
	startErr  error
	databases int
	mu        sync.Mutex
)

// Main runs the tests of a package, what is to be done after them, and stops the
// server they started.
func Main(m *testing.M, after ...func()) {
	code := m.Run()
	for _, do := range after {
		do()
	}
	if running != nil {
		running.stop()
	}
	os.Exit(code)
}

// freshPostgres clones the migrated template into a database of its own.
func freshPostgres(t testing.TB) string {
	t.Helper()
	startOnce.Do(func() { running, startErr = startPostgres() })
	if startErr != nil {
		if Required("postgres") {
			t.Fatalf("PostgreSQL is required: %v", startErr)
		}
		t.Skipf("PostgreSQL cannot be started: %v", startErr)
	}
	mu.Lock()
	defer mu.Unlock()
	databases++
	name := fmt.Sprintf("test_%d", databases)
	if err := running.execute("create database " + name + " template hindcast_template"); err != nil {
		t.Fatal(err)
	}
	return running.dsn(name)
}

// startPostgres makes a cluster in a temporary folder and starts it on a free
// port of the loopback interface.
func startPostgres() (*server, error) {
	bin, err := postgresFolder()
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "hindcast-postgres-")
	if err != nil {
		return nil, err
	}
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	s := &server{folder: folder, bin: bin, port: port}
	if os.Geteuid() == 0 { // the server refuses to run as root
		if err := exec.Command("chown", "postgres", folder).Run(); err != nil {
			return nil, fmt.Errorf("give the folder to the user postgres: %w", err)
		}
	}
	if err := s.run("initdb", "-D", s.data(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"); err != nil {
		return nil, err
	}
	if err := s.start(); err != nil {
		return nil, err
	}
	if err := s.makeTemplate(); err != nil {
		s.stop()
		return nil, err
	}
	return s, nil
}

// makeTemplate migrates one database, which every test clones.
func (s *server) makeTemplate() error {
	if err := s.durable(false); err != nil {
		return err
	}
	if err := s.execute("create database hindcast_template"); err != nil {
		return err
	}
	st, err := store.Open(context.Background(), config(store.Config{DSN: s.dsn("hindcast_template")}))
	if err != nil {
		return err
	}
	return st.Close()
}

// durable sets whether commits wait for the disk. Tests of behaviour do without;
// what is measured or killed does not.
func (s *server) durable(wait bool) error {
	if err := s.execute(fmt.Sprintf("alter system set fsync = %v", wait)); err != nil {
		return err
	}
	return s.execute("select pg_reload_conf()")
}

func (s *server) data() string { return filepath.Join(s.folder, "data") }

func (s *server) dsn(database string) string {
	return fmt.Sprintf("postgres://postgres@127.0.0.1:%d/%s?sslmode=disable", s.port, database)
}

func (s *server) execute(statement string) error {
	db, err := sql.Open("pgx", s.dsn("postgres"))
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.Exec(statement)
	return err
}

// restart stops the server at once, as a crash would, and starts it again.
func (s *server) restart() error {
	if err := s.run("pg_ctl", "-D", s.data(), "-m", "immediate", "-w", "stop"); err != nil {
		return err
	}
	return s.start()
}

func (s *server) start() error {
	options := fmt.Sprintf("-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s -c max_connections=300", s.port, s.folder)
	return s.run("pg_ctl", "-D", s.data(), "-w", "-l", filepath.Join(s.folder, "log"), "-o", options, "start")
}

func (s *server) stop() {
	_ = s.run("pg_ctl", "-D", s.data(), "-m", "immediate", "stop")
	_ = os.RemoveAll(s.folder)
}

// run starts one of PostgreSQL's programs, as the user postgres when we are root.
func (s *server) run(program string, args ...string) error {
	name := filepath.Join(s.bin, program)
	if os.Geteuid() == 0 {
		args = append([]string{"-u", "postgres", "--", name}, args...)
		name = "runuser"
	}
	command := exec.Command(name, args...)
	command.Dir = s.folder
	if out, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", program, err, strings.TrimSpace(string(out)))
	}
	return nil
}

// postgresFolder finds the newest installed server's programs.
func postgresFolder() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path), nil
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return "", fmt.Errorf("no PostgreSQL server is installed (apt-get install postgresql)")
	}
	return filepath.Dir(found[len(found)-1]), nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
