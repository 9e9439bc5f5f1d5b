package api

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/hindcast"
)

func (a *API) registerProofs() {
	register(a, hindcast.MayOwnActions, creates(op("POST /actions/{id}/proofs", "Add a proof to an action")), a.addProof)
	register(a, hindcast.MayRead, describes(op("GET /proofs/{id}", "Get a proof"), "With everything it found."), a.getProof)
	register(a, hindcast.MayOwnActions, op("PUT /proofs/{id}", "Change what a proof looks at"), a.changeProof)
	register(a, hindcast.MayOwnActions, describes(op("DELETE /proofs/{id}", "Remove a proof"), "Unless it was checked."), a.removeProof)
	register(a, hindcast.MayOwnActions, describes(op("POST /proofs/{id}/attestations", "Say what you saw of a proof"),
		"Nobody attests that their own action is in place."), a.attest)
	register(a, hindcast.MayOwnActions, describes(op("POST /proofs/{id}/checks", "Look now whether a proof holds"),
		"The server looks and keeps what it finds. Two looks in a row that find it broken reopen the action."), a.checkNow)
	register(a, hindcast.MayOwnActions, describes(op("POST /actions/{id}/proofs/try", "Look whether a proof would hold"),
		"The server looks now and keeps nothing."), a.tryProof)
}

func proof(p hindcast.Proof, version int64) client.Proof {
	result := string(p.Result())
	if result == "" {
		result = "due"
	}
	form := client.Proof{ID: string(p.ID), Version: version, Kind: string(p.Kind), Subject: p.Subject, Expect: p.Expect, Every: p.Every.Hours(), Result: result, Results: []client.ProofResult{}}
	for _, r := range p.Results {
		form.Results = append(form.Results, proofResult(r))
	}
	return form
}

// proofContent is absent while nothing was looked at.
func proofContent(c actions.Content) *client.ProofContent {
	if c.Body == "" {
		return nil
	}
	return &client.ProofContent{At: c.At.UTC(), Body: c.Body}
}

func proofResult(r hindcast.ProofResult) client.ProofResult {
	return client.ProofResult{At: r.At.UTC(), Outcome: string(r.Outcome), Seen: r.Seen, Took: r.Took.Seconds(), By: person(r.By), Evidence: text(r.Evidence)}
}

func readProof(n client.NewProof) hindcast.Proof {
	return hindcast.Proof{Kind: hindcast.ProofKind(n.Kind), Subject: n.Subject, Expect: n.Expect, Every: time.Duration(n.Every) * time.Hour}
}

func (a *API) addProof(ctx context.Context, by hindcast.Actor, in *struct {
	Thing
	Body client.NewProof
}) (*made[client.Proof], error) {
	kept, err := a.Actions.AddProof(ctx, by, hindcast.ActionID(in.ID), readProof(in.Body))
	if err != nil {
		return nil, err
	}
	return created(kept.Version, proof(kept.Value.Proof, kept.Version), "proofs", string(kept.Value.Proof.ID)), nil
}

func (a *API) getProof(ctx context.Context, by hindcast.Actor, in *Thing) (*one[client.Proof], error) {
	kept, err := a.Actions.Proof(ctx, by, hindcast.ProofID(in.ID))
	if err != nil {
		return nil, err
	}
	return shown(kept.Version, proof(kept.Value.Proof, kept.Version)), nil
}

func (a *API) changeProof(ctx context.Context, by hindcast.Actor, in *thingChange[client.NewProof]) (*one[client.Proof], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	p := readProof(in.Body)
	p.ID = hindcast.ProofID(in.ID)
	if _, err := a.Actions.ChangeProof(ctx, by, p, version); err != nil {
		return nil, err
	}
	return a.getProof(ctx, by, &in.Thing)
}

func (a *API) removeProof(ctx context.Context, by hindcast.Actor, in *thingRemoval) (*nothing, error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	return nil, a.Actions.RemoveProof(ctx, by, hindcast.ProofID(in.ID), version)
}

type newResult struct {
	Thing
	Body client.NewAttestation
}

func (r newResult) result() hindcast.ProofResult {
	return hindcast.ProofResult{Outcome: hindcast.Outcome(r.Body.Outcome), Seen: r.Body.Seen, Evidence: hindcast.EvidenceID(r.Body.Evidence)}
}

func (a *API) attest(ctx context.Context, by hindcast.Actor, in *newResult) (*one[client.Action], error) {
	kept, err := a.Actions.RecordResult(ctx, by, hindcast.ProofID(in.ID), in.result())
	return a.actionNow(ctx, by, kept.Value.ID, err)
}

func (a *API) checkNow(ctx context.Context, by hindcast.Actor, in *Thing) (*one[client.Action], error) {
	kept, err := a.Actions.CheckNow(ctx, by, hindcast.ProofID(in.ID))
	return a.actionNow(ctx, by, kept.Value.ID, err)
}

// tried is what a look found that nobody keeps.
type tried struct{ Body client.ProofResult }

func (a *API) tryProof(ctx context.Context, by hindcast.Actor, in *struct {
	Thing
	Body client.NewProof
}) (*tried, error) {
	r, err := a.Actions.Try(ctx, by, hindcast.ActionID(in.ID), readProof(in.Body))
	if err != nil {
		return nil, err
	}
	return &tried{Body: proofResult(r)}, nil
}
