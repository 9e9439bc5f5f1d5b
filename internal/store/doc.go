// Package store keeps what Hindcast knows, in SQLite (embedded, the default) or
// PostgreSQL, behind one SQL text.
//
// Reading goes through methods on Store, each given who reads. Changing goes
// through Update:
//
//	err := st.Update(ctx, by, func(tx *store.Tx) error {
//		incident, err := tx.Incident(id)
//		if err != nil {
//			return err
//		}
//		incident.Title = title
//		return tx.ChangeIncident("incident.renamed", incident)
//	})
//
// Each node has one writer. It takes waiting updates first in, first out, runs
// them one after the other in one transaction, each in a savepoint of its own,
// and commits once. An update that fails takes nothing with it but itself. When
// Update returns nil, the change is on disk and in the ledger.
//
// The ledger is the one ordered, append-only table that is audit log, change
// feed and live cursor. Every change appends an entry that is chained to the one
// before by hash; see ledger.go. Entries appear in order and without gaps, so
// whoever reads "everything after number n" misses nothing; see Watch.
//
// The function given to Update must not wait for anything but the database: the
// next update waits for it. It may run on another goroutine than the caller's.
package store
