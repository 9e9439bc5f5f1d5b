package api

import (
	"context"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/signals"
)

// maxDelivery is the largest message of a monitoring system; ours.
const maxDelivery = 16 << 20

func (a *API) registerAlerts() {
	hook := takes(describes(op("POST /hooks/alertmanager", "Receive alerts of Alertmanager"),
		"The webhook of Alertmanager, version 4. Each alert becomes an event of the open incident that affects its service, once, or is parked. Delivering again changes nothing."), maxDelivery)
	hook.SkipValidateBody = true // its form is Alertmanager's
	register(a, hindcast.MayWriteTimeline, hook, a.receiveAlertmanager)
	register(a, hindcast.MayRead, op("GET /alerts", "List parked alerts"), a.listParked)
	register(a, hindcast.MayWriteTimeline, op("POST /alerts/{id}/attach", "Put a parked alert to an incident"), a.attach)
	register(a, hindcast.MayRead, op("GET /incidents/{key}/alerts", "List the alerts of an incident"), a.listAlerts)
	register(a, hindcast.MayRead, describes(op("GET /alert-rules", "List the rules that say which service an alert speaks of"),
		"While there are none, the labels service and job say it."), a.listRules)
	register(a, hindcast.MayAdminister, creates(op("POST /alert-rules", "Add a rule")), a.addRule)
	register(a, hindcast.MayRead, op("GET /alert-rules/{id}", "Get a rule"), a.getRule)
	register(a, hindcast.MayAdminister, op("PUT /alert-rules/{id}", "Change a rule"), a.changeRule)
	register(a, hindcast.MayAdminister, op("DELETE /alert-rules/{id}", "Remove a rule"), a.removeRule)
}

type delivered struct {
	RawBody []byte `contentType:"application/json"`
}

func (a *API) receiveAlertmanager(ctx context.Context, by hindcast.Actor, in *delivered) (*body[client.Received], error) {
	alerts, err := signals.ReadAlertmanager(in.RawBody)
	if err != nil {
		return nil, err
	}
	got, err := a.Signals.Receive(ctx, by, "alertmanager", alerts)
	if err != nil {
		return nil, err
	}
	return &body[client.Received]{Body: client.Received{Matched: got.Matched, Parked: got.Parked, Ended: got.Ended, Repeated: got.Repeated}}, nil
}

func alert(k signals.Kept[hindcast.Alert]) client.Alert {
	v := k.Value
	form := client.Alert{ID: string(v.ID), Version: k.Version, Source: v.Source, External: v.External, Name: v.Name, Text: v.Text, Labels: v.Labels, Link: text(v.Link),
		StartsAt: v.StartsAt.UTC(), EndsAt: instant(v.EndsAt), Event: text(v.Event)}
	if form.Labels == nil {
		form.Labels = map[string]string{}
	}
	return form
}

func (a *API) listParked(ctx context.Context, by hindcast.Actor, in *Paging) (*list[client.Alert], error) {
	found, next, err := a.Signals.Parked(ctx, by, signals.Page{After: in.After, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	return &list[client.Alert]{Body: page(found, next, alert)}, nil
}

func (a *API) attach(ctx context.Context, by hindcast.Actor, in *struct {
	Thing
	Body client.Attachment
}) (*nothing, error) {
	return nil, a.Signals.Attach(ctx, by, hindcast.AlertID(in.ID), in.Body.Incident)
}

func (a *API) listAlerts(ctx context.Context, by hindcast.Actor, in *OfIncident) (*list[client.Alert], error) {
	found, err := a.Signals.Of(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	return whole(found, alert), nil
}

func rule(k signals.Kept[hindcast.AlertRule]) client.AlertRule {
	return client.AlertRule{ID: string(k.Value.ID), Version: k.Version, NewAlertRule: client.NewAlertRule{Name: k.Value.Name, Labels: k.Value.Labels, Service: k.Value.Service}}
}

func (a *API) listRules(ctx context.Context, by hindcast.Actor, in *Paging) (*list[client.AlertRule], error) {
	found, next, err := a.Signals.Rules(ctx, by, signals.Page{After: in.After, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	return &list[client.AlertRule]{Body: page(found, next, rule)}, nil
}

func (a *API) addRule(ctx context.Context, by hindcast.Actor, in *body[client.NewAlertRule]) (*made[client.AlertRule], error) {
	kept, err := a.Signals.AddRule(ctx, by, hindcast.AlertRule{Name: in.Body.Name, Labels: in.Body.Labels, Service: in.Body.Service})
	if err != nil {
		return nil, err
	}
	return created(kept.Version, rule(kept), "alert-rules", string(kept.Value.ID)), nil
}

func (a *API) getRule(ctx context.Context, by hindcast.Actor, in *Thing) (*one[client.AlertRule], error) {
	kept, err := a.Signals.Rule(ctx, by, hindcast.AlertRuleID(in.ID))
	if err != nil {
		return nil, err
	}
	return shown(kept.Version, rule(kept)), nil
}

func (a *API) changeRule(ctx context.Context, by hindcast.Actor, in *thingChange[client.NewAlertRule]) (*one[client.AlertRule], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	kept, err := a.Signals.ChangeRule(ctx, by, hindcast.AlertRule{ID: hindcast.AlertRuleID(in.ID), Name: in.Body.Name, Labels: in.Body.Labels, Service: in.Body.Service}, version)
	if err != nil {
		return nil, err
	}
	return shown(kept.Version, rule(kept)), nil
}

func (a *API) removeRule(ctx context.Context, by hindcast.Actor, in *thingRemoval) (*nothing, error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	return nil, a.Signals.RemoveRule(ctx, by, hindcast.AlertRuleID(in.ID), version)
}
