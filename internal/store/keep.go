package store

import (
	"database/sql"
	"errors"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// add keeps new rows under an incident and records each.
func (t *table[T]) add(tx *Tx, verb string, incident hindcast.IncidentID, values []*T) error {
	const perStatement = 10 // SQLite looks each of its arguments up by name: twice the rows cost four times as much
	for len(values) > 0 {
		n := min(perStatement, len(values))
		if err := t.insert(tx, verb, incident, values[:n]); err != nil {
			return err
		}
		values = values[n:]
	}
	return nil
}

// insert adds rows with one statement.
func (t *table[T]) insert(tx *Tx, verb string, incident hindcast.IncidentID, values []*T) error {
	if !fits(string(incident)) {
		return t.refused("incident_id", errUnfit)
	}
	names, rows := t.names(), &rowValues{}
	added, contents := make([]Kept[T], len(values)), make([][]any, len(values))
	for i, v := range values {
		added[i] = Kept[T]{Value: *v, Incident: incident, Version: 1, Added: tx.nextNumber() + int64(i)}
		args, err := t.content(&added[i])
		if err != nil {
			return err
		}
		contents[i] = args
		rows.row()
		rows.add(args...)
		rows.add(added[i].Added)
		if t.derived != nil {
			for _, d := range t.derived(&added[i]) {
				rows.add(d.value)
			}
		}
	}
	columns := append(names, "entry")
	if t.derived != nil {
		for _, d := range t.derived(&added[0]) {
			columns = append(columns, d.name)
		}
	}
	if _, err := tx.exec("insert into "+t.name+" ("+strings.Join(columns, ", ")+") values "+rows.text(), rows.args...); err != nil {
		return err
	}
	for i, v := range values {
		if t.version != nil {
			*t.version(v) = 1
		}
		if err := tx.record(verb, t.subject(&added[i]), EffectAdded, map[string]any{"after": t.state(t.stated(&added[i], contents[i]))}); err != nil {
			return err
		}
		if err := t.settle(tx, &added[i], adding, ""); err != nil {
			return err
		}
	}
	return nil
}

// change replaces a row and records both states. A row whose version is not the
// one given any more is not touched: the error is Stale.
func (t *table[T]) change(tx *Tx, verb string, v *T, version int64, reason string) error {
	before, err := t.current(tx, t.idOf(v), version)
	if err != nil {
		return err
	}
	after := Kept[T]{Value: *v, Incident: before.Incident, Version: version + 1, Added: before.Added, Entry: tx.nextNumber()}
	if err := t.replace(tx, verb, &before, &after, reason); err != nil {
		return err
	}
	if t.version != nil {
		*t.version(v) = after.Version
	}
	return nil
}

// replace writes after over before.
func (t *table[T]) replace(tx *Tx, verb string, before, after *Kept[T], reason string) error {
	was, err := t.content(before)
	if err != nil {
		return err
	}
	args, err := t.content(after)
	if err != nil {
		return err
	}
	was, is := t.stated(before, was), t.stated(after, args)
	recorded, differing := t.state(is), t.differing(was, is)
	var set strings.Builder
	for i, n := range t.names() {
		set.WriteString(n + " = " + placeholder(i+1) + ", ")
	}
	args = append(args, after.Entry)
	statement := "update " + t.name + " set " + set.String() + "entry = " + placeholder(len(args)) + " where id = $1"
	if _, err := tx.exec(statement, args...); err != nil {
		return err
	}
	payload := map[string]any{"before": differing, "after": recorded}
	if reason != "" {
		payload["reason"] = reason
	}
	if err := tx.record(verb, t.subject(after), EffectChanged, payload); err != nil {
		return err
	}
	return t.settle(tx, after, changing, t.wordsOf(before))
}

// differing returns what a row held before in the columns that changed.
func (t *table[T]) differing(was, is []any) map[string]any {
	row := map[string]any{}
	for i, name := range t.names() {
		if was[i] != is[i] {
			row[name] = was[i]
		}
	}
	return row
}

// remove deletes a row and records what it was.
func (t *table[T]) remove(tx *Tx, verb, id string, version int64) error {
	before, err := t.current(tx, id, version)
	if err != nil {
		return err
	}
	was, err := t.content(&before)
	if err != nil {
		return err
	}
	if t.follow != nil {
		if err := t.follow(tx, &before, removing); err != nil {
			return err
		}
	}
	if _, err := tx.exec("delete from "+t.name+" where id = $1", id); err != nil {
		return err
	}
	if t.words != nil {
		tx.unindex(before.Added)
	}
	return tx.record(verb, t.subject(&before), EffectRemoved, map[string]any{"before": t.state(t.stated(&before, was))})
}

// get loads one row as the update sees it.
func (t *table[T]) get(tx *Tx, id string) (Kept[T], error) {
	absent := &hindcast.Error{Code: hindcast.NotFound, Op: "store.Tx", Message: "there is no such " + words(t.kind)}
	if !fits(id) {
		return Kept[T]{}, absent
	}
	k, err := t.scan(tx.sql.QueryRowContext(tx.ctx, t.selection()+" where t.id = $1", id).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return k, absent
	}
	return k, tx.note("read the "+words(t.kind), err)
}

// current loads a row and refuses a version that is not its own.
func (t *table[T]) current(tx *Tx, id string, version int64) (Kept[T], error) {
	k, err := t.get(tx, id)
	if err == nil && k.Version != version {
		err = &hindcast.Error{Code: hindcast.Stale, Op: "store.Tx", Message: "somebody else changed this " + words(t.kind) + " in the meantime"}
	}
	return k, err
}

// settle brings what follows from a saved row up to date.
func (t *table[T]) settle(tx *Tx, k *Kept[T], s step, had string) error {
	if t.words != nil {
		if has := t.wordsOf(k); s == adding || has != had {
			title, body := t.words(&k.Value)
			tx.index(document{subject: t.subject(k), number: k.Added, fresh: s == adding, title: title, body: body})
		}
	}
	if t.follow == nil {
		return nil
	}
	return t.follow(tx, k, s)
}

func (t *table[T]) wordsOf(k *Kept[T]) string {
	if t.words == nil {
		return ""
	}
	title, body := t.words(&k.Value)
	return title + "\x00" + body
}

// words writes a kind for people: "proof check".
func words(kind string) string { return strings.ReplaceAll(kind, "_", " ") }
