package store

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// ActionFilter narrows a list of actions. Zero fields ask for nothing.
type ActionFilter struct {
	Text      string          // Text must be found in title or owner, as search finds it.
	Owner     hindcast.Person // Owner is asked for by account, or by name alone.
	Team      hindcast.TeamID // Team asks for those that a member of it owns.
	Unowned   bool            // Unowned asks for those that nobody answers for.
	States    []hindcast.ActionState
	Changes   []hindcast.ChangeKind
	Intents   []hindcast.Intent
	Hierarchy []hindcast.Hierarchy
	Proofs    []hindcast.ProofState
	Incident  hindcast.IncidentID
	Overdue   hindcast.Date // Overdue asks for what is still to be done and was due before this day.
	DueFrom   hindcast.Date // DueFrom and DueTo bound the deadline; both days are included.
	DueTo     hindcast.Date
	Undated   bool // Undated asks for those without a deadline.

	Changed                bool      // Changed asks for those that were said to be done at least once.
	ChangedFrom, ChangedTo time.Time // ChangedFrom and ChangedTo bound when that was first; ChangedTo is excluded.

	Facilitator hindcast.Person // Facilitator asks for those of incidents whose review somebody runs.
	Cares       hindcast.Person // Cares asks for those that somebody owns, or whose review they run.
	EffectDue   bool            // EffectDue asks for verified ones whose effect is to be judged by now.
}

// ActionSort is an order that a list is offered in; each has an index.
type ActionSort string

// The sorts. Empty means ActionsByDue.
const (
	ActionsByDue    ActionSort = "due"     // the earliest deadline first, those without one last
	ActionsNewest   ActionSort = "newest"  // the last added first
	ActionsByChange ActionSort = "changed" // the last said to be done first
	ActionsByOwner  ActionSort = "owner"   // by the owner's name, those without one first, then by deadline
)

// ActionRow is a line of a list.
type ActionRow struct {
	Action   hindcast.Action // Action has its proofs, each with the results that decide how it stands.
	Proof    hindcast.ProofState
	Incident IncidentLine
	Changed  time.Time // Changed is when it was first said to be done; zero while nobody did.

	mark cursor
}

// ListActions lists actions across the incidents that the actor may see. next is
// where the following page begins, empty when there is none.
func (s *Store) ListActions(ctx context.Context, by hindcast.Actor, f ActionFilter, sort ActionSort, page Page) (rows []ActionRow, next string, err error) {
	if sort == "" {
		sort = ActionsByDue
	}
	c, first, err := page.parse("actions/" + string(sort))
	if err != nil {
		return nil, "", err
	}
	var q query
	q.add(s.tables.actions.selection("t.proof_state", "t.owner_fold", "t.due_order", "t.changed_at", incidentLine) + " left join incidents i on i.id = t.incident_id where ")
	q.visible("i", by, toMicros(s.now()))
	s.narrowActions(&q, f)
	if err := sort.from(&q, c, first); err != nil {
		return nil, "", err
	}
	q.add(" limit ?", int64(page.limit()+1))
	q.planned = true
	rows, err = found(ctx, s, "list actions", &q, func(scan row) (ActionRow, error) { return s.scanActionRow(scan, sort) })
	if err != nil {
		return nil, "", err
	}
	rows, next = cut(rows, page, func(r ActionRow) string { return r.mark.String() })
	return rows, next, s.dialect.explain("list actions", s.proofsOfRows(ctx, rows))
}

func (s *Store) scanActionRow(scan row, sort ActionSort) (r ActionRow, err error) {
	var key int64
	m := cursor{Sort: "actions/" + string(sort)}
	var changed int64
	k, err := s.tables.actions.scan(scan, append([]any{&r.Proof, &m.Name, &m.Key, &changed}, r.Incident.into(&key)...)...)
	r.Action, r.Incident.Key, m.ID = k.Value, incidentKey(key), string(k.Value.ID)
	if changed > 0 {
		r.Changed = fromMicros(changed)
	}
	switch sort {
	case ActionsNewest:
		m.Key = k.Added
	case ActionsByChange:
		m.Key = changed
	}
	r.mark = m
	return r, err
}

// proofsOfRows gives each action its proofs.
func (s *Store) proofsOfRows(ctx context.Context, rows []ActionRow) error {
	var proven []hindcast.ActionID
	for _, r := range rows {
		if r.Proof != hindcast.NoProof {
			proven = append(proven, r.Action.ID)
		}
	}
	proofs, err := s.tables.proofsOf(ctx, s.readers, proven)
	for i := range rows {
		rows[i].Action.Proofs = proofs[rows[i].Action.ID]
	}
	return err
}

// narrowActions appends the filter's conditions.
func (s *Store) narrowActions(q *query, f ActionFilter) {
	if !f.Owner.IsZero() {
		q.add(" and ")
		q.isPerson(f.Owner, "t.owner_key", "t.owner_fold")
	}
	if f.Team != "" {
		q.add(" and t.owner_key in (select m.user_id from team_members m where m.team_id = ?)", string(f.Team))
	}
	if f.Undated {
		q.add(" and t.due_order = ?", noDeadline)
	}
	if f.Unowned {
		q.add(" and t.owner_key = ''")
	}
	in(q, "t.state", f.States)
	if f.pending() {
		q.add(" and t.pending = 1")
	}
	in(q, "t.change", f.Changes)
	in(q, "t.intent", f.Intents)
	in(q, "t.hierarchy", f.Hierarchy)
	in(q, "t.proof_state", f.Proofs)
	if f.Incident != "" {
		q.add(" and t.incident_id = ?", string(f.Incident))
	}
	if !f.Overdue.IsZero() {
		q.add(" and t.due_order < ?", dueOrder(f.Overdue))
	}
	if !f.DueFrom.IsZero() {
		q.add(" and t.due_order >= ? and t.due_order < ?", dueOrder(f.DueFrom), noDeadline)
	}
	if !f.DueTo.IsZero() {
		q.add(" and t.due_order <= ?", dueOrder(f.DueTo))
	}
	if !f.Facilitator.IsZero() {
		q.add(" and ")
		q.facilitated(f.Facilitator)
	}
	if !f.Cares.IsZero() {
		q.add(" and (")
		q.isPerson(f.Cares, "t.owner_key", "t.owner_fold")
		q.add(" or ")
		q.facilitated(f.Cares)
		q.add(")")
	}
	if f.EffectDue {
		q.add(" and t.verified_at > 0 and t.effect_day > 0 and not exists (select 1 from effect_checks e where e.action_id = t.id and e.day >= t.effect_day)")
	}
	if f.Changed {
		q.add(" and t.changed_at > 0")
	}
	if !f.ChangedFrom.IsZero() {
		q.add(" and t.changed_at >= ?", toMicros(f.ChangedFrom))
	}
	if !f.ChangedTo.IsZero() {
		q.add(" and t.changed_at > 0 and t.changed_at < ?", toMicros(f.ChangedTo))
	}
	if words := searchWords(f.Text); len(words) > 0 {
		q.add(" and t.added in (select d.id from " + s.dialect.searched() + " where d.subject_kind = 'action' and ")
		q.add(s.dialect.matches()+")", s.dialect.matching(words, true))
	}
}

// facilitated appends the condition that somebody runs the review of the row's
// incident.
func (q *query) facilitated(p hindcast.Person) {
	q.add("t.incident_id in (select v.incident_id from review_people p join review_incidents v on v.review_id = p.review_id where p.part = ? and ", partFacilitator)
	q.isPerson(p, "p.person", "p.name")
	q.add(")")
}

// pending reports whether the filter asks for what is still to be done alone,
// which has an index of its own.
func (f ActionFilter) pending() bool {
	for _, state := range f.States {
		if state != hindcast.ActionOpen && state != hindcast.ActionInProgress {
			return !f.Overdue.IsZero()
		}
	}
	return len(f.States) > 0 || !f.Overdue.IsZero()
}

// from appends where the page begins and the order.
func (sort ActionSort) from(q *query, c cursor, first bool) error {
	switch sort {
	case ActionsByDue:
		if !first {
			q.add(" and (t.due_order, t.id) > (?, ?)", c.Key, c.ID)
		}
		q.add(" order by t.due_order, t.id")
	case ActionsNewest:
		if !first {
			q.add(" and t.added < ?", c.Key)
		}
		q.add(" order by t.added desc")
	case ActionsByChange:
		if !first {
			q.add(" and (t.changed_at, t.id) < (?, ?)", c.Key, c.ID)
		}
		q.add(" order by t.changed_at desc, t.id desc")
	case ActionsByOwner:
		if !first {
			q.add(" and (t.owner_fold, t.due_order, t.id) > (?, ?, ?)", c.Name, c.Key, c.ID)
		}
		q.add(" order by t.owner_fold, t.due_order, t.id")
	default:
		return &hindcast.Error{Code: hindcast.Invalid, Message: "actions are not sorted that way",
			Fields: []hindcast.FieldError{{Field: "sort", Reason: "must be due, newest or owner"}}}
	}
	return nil
}
