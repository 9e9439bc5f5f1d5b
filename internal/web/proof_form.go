package web

import (
	"net/http"
	"strconv"

	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// proofFormView is where it is said how an action is proved.
type proofFormView struct {
	Head    headView
	Address string
	Kind    hindcast.ProofKind
	Version string // Version is of the proof that is changed; empty for a new one.
	Kinds   []tabView
	Because string // Because says why the kind was suggested, if it was.
	Fields  []fieldView
	Every   *fieldView // Every is how often a machine looks; absent where a person does.
	Try     bool       // Try says that a machine can look.
	Seen    *resultView
	Theirs  []theirField
	Wrong   *hindcast.Error
}

// newProof shows the form that adds a proof: of the kind asked for, else of the
// one that is suggested.
func (p *Pages) newProof(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	e, err := p.Actions.Get(r.Context(), by, hindcast.ActionID(r.PathValue("id")))
	if err != nil {
		return err
	}
	kind, values := hindcast.ProofKind(r.URL.Query().Get("kind")), map[string]string{}
	if s := actions.Suggest(e.Action); kind == "" || kind == s.Kind {
		kind, values = s.Kind, s.Values
	}
	return p.showProofForm(w, r, by, e, proofFormView{Kind: kind}, values)
}

// proof shows the form that changes one.
func (p *Pages) proof(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	e, was, err := p.proofIn(r, by)
	if err != nil {
		return err
	}
	return p.showProofForm(w, r, by, e, proofFormView{Kind: was.Value.Proof.Kind, Version: strconv.FormatInt(was.Version, 10)}, proofValues(was.Value.Proof))
}

// proofIn is the proof of an address, with its action.
func (p *Pages) proofIn(r *http.Request, by hindcast.Actor) (actions.Entry, actions.Proof, error) {
	e, err := p.Actions.Get(r.Context(), by, hindcast.ActionID(r.PathValue("id")))
	if err != nil {
		return e, actions.Proof{}, err
	}
	for _, k := range e.Proofs {
		if string(k.Value.Proof.ID) == r.PathValue("proof") {
			return e, k, nil
		}
	}
	return e, actions.Proof{}, &hindcast.Error{Code: hindcast.NotFound, Message: "there is no such proof"}
}

func (p *Pages) showProofForm(w http.ResponseWriter, r *http.Request, by hindcast.Actor, e actions.Entry, v proofFormView, values map[string]string) error {
	home := "/actions/" + string(e.Action.ID)
	title := titleText(e.Action.Title, "Untitled action")
	v.Head = headView{Trail: []pageLink{{"Actions", "/actions"}, {title, home}}, Title: "Add a proof",
		Lead: "How somebody, or a machine, sees that the change is in place: today, and again every night."}
	v.Address, v.Try = home+"/proofs", v.Kind != hindcast.ProofAttestation
	if v.Version != "" {
		v.Head.Title, v.Address = "Change a proof", v.Address+"/"+r.PathValue("proof")
	} else {
		v.offerKinds(home, actions.Suggest(e.Action))
	}
	fields := actions.ProofFields(v.Kind)
	if len(fields) == 0 {
		return &hindcast.Error{Code: hindcast.NotFound, Message: "there is no form for a proof of this kind"}
	}
	for _, f := range fields {
		v.Fields = append(v.Fields, proofField(f, values[f.Name], v.Wrong))
	}
	if v.Try {
		v.Every = everyField(values[everyName], v.Wrong)
	}
	return p.renderAs(w, r, by, statusOf(v.Wrong), Shell{Title: v.Head.Title, Section: ActionsSection}, proofFormPage(v))
}

// offerKinds are the kinds to choose from, the suggested one marked.
func (v *proofFormView) offerKinds(home string, s actions.Suggestion) {
	for _, kind := range actions.ProofKinds() {
		t := tabView{Text: hindcast.Capital(proofKindWords(kind)), Href: home + "/proofs/new?kind=" + string(kind), Current: kind == v.Kind}
		if kind == s.Kind {
			t.Count = "suggested"
		}
		v.Kinds = append(v.Kinds, t)
	}
	if v.Kind == s.Kind {
		v.Because = s.Because
	}
}

// proofField is a control of the form of a kind.
func proofField(f actions.ProofField, value string, wrong *hindcast.Error) fieldView {
	c := fieldView{Name: f.Name, Label: f.Label, Hint: f.Hint, Value: value, Required: f.Required, Optional: !f.Required, Autocomplete: "off", Error: wrongWith(wrong, f.Name)}
	if f.Example != "" {
		c.Hint += " Such as: " + f.Example
	}
	if f.Long {
		c.Type = "textarea"
	}
	for _, choice := range f.Choices {
		if len(c.Choices) == 0 && !f.Required {
			c.Choices = append(c.Choices, choiceView{"", "Any"})
		}
		c.Choices = append(c.Choices, choiceView{choice, choice})
	}
	return c
}

// typedProof is what a form of a kind was sent with.
func typedProof(r *http.Request, kind hindcast.ProofKind) map[string]string {
	values := map[string]string{}
	for _, f := range actions.ProofFields(kind) {
		values[f.Name] = r.PostFormValue(f.Name)
	}
	values[everyName] = r.PostFormValue(everyName)
	return values
}

// addProof tries a proof, or keeps it.
func (p *Pages) addProof(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	e, err := p.Actions.Get(r.Context(), by, hindcast.ActionID(r.PathValue("id")))
	if err != nil {
		return err
	}
	v := proofFormView{Kind: hindcast.ProofKind(r.PostFormValue("kind"))}
	values := typedProof(r, v.Kind)
	made, err := composed(v.Kind, values)
	if err == nil && r.PostFormValue("do") == "try" {
		err = p.tryProof(r, by, &v, made)
	} else if err == nil {
		var kept actions.Proof
		if kept, err = p.Actions.AddProof(r.Context(), by, e.Action.ID, made); err == nil {
			http.Redirect(w, r, "/actions/"+string(e.Action.ID)+"#"+string(kept.Value.Proof.ID), http.StatusSeeOther)
			return nil
		}
	}
	if err != nil {
		if v.Wrong, err = refusedForm(err); err != nil {
			return err
		}
	}
	return p.showProofForm(w, r, by, e, v, values)
}

// tryProof looks once and keeps nothing.
func (p *Pages) tryProof(r *http.Request, by hindcast.Actor, v *proofFormView, made hindcast.Proof) error {
	found, err := p.Actions.Try(r.Context(), by, hindcast.ActionID(r.PathValue("id")), made)
	if err != nil {
		return err
	}
	seen := newResultView(found, p.options.Now())
	v.Seen = &seen
	return nil
}

// changeProof tries a changed proof, or keeps it.
func (p *Pages) changeProof(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	e, was, err := p.proofIn(r, by)
	if err != nil {
		return err
	}
	v := proofFormView{Kind: was.Value.Proof.Kind, Version: strconv.FormatInt(versionIn(r), 10)}
	values := typedProof(r, v.Kind)
	made, err := composed(v.Kind, values)
	if err == nil && r.PostFormValue("do") == "try" {
		err = p.tryProof(r, by, &v, made)
	} else if err == nil {
		made.ID = was.Value.Proof.ID
		if _, err = p.Actions.ChangeProof(r.Context(), by, made, versionIn(r)); err == nil {
			http.Redirect(w, r, "/actions/"+string(e.Action.ID)+"#"+string(made.ID), http.StatusSeeOther)
			return nil
		}
	}
	switch {
	case hindcast.CodeOf(err) == hindcast.Stale:
		v.Wrong = &hindcast.Error{Code: hindcast.Stale, Message: "somebody else changed this proof in the meantime; nothing of yours is lost"}
		v.Version, v.Theirs = strconv.FormatInt(was.Version, 10), differingProof(v.Kind, values, proofValues(was.Value.Proof))
	case err != nil:
		if v.Wrong, err = refusedForm(err); err != nil {
			return err
		}
	}
	return p.showProofForm(w, r, by, e, v, values)
}

// differingProof are the fields of a proof that stand otherwise now.
func differingProof(kind hindcast.ProofKind, typed, now map[string]string) []theirField {
	var list []theirField
	for _, f := range actions.ProofFields(kind) {
		if typed[f.Name] != now[f.Name] {
			list = append(list, theirField{f.Label, firstOf(typed[f.Name], "nothing"), firstOf(now[f.Name], "nothing")})
		}
	}
	if typed[everyName] != now[everyName] {
		list = append(list, theirField{"Looked at", everyHours(typed[everyName]), everyHours(now[everyName])})
	}
	return list
}
