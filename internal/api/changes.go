package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/insights"
)

func (a *API) registerChanges() {
	register(a, hindcast.MayRead, describes(op("GET /changes", "List what lessons changed"),
		"The latest first. A change is an action that was said to be done at least once; it stays one when its proof breaks."), a.listChanges)
	register(a, hindcast.MayRead, op("GET /changes/counts", "Count what lessons changed"), a.countChanges)
	register(a, hindcast.MayRead, describes(op("GET /changes/pack", "Gather the evidence of changes"),
		"Each part carries the SHA-256 of its content with keys in order and without blanks. Of one incident, what is not implemented is a part too."), a.packChanges)
	pdf := describes(op("GET /changes/pack.pdf", "Print the evidence of changes"), "The pack on paper, with its hashes; 503 where the server makes no PDF.")
	pdf.Parameters = packParameters()
	pdf.Responses = map[string]*huma.Response{"200": {Description: "The PDF", Content: bytesOf("application/pdf")}}
	a.raw(hindcast.MayRead, pdf, 0, a.printPack)
}

// packParameters are the members of ChangeQuery, for the operation that is not
// gathered.
func packParameters() (list []*huma.Param) {
	for _, name := range []string{"quarter", "team", "change", "proof", "incident"} {
		list = append(list, &huma.Param{Name: name, In: "query", Schema: &huma.Schema{Type: "string"}})
	}
	return list
}

func (a *API) printPack(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	q := r.URL.Query()
	pdf, err := a.options.PackPDF(r.Context(), by, ChangeQuery{q.Get("quarter"), q.Get("team"), q.Get("change"), q.Get("proof"), q.Get("incident")}.filter())
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/pdf")
	_, err = w.Write(pdf)
	return err
}

// ChangeQuery narrows the change ledger.
type ChangeQuery struct {
	Quarter  string `query:"quarter" maxLength:"6" doc:"As 2026Q1, in the policy's zone"`
	Team     string `query:"team" maxLength:"100" doc:"Team that the owner is a member of"`
	Change   string `query:"change" maxLength:"100" doc:"Kind of change"`
	Proof    string `query:"proof" maxLength:"100" doc:"How its proofs stand"`
	Incident string `query:"incident" maxLength:"100" doc:"Key of its incident"`
}

func (q ChangeQuery) filter() insights.ChangeFilter {
	return insights.ChangeFilter{Quarter: q.Quarter, Team: hindcast.TeamID(q.Team), Kind: hindcast.ChangeKind(q.Change), Proof: hindcast.ProofState(q.Proof), Incident: q.Incident}
}

// changePaging is ChangeQuery for a list.
type changePaging struct {
	Paging
	ChangeQuery
}

func (a *API) listChanges(ctx context.Context, by hindcast.Actor, in *changePaging) (*list[client.LessonChange], error) {
	found, next, err := a.Insights.Changes(ctx, by, in.filter(), actions.Page{After: in.After, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	return &list[client.LessonChange]{Body: page(found, next, changeForm)}, nil
}

func changeForm(c insights.Change) client.LessonChange {
	form := client.LessonChange{Action: string(c.Action.ID), Title: c.Action.Title, Owner: person(c.Action.Owner), Incident: c.Incident.Key, Kind: text(c.Action.Change), State: string(c.Action.State),
		Changed: c.Changed, Verified: instant(c.Verified), Proof: string(c.Proof), Holds: instant(c.Holds), Broken: instant(c.Broken), Helped: []string{}}
	if c.Finding != nil {
		form.Lesson = &c.Finding.Text
	}
	if c.Effect != nil {
		form.Effect = text(c.Effect.Effect)
	}
	for _, l := range c.Helped {
		form.Helped = append(form.Helped, l.Key)
	}
	return form
}

func (a *API) packChanges(ctx context.Context, by hindcast.Actor, in *ChangeQuery) (*struct{ Body client.ChangePack }, error) {
	p, err := a.Insights.Pack(ctx, by, in.filter())
	if err != nil {
		return nil, err
	}
	form := client.ChangePack{Made: p.Made, Ledger: p.Head.String(), Cut: p.Cut, SHA256: p.SHA256, Parts: []client.PackPart{}}
	for _, part := range p.Parts {
		form.Parts = append(form.Parts, client.PackPart{Name: part.Name, SHA256: part.SHA256, Content: part.Content})
	}
	return &struct{ Body client.ChangePack }{form}, nil
}

func (a *API) countChanges(ctx context.Context, by hindcast.Actor, in *ChangeQuery) (*body[client.ChangeCounts], error) {
	c, err := a.Insights.Counts(ctx, by, in.filter())
	return &body[client.ChangeCounts]{Body: client.ChangeCounts{All: c.All, Verified: c.Verified, Holding: c.Holding, Broken: c.Broken, Unproven: c.Unproven}}, err
}
