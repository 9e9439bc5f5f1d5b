package actions

import (
	"context"
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Entry is an action with everything there is about it.
type Entry struct {
	Action   hindcast.Action // Action has its proofs with all their results.
	Version  int64
	Proofs   []Proof // Proofs have their versions, in the order of Action.Proofs.
	Incident hindcast.Incident
	Finding  *hindcast.Finding // Finding it came from; nil when it came from none.
	Effects  []hindcast.EffectCheck
	Steps    []Step  // Steps are all from where it stands.
	Allowed  Allowed // Allowed is what else the actor may do.
	// EffectDays are when it is judged what it did; none while it is not verified.
	EffectDays []EffectDay
	History    []Line // History is the ledger's, the newest first.
	Today      hindcast.Date
	// Strangers are approvers of this kind of change whom the policy names and who
	// are no users, while somebody has to approve it.
	Strangers []hindcast.Stranger
}

// historyLength is how many lines of the ledger are shown of an action. It is
// ours: more than any action has gone through.
const historyLength = 200

// Get loads an action with its proofs, their results and its history.
func (s *Service) Get(ctx context.Context, by hindcast.Actor, id hindcast.ActionID) (Entry, error) {
	kept, err := s.seen(ctx, by, id)
	if err != nil {
		return Entry{}, err
	}
	e := Entry{Action: kept.Value, Version: kept.Version}
	if e.Incident, err = s.store.Incident(ctx, by, string(kept.Incident)); err != nil {
		return Entry{}, err
	}
	if e.Finding, err = s.findingOf(ctx, by, kept.Value); err != nil {
		return Entry{}, err
	}
	if err := s.addProofs(ctx, by, &e); err != nil {
		return Entry{}, err
	}
	effects, err := s.store.Effects().Of(ctx, by, kept.Incident)
	if err != nil {
		return Entry{}, err
	}
	for _, c := range effects {
		if c.Value.Check.Action == id {
			e.Effects = append(e.Effects, c.Value.Check)
		}
	}
	standing, err := s.standingOf(ctx, by, e.Incident)
	if err != nil {
		return Entry{}, err
	}
	if standing.claimed, err = s.store.ClaimedBy(ctx, by, []hindcast.ActionID{id}); err != nil {
		return Entry{}, err
	}
	e.History, err = s.store.EntriesBefore(ctx, by, 0, historyLength, store.EntryFilter{Subject: string(id), Kinds: []string{"action"}})
	if err != nil {
		return Entry{}, err
	}
	e.Steps, e.Allowed, e.Today = standing.steps(by, e.Action), standing.allowed(by), s.today(standing.policy)
	if e.Action.State != hindcast.ActionVerified && e.Action.State != hindcast.ActionDropped && e.Action.Change != "" {
		if e.Strangers, err = s.store.Strangers(ctx, standing.policy.Actions, e.Action.Change); err != nil {
			return Entry{}, err
		}
	}
	e.EffectDays, err = s.effectDays(ctx, by, e, s.terms(standing.policy))
	return e, err
}

// seen loads an action that the actor may see.
func (s *Service) seen(ctx context.Context, by hindcast.Actor, id hindcast.ActionID) (Kept, error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return Kept{}, err
	}
	return s.store.Actions().Get(ctx, by, string(id))
}

func (s *Service) findingOf(ctx context.Context, by hindcast.Actor, a hindcast.Action) (*hindcast.Finding, error) {
	if a.Finding == "" {
		return nil, nil
	}
	f, err := s.store.Findings().Get(ctx, by, string(a.Finding))
	if hindcast.CodeOf(err) == hindcast.NotFound {
		return nil, nil // it was removed from the review after the action came of it
	}
	return &f.Value, err
}

// addProofs loads the action's proofs with all results.
func (s *Service) addProofs(ctx context.Context, by hindcast.Actor, e *Entry) error {
	proofs, err := s.store.Proofs().Of(ctx, by, e.Incident.ID)
	if err != nil {
		return err
	}
	checks, err := s.store.ProofChecks().Of(ctx, by, e.Incident.ID)
	if err != nil {
		return err
	}
	e.Proofs, e.Action.Proofs = joined(e.Action.ID, proofs, checks)
	return nil
}

// joined are the proofs of an action among those of its incident, with results.
func joined(id hindcast.ActionID, proofs []Proof, checks []store.Kept[store.ProofCheck]) (kept []Proof, values []hindcast.Proof) {
	kept = slices.DeleteFunc(proofs, func(p Proof) bool { return p.Value.Action != id })
	for i, p := range kept {
		for _, c := range checks {
			if c.Value.Proof == p.Value.Proof.ID {
				kept[i].Value.Proof.Results = append(kept[i].Value.Proof.Results, c.Value.Result)
			}
		}
		values = append(values, kept[i].Value.Proof)
	}
	return kept, values
}
