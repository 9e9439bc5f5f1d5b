package demo

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/policy"
	"github.com/hindcast/hindcast/internal/store"
)

// policyInForce is the identifier of the document that is the policy.
const policyInForce hindcast.DocumentID = "doc_policy"

// document is a file documents/NAME.yaml.
type document struct {
	Kind        hindcast.DocumentKind
	Title       string
	Link        string
	Types       []string
	Services    []string
	Owner       string
	ReviewEvery int    `yaml:"review_every"` // ReviewEvery is in days.
	Used        moment // Used is when it was last used.
	Drilled     moment
	Revisions   []revision

	id hindcast.DocumentID
}

// revision is one state of a document: its whole body, or what it changed in the
// one before. One that nobody approved is a proposal.
type revision struct {
	At       moment
	By       string
	Approved string
	Reason   string
	Lesson   string // Lesson is the finding that caused it, as "INC-3/w1".
	Body     string
	Edits    []edit

	policy *hindcast.Policy // policy is what the body says, in a policy.
}

type edit struct{ From, To string }

// readDocument reads a document and writes out the body of each revision.
func (b *book) readDocument(name string) (*document, error) {
	d := &document{}
	if err := readYAML("documents/"+name+".yaml", byWeeks(b.now), d); err != nil {
		return nil, err
	}
	if d.id = hindcast.DocumentID("doc_" + b.clock.id()); d.Kind == hindcast.PolicyDocument {
		d.id = policyInForce
	}
	for i := range d.Revisions {
		r := &d.Revisions[i]
		if r.Lesson != "" && b.findings[r.Lesson] == "" {
			return nil, fmt.Errorf("revision %d cites %q, which is no finding", i+1, r.Lesson)
		}
		if r.Body == "" && i > 0 {
			r.Body = d.Revisions[i-1].Body
		}
		for _, e := range r.Edits {
			if !strings.Contains(r.Body, e.From) {
				return nil, fmt.Errorf("revision %d changes %q, which is not there", i+1, e.From)
			}
			r.Body = strings.Replace(r.Body, e.From, e.To, 1)
		}
		if d.Kind == hindcast.PolicyDocument {
			p, err := policy.Parse(name+".yaml", []byte(r.Body))
			if err != nil {
				return nil, err
			}
			r.policy = &p
		}
	}
	return d, nil
}

var numbered = regexp.MustCompile(`(?m)^\d+\. (.+)$`)

// steps are the numbered lines of a text.
func steps(body string) (list []string) {
	for _, m := range numbered.FindAllStringSubmatch(body, -1) {
		list = append(list, m[1])
	}
	return list
}

// kept is the document as it stood once a revision was in force.
func (b *book) kept(d *document, revision int) hindcast.Document {
	k := hindcast.Document{ID: d.id, Kind: d.Kind, Title: d.Title, Link: d.Link, Types: d.Types, Services: d.Services,
		Owner: b.org.person(d.Owner), ReviewEvery: time.Duration(d.ReviewEvery) * 24 * time.Hour}
	if d.Kind == hindcast.Runbook || d.Kind == hindcast.Playbook {
		k.Steps = steps(d.Revisions[revision].Body)
	}
	return k
}

// shelve is how a document came about.
func (b *book) shelve(d *document) []act {
	var all []act
	for i, r := range d.Revisions {
		switch {
		case r.Approved == "":
			all = append(all, b.update(r.At.Time, r.By, func(tx *store.Tx) error { return b.propose(tx, d, i) }))
		case i == 0:
			all = append(all, b.update(r.At.Time, r.Approved, func(tx *store.Tx) error {
				k := b.kept(d, i)
				if err := tx.Documents().Add("document.added", "", &k); err != nil {
					return err
				}
				return b.approve(tx, d, i)
			}))
		default:
			all = append(all, b.update(r.At.Time, r.Approved, func(tx *store.Tx) error {
				if err := b.approve(tx, d, i); err != nil {
					return err
				}
				return changeDocument(tx, d.id, "document.revised", func(was *hindcast.Document) { was.Steps = b.kept(d, i).Steps })
			}))
		}
	}
	return append(all, b.uses(d)...)
}

func (b *book) approve(tx *store.Tx, d *document, i int) error {
	r := d.Revisions[i]
	return tx.Revisions().Add("revision.approved", "", &store.DocumentRevision{ID: tx.NewID("drv"), Document: d.id, Revision: hindcast.Revision{Number: i + 1,
		At: r.At.Time, Author: b.org.person(r.By), ApprovedBy: b.org.person(r.Approved), Reason: r.Reason, Lesson: b.findings[r.Lesson], Body: r.Body}})
}

func (b *book) propose(tx *store.Tx, d *document, i int) error {
	r := d.Revisions[i]
	return tx.Proposals().Add("proposal.made", "", &store.Proposal{ID: tx.NewID("prp"), Document: d.id, BasedOn: i, At: r.At.Time,
		Author: b.org.person(r.By), Reason: r.Reason, Lesson: b.findings[r.Lesson], Steps: b.kept(d, i).Steps, Body: r.Body})
}

// uses is when a document was last used and exercised.
func (b *book) uses(d *document) []act {
	var all []act
	if !d.Drilled.IsZero() {
		all = append(all, b.update(d.Drilled.Time, d.Owner, func(tx *store.Tx) error {
			return changeDocument(tx, d.id, "document.drilled", func(was *hindcast.Document) { was.LastDrilled = d.Drilled.Time })
		}))
	}
	if !d.Used.IsZero() {
		all = append(all, b.update(d.Used.Time, d.Owner, func(tx *store.Tx) error {
			return changeDocument(tx, d.id, "document.used", func(was *hindcast.Document) { was.LastUsed = d.Used.Time })
		}))
	}
	return all
}

// changeDocument changes what is said of a document.
func changeDocument(tx *store.Tx, id hindcast.DocumentID, verb string, change func(*hindcast.Document)) error {
	k, err := tx.Documents().Get(string(id))
	if err != nil {
		return err
	}
	change(&k.Value)
	return tx.Documents().Change(verb, &k.Value, k.Version)
}

// act is one thing somebody did at a time.
type act struct {
	at time.Time
	by string
	do func(ctx context.Context, st *store.Store, by hindcast.Actor) error
}

// update is an act that is one update of the store.
func (b *book) update(at time.Time, by string, do func(*store.Tx) error) act {
	return act{at, by, func(ctx context.Context, st *store.Store, actor hindcast.Actor) error {
		return st.Update(ctx, actor, do)
	}}
}
