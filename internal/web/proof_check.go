package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/hindcast"
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

// attestView is the form by which somebody says what they saw.
type attestView struct {
	Outcomes []checkView
	Seen     fieldView
	Evidence fieldView
	Open     bool
}

// attestTry is an attestation that was refused.
type attestTry struct{ Proof, Outcome, Seen, Evidence string }

// prove adds what the reader may do to the proofs of an action.
func (v *actionView) prove(e actions.Entry, by hindcast.Actor, tried attestTry) {
	if !e.Allowed.Prove {
		return
	}
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
			t.Attest = newAttestView(e, string(p.ID), tried)
		}
	}
}

func newAttestView(e actions.Entry, proof string, tried attestTry) *attestView {
	if tried.Proof != proof {
		tried = attestTry{}
	}
	a := &attestView{Open: tried.Proof != ""}
	for _, o := range []choiceView{{string(hindcast.Holds), "It is in place"}, {string(hindcast.Broken), "It is not"}, {string(hindcast.Unknown), "I could not tell"}} {
		a.Outcomes = append(a.Outcomes, checkView{Type: "radio", Name: "outcome", Value: o.Value, Label: o.Text, On: o.Value == tried.Outcome})
	}
	a.Seen = fieldView{Scope: proof, Name: "seen", Label: "What you saw, and where", Type: "textarea", Value: tried.Seen, Required: true}
	a.Evidence = fieldView{Scope: proof, Name: "evidence", Label: "What shows it", Value: tried.Evidence, Optional: true, Autocomplete: "off",
		Hint: "A link, or evidence of " + e.Incident.Key + " by its name."}
	return a
}

// attestProof keeps what somebody saw.
func (p *Pages) attestProof(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	_, was, err := p.proofIn(r, by)
	if err != nil {
		return err
	}
	f := r.PostFormValue
	seen := strings.TrimSpace(strings.ReplaceAll(f("seen"), "\r\n", "\n"))
	if seen == "" {
		err = &hindcast.Error{Code: hindcast.Invalid, Message: "an attestation says what was seen",
			Fields: []hindcast.FieldError{{Field: string(was.Value.Proof.ID) + "seen", Reason: "must not be empty"}}}
	} else {
		if shown := line(f("evidence")); shown != "" {
			seen += "\nShown by: " + shown
		}
		_, err = p.Actions.RecordResult(r.Context(), by, was.Value.Proof.ID, hindcast.ProofResult{Outcome: hindcast.Outcome(f("outcome")), Seen: seen})
	}
	if err != nil {
		return p.actionAgain(w, r, by, err, actionTries{Attested: attestTry{string(was.Value.Proof.ID), f("outcome"), f("seen"), f("evidence")}})
	}
	return toProof(w, r)
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
