package insights

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Pack is what an auditor reads: which changes were made, and what proves it. Each
// part carries the SHA-256 of its canonical JSON: keys in order, no blanks.
type Pack struct {
	Asked   ChangeFilter
	Made    time.Time
	By      hindcast.Person
	Head    store.Head // Head is where the ledger ended; `hindcast verify --expect` checks it.
	Changes []Change   // Changes are the latest first.
	Undone  []store.ActionRow
	Parts   []Part
	SHA256  string // SHA256 is of all parts as one canonical list.
	Cut     bool   // Cut says that there are more changes, or more results of a proof, than a pack holds.
	// Histories are what the proofs of its changes found.
	Histories map[hindcast.ProofID]store.ProofHistory
}

// mostResults is how many results of each proof a pack holds, the newest: those
// of more than a year of nights. It is ours.
const mostResults = 400

// Part is a piece of a pack.
type Part struct {
	Name    string
	SHA256  string
	Content json.RawMessage // Content is canonical JSON.
}

// Pack gathers the evidence for what a filter asks. Of one incident it also says
// what was undertaken and not done.
func (s *Service) Pack(ctx context.Context, by hindcast.Actor, f ChangeFilter) (p Pack, err error) {
	p = Pack{Asked: f, Made: s.now().UTC(), By: by.Person()}
	var next string
	if p.Changes, next, err = s.Changes(ctx, by, f, store.Page{Limit: store.MaxPage}); err != nil {
		return p, err
	}
	p.Cut = next != ""
	if f.Incident != "" {
		if err := s.undone(ctx, by, &p); err != nil {
			return p, err
		}
	}
	if err := s.histories(ctx, by, &p); err != nil {
		return p, err
	}
	for _, c := range p.Changes {
		if err := p.add("change/"+string(c.Action.ID), changePart(c, p.Histories)); err != nil {
			return p, err
		}
	}
	undone := []any{}
	for _, r := range p.Undone {
		undone = append(undone, actionPart(r.Action))
	}
	if f.Incident != "" {
		if err := p.add("not-implemented", map[string]any{"actions": undone}); err != nil {
			return p, err
		}
	}
	if p.SHA256, err = sumOf(p.Parts); err != nil {
		return p, err
	}
	p.Head, err = s.store.Head(ctx)
	return p, err
}

// histories gathers what the proofs of the changes found.
func (s *Service) histories(ctx context.Context, by hindcast.Actor, p *Pack) (err error) {
	var proofs []hindcast.ProofID
	for _, c := range p.Changes {
		for _, one := range c.Action.Proofs {
			proofs = append(proofs, one.ID)
		}
	}
	p.Histories, err = s.store.ProofHistories(ctx, by, proofs, mostResults)
	for _, h := range p.Histories {
		p.Cut = p.Cut || h.All > len(h.Results)
	}
	return err
}

// sumOf is the SHA-256 of all parts, as the member parts of the JSON form has
// them.
func sumOf(parts []Part) (string, error) {
	list := []any{}
	for _, one := range parts {
		list = append(list, map[string]any{"name": one.Name, "sha256": one.SHA256, "content": one.Content})
	}
	body, err := canonical(list)
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:]), err
}

// undone gathers what an incident's review undertook and nobody said is done.
func (s *Service) undone(ctx context.Context, by hindcast.Actor, p *Pack) error {
	i, err := s.store.Incident(ctx, by, p.Asked.Incident)
	if err != nil {
		return err
	}
	p.Asked.Incident = i.Key
	rows, _, err := s.store.ListActions(ctx, by, store.ActionFilter{Incident: i.ID}, store.ActionsByDue, store.Page{Limit: store.MaxPage})
	for _, r := range rows {
		if r.Changed.IsZero() {
			p.Undone = append(p.Undone, r)
		}
	}
	if err != nil {
		return err
	}
	return p.add("incident", map[string]any{"key": i.Key, "title": i.Title, "kind": string(i.Kind), "severity": i.Severity.String(), "state": string(i.State)})
}

func (p *Pack) add(name string, content map[string]any) error {
	body, err := canonical(content)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(body)
	p.Parts = append(p.Parts, Part{name, hex.EncodeToString(sum[:]), body})
	return nil
}

// canonical writes JSON of one form: maps in the order of their keys, no blanks.
func canonical(v any) ([]byte, error) {
	var b bytes.Buffer
	to := json.NewEncoder(&b)
	to.SetEscapeHTML(false)
	err := to.Encode(v)
	return bytes.TrimRight(b.Bytes(), "\n"), err
}

func actionPart(a hindcast.Action) map[string]any {
	return map[string]any{"id": string(a.ID), "title": a.Title, "owner": a.Owner.Name, "state": string(a.State), "kind_of_change": string(a.Change),
		"intent": string(a.Intent), "strength": string(a.Hierarchy), "due": a.Due.String(), "first_due": a.FirstDue.String()}
}

func changePart(c Change, histories map[hindcast.ProofID]store.ProofHistory) map[string]any {
	part := map[string]any{"action": actionPart(c.Action), "incident": c.Incident.Key, "changed_at": written(c.Changed), "verified_at": written(c.Verified),
		"proof_state": string(c.Proof), "holds_since": written(c.Holds), "broken_since": written(c.Broken)}
	if c.Finding != nil {
		part["lesson"] = map[string]any{"id": string(c.Finding.ID), "kind": string(c.Finding.Kind), "text": c.Finding.Text}
	}
	proofs := []any{}
	for _, p := range c.Action.Proofs {
		results := []any{}
		h := histories[p.ID]
		for _, each := range h.Results {
			results = append(results, resultPart(each))
		}
		proofs = append(proofs, map[string]any{"id": string(p.ID), "kind": string(p.Kind), "subject": p.Subject, "expect": p.Expect, "results": results, "results_in_all": h.All})
	}
	contents := []any{}
	for _, each := range c.Contents {
		contents = append(contents, map[string]any{"proof": string(each.Proof.ID), "before": contentPart(each.Before), "after": contentPart(each.After)})
	}
	revisions := []any{}
	for _, r := range c.Revisions {
		revisions = append(revisions, map[string]any{"document": string(r.Document), "title": r.Title, "number": r.Revision.Number, "at": written(r.Revision.At),
			"author": r.Revision.Author.Name, "approved_by": r.Revision.ApprovedBy.Name, "reason": r.Revision.Reason, "before": r.Before, "after": r.Revision.Body})
	}
	ledger := []any{}
	for _, m := range c.Marks {
		ledger = append(ledger, map[string]any{"number": m.Number, "hash": m.Hash, "at": written(m.At), "verb": m.Verb, "by": string(m.Who)})
	}
	part["proofs"], part["contents"], part["revisions"], part["ledger"] = proofs, contents, revisions, ledger
	if c.Effect != nil {
		part["effect"] = map[string]any{"effect": string(c.Effect.Effect), "day": c.Effect.Day, "at": written(c.Effect.At), "by": c.Effect.By.Name, "note": c.Effect.Note}
	}
	return part
}

// resultPart is a result with what it looked at and its entry of the ledger, by
// their hashes.
func resultPart(each store.LedgerResult) map[string]any {
	r := each.Result
	part := map[string]any{"at": written(r.At), "outcome": string(r.Outcome), "seen": r.Seen, "by": r.By.Name, "entry": each.Number, "entry_hash": each.Hash}
	if r.Content != "" {
		part["content_sha256"] = r.Content
	}
	if r.Evidence != "" {
		part["evidence"] = string(r.Evidence)
	}
	return part
}

func contentPart(c store.Content) any {
	if c.Body == "" {
		return nil
	}
	sum := sha256.Sum256([]byte(c.Body))
	return map[string]any{"first_seen": written(c.At), "text": c.Body, "sha256": hex.EncodeToString(sum[:])}
}

// written is a time as JSON has it; null where it is not known.
func written(at time.Time) any {
	if at.IsZero() {
		return nil
	}
	return at.UTC().Format(time.RFC3339)
}
