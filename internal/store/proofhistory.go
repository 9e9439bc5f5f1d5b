package store

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// ProofHistory is what checks of one proof found.
type ProofHistory struct {
	Results []LedgerResult // Results are the newest of them, the oldest first.
	All     int            // All is how many there are.
}

// LedgerResult is a result with its entry in the ledger.
type LedgerResult struct {
	Result hindcast.ProofResult
	Number int64 // Number and Hash name the entry of the ledger.
	Hash   string
}

// ProofHistories returns the newest results of some proofs, at most so many of
// each, as far as the actor may see them.
func (s *Store) ProofHistories(ctx context.Context, by hindcast.Actor, ids []hindcast.ProofID, most int) (map[hindcast.ProofID]ProofHistory, error) {
	histories := map[hindcast.ProofID]ProofHistory{}
	if len(ids) == 0 {
		return histories, nil
	}
	var q query
	q.add(`select n.proof_id, n.at, n.outcome, n.seen, n.took, n.content, n.evidence, n.checked_by_user, n.checked_by_name, n.entry, l.hash, n.every_one from (
		select t.proof_id, t.at, t.outcome, t.seen, t.took, t.content, t.evidence, t.checked_by_user, t.checked_by_name, t.entry, t.added,
		row_number() over (partition by t.proof_id order by t.added desc) as place, count(*) over (partition by t.proof_id) as every_one
		from proof_checks t join incidents i on i.id = t.incident_id where `)
	q.visible("i", by, toMicros(s.now()))
	in(&q, "t.proof_id", ids)
	q.add(") n join ledger l on l.number = n.entry where n.place <= ? order by n.added", int64(most))
	_, err := found(ctx, s, "read what proofs found", &q, func(scan row) (none struct{}, err error) {
		var id hindcast.ProofID
		var at, took int64
		var one LedgerResult
		r, all := &one.Result, 0
		err = scan(&id, &at, &r.Outcome, &r.Seen, &took, &r.Content, &r.Evidence, &r.By.User, &r.By.Name, &one.Number, &one.Hash, &all)
		r.At, r.Took = fromMicros(at), time.Duration(took)*time.Microsecond
		histories[id] = ProofHistory{append(histories[id].Results, one), all}
		return none, err
	})
	return histories, err
}
