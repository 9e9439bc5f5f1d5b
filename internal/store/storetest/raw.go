package storetest

import (
	"database/sql"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Raw opens the database past the store, as somebody with a console would. Rows
// can be altered freely: foreign keys are not looked at.
func (db Database) Raw(t testing.TB) *sql.DB {
	t.Helper()
	driver, dsn := "pgx", db.Config.DSN+"&session_replication_role=replica"
	if db.Engine == "sqlite" {
		driver, dsn = "sqlite", "file:"+db.Config.Path+"?_pragma=busy_timeout(5000)&_pragma=foreign_keys(0)"
	}
	raw, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// Holds looks for a text in everything the engine has on disk for the database
// and names the files that hold it. On PostgreSQL the table is vacuumed first,
// which is when the server forgets; its write-ahead log is left out, since only
// an operator can end that.
func (db Database) Holds(t testing.TB, text string) []string {
	t.Helper()
	folder := filepath.Dir(db.Config.Path)
	if db.Engine == "postgres" {
		raw := db.Raw(t)
		defer raw.Close()
		if _, err := raw.Exec("vacuum full"); err != nil {
			t.Fatal(err)
		}
		if _, err := raw.Exec("checkpoint"); err != nil {
			t.Fatal(err)
		}
		folder = filepath.Join(running.data(), "base")
	}
	var found []string
	err := filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(name)
		if err == nil && strings.Contains(string(body), text) {
			found = append(found, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
