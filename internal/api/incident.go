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
	register(a, hindcast.MayOpenIncident, creates(op("POST /incidents", "Open an incident")), a.openIncident)
	register(a, hindcast.MayRead, op("GET /incidents/{key}", "Get an incident"), a.getIncident)
	register(a, hindcast.MayWriteTimeline, op("PATCH /incidents/{key}", "Change an incident"), a.changeIncident)
	register(a, hindcast.MayWriteTimeline, describes(op("POST /incidents/{key}/state", "Move an incident to another state"),
		"Reaching mitigated or resolved puts that on the timeline, unless it is there."), a.moveIncident)
	register(a, hindcast.MayWriteTimeline, describes(op("POST /incidents/{key}/severity", "Declare another severity"),
		"It becomes an event with its reason."), a.declareSeverity)
	register(a, hindcast.MayBreakGlass, describes(op("POST /incidents/{key}/break-glass", "Open a restricted incident for a while"),
		"For admins who are signed in as themselves. What does not exist is answered like what cannot be opened. It is in the ledger, and its facilitator is told."), a.breakGlass)
}

// incidentQuery narrows the list of incidents.
type incidentQuery struct {
	Paging
	Text     string    `query:"q" maxLength:"500" doc:"Words that title, type, services or labels hold"`
	Kind     []string  `query:"kind,explode" enum:"operational,security,exercise"`
	State    []string  `query:"state,explode" enum:"active,mitigated,resolved,closed"`
	Severity []string  `query:"severity,explode" enum:"P1,P2,P3,P4,P5"`
	Service  string    `query:"service" maxLength:"200"`
	Label    string    `query:"label" maxLength:"200"`
	Type     string    `query:"type" maxLength:"200"`
	From     time.Time `query:"from" doc:"Occurred at this instant or later"`
	To       time.Time `query:"to" doc:"Occurred before this instant"`
	Sort     string    `query:"sort" enum:"newest,oldest,severity,key" default:"newest"`
}

func (q incidentQuery) filter() incidents.Filter {
	f := incidents.Filter{Text: q.Text, Kinds: named[hindcast.IncidentKind](q.Kind), States: named[hindcast.IncidentState](q.State),
		Service: q.Service, Label: q.Label, Type: q.Type, From: q.From, To: q.To}
	for _, s := range q.Severity {
		f.Levels = append(f.Levels, severity(s))
	}
	return f
}

func (a *API) listIncidents(ctx context.Context, by hindcast.Actor, in *incidentQuery) (*list[client.Incident], error) {
	rows, next, err := a.Incidents.List(ctx, by, in.filter(), incidents.Sort(in.Sort), incidents.Page{After: in.After, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	return &list[client.Incident]{Body: page(rows, next, incidentRow)}, nil
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
		People: words(i.People), Teams: words(i.Teams), TLP: text(i.TLP), CreatedAt: i.CreatedAt.UTC(), CreatedBy: person(i.CreatedBy),
	}
}

func (a *API) openIncident(ctx context.Context, by hindcast.Actor, in *body[client.NewIncident]) (*made[client.Incident], error) {
	n := in.Body
	kept, err := a.Incidents.Open(ctx, by, incidents.Opening{
		Title: n.Title, Kind: hindcast.IncidentKind(n.Kind), Type: n.Type, Severity: severity(n.Severity), NearMiss: n.NearMiss,
		Services: n.Services, Labels: n.Labels, Visibility: hindcast.Visibility(n.Visibility), People: named[hindcast.UserID](n.People),
		Teams: named[hindcast.TeamID](n.Teams), TLP: hindcast.TLP(n.TLP), BeganAt: when(n.BeganAt), DetectedAt: when(n.DetectedAt), ResolvedAt: when(n.ResolvedAt),
	})
	if err != nil {
		return nil, err
	}
	return created(kept.Version, a.asItIs(ctx, by, kept), "incidents", kept.Value.Key), nil
}

func (a *API) getIncident(ctx context.Context, by hindcast.Actor, in *OfIncident) (*one[client.Incident], error) {
	row, err := a.Incidents.Row(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	return shown(row.Incident.Version, incidentRow(row)), nil
}

func (a *API) changeIncident(ctx context.Context, by hindcast.Actor, in *insideChange[client.IncidentChange]) (*one[client.Incident], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	c := in.Body
	kept, err := a.Incidents.Change(ctx, by, in.Key, version, incidents.Changes{
		Title: c.Title, Type: c.Type, Kind: changed[hindcast.IncidentKind](c.Kind), NearMiss: c.NearMiss, Services: c.Services, Labels: c.Labels,
		Visibility: changed[hindcast.Visibility](c.Visibility), People: changedList[hindcast.UserID](c.People),
		Teams: changedList[hindcast.TeamID](c.Teams), TLP: changed[hindcast.TLP](c.TLP),
	})
	return a.answerIncident(ctx, by, kept, err)
}

func (a *API) moveIncident(ctx context.Context, by hindcast.Actor, in *insideChange[client.IncidentMove]) (*one[client.Incident], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	kept, err := a.Incidents.Move(ctx, by, in.Key, version, hindcast.IncidentState(in.Body.To), when(in.Body.At), in.Body.Reason)
	return a.answerIncident(ctx, by, kept, err)
}

func (a *API) declareSeverity(ctx context.Context, by hindcast.Actor, in *insideChange[client.Severity]) (*one[client.Incident], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	kept, err := a.Incidents.ChangeSeverity(ctx, by, in.Key, version, severity(in.Body.To), in.Body.Reason)
	return a.answerIncident(ctx, by, kept, err)
}

func (a *API) answerIncident(ctx context.Context, by hindcast.Actor, kept incidents.Kept[hindcast.Incident], err error) (*one[client.Incident], error) {
	if err != nil {
		return nil, err
	}
	return shown(kept.Version, a.asItIs(ctx, by, kept)), nil
}

// asItIs is an incident that was changed, with what its timeline says of it. Who
// just hid it from themselves is told what they did all the same.
func (a *API) asItIs(ctx context.Context, by hindcast.Actor, kept incidents.Kept[hindcast.Incident]) client.Incident {
	kept.Value.Version = kept.Version
	row, err := a.Incidents.Row(ctx, by, string(kept.Value.ID))
	if err != nil {
		return incident(kept.Value)
	}
	row.Incident = kept.Value
	return incidentRow(row)
}

func (a *API) breakGlass(ctx context.Context, by hindcast.Actor, in *inside[client.BrokenGlass]) (*nothing, error) {
	return nil, a.Incidents.BreakGlass(ctx, by, in.Key, in.Body.Until, in.Body.Reason)
}
