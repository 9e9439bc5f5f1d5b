package api

import (
	"context"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/hindcast"
)

func (a *API) registerActions() {
	register(a, hindcast.MayRead, op("GET /actions", "List actions"), a.listActions)
	register(a, hindcast.MayRead, op("GET /actions/{id}", "Get an action"), a.getAction)
	register(a, hindcast.MayRead, describes(op("GET /actions/trend", "How the actions of the last two years went"), "By the quarter in which they were written down; exercises and imported actions are left out."), a.actionTrend)
	register(a, hindcast.MayRead, op("GET /actions/{id}/proofs/suggestion", "Suggest a proof of an action"), a.suggestProof)
	register(a, hindcast.MayContribute, creates(op("POST /incidents/{key}/actions", "Propose an action")), a.addAction)
	register(a, hindcast.MayContribute, describes(op("PATCH /actions/{id}", "Change an action"), "Moving a deadline asks for a reason."), a.changeAction)
	register(a, hindcast.MayOwnActions, describes(op("POST /actions/{id}/state", "Move an action to another state"),
		"Start, finish, verify, drop, reopen: along the state table. Nobody verifies or drops their own."), a.moveAction)
	register(a, hindcast.MayRunReview, op("POST /actions/{id}/effects", "Judge whether an action did what it was for"), a.judgeEffect)
}

// actionQuery narrows the list of actions.
type actionQuery struct {
	Paging
	Text      string   `query:"q" maxLength:"500" doc:"Words that title or owner hold"`
	Owner     string   `query:"owner" maxLength:"200" doc:"User, or the name of somebody who cannot sign in"`
	Team      string   `query:"team" maxLength:"100" doc:"Team that the owner is a member of"`
	Unowned   bool     `query:"unowned" doc:"Nobody answers for it"`
	Undated   bool     `query:"undated" doc:"It has no deadline"`
	State     []string `query:"state,explode" enum:"open,in_progress,done,verified,dropped"`
	Change    []string `query:"change,explode" enum:"runbook,monitoring,alerting,access_control,communication,training,exercise,staffing,policy,system"`
	Intent    []string `query:"intent,explode" enum:"prevent,detect,mitigate,respond,learn"`
	Hierarchy []string `query:"hierarchy,explode" enum:"stronger,intermediate,weaker"`
	Proof     []string `query:"proof,explode" enum:"none,holds,broken,stale,unknown"`
	Incident  string   `query:"incident" maxLength:"100" doc:"Key of its incident"`
	Overdue   bool     `query:"overdue"`
	DueFrom   string   `query:"due_from" format:"date"`
	DueTo     string   `query:"due_to" format:"date" doc:"That day included"`
	Sort      string   `query:"sort" enum:"due,newest,owner" default:"due"`
}

// filter reads the query, which names an incident by its key and people by
// account or name.
func (a *API) filter(ctx context.Context, by hindcast.Actor, q *actionQuery, today hindcast.Date) (f actions.Filter, err error) {
	f = actions.Filter{Text: q.Text, Unowned: q.Unowned, Undated: q.Undated, Team: hindcast.TeamID(q.Team), States: named[hindcast.ActionState](q.State), Changes: named[hindcast.ChangeKind](q.Change),
		Intents: named[hindcast.Intent](q.Intent), Hierarchy: named[hindcast.Hierarchy](q.Hierarchy), Proofs: named[hindcast.ProofState](q.Proof)}
	switch {
	case len(q.Owner) > 4 && q.Owner[:4] == "usr_":
		f.Owner.User = hindcast.UserID(q.Owner)
	default:
		f.Owner.Name = q.Owner
	}
	if q.Overdue {
		f.Overdue = today
	}
	if q.Incident != "" {
		row, err := a.Incidents.Row(ctx, by, q.Incident)
		if err != nil {
			return f, err
		}
		f.Incident = row.Incident.ID
	}
	if f.DueFrom, err = readDay("due_from", q.DueFrom); err != nil {
		return f, err
	}
	f.DueTo, err = readDay("due_to", q.DueTo)
	return f, err
}

func (a *API) listActions(ctx context.Context, by hindcast.Actor, in *actionQuery) (*list[client.Action], error) {
	today, err := a.Actions.Today(ctx)
	if err != nil {
		return nil, err
	}
	f, err := a.filter(ctx, by, in, today)
	if err != nil {
		return nil, err
	}
	rows, next, err := a.Actions.List(ctx, by, f, actions.Sort(in.Sort), actions.Page{After: in.After, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	return &list[client.Action]{Body: page(rows, next, func(r actions.Row) client.Action { return actionRow(r, today) })}, nil
}

func actionRow(r actions.Row, today hindcast.Date) client.Action {
	form := action(r.Action, today)
	form.Incident, form.IncidentTitle, form.Proof = r.Incident.Key, r.Incident.Title, string(r.Proof)
	return form
}

func action(v hindcast.Action, today hindcast.Date) client.Action {
	form := client.Action{
		ID: string(v.ID), Version: v.Version, Finding: text(v.Finding), Title: v.Title, Owner: person(v.Owner), Due: day(v.Due), FirstDue: day(v.FirstDue), DueText: text(v.DueText),
		State: string(v.State), Change: text(v.Change), Intent: text(v.Intent), Hierarchy: text(v.Hierarchy), Priority: text(v.Priority), Overdue: v.Overdue(today),
		Proof: string(v.ProofState()), Proofs: []client.Proof{},
	}
	for _, p := range v.Proofs {
		form.Proofs = append(form.Proofs, proof(p, 0))
	}
	return form
}

func (a *API) getAction(ctx context.Context, by hindcast.Actor, in *Thing) (*one[client.Action], error) {
	return a.actionNow(ctx, by, hindcast.ActionID(in.ID), nil)
}

// actionNow is an action with all there is about it, unless changing it failed.
func (a *API) actionNow(ctx context.Context, by hindcast.Actor, id hindcast.ActionID, err error) (*one[client.Action], error) {
	if err != nil {
		return nil, err
	}
	e, err := a.Actions.Get(ctx, by, id)
	if err != nil {
		return nil, err
	}
	form := action(e.Action, e.Today)
	form.Version, form.Incident, form.IncidentTitle = e.Version, e.Incident.Key, e.Incident.Title
	for n, p := range e.Proofs {
		form.Proofs[n] = proof(p.Value.Proof, p.Version)
		before, after, err := a.Actions.BeforeAfter(ctx, by, p.Value.Proof.ID)
		if err != nil {
			return nil, err
		}
		form.Proofs[n].Before, form.Proofs[n].After = proofContent(before), proofContent(after)
	}
	helped, err := a.Insights.Helped(ctx, by, id)
	if err != nil {
		return nil, err
	}
	for _, l := range helped {
		form.Helped = append(form.Helped, l.Key)
	}
	form.Steps, form.Effects = actionSteps(e.Steps), effectDays(e.EffectDays)
	return shown(e.Version, form), nil
}

func (a *API) addAction(ctx context.Context, by hindcast.Actor, in *inside[client.NewAction]) (*made[client.Action], error) {
	n := in.Body
	due, err := readDay("due", n.Due)
	if err != nil {
		return nil, err
	}
	kept, err := a.Actions.Add(ctx, by, in.Key, hindcast.Action{Finding: hindcast.FindingID(n.Finding), Title: n.Title, Owner: readPerson(n.Owner), Due: due,
		Change: hindcast.ChangeKind(n.Change), Intent: hindcast.Intent(n.Intent), Hierarchy: hindcast.Hierarchy(n.Hierarchy), Priority: hindcast.Priority(n.Priority)})
	if err != nil {
		return nil, err
	}
	now, err := a.actionNow(ctx, by, kept.Value.ID, nil)
	if err != nil {
		return nil, err
	}
	return created(now.Body.Version, now.Body, "actions", now.Body.ID), nil
}

func (a *API) changeAction(ctx context.Context, by hindcast.Actor, in *thingChange[client.ActionChange]) (*one[client.Action], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	e, err := a.Actions.Get(ctx, by, hindcast.ActionID(in.ID))
	if err != nil {
		return nil, err
	}
	v, c := e.Action, in.Body
	if c.Title != nil {
		v.Title = *c.Title
	}
	if c.Owner != nil {
		v.Owner = readPerson(c.Owner)
	}
	if c.Due != nil {
		if v.Due, err = readDay("due", *c.Due); err != nil {
			return nil, err
		}
		v.DueText = ""
	}
	replace(&v.Change, c.Change)
	replace(&v.Intent, c.Intent)
	replace(&v.Hierarchy, c.Hierarchy)
	replace(&v.Priority, c.Priority)
	_, err = a.Actions.Change(ctx, by, v, version, c.Reason)
	return a.actionNow(ctx, by, v.ID, err)
}

// replace sets a word that is to be different.
func replace[T ~string](field *T, to *string) {
	if to != nil {
		*field = T(*to)
	}
}

func (a *API) moveAction(ctx context.Context, by hindcast.Actor, in *thingChange[client.ActionMove]) (*one[client.Action], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	id := hindcast.ActionID(in.ID)
	_, err = a.Actions.Move(ctx, by, id, version, hindcast.ActionState(in.Body.To), in.Body.Reason)
	return a.actionNow(ctx, by, id, err)
}

func (a *API) judgeEffect(ctx context.Context, by hindcast.Actor, in *struct {
	Thing
	Body client.NewEffect
}) (*one[client.Action], error) {
	id := hindcast.ActionID(in.ID)
	err := a.Actions.JudgeEffect(ctx, by, hindcast.EffectCheck{Action: id, Day: in.Body.Day, Effect: hindcast.Effect(in.Body.Effect), Note: in.Body.Note})
	return a.actionNow(ctx, by, id, err)
}
