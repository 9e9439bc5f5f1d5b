package api

import (
	"context"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/insights"
)

func (a *API) registerKnown() {
	register(a, hindcast.MayRead, describes(op("GET /incidents/{key}/known", "What was known before an incident and not done"),
		"Similar earlier incidents you may see, why they are similar, and their open, overdue or dropped actions, accepted risks and recurring factors."), a.getKnown)
	register(a, hindcast.MayRead, describes(op("GET /incidents/{key}/similar", "List incidents like one"), "Earlier ones, the most similar first, among those you may see."), a.listSimilar)
	register(a, hindcast.MayContribute, describes(op("PUT /incidents/{key}/known", "Say whether something known would have helped"),
		"The last word counts; an empty verdict takes it back."), a.judgeKnown)
}

func (a *API) getKnown(ctx context.Context, by hindcast.Actor, in *OfIncident) (*struct{ Body client.Known }, error) {
	k, err := a.Insights.Known(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	return &struct{ Body client.Known }{known(k)}, nil
}

func (a *API) judgeKnown(ctx context.Context, by hindcast.Actor, in *inside[client.KnownVerdict]) (*struct{ Body client.Known }, error) {
	v := in.Body
	if err := a.Insights.Judge(ctx, by, in.Key, hindcast.KnownKind(v.Kind), v.Known, insights.Verdict(v.Verdict)); err != nil {
		return nil, err
	}
	return a.getKnown(ctx, by, &OfIncident{Key: in.Key})
}

func alike(p insights.Similar) client.Alike {
	return client.Alike{Incident: p.Incident.Key, Title: p.Incident.Title, Occurred: instant(p.Occurred), Score: p.Score,
		Words: words(p.Words), Services: words(p.Services), Type: text(p.Type), Factors: words(p.Factors)}
}

// limited asks for some of what an incident has.
type limited struct {
	OfIncident
	Limit int `query:"limit" minimum:"1" maximum:"50" default:"10"`
}

func (a *API) listSimilar(ctx context.Context, by hindcast.Actor, in *limited) (*list[client.Alike], error) {
	row, err := a.Incidents.Row(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	found, err := a.Insights.Similar(ctx, by, row.Incident.ID, in.Limit)
	if err != nil {
		return nil, err
	}
	return whole(found, alike), nil
}

func known(k insights.Known) client.Known {
	form := client.Known{Incident: k.Incident.Key, Similar: []client.SimilarIncident{}, Recurring: []client.KnownItem{}}
	for _, p := range k.Similar {
		one := client.SimilarIncident{Alike: alike(p.Similar), Actions: p.Actions, Kept: p.Kept, Known: []client.KnownItem{}}
		for _, item := range p.Undone {
			one.Known = append(one.Known, knownItem(item, item.Action.Title))
		}
		for _, item := range p.Risks {
			one.Known = append(one.Known, knownItem(item, item.Finding.Text))
		}
		form.Similar = append(form.Similar, one)
	}
	for _, r := range k.Recurring {
		item := knownItem(r.Item, r.Text)
		for _, i := range r.In {
			item.In = append(item.In, i.Key)
		}
		form.Recurring = append(form.Recurring, item)
	}
	return form
}

func knownItem(item insights.Item, title string) client.KnownItem {
	form := client.KnownItem{Kind: string(item.Kind), Known: item.ID, Text: title, Helped: []string{}}
	if item.Action != nil {
		form.State, form.Owner, form.Due = text(item.Action.State), person(item.Action.Owner), day(item.Action.Due)
	}
	if item.Finding != nil {
		form.Owner, form.Due = person(item.Finding.Disposition.By), day(item.Finding.Disposition.Expires)
	}
	if c := item.Judged; c != nil {
		verdict := insights.Unhelpful
		if c.Helped {
			verdict = insights.Helpful
		}
		form.Verdict, form.By = text(verdict), person(c.By)
	}
	for _, l := range item.Helped {
		form.Helped = append(form.Helped, l.Key)
	}
	return form
}
