package store

import (
	"context"
	"maps"
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// noDeadline sorts actions without a deadline behind all others.
const noDeadline int64 = 99999999

// dueOrder writes a day as the number YYYYMMDD.
func dueOrder(d hindcast.Date) int64 {
	if d.IsZero() {
		return noDeadline
	}
	return int64(d.Year)*10000 + int64(d.Month)*100 + int64(d.Day)
}

// derivedActionColumns is what lists of actions are sorted and narrowed by.
func derivedActionColumns(k *Kept[hindcast.Action]) []derivedColumn {
	a, pending := k.Value, int64(0)
	if a.State == hindcast.ActionOpen || a.State == hindcast.ActionInProgress {
		pending = 1
	}
	return []derivedColumn{
		{"owner_key", a.Owner.Key()}, {"owner_fold", foldedName(a.Owner)}, {"due_order", dueOrder(a.Due)}, {"pending", pending},
	}
}

// followAction keeps those columns in step with a changed action.
func followAction(t *Tx, k *Kept[hindcast.Action], s step) error {
	if s == removing {
		return nil
	}
	if err := t.followChanged(k.Value); err != nil {
		return err
	}
	if err := t.followVerified(k.Value); err != nil || s == adding {
		return err
	}
	c := derivedActionColumns(k)
	_, err := t.execQuietly("update actions set owner_key = $1, owner_fold = $2, due_order = $3, pending = $4 where id = $5",
		c[0].value, c[1].value, c[2].value, c[3].value, string(k.Value.ID))
	return err
}

// followChanged keeps when an action was first said to be done.
func (t *Tx) followChanged(a hindcast.Action) error {
	if a.State != hindcast.ActionDone && a.State != hindcast.ActionVerified {
		return nil
	}
	_, err := t.execQuietly("update actions set changed_at = $1 where id = $2 and changed_at = 0", toMicros(t.now), string(a.ID))
	return err
}

// followVerified keeps since when an action counts as verified.
func (t *Tx) followVerified(a hindcast.Action) error {
	if a.State != hindcast.ActionVerified {
		_, err := t.execQuietly("update actions set verified_at = 0, effect_day = 0 where id = $1 and verified_at > 0", string(a.ID))
		return err
	}
	_, err := t.execQuietly("update actions set verified_at = $1 where id = $2 and verified_at = 0", toMicros(t.now), string(a.ID))
	return err
}

// proveLater notes that an action's proofs are to be judged when the update ends.
func (t *Tx) proveLater(id hindcast.ActionID) {
	if t.prove == nil {
		t.prove = map[hindcast.ActionID]bool{}
	}
	t.prove[id] = true
}

// followCheck judges the action whose proof was checked.
func followCheck(t *Tx, k *Kept[ProofCheck], _ step) error {
	p, err := t.store.tables.proofs.get(t, string(k.Value.Proof))
	if hindcast.CodeOf(err) == hindcast.NotFound {
		return nil // the proof was removed before its results
	}
	t.proveLater(p.Value.Action)
	return err
}

// proveAll judges the actions whose proofs changed.
func proveAll(t *Tx) error {
	ids := slices.Sorted(maps.Keys(t.prove))
	proofs, err := t.store.tables.proofsOf(t.ctx, t.sql, ids)
	if err != nil {
		return t.note("read the proofs", err)
	}
	for _, id := range ids {
		state := hindcast.Action{Proofs: proofs[id]}.ProofState()
		if _, err := t.execQuietly("update actions set proof_state = $1 where id = $2", string(state), string(id)); err != nil {
			return err
		}
	}
	return nil
}

// proofsOf loads the proofs of some actions, each with as many of its last
// results as judging it takes: the last three, and the last two that could tell.
func (t tables) proofsOf(ctx context.Context, from querier, ids []hindcast.ActionID) (map[hindcast.ActionID][]hindcast.Proof, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var q query
	q.add(t.proofs.selection() + " where t.action_id in (")
	for i, id := range ids {
		q.add(separator(i)+"?", string(id))
	}
	q.add(") order by t.added")
	proofs, err := t.proofs.all(ctx, from, q.text.String(), q.args...)
	if err != nil || len(proofs) == 0 {
		return nil, err
	}
	results, err := t.lastResults(ctx, from, proofs)
	if err != nil {
		return nil, err
	}
	found := map[hindcast.ActionID][]hindcast.Proof{}
	for _, p := range proofs {
		p.Value.Proof.Results = results[p.Value.Proof.ID]
		found[p.Value.Action] = append(found[p.Value.Action], p.Value.Proof)
	}
	return found, nil
}

// lastResults loads the results of some proofs that decide how they stand.
func (t tables) lastResults(ctx context.Context, from querier, proofs []Kept[ActionProof]) (map[hindcast.ProofID][]hindcast.ProofResult, error) {
	var q query
	q.add(t.checks.selection() + ` join (select c.id, c.outcome,
		row_number() over (partition by c.proof_id order by c.added desc) last,
		row_number() over (partition by c.proof_id, case when c.outcome = 'unknown' then 1 else 0 end order by c.added desc) known
		from proof_checks c where c.proof_id in (`)
	for i, p := range proofs {
		q.add(separator(i)+"?", string(p.Value.Proof.ID))
	}
	q.add(")) n on n.id = t.id where n.last <= 3 or n.outcome <> 'unknown' and n.known <= 2 order by t.added")
	checks, err := t.checks.all(ctx, from, q.text.String(), q.args...)
	if err != nil {
		return nil, err
	}
	results := map[hindcast.ProofID][]hindcast.ProofResult{}
	for _, c := range checks {
		results[c.Value.Proof] = append(results[c.Value.Proof], c.Value.Result)
	}
	return results, nil
}
