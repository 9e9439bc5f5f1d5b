package insights

import (
	"context"
	"fmt"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// ChangeFilter narrows the change ledger. Zero fields ask for nothing.
type ChangeFilter struct {
	Quarter  string // Quarter is one as 2026Q1, in the policy's zone.
	Team     hindcast.TeamID
	Kind     hindcast.ChangeKind
	Proof    hindcast.ProofState
	Incident string // Incident is a key.
}

// Change is what a lesson changed: an action that was said to be done at least
// once. It stays one when its proof breaks and the action is reopened.
type Change struct {
	Action   hindcast.Action
	Proof    hindcast.ProofState
	Incident Line
	Finding  *hindcast.Finding // Finding is the lesson; nil where none is named.
	Changed  time.Time         // Changed is when it was first said to be done.
	Verified time.Time         // Verified is when it was last verified, even if it was reopened since.
	Holds    time.Time         // Holds and Broken are since when the proofs stand so; at most one is set.
	Broken   time.Time
	// Revisions are those of documents that the lesson caused, Contents what proofs
	// looked at before and after it changed.
	Revisions []store.CitingRevision
	Contents  []Contents
	Effect    *hindcast.EffectCheck // Effect is the last judgement of what it did.
	Helped    []Line                // Helped are incidents in which it would have helped.
	Marks     []store.ActionMark    // Marks are its steps as the ledger has them.
}

// Contents is what a proof looked at before and after it changed.
type Contents struct {
	Proof         hindcast.Proof
	Before, After store.Content
}

// ChangeCounts sums a selection of changes up.
type ChangeCounts struct {
	All, Verified, Holding, Broken, Unproven int
}

// Quarters are the names of the last quarters, the newest first.
func (s *Service) Quarters(ctx context.Context) ([]string, error) {
	const most = 12
	today, err := s.today(ctx)
	if err != nil {
		return nil, err
	}
	list, year, quarter := []string{}, today.Year, (today.Month-1)/3+1
	for range most {
		list = append(list, fmt.Sprintf("%dQ%d", year, quarter))
		if quarter--; quarter == 0 {
			year, quarter = year-1, 4
		}
	}
	return list, nil
}

// QuarterOf names the quarter of an instant in a zone: 2026Q1.
func QuarterOf(at time.Time, zone *time.Location) string {
	at = at.In(zone)
	return fmt.Sprintf("%dQ%d", at.Year(), (int(at.Month())-1)/3+1)
}

// Zone is where quarters begin and end.
func (s *Service) Zone(ctx context.Context) (*time.Location, error) { return s.zone(ctx) }

// narrowed is the store's form of a filter.
func (s *Service) narrowed(ctx context.Context, by hindcast.Actor, f ChangeFilter) (store.ActionFilter, error) {
	n := store.ActionFilter{Changed: true, Team: f.Team}
	if f.Kind != "" {
		n.Changes = []hindcast.ChangeKind{f.Kind}
	}
	if f.Proof != "" {
		n.Proofs = []hindcast.ProofState{f.Proof}
	}
	if f.Incident != "" {
		i, err := s.store.Incident(ctx, by, f.Incident)
		if err != nil {
			return n, err
		}
		n.Incident = i.ID
	}
	if f.Quarter == "" {
		return n, nil
	}
	zone, err := s.zone(ctx)
	if err != nil {
		return n, err
	}
	var year, quarter int
	if _, err := fmt.Sscanf(f.Quarter, "%4dQ%1d", &year, &quarter); err != nil || quarter < 1 || quarter > 4 || len(f.Quarter) != 6 {
		return n, &hindcast.Error{Code: hindcast.Invalid, Op: "insights.Changes", Message: "a quarter is written as 2026Q1",
			Fields: []hindcast.FieldError{{Field: "quarter", Reason: "must be as 2026Q1"}}}
	}
	n.ChangedFrom = time.Date(year, time.Month(quarter*3-2), 1, 0, 0, 0, 0, zone)
	n.ChangedTo = n.ChangedFrom.AddDate(0, 3, 0)
	return n, nil
}

// Changes returns a page of what lessons changed, the latest first, as far as the
// actor may see it, and where the next one begins.
func (s *Service) Changes(ctx context.Context, by hindcast.Actor, f ChangeFilter, page store.Page) (list []Change, next string, err error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return nil, "", err
	}
	n, err := s.narrowed(ctx, by, f)
	if err != nil {
		return nil, "", err
	}
	rows, next, err := s.store.ListActions(ctx, by, n, store.ActionsByChange, page)
	if err != nil {
		return nil, "", err
	}
	list, err = s.detailed(ctx, by, rows)
	return list, next, err
}

// Counts sums up what a filter leaves.
func (s *Service) Counts(ctx context.Context, by hindcast.Actor, f ChangeFilter) (c ChangeCounts, err error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return c, err
	}
	n, err := s.narrowed(ctx, by, f)
	if err != nil {
		return c, err
	}
	counts, err := s.store.CountChanges(ctx, by, n)
	for _, one := range counts {
		c.All += one.N
		if one.State == hindcast.ActionVerified {
			c.Verified += one.N
		}
		switch one.Proof {
		case hindcast.ProofsHold:
			c.Holding += one.N
		case hindcast.ProofsBroken:
			c.Broken += one.N
		case hindcast.NoProof:
			c.Unproven += one.N
		}
	}
	return c, err
}

// detailed adds to actions what the change ledger says of them.
func (s *Service) detailed(ctx context.Context, by hindcast.Actor, rows []store.ActionRow) ([]Change, error) {
	var ids []hindcast.ActionID
	var lessons []hindcast.FindingID
	var texts, known []string
	for _, r := range rows {
		ids, known = append(ids, r.Action.ID), append(known, string(r.Action.ID))
		if r.Action.Finding != "" {
			lessons, texts = append(lessons, r.Action.Finding), append(texts, string(r.Action.Finding))
		}
	}
	marks, err := s.store.ActionMarks(ctx, by, ids)
	if err != nil {
		return nil, err
	}
	since, err := s.store.ProofsSince(ctx, by, ids)
	if err != nil {
		return nil, err
	}
	effects, err := s.store.EffectsOf(ctx, by, ids)
	if err != nil {
		return nil, err
	}
	revisions, err := s.store.RevisionsCiting(ctx, by, lessons)
	if err != nil {
		return nil, err
	}
	findings, err := s.store.Findings().Those(ctx, by, texts)
	if err != nil {
		return nil, err
	}
	helped, err := s.store.WouldHaveHelped(ctx, by, hindcast.KnownAction, known)
	if err != nil {
		return nil, err
	}
	list := make([]Change, len(rows))
	for i, r := range rows {
		a := r.Action
		c := Change{Action: a, Proof: r.Proof, Incident: r.Incident, Changed: r.Changed, Marks: marks[a.ID], Revisions: revisions[a.Finding], Helped: helped[string(a.ID)]}
		for _, f := range findings {
			if f.Value.ID == a.Finding {
				c.Finding = &f.Value
			}
		}
		if e, judged := effects[a.ID]; judged {
			c.Effect = &e
		}
		c.stands(since[a.ID])
		if c.Contents, err = s.contents(ctx, by, a); err != nil {
			return nil, err
		}
		list[i] = c
	}
	return list, nil
}

// stands reads since when a change is verified, holds or is broken.
func (c *Change) stands(since store.ProofSince) {
	for _, m := range c.Marks {
		if m.Verb == "action.verified" {
			c.Verified = m.At
		}
	}
	switch c.Proof {
	case hindcast.ProofsHold:
		c.Holds = since.Holds
	case hindcast.ProofsBroken:
		c.Broken = since.Broken
	}
}

// contents reads what the proofs of an action looked at.
func (s *Service) contents(ctx context.Context, by hindcast.Actor, a hindcast.Action) (list []Contents, err error) {
	for _, p := range a.Proofs {
		one := Contents{Proof: p}
		if one.Before, one.After, err = s.store.ProofChange(ctx, by, p.ID); err != nil {
			return nil, err
		}
		if one.After.Body != "" {
			list = append(list, one)
		}
	}
	return list, nil
}
