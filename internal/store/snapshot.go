package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// copied is a table as snapshots copy it, row by row and column by column.
type copied struct {
	name string
	key  []string // key is the primary key, in the order of which rows are read
	// columns are those that are copied; nil means every column.
	columns  []string
	numbered bool // numbered keys are integers; others are texts
}

// copiedTables lists every table that holds anything to keep, what others refer
// to first. Left out are sessions and links: a backup that brought back who was
// signed in would let in whoever was signed out since. Left out is also once: what
// is forgotten after a day anyway; and text_updates, without which an editor reads a
// shared text anew. Of the search index only the texts are copied: each engine makes its
// own words of them. TestEveryTableIsCopied compares it with the schema.
func copiedTables() []copied {
	tables := []copied{
		{name: "ledger", key: []string{"number"}, numbered: true},
		{name: "ledger_payload", key: []string{"number"}, numbered: true},
		{name: "ledger_head", key: []string{"number"}, numbered: true},
	}
	for _, name := range []string{"incidents", "events", "participants", "impact", "evidence", "writeups", "reviews", "findings", "actions",
		"proofs", "proof_checks", "effect_checks", "documents", "revisions", "proposals", "document_marks", "publications", "lessons", "services", "teams", "glasses",
		"alerts", "alert_rules", "users", "tokens", "credentials", "answers", "review_notes", "meetings", "remarks", "confirmations", "webhooks", "deliveries", "sources", "channels", "proof_contents", "known_checks"} {
		tables = append(tables, copied{name: name, key: []string{"id"}})
	}
	return append(tables,
		copied{name: "incident_readers", key: []string{"incident_id", "user_id"}},
		copied{name: "incident_teams", key: []string{"incident_id", "team_id"}},
		copied{name: "team_members", key: []string{"team_id", "user_id"}},
		copied{name: "review_incidents", key: []string{"review_id", "incident_id"}},
		copied{name: "review_factors", key: []string{"review_id", "factor"}},
		copied{name: "incident_tags", key: []string{"incident_id", "kind", "name"}},
		copied{name: "incident_people", key: []string{"incident_id", "person"}},
		copied{name: "review_people", key: []string{"review_id", "part", "person"}},
		copied{name: "retired_keys", key: []string{"number"}, numbered: true},
		copied{name: "shared_texts", key: []string{"review_id", "section"}},
		copied{name: "imports", key: []string{"source", "external_id"}},
		copied{name: "attentions", key: []string{"user_id"}},
		copied{name: "reminded", key: []string{"id"}},
		copied{name: "jobs", key: []string{"id"}},
		copied{name: searchTable, key: []string{"id"}, numbered: true,
			columns: []string{"id", "subject_kind", "subject_id", "incident_id", "title", "body"}},
	)
}

const searchTable = "search_docs"

// SnapshotTable is a table at the moment of a snapshot.
type SnapshotTable struct {
	Name    string
	Columns []string
	Rows    int64

	order   string
	numeric []bool // numeric tells which columns hold integers; the others hold texts
}

// Snapshot is everything in the store at one moment, whatever is written
// meanwhile. It is valid only inside the function given to Store.Snapshot or
// Store.Refill and by one goroutine.
type Snapshot struct {
	Head   Head
	Tables []SnapshotTable // Tables stand in the order in which they have to be filled again.

	ctx     context.Context
	dialect dialect
	tx      *sql.Tx
}

// SchemaVersion is the version of the schema this program brings databases to.
func SchemaVersion() (int64, error) {
	files, err := migrationSet{"sqlite"}.ReadDir(".")
	if err != nil {
		return 0, fmt.Errorf("read the migrations: %w", err)
	}
	number, _, _ := strings.Cut(files[len(files)-1].Name(), "_")
	return strconv.ParseInt(number, 10, 64)
}

// Snapshot calls read with everything there is at one moment. Writers go on
// meanwhile; on SQLite the write-ahead log grows until read returns.
func (s *Store) Snapshot(ctx context.Context, read func(*Snapshot) error) error {
	tx, err := s.readers.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: s.dialect.snapshot()})
	if err != nil {
		return s.dialect.explain("begin a snapshot", err)
	}
	defer tx.Rollback()
	snapshot := Snapshot{ctx: ctx, dialect: s.dialect, tx: tx}
	if snapshot.Head, err = readHead(ctx, tx); err != nil {
		return s.dialect.explain("read the head of the ledger", err)
	}
	if err := snapshot.survey(); err != nil {
		return err
	}
	return read(&snapshot)
}

// survey reads what tables there are and counts their rows.
func (s *Snapshot) survey() error {
	for _, c := range copiedTables() {
		t := SnapshotTable{Name: c.name, Columns: c.columns}
		if err := s.tx.QueryRowContext(s.ctx, "select count(*) from "+c.name).Scan(&t.Rows); err != nil {
			return s.dialect.explain("count the rows of "+c.name, err)
		}
		if err := s.describe(&t); err != nil {
			return s.dialect.explain("read the columns of "+c.name, err)
		}
		// Engines sort texts by different rules unless told to go by their bytes.
		collation := ""
		if !c.numbered && s.dialect.name() == "postgres" {
			collation = ` collate "C"`
		}
		t.order = strings.Join(c.key, collation+", ") + collation
		s.Tables = append(s.Tables, t)
	}
	return nil
}

// describe fills in the columns of a table and which of them are integers.
func (s *Snapshot) describe(t *SnapshotTable) error {
	which := "*"
	if t.Columns != nil {
		which = strings.Join(t.Columns, ", ")
	}
	rows, err := s.tx.QueryContext(s.ctx, "select "+which+" from "+t.Name+" where 1 = 0")
	if err != nil {
		return err
	}
	defer rows.Close()
	types, err := rows.ColumnTypes()
	if err != nil {
		return err
	}
	t.Columns = nil
	for _, c := range types {
		t.Columns = append(t.Columns, c.Name())
		t.numeric = append(t.numeric, strings.Contains(strings.ToUpper(c.DatabaseTypeName()), "INT"))
	}
	return rows.Err()
}

func (s *Snapshot) table(name string) (SnapshotTable, error) {
	at := slices.IndexFunc(s.Tables, func(t SnapshotTable) bool { return t.Name == name })
	if at < 0 {
		return SnapshotTable{}, fmt.Errorf("there is no table %q", name)
	}
	return s.Tables[at], nil
}

// Rows calls visit with every row of a table, ordered by the bytes of its key,
// until visit returns an error. Values are strings or int64, in the order of the
// table's columns, and stay valid only during the call.
func (s *Snapshot) Rows(name string, visit func(values []any) error) error {
	t, err := s.table(name)
	if err != nil {
		return err
	}
	rows, err := s.tx.QueryContext(s.ctx, "select "+strings.Join(t.Columns, ", ")+" from "+t.Name+" order by "+t.order)
	if err != nil {
		return s.dialect.explain("read "+name, err)
	}
	defer rows.Close()
	texts, numbers := make([]string, len(t.Columns)), make([]int64, len(t.Columns))
	values, dest := make([]any, len(t.Columns)), make([]any, len(t.Columns))
	for i, numeric := range t.numeric {
		dest[i] = &texts[i]
		if numeric {
			dest[i] = &numbers[i]
		}
	}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return s.dialect.explain("read "+name, err)
		}
		for i, numeric := range t.numeric {
			values[i] = texts[i]
			if numeric {
				values[i] = numbers[i]
			}
		}
		if err := visit(values); err != nil {
			return err
		}
	}
	return s.dialect.explain("read "+name, rows.Err())
}

// EvidenceContent is a content that evidence refers to.
type EvidenceContent struct {
	SHA256 string
	Size   int64 // Size is what was recorded, in bytes.
}

// Evidence returns every content that evidence refers to, each once, ordered by
// its SHA-256.
func (s *Snapshot) Evidence() ([]EvidenceContent, error) {
	const attempt = "read what evidence there is"
	var found []EvidenceContent
	rows, err := s.tx.QueryContext(s.ctx, "select sha256, max(size) from evidence where sha256 <> '' group by sha256")
	if err != nil {
		return nil, s.dialect.explain(attempt, err)
	}
	defer rows.Close()
	for rows.Next() {
		var c EvidenceContent
		if err := rows.Scan(&c.SHA256, &c.Size); err != nil {
			return nil, s.dialect.explain(attempt, err)
		}
		found = append(found, c)
	}
	slices.SortFunc(found, func(a, b EvidenceContent) int { return strings.Compare(a.SHA256, b.SHA256) })
	return found, s.dialect.explain(attempt, rows.Err())
}
