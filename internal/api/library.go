package api

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/library"
)

func (a *API) registerLibrary() {
	register(a, hindcast.MayRead, op("GET /documents", "List documents"), a.listDocuments)
	register(a, hindcast.MayContribute, creates(describes(op("POST /documents", "Add a document"), "It has no text yet: propose the first.")), a.addDocument)
	register(a, hindcast.MayRead, op("GET /documents/{id}", "Get a document"), a.getDocument)
	register(a, hindcast.MayContribute, describes(op("PUT /documents/{id}", "Change what is said of a document"), "Its text changes by revisions."), a.changeDocument)
	register(a, hindcast.MayContribute, creates(takes(op("POST /documents/{id}/proposals", "Propose a revision"), 4<<20)), a.propose)
	register(a, hindcast.MayRead, op("GET /documents/{id}/proposals/{proposal}", "Get a proposed revision"), a.getProposal)
	register(a, hindcast.MayApprove, describes(op("POST /documents/{id}/proposals/{proposal}/approve", "Approve a revision"), "As somebody other than its author."), a.approve)
	register(a, hindcast.MayContribute, op("DELETE /documents/{id}/proposals/{proposal}", "Withdraw a proposed revision"), a.withdraw)
	register(a, hindcast.MayContribute, describes(op("POST /documents/{id}/marks", "Say something of a document"), "That it was reviewed and is still right, that a lesson contradicts it, that it is retired or restored, that it was used or drilled. Its text stays."), a.markDocument)
	register(a, hindcast.MayContribute, op("GET /starters", "List the starter set"), a.listStarters)
	register(a, hindcast.MayContribute, describes(op("POST /starters", "Take documents of the starter set"), "Each becomes a proposal. What the library has already is left as it is; what was not there yet is returned."), a.takeStarters)
	register(a, hindcast.MayContribute, takes(describes(op("POST /policy/effect", "Compute what a policy would change"), "Over the incidents of the last year that the caller sees. Signed answers stay whatever policy follows."), 4<<20), a.policyEffect)
	register(a, hindcast.MayRead, describes(op("GET /incidents/{key}/runbooks", "List the runbooks that are for an incident"), "With the steps that response events cite by their name."), a.listRunbooks)
	register(a, hindcast.MayRead, describes(op("GET /findings", "Find lessons by words"), "What reviews found, to be cited by a revision. Without words the newest."), a.findLessons)
	register(a, hindcast.MayRead, describes(op("GET /policy", "Get the policy in force"), "It is revised as the document "+string(library.PolicyID)+"."), a.getPolicy)
}

type documentQuery struct {
	Paging
	Text    string `query:"q" maxLength:"500" doc:"Words that title, owner, types, services or steps hold"`
	Kind    string `query:"kind" enum:"runbook,playbook,policy,procedure,communication_template,contact_sheet,training"`
	Owner   string `query:"owner" maxLength:"200" doc:"Name of the owner"`
	Overdue bool   `query:"overdue" doc:"Its review is overdue"`
}

func (a *API) listDocuments(ctx context.Context, by hindcast.Actor, in *documentQuery) (*list[client.Document], error) {
	found, err := a.Library.List(ctx, by, library.Filter{Text: in.Text, Kind: hindcast.DocumentKind(in.Kind), Owner: in.Owner, Overdue: in.Overdue}, library.Page{After: in.After, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	return &list[client.Document]{Body: page(found.Rows, found.Next, func(r library.Row) client.Document {
		form := document(r.Document, 0, r.DueAt)
		if r.Latest.Number > 0 {
			newest := revision(r.Latest)
			newest.Body, newest.Lesson = nil, nil
			if r.Lesson != nil {
				newest.Lesson = text(r.Lesson.Finding.ID)
			}
			form.Revisions = append(form.Revisions, newest)
		}
		return form
	})}, nil
}

func document(d hindcast.Document, version int64, due time.Time) client.Document {
	days := int(d.ReviewEvery.Hours() / 24)
	return client.Document{ID: string(d.ID), Version: version, Kind: string(d.Kind), Title: d.Title, Link: text(d.Link), Types: words(d.Types), Services: words(d.Services),
		Owner: person(d.Owner), ReviewDays: number(days), Steps: words(d.Steps), LastUsed: instant(d.LastUsed), LastDrilled: instant(d.LastDrilled), DueAt: instant(due),
		Revisions: []client.Revision{}, Proposals: []client.Proposal{}, Marks: []client.DocumentMark{}}
}

func revision(r hindcast.Revision) client.Revision {
	return client.Revision{Number: r.Number, At: r.At.UTC(), Author: person(r.Author), ApprovedBy: person(r.ApprovedBy), Reason: r.Reason, Lesson: text(r.Lesson), Body: &r.Body}
}

func proposal(k library.Proposal) client.Proposal {
	p := k.Value
	return client.Proposal{ID: p.ID, Version: k.Version, BasedOn: p.BasedOn, At: p.At.UTC(), Author: person(p.Author), Reason: p.Reason, Lesson: text(p.Lesson), Steps: words(p.Steps), Body: p.Body}
}

func (a *API) getDocument(ctx context.Context, by hindcast.Actor, in *Thing) (*one[client.Document], error) {
	return a.documentNow(ctx, by, hindcast.DocumentID(in.ID), nil)
}

func (a *API) documentNow(ctx context.Context, by hindcast.Actor, id hindcast.DocumentID, err error) (*one[client.Document], error) {
	if err != nil {
		return nil, err
	}
	e, err := a.Library.Get(ctx, by, id)
	if err != nil {
		return nil, err
	}
	form := document(e.Document, e.Version, e.DueAt)
	for _, r := range e.Document.Revisions {
		form.Revisions = append(form.Revisions, revision(r))
	}
	for _, p := range e.Proposals {
		form.Proposals = append(form.Proposals, proposal(p))
	}
	form.Outline = outline(e)
	for _, m := range e.Marks {
		form.Marks = append(form.Marks, client.DocumentMark{Kind: string(m.Kind), At: m.At.UTC(), By: person(m.By), Note: text(m.Note), Lesson: text(m.Lesson)})
	}
	return shown(e.Version, form), nil
}

func readDocument(n client.NewDocument) hindcast.Document {
	return hindcast.Document{Kind: hindcast.DocumentKind(n.Kind), Title: n.Title, Link: n.Link, Types: n.Types, Services: n.Services, Owner: readPerson(n.Owner),
		ReviewEvery: time.Duration(n.ReviewDays) * 24 * time.Hour}
}

func (a *API) addDocument(ctx context.Context, by hindcast.Actor, in *body[client.NewDocument]) (*made[client.Document], error) {
	kept, err := a.Library.Add(ctx, by, readDocument(in.Body))
	if err != nil {
		return nil, err
	}
	return created(kept.Version, document(kept.Value, kept.Version, time.Time{}), "documents", string(kept.Value.ID)), nil
}

func (a *API) changeDocument(ctx context.Context, by hindcast.Actor, in *thingChange[client.NewDocument]) (*one[client.Document], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	d := readDocument(in.Body)
	d.ID = hindcast.DocumentID(in.ID)
	_, err = a.Library.Change(ctx, by, d, version)
	return a.documentNow(ctx, by, d.ID, err)
}

func (a *API) propose(ctx context.Context, by hindcast.Actor, in *struct {
	Thing
	Body client.NewRevision
}) (*made[client.Proposal], error) {
	n := in.Body
	kept, err := a.Library.Propose(ctx, by, hindcast.DocumentID(in.ID), library.Draft{BasedOn: n.BasedOn, Reason: n.Reason, Lesson: hindcast.FindingID(n.Lesson), Steps: n.Steps, Body: n.Body})
	if err != nil {
		return nil, err
	}
	return created(kept.Version, proposal(kept), "documents", in.ID, "proposals", kept.Value.ID), nil
}

func (a *API) getProposal(ctx context.Context, by hindcast.Actor, in *struct {
	Thing
	Proposal string `path:"proposal" maxLength:"100"`
}) (*one[client.Proposal], error) {
	e, err := a.Library.Get(ctx, by, hindcast.DocumentID(in.ID))
	if err != nil {
		return nil, err
	}
	for _, k := range e.Proposals {
		if k.Value.ID == in.Proposal {
			return shown(k.Version, proposal(k)), nil
		}
	}
	return nil, &hindcast.Error{Code: hindcast.NotFound, Message: "there is no such proposal; it may have been approved or withdrawn"}
}

// Proposed names a proposal of a document.
type Proposed struct {
	Thing
	Matching
	Proposal string `path:"proposal" maxLength:"100"`
}

func (a *API) approve(ctx context.Context, by hindcast.Actor, in *Proposed) (*one[client.Document], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	_, err = a.Library.Approve(ctx, by, in.Proposal, version)
	return a.documentNow(ctx, by, hindcast.DocumentID(in.ID), err)
}

func (a *API) withdraw(ctx context.Context, by hindcast.Actor, in *Proposed) (*nothing, error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	return nil, a.Library.Withdraw(ctx, by, in.Proposal, version)
}

func (a *API) getPolicy(ctx context.Context, by hindcast.Actor, _ *nothing) (*body[client.Policy], error) {
	inForce, err := a.Library.InForce(ctx, by)
	if err != nil {
		return nil, err
	}
	return &body[client.Policy]{Body: client.Policy{Name: inForce.Policy.Name, Text: inForce.Text}}, nil
}
