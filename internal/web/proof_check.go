package web

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
)

// proofTools are what a reader may do with a proof on the page of its action.
type proofTools struct {
	Version   string
	Address   string // Address of the proof; empty where nothing may be done.
	Check     bool   // Check says that a machine can look now.
	Change    bool
	Remove    bool
	Attest    *attestView
	AttestWhy string // AttestWhy says why the reader does not attest it.
}

// lookedView is what a proof looked at.
type lookedView struct {
	Title string
	Diff  diffView // Diff is zero while it did not change.
	Body  string   // Body is the text that did not change.
	Open  bool
}

// shortDiff is how many lines of a difference are shown without being asked for;
// ours.
const shortDiff = 24

// newLooked words what a proof looked at before and after it changed.
func newLooked(before, after actions.Content, now time.Time) *lookedView {
	switch {
	case after.Body == "":
		return nil
	case before.Body == "":
		return &lookedView{Title: "What it looked at, the same since " + dayOf(after.At, now, "").Text, Body: after.Body}
	}
	v := &lookedView{Diff: newDiff(before.Body, after.Body, false)}
	v.Title = "From " + dayOf(before.At, now, "").Text + " to " + dayOf(after.At, now, "").Text + ": " + v.Diff.Sum
	v.Open = len(v.Diff.Lines) <= shortDiff
	return v
}

// attestView is the form by which somebody says what they saw.
type attestView struct {
	Outcomes []checkView
	Seen     fieldView
	Evidence fieldView // Evidence is chosen; it has no choices where the incident has none.
	Key      string    // Key is of the incident that a new file becomes evidence of.
	Open     bool
}

// attestTry is an attestation that was refused.
type attestTry struct{ Proof, Outcome, Seen, Evidence string }

// prove adds to the proofs of an action what they looked at, what shows it, and
// what the reader may do with them.
func (p *Pages) prove(ctx context.Context, by hindcast.Actor, v *actionView, e actions.Entry, tried attestTry) error {
	helped, err := p.Insights.Helped(ctx, by, e.Action.ID)
	if err != nil {
		return err
	}
	v.Helped = incidentLinks(helped)
	evidence, err := p.Incidents.Evidence(ctx, by, string(e.Incident.ID))
	if err != nil {
		return err
	}
	for i, k := range e.Proofs {
		before, after, err := p.Actions.BeforeAfter(ctx, by, k.Value.Proof.ID)
		if err != nil {
			return err
		}
		d := &v.Proofs[i]
		d.Looked = newLooked(before, after, p.options.Now())
		showEvidence(d.Results, evidence, e.Incident.Key)
		showEvidence(d.Earlier, evidence, e.Incident.Key)
	}
	if e.Allowed.Prove {
		v.tools(e, by, evidence, tried)
	}
	return nil
}

// showEvidence leads from results to what their attestations name.
func showEvidence(results []resultView, evidence []incidents.Kept[hindcast.Evidence], key string) {
	for i, r := range results {
		if r.Evidence == "" {
			continue
		}
		results[i].Shown = &pageLink{Text: "evidence that was removed since"}
		for _, e := range evidence {
			if e.Value.ID == r.Evidence {
				results[i].Shown = &pageLink{e.Value.Name, "/incidents/" + key + "#evidence"}
			}
		}
	}
}

// tools are what the reader may do with the proofs of an action.
func (v *actionView) tools(e actions.Entry, by hindcast.Actor, evidence []incidents.Kept[hindcast.Evidence], tried attestTry) {
	if e.Action.State != hindcast.ActionDropped {
		v.AddProof = v.Address + "/proofs/new"
	}
	for i, k := range e.Proofs {
		p, form := k.Value.Proof, len(actions.ProofFields(k.Value.Proof.Kind)) > 0
		t := &v.Proofs[i].Tools
		*t = proofTools{Version: strconv.FormatInt(k.Version, 10), Address: v.Address + "/proofs/" + string(p.ID), Remove: len(p.Results) == 0,
			Check: form && p.Kind != hindcast.ProofAttestation, Change: form && e.Action.State != hindcast.ActionVerified}
		switch {
		case t.Check:
		case by.Person().Same(e.Action.Owner):
			t.AttestWhy = "Somebody other than its owner says what they see."
		default:
			t.Attest = newAttestView(e, string(p.ID), evidence, tried)
		}
	}
}

func newAttestView(e actions.Entry, proof string, evidence []incidents.Kept[hindcast.Evidence], tried attestTry) *attestView {
	if tried.Proof != proof {
		tried = attestTry{}
	}
	a := &attestView{Open: tried.Proof != "", Key: e.Incident.Key}
	for _, o := range []choiceView{{string(hindcast.Holds), "It is in place"}, {string(hindcast.Broken), "It is not"}, {string(hindcast.Unknown), "I could not tell"}} {
		a.Outcomes = append(a.Outcomes, checkView{Type: "radio", Name: "outcome", Value: o.Value, Label: o.Text, On: o.Value == tried.Outcome})
	}
	a.Seen = fieldView{Scope: proof, Name: "seen", Label: "What you saw, and where", Type: "textarea", Value: tried.Seen, Required: true}
	a.Evidence = fieldView{Scope: proof, Name: "evidence", Label: "What shows it", Value: tried.Evidence, Optional: true}
	for _, k := range evidence {
		if len(a.Evidence.Choices) == 0 {
			a.Evidence.Choices = []choiceView{{"", "Nothing in the record"}}
		}
		a.Evidence.Choices = append(a.Evidence.Choices, choiceView{string(k.Value.ID), k.Value.Name})
	}
	return a
}

// checkProof looks now and keeps what is found.
func (p *Pages) checkProof(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	_, was, err := p.proofIn(r, by)
	if err == nil {
		_, err = p.Actions.CheckNow(r.Context(), by, was.Value.Proof.ID)
	}
	if err != nil {
		return p.actionAgain(w, r, by, err, actionTries{})
	}
	return toProof(w, r)
}

// removeProof takes a proof away that was never checked.
func (p *Pages) removeProof(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	_, was, err := p.proofIn(r, by)
	if err == nil {
		err = p.Actions.RemoveProof(r.Context(), by, was.Value.Proof.ID, versionIn(r))
	}
	if err != nil {
		return p.actionAgain(w, r, by, err, actionTries{})
	}
	http.Redirect(w, r, "/actions/"+r.PathValue("id"), http.StatusSeeOther)
	return nil
}

// toProof leads to a proof on the page of its action.
func toProof(w http.ResponseWriter, r *http.Request) error {
	http.Redirect(w, r, "/actions/"+r.PathValue("id")+"#"+r.PathValue("proof"), http.StatusSeeOther)
	return nil
}
