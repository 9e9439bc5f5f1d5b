package api

import (
	"context"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/hindcast"
)

func (a *API) registerSources() {
	register(a, hindcast.MayOwnActions, describes(op("GET /sources", "List where proofs can look with credentials"), "Secrets are never returned."), a.listSources)
	register(a, hindcast.MayAdminister, creates(op("POST /sources", "Register a source")), a.addSource)
	register(a, hindcast.MayOwnActions, op("GET /sources/{id}", "Get a source"), a.getSource)
	register(a, hindcast.MayAdminister, describes(op("PUT /sources/{id}", "Change a source"), "Its secret stays where none is given."), a.changeSource)
	register(a, hindcast.MayAdminister, describes(op("DELETE /sources/{id}", "Remove a source"), "Proofs that name it cannot be checked from then on."), a.removeSource)
}

func source(s actions.Source) client.Source {
	return client.Source{ID: string(s.ID), Version: s.Version, Name: s.Name, Kind: string(s.Kind), Base: s.Base, HasSecret: s.Secret}
}

func readSource(n client.NewSource) actions.NewSource {
	return actions.NewSource{Name: n.Name, Kind: hindcast.SourceKind(n.Kind), Base: n.Base, Secret: n.Secret, Forget: n.Forget}
}

func (a *API) listSources(ctx context.Context, by hindcast.Actor, in *Paging) (*list[client.Source], error) {
	found, next, err := a.Actions.Sources(ctx, by, actions.Page{After: in.After, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	return &list[client.Source]{Body: page(found, next, source)}, nil
}

func (a *API) addSource(ctx context.Context, by hindcast.Actor, in *body[client.NewSource]) (*made[client.Source], error) {
	kept, err := a.Actions.AddSource(ctx, by, readSource(in.Body))
	if err != nil {
		return nil, err
	}
	return created(kept.Version, source(kept), "sources", string(kept.ID)), nil
}

func (a *API) getSource(ctx context.Context, by hindcast.Actor, in *Thing) (*one[client.Source], error) {
	found, err := a.Actions.Source(ctx, by, hindcast.SourceID(in.ID))
	if err != nil {
		return nil, err
	}
	return shown(found.Version, source(found)), nil
}

func (a *API) changeSource(ctx context.Context, by hindcast.Actor, in *thingChange[client.NewSource]) (*one[client.Source], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	kept, err := a.Actions.ChangeSource(ctx, by, hindcast.SourceID(in.ID), version, readSource(in.Body))
	if err != nil {
		return nil, err
	}
	return shown(kept.Version, source(kept)), nil
}

func (a *API) removeSource(ctx context.Context, by hindcast.Actor, in *thingRemoval) (*nothing, error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	return nil, a.Actions.RemoveSource(ctx, by, hindcast.SourceID(in.ID), version)
}
