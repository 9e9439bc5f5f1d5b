package store

import (
	"context"
	"database/sql"
	"sync"
)

// pool reads with statements that are prepared once for each connection: SQLite
// takes about as long to understand a query as to answer it. PostgreSQL's driver
// does so by itself.
type pool struct {
	*sql.DB
	keeps bool

	mu   sync.Mutex
	kept map[string]*sql.Stmt
}

// mostStatements bounds what is kept; lists can be narrowed in many ways.
const mostStatements = 300

func newPool(d dialect, db *sql.DB) *pool {
	return &pool{DB: db, keeps: d.name() == "sqlite", kept: map[string]*sql.Stmt{}}
}

// known returns the statement that was kept, nil if there is none.
func (p *pool) known(text string) *sql.Stmt {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.kept[text]
}

// statement prepares what is not kept yet. It returns nil where nothing is kept, or
// it cannot be prepared, which running it as text will tell.
func (p *pool) statement(ctx context.Context, text string) *sql.Stmt {
	if s := p.known(text); s != nil || !p.keeps {
		return s
	}
	s, err := p.PrepareContext(ctx, text)
	if err != nil {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if first := p.kept[text]; first != nil {
		_ = s.Close()
		return first
	}
	if len(p.kept) >= mostStatements {
		_ = s.Close()
		return nil
	}
	p.kept[text] = s
	return s
}

// QueryContext runs a query.
func (p *pool) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	if s := p.statement(ctx, text); s != nil {
		return s.QueryContext(ctx, args...)
	}
	return p.DB.QueryContext(ctx, text, args...)
}

// QueryRowContext runs a query for one row.
func (p *pool) QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row {
	if s := p.statement(ctx, text); s != nil {
		return s.QueryRowContext(ctx, args...)
	}
	return p.DB.QueryRowContext(ctx, text, args...)
}

// moment reads several things as they were at one moment.
type moment struct {
	*sql.Tx
	pool   *pool
	missed []string // missed are prepared for the next one, once this connection is given back
}

func (p *pool) moment(ctx context.Context, isolation sql.IsolationLevel) (*moment, error) {
	tx, err := p.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: isolation})
	return &moment{Tx: tx, pool: p}, err
}

func (m *moment) end(ctx context.Context) {
	_ = m.Rollback() // it changed nothing
	for _, text := range m.missed {
		m.pool.statement(ctx, text)
	}
}

func (m *moment) statement(ctx context.Context, text string) *sql.Stmt {
	if s := m.pool.known(text); s != nil {
		return m.StmtContext(ctx, s)
	}
	m.missed = append(m.missed, text)
	return nil
}

// QueryContext runs a query.
func (m *moment) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	if s := m.statement(ctx, text); s != nil {
		return s.QueryContext(ctx, args...)
	}
	return m.Tx.QueryContext(ctx, text, args...)
}

// QueryRowContext runs a query for one row.
func (m *moment) QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row {
	if s := m.statement(ctx, text); s != nil {
		return s.QueryRowContext(ctx, args...)
	}
	return m.Tx.QueryRowContext(ctx, text, args...)
}
