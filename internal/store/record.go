package store

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Incident loads an incident by its identifier or its key, with or without
// prefix and in any case: "INC-42", "inc-42", "42". What the actor may not see
// is NotFound, exactly as what does not exist.
func (s *Store) Incident(ctx context.Context, by hindcast.Actor, idOrKey string) (hindcast.Incident, error) {
	i, err := s.incident(ctx, s.readers, by, idOrKey)
	return i, s.dialect.explain("read the incident", err)
}

func (s *Store) incident(ctx context.Context, from querier, by hindcast.Actor, idOrKey string) (hindcast.Incident, error) {
	k, err := s.tables.incidents.scan(s.oneIncident(ctx, from, by, idOrKey))
	return k.Value, err
}

// IncidentRow is Incident with what lists say of it.
func (s *Store) IncidentRow(ctx context.Context, by hindcast.Actor, idOrKey string) (IncidentRow, error) {
	r, err := s.scanIncidentRow(s.oneIncident(ctx, s.readers, by, idOrKey, "t.occurred_at", "t.resolved_at"))
	return r, s.dialect.explain("read the incident", err)
}

// oneIncident selects an incident for scanning, with more columns.
func (s *Store) oneIncident(ctx context.Context, from querier, by hindcast.Actor, idOrKey string, columns ...string) func(...any) error {
	var q query
	q.add(s.tables.incidents.selection(columns...) + " where ")
	if number, err := strconv.ParseInt(strings.TrimPrefix(strings.ToUpper(idOrKey), keyPrefix), 10, 64); err == nil {
		q.add("t.key_number = ? and ", number)
	} else {
		q.add("t.id = ? and ", idOrKey)
	}
	q.visible("t", by, toMicros(s.now()))
	if !q.fits() {
		return func(...any) error { return sql.ErrNoRows }
	}
	return from.QueryRowContext(ctx, q.text.String(), q.args...).Scan
}

// Record loads everything about one incident, in the form that assessing,
// drawing and writing work on. All parts are of one moment.
func (s *Store) Record(ctx context.Context, by hindcast.Actor, idOrKey string) (*hindcast.Record, error) {
	now, err := s.readers.moment(ctx, s.dialect.snapshot())
	if err != nil {
		return nil, s.dialect.explain("read the incident", err)
	}
	defer now.end(ctx)
	incident, err := s.incident(ctx, now, by, idOrKey)
	if err != nil {
		return nil, s.dialect.explain("read the incident", err)
	}
	r, err := s.tables.record(ctx, now, incident)
	return r, s.dialect.explain("read the incident", err)
}

// Whole loads everything about one incident as this update sees it. Permission is
// the caller's affair. The error is NotFound when there is none.
func (t *Tx) Whole(id hindcast.IncidentID) (*hindcast.Record, error) {
	incident, err := t.Incidents().Get(string(id))
	if err != nil {
		return nil, err
	}
	r, err := t.store.tables.record(t.ctx, t.sql, incident.Value)
	return r, t.note("read the incident", err)
}

// record gathers the parts of one incident.
func (t tables) record(ctx context.Context, q querier, incident hindcast.Incident) (*hindcast.Record, error) {
	r := &hindcast.Record{Incident: incident}
	loads := []func() error{
		func() (err error) { r.Timeline, err = values(ctx, q, t.events, incident.ID); return },
		func() (err error) { r.Participants, err = values(ctx, q, t.participants, incident.ID); return },
		func() (err error) { r.Impact, err = values(ctx, q, t.impact, incident.ID); return },
		func() (err error) { r.Evidence, err = values(ctx, q, t.evidence, incident.ID); return },
		func() error { return t.loadReview(ctx, q, r) },
		func() error { return t.loadActions(ctx, q, r) },
		func() error { return t.loadWriteup(ctx, q, r) },
		func() error { return t.loadLibrary(ctx, q, r) },
	}
	for _, load := range loads {
		if err := load(); err != nil {
			return nil, err
		}
	}
	r.SortTimeline()
	return r, nil
}

// values loads what belongs to an incident, in the order it was added.
func values[T any](ctx context.Context, q querier, t *table[T], id hindcast.IncidentID) ([]T, error) {
	kept, err := t.of(ctx, q, id)
	if len(kept) == 0 {
		return nil, err
	}
	found := make([]T, len(kept))
	for i, k := range kept {
		found[i] = k.Value
	}
	return found, err
}

func (t tables) loadReview(ctx context.Context, q querier, r *hindcast.Record) error {
	reviews, err := values(ctx, q, t.reviews, r.Incident.ID)
	if err != nil || len(reviews) == 0 {
		return err
	}
	r.Review = reviews[len(reviews)-1]
	r.Review.Findings, err = values(ctx, q, t.findings, r.Incident.ID)
	return err
}

func (t tables) loadActions(ctx context.Context, q querier, r *hindcast.Record) (err error) {
	if r.Actions, err = values(ctx, q, t.actions, r.Incident.ID); err != nil || len(r.Actions) == 0 {
		return err
	}
	proofs, err := values(ctx, q, t.proofs, r.Incident.ID)
	if err != nil {
		return err
	}
	checks, err := values(ctx, q, t.checks, r.Incident.ID)
	if err != nil {
		return err
	}
	results := map[hindcast.ProofID][]hindcast.ProofResult{}
	for _, c := range checks {
		results[c.Proof] = append(results[c.Proof], c.Result)
	}
	at := map[hindcast.ActionID]int{}
	for i, a := range r.Actions {
		at[a.ID] = i
	}
	for _, p := range proofs {
		if i, known := at[p.Action]; known {
			p.Proof.Results = results[p.Proof.ID]
			r.Actions[i].Proofs = append(r.Actions[i].Proofs, p.Proof)
		}
	}
	return nil
}

func (t tables) loadWriteup(ctx context.Context, q querier, r *hindcast.Record) error {
	writeups, err := values(ctx, q, t.writeups, r.Incident.ID)
	if err != nil || len(writeups) == 0 {
		return err
	}
	w := writeups[0]
	r.Source, r.Stated, r.Inferred, r.Sections, r.Runbooks = w.Source, w.Stated, w.Inferred, w.Sections, w.Runbooks
	return nil
}
