package store_test

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// TestNewerDatabaseIsRefused: a program that does not know the schema leaves it
// alone.
func TestNewerDatabaseIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st, err := store.Open(context.Background(), db.Config)
		if err != nil {
			t.Fatal(err)
		}
		addIncident(t, st, storetest.Admin(), "x")
		if err := st.Close(); err != nil {
			t.Fatal(err)
		}
		tampered(t, db, "insert into goose_db_version (version_id, is_applied, tstamp) values (9999, true, current_timestamp)")
		_, err = store.Open(context.Background(), db.Config)
		if hindcast.CodeOf(err) != hindcast.Conflict || !strings.Contains(err.Error(), "9999") || !strings.Contains(err.Error(), "newer") {
			t.Errorf("%v", err)
		}
		tampered(t, db, "delete from goose_db_version where version_id = 9999")
		verified(t, db.Open(t))
	})
}

// takenBack takes back by hand what the migrations after the third made on
// SQLite.
func takenBack() []string {
	return []string{
		"drop table search_words", "drop table search_docs",
		"drop table sessions", "drop table links", "drop table credentials", "drop table tokens", "drop table users",
		"drop table proposals", "drop table document_marks",
		"drop table answers", "drop table review_notes", "drop table review_factors",
		"drop table incident_people", "drop table review_people",
		"drop index reviews_by_due", "drop index reviews_by_state", "drop index incidents_by_type", "drop index incidents_by_resolved",
		"drop index actions_by_due", "drop index actions_pending_by_due", "drop index actions_by_owner", "drop index actions_of_owner",
		"drop index actions_by_proof_state", "drop index proofs_by_action", "drop index proof_checks_by_proof",
		"alter table actions drop column owner_key", "alter table actions drop column owner_fold", "alter table actions drop column due_order",
		"alter table actions drop column pending", "alter table actions drop column proof_state",
		"drop table alerts", "drop table alert_rules",
		"drop index team_members_by_user",
		"drop table once",
		"drop table attentions", "drop table reminded",
		"drop table shared_texts", "drop table text_updates",
		"drop table deliveries", "drop table webhooks", "drop table channels",
		"drop table sources", "drop table proof_contents", "drop index proofs_by_due", "drop index actions_by_verified",
		"alter table proofs drop column every", "alter table proofs drop column due_at", "alter table proofs drop column judged",
		"drop table known_checks", "drop index actions_by_changed", "alter table actions drop column changed_at",
		"alter table proof_checks drop column content", "alter table actions drop column verified_at", "alter table actions drop column effect_day",
		"alter table findings drop column place", "alter table proof_checks drop column evidence",
		"create table drafts (subject_id text primary key)",
		"drop table meetings", "drop table remarks", "drop table confirmations",
	}
}

// TestCopiedBeforeMigrating takes the last migrations back by hand, so that the
// database is one of an older program, and expects a whole copy of it beside the
// migrated one.
func TestCopiedBeforeMigrating(t *testing.T) {
	db := storetest.SQLite(t)
	st, err := store.Open(context.Background(), db.Config)
	if err != nil {
		t.Fatal(err)
	}
	update(t, st, func(tx *store.Tx) error {
		return tx.Services().Add("service.added", "", &hindcast.Service{ID: "svc_1", Name: "checkout"})
	})
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	tampered(t, db, append(takenBack(), "delete from goose_db_version where version_id >= 4")...)

	verified(t, db.Open(t))
	copies, err := filepath.Glob(db.Config.Path + ".before-migration-*")
	if err != nil || len(copies) != 1 || !strings.HasSuffix(copies[0], "-3") {
		t.Fatalf("%v, %v", copies, err)
	}
	kept, err := sql.Open("sqlite", "file:"+copies[0]+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	var name string
	var tables int
	if err := kept.QueryRow("select title from services where id = 'svc_1'").Scan(&name); err != nil || name != "checkout" {
		t.Errorf("%q, %v", name, err)
	}
	if err := kept.QueryRow("select count(*) from sqlite_master where name = 'search_docs'").Scan(&tables); err != nil || tables != 0 {
		t.Errorf("the copy was made afterwards: %d, %v", tables, err)
	}
}

// TestFailedMigrationChangesNothing: a step that cannot be taken leaves the
// database as it was, with its copy, and says so.
func TestFailedMigrationChangesNothing(t *testing.T) {
	db := storetest.SQLite(t)
	if err := db.Open(t).Close(); err != nil {
		t.Fatal(err)
	}
	tampered(t, db, "delete from goose_db_version where version_id >= 4") // its tables are there already
	if _, err := store.Open(context.Background(), db.Config); err == nil || !strings.Contains(err.Error(), "bring the schema up to date") {
		t.Fatalf("%v", err)
	}
	if _, err := os.Stat(db.Config.Path + ".before-migration-3"); err != nil {
		t.Error(err)
	}
	tampered(t, db, takenBack()...)
	verified(t, db.Open(t))
}
