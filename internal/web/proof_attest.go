package web

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"

	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// attestProof keeps what somebody saw. A file that shows it becomes evidence of
// the incident, and stays so where the rest is refused.
func (p *Pages) attestProof(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	e, was, err := p.proofIn(r, by)
	if err != nil {
		return err
	}
	typed, err := p.typedAttestation(r, by, e)
	if err != nil {
		return err
	}
	seen := strings.TrimSpace(strings.ReplaceAll(typed.Get("seen"), "\r\n", "\n"))
	if seen == "" {
		err = &hindcast.Error{Code: hindcast.Invalid, Message: "an attestation says what was seen",
			Fields: []hindcast.FieldError{{Field: string(was.Value.Proof.ID) + "seen", Reason: "must not be empty"}}}
	} else {
		by.Once = onceOf(typed.Get(formKey), r.URL.Path, typed.Encode())
		_, err = p.Actions.RecordResult(r.Context(), by, was.Value.Proof.ID, hindcast.ProofResult{Outcome: hindcast.Outcome(typed.Get("outcome")), Seen: seen, Evidence: hindcast.EvidenceID(typed.Get("evidence"))})
	}
	if _, before := errors.AsType[hindcast.Repeated](err); err != nil && !before {
		return p.actionAgain(w, r, by, err, actionTries{Attested: attestTry{string(was.Value.Proof.ID), typed.Get("outcome"), typed.Get("seen"), typed.Get("evidence")}})
	}
	return toProof(w, r)
}

// typedAttestation reads the form, which may bring a file: that is the evidence
// then.
func (p *Pages) typedAttestation(r *http.Request, by hindcast.Actor, e actions.Entry) (url.Values, error) {
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		return r.PostForm, r.ParseForm()
	}
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, &hindcast.Error{Code: hindcast.Invalid, Message: "the form did not arrive whole; send it again", Err: err}
	}
	typed := url.Values{}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return typed, nil
		}
		if err == nil && part.FileName() != "" {
			err = p.shownByFile(r, by, e, typed, part)
		} else if err == nil {
			var text []byte
			text, err = io.ReadAll(io.LimitReader(part, hindcast.MaxText+1))
			typed.Set(part.FormName(), string(text))
		}
		if err != nil {
			return nil, cutShort(err)
		}
	}
}

// shownByFile keeps a file as evidence and names it in what was typed.
func (p *Pages) shownByFile(r *http.Request, by hindcast.Actor, e actions.Entry, typed url.Values, part *multipart.Part) error {
	by.Once = onceOf(typed.Get(formKey), r.URL.Path, part.FileName())
	kept, err := p.Incidents.AddEvidence(r.Context(), by, e.Incident.Key, hindcast.Evidence{Name: part.FileName(), Source: "attestation"}, part)
	id := string(kept.Value.ID)
	if before, repeated := errors.AsType[hindcast.Repeated](err); repeated {
		_, id, _ = strings.Cut(before.Subject, " ")
		err = nil
	}
	typed.Set("evidence", id)
	return err
}
