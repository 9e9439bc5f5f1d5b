package api

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
)

func (a *API) registerIncidents() {
	register(a, hindcast.MayRead, op("GET /incidents", "List incidents"), a.listIncidents)
}

// incidentQuery narrows the list of incidents.
type incidentQuery struct {
	Paging
	Text     string    `query:"q" doc:"Words that title, type, services or labels hold"`
	Kind     []string  `query:"kind" enum:"operational,security,exercise"`
	State    []string  `query:"state" enum:"active,mitigated,resolved,closed"`
	Severity []string  `query:"severity" enum:"P1,P2,P3,P4,P5"`
	Service  string    `query:"service"`
	Label    string    `query:"label"`
	Type     string    `query:"type"`
	From     time.Time `query:"from" doc:"Occurred at this instant or later"`
	To       time.Time `query:"to" doc:"Occurred before this instant"`
	Sort     string    `query:"sort" enum:"newest,oldest,severity,key" default:"newest"`
}

func (q incidentQuery) filter() incidents.Filter {
	f := incidents.Filter{Text: q.Text, Service: q.Service, Label: q.Label, Type: q.Type, From: q.From, To: q.To}
	for _, k := range q.Kind {
		f.Kinds = append(f.Kinds, hindcast.IncidentKind(k))
	}
	for _, s := range q.State {
		f.States = append(f.States, hindcast.IncidentState(s))
	}
	for _, s := range q.Severity {
		level, _ := hindcast.ParseSeverity(s) // the document allows no other
		f.Levels = append(f.Levels, level)
	}
	return f
}

type incidentPage struct {
	Body client.Page[client.Incident]
}

func (a *API) listIncidents(ctx context.Context, by hindcast.Actor, in *incidentQuery) (*incidentPage, error) {
	rows, next, err := a.Incidents.List(ctx, by, in.filter(), incidents.Sort(in.Sort), incidents.Page{After: in.After, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	return &incidentPage{Body: page(rows, next, incidentRow)}, nil
}

func incidentRow(r incidents.Row) client.Incident {
	form := incident(r.Incident)
	form.OccurredAt, form.ResolvedAt = instant(r.OccurredAt), instant(r.ResolvedAt)
	return form
}

func incident(i hindcast.Incident) client.Incident {
	return client.Incident{
		ID: string(i.ID), Key: i.Key, Version: i.Version, Title: i.Title, Kind: string(i.Kind), Type: text(i.Type), State: string(i.State),
		Severity: text(i.Severity.String()), NearMiss: i.NearMiss, Services: words(i.Services), Labels: words(i.Labels), Visibility: string(i.Visibility),
		People: words(i.People), Teams: words(i.Teams), TLP: text(i.TLP), CreatedAt: i.CreatedAt, CreatedBy: person(i.CreatedBy),
	}
}
