package api

import (
	"context"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
)

func (a *API) registerImpact() {
	register(a, hindcast.MayRead, op("GET /incidents/{key}/impact", "List statements of impact"), a.listImpact)
	register(a, hindcast.MayWriteTimeline, creates(op("POST /incidents/{key}/impact", "State impact")), a.addImpact)
	register(a, hindcast.MayRead, op("GET /incidents/{key}/impact/{id}", "Get a statement of impact"), a.getImpact)
	register(a, hindcast.MayWriteTimeline, op("PUT /incidents/{key}/impact/{id}", "Correct a statement of impact"), a.changeImpact)
	register(a, hindcast.MayWriteTimeline, op("DELETE /incidents/{key}/impact/{id}", "Withdraw a statement of impact"), a.removeImpact)
}

func (a *API) listImpact(ctx context.Context, by hindcast.Actor, in *OfIncident) (*list[client.Impact], error) {
	kept, err := a.Incidents.Impact(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	return whole(kept, impact), nil
}

func (a *API) getImpact(ctx context.Context, by hindcast.Actor, in *Part) (*one[client.Impact], error) {
	all, err := a.Incidents.Impact(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	k, err := amongst(all, func(s hindcast.ImpactStatement) bool { return string(s.ID) == in.ID })
	if err != nil {
		return nil, err
	}
	return shown(k.Version, impact(k)), nil
}

func (a *API) addImpact(ctx context.Context, by hindcast.Actor, in *inside[client.NewImpact]) (*made[client.Impact], error) {
	kept, err := a.Incidents.AddImpact(ctx, by, in.Key, readImpact(in.Body))
	if err != nil {
		return nil, err
	}
	return created(kept.Version, impact(kept), "incidents", in.Key, "impact", string(kept.Value.ID)), nil
}

func (a *API) changeImpact(ctx context.Context, by hindcast.Actor, in *partChange[client.NewImpact]) (*one[client.Impact], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	statement := readImpact(in.Body)
	statement.ID = hindcast.ImpactID(in.ID)
	kept, err := a.Incidents.ChangeImpact(ctx, by, in.Key, statement, version)
	if err != nil {
		return nil, err
	}
	return shown(kept.Version, impact(kept)), nil
}

func (a *API) removeImpact(ctx context.Context, by hindcast.Actor, in *partRemoval) (*nothing, error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	_, err = a.Incidents.RemoveImpact(ctx, by, in.Key, hindcast.ImpactID(in.ID), version)
	return nil, err
}

func impact(k incidents.Kept[hindcast.ImpactStatement]) client.Impact {
	s := k.Value
	form := client.Impact{ID: string(s.ID), Version: k.Version, NewImpact: client.NewImpact{
		Event: string(s.Event), Since: instant(s.Since), UsersAffected: s.UsersAffected, AllUsers: s.AllUsers, FundsAtRisk: money(s.FundsAtRisk), Losses: money(s.Losses),
		Cost: money(s.Cost), RecordsExposed: s.RecordsExposed, Public: s.Public, Media: s.Media, Text: s.Text}}
	for _, each := range s.Services {
		form.Services = append(form.Services, client.ServiceImpact{Service: each.Service, Degree: string(each.Degree)})
	}
	return form
}

func readImpact(n client.NewImpact) hindcast.ImpactStatement {
	s := hindcast.ImpactStatement{
		Event: hindcast.EventID(n.Event), Since: when(n.Since), UsersAffected: n.UsersAffected, AllUsers: n.AllUsers, FundsAtRisk: readMoney(n.FundsAtRisk),
		Losses: readMoney(n.Losses), Cost: readMoney(n.Cost), RecordsExposed: n.RecordsExposed, Public: n.Public, Media: n.Media, Text: n.Text,
	}
	for _, each := range n.Services {
		s.Services = append(s.Services, hindcast.ServiceImpact{Service: each.Service, Degree: hindcast.Degree(each.Degree)})
	}
	return s
}

func money(m *hindcast.Money) *client.Money {
	if m == nil {
		return nil
	}
	return &client.Money{Amount: m.Amount, Currency: m.Currency}
}

func readMoney(m *client.Money) *hindcast.Money {
	if m == nil {
		return nil
	}
	return &hindcast.Money{Amount: m.Amount, Currency: m.Currency}
}
