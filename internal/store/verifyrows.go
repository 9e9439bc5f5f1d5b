package store

import (
	"context"
	"encoding/json"
)

// lastEffect is the number of the last entry that did something to a row.
const lastEffect = "coalesce((select max(n.number) from ledger n where n.subject_kind = $1 and n.subject_id = t.id and n.effect <> ''), 0)"

// verify compares every row with what the last entry about it recorded, and
// looks for rows that the ledger says are there.
func (t *table[T]) verify(ctx context.Context, q querier, v *Verification) error {
	query := t.selection("coalesce(p.body, '')", lastEffect) + " left join ledger_payload p on p.number = t.entry"
	rows, err := q.QueryContext(ctx, query, t.kind)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var body string
		var last int64
		k, err := t.scan(rows.Scan, &body, &last)
		if err != nil {
			return err
		}
		v.Rows++
		switch {
		case last == 0:
			v.problem(k.Entry, t.subject(&k), "no entry says that it was added")
		case last != k.Entry:
			v.problem(last, t.subject(&k), "it names entry %d as its last, which is not so", k.Entry)
		default:
			if why := t.difference(&k, body); why != "" {
				v.problem(k.Entry, t.subject(&k), "%s", why)
			}
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return t.verifyAbsent(ctx, q, v)
}

// verifyAbsent finds rows that were deleted by hand: their last entry is no
// removal.
func (t *table[T]) verifyAbsent(ctx context.Context, q querier, v *Verification) error {
	rows, err := q.QueryContext(ctx, `select l.number, l.subject_id, l.incident_id from ledger l
		where l.subject_kind = $1 and l.effect in ('added', 'changed')
		and not exists (select 1 from `+t.name+` t where t.id = l.subject_id)
		and not exists (select 1 from ledger n where n.subject_kind = l.subject_kind and n.subject_id = l.subject_id and n.effect <> '' and n.number > l.number)
		order by l.number`, t.kind)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var number int64
		s := Subject{Kind: t.kind}
		if err := rows.Scan(&number, &s.ID, &s.Incident); err != nil {
			return err
		}
		v.problem(number, s, "it is not there any more, and no entry says that it was removed")
	}
	return rows.Err()
}

// difference says how a row differs from what its entry recorded, "" if it does
// not.
func (t *table[T]) difference(k *Kept[T], body string) string {
	if body == "" {
		return "the entry that last changed it has no payload"
	}
	var recorded struct {
		After map[string]json.RawMessage `json:"after"`
	}
	if err := json.Unmarshal([]byte(body), &recorded); err != nil {
		return "the payload of its entry is not JSON"
	}
	args, err := t.content(k)
	if err != nil {
		return err.Error()
	}
	args = t.stated(k, args)
	for i, name := range t.names() {
		now, err := json.Marshal(args[i])
		if err != nil {
			return err.Error()
		}
		was, ok := recorded.After[name]
		if !ok && (string(now) == "0" || string(now) == `""`) {
			continue // the column is newer than the entry
		}
		if string(now) != string(was) {
			return "its " + name + " is not what was recorded"
		}
	}
	return ""
}
