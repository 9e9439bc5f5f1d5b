package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// decide finds out whether a commit that returned an error took place: the
// answer to it may have been lost on the way. The last entry carries a random
// salt, so that no other node can have written the same one.
func (g *group) decide(head Head, cause error) error {
	if len(g.entries) == 0 || !g.store.dialect.reconnects() {
		return cause
	}
	const patience, pause = 20 * time.Second, 250 * time.Millisecond
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for ctx.Err() == nil {
		kept, err := g.committed(ctx, head)
		switch {
		case err == nil && kept:
			return nil
		case err == nil:
			return cause
		}
		time.Sleep(pause)
	}
	return &hindcast.Error{Code: hindcast.Unavailable, Op: "store.Update", Err: cause,
		Message: "the database was lost while the change was committed; it may or may not be there: look before trying again"}
}

// committed looks for the head of this group. It waits for the ledger's lock
// first, which the old connection holds for as long as it might still commit.
func (g *group) committed(ctx context.Context, head Head) (bool, error) {
	tx, err := g.store.writes.BeginTx(ctx, nil)
	if err != nil {
		return false, err
	}
	defer tx.Rollback()
	if err := g.store.dialect.lockLedger(ctx, tx); err != nil {
		return false, err
	}
	var hash string
	err = tx.QueryRowContext(ctx, "select hash from ledger where number = $1", head.Number).Scan(&hash)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return hash == head.Hash, err
}
