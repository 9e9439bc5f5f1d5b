package api

import (
	"context"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/server"
)

func (a *API) registerPeople() {
	register(a, server.SignedIn, op("GET /me", "Get whom the API takes you for"), a.me)
	register(a, hindcast.MayAdminister, op("GET /users", "List users"), a.listUsers)
	register(a, hindcast.MayRunReview, secret(creates(describes(op("POST /users", "Invite somebody"),
		"The answer holds the link they come in by. Admins invite anybody; whoever runs a review invites guests to it."))), a.inviteUser)
	register(a, server.SignedIn, describes(op("GET /users/{id}", "Get a user"), "Yourself, or for admins anybody."), a.getUser)
	register(a, hindcast.MayAdminister, op("PATCH /users/{id}", "Change a user"), a.changeUser)
	register(a, hindcast.MayRead, op("GET /teams", "List teams"), a.listTeams)
	register(a, hindcast.MayAdminister, creates(op("POST /teams", "Add a team")), a.addTeam)
	register(a, hindcast.MayRead, op("GET /teams/{id}", "Get a team"), a.getTeam)
	register(a, hindcast.MayAdminister, op("PUT /teams/{id}", "Change a team"), a.changeTeam)
	register(a, hindcast.MayAdminister, describes(op("DELETE /teams/{id}", "Remove a team"), "What its members saw through it they see no longer."), a.removeTeam)
	register(a, hindcast.MayAdminister, describes(op("GET /teams/{id}/channel", "Get where a team is reminded in chat"), "The address is never returned: whoever has it can write there."), a.getChannel)
	register(a, hindcast.MayAdminister, describes(op("PUT /teams/{id}/channel", "Have a team reminded in chat"),
		"By an incoming webhook. What is said is what everybody in the organisation may see. If-Match is left out as long as there is none."), a.setChannel)
	register(a, hindcast.MayAdminister, describes(op("DELETE /teams/{id}/channel", "Have a team reminded in chat no more"), "Its address is forgotten."), a.removeChannel)
	register(a, hindcast.MayAdminister, describes(op("POST /teams/{id}/channel/try", "Send a message to try a channel"), "What goes wrong is answered, and kept beside the channel."), a.tryChannel)
	register(a, hindcast.MayAdminister, op("GET /tokens", "List service tokens"), a.listTokens)
	register(a, hindcast.MayAdminister, op("GET /tokens/{id}", "Get a service token"), a.getToken)
	register(a, hindcast.MayAdminister, secret(creates(describes(op("POST /tokens", "Make a service token"),
		"The secret is in this answer and nowhere else. A token never may more than who makes it."))), a.makeToken)
	register(a, hindcast.MayAdminister, describes(op("DELETE /tokens/{id}", "Revoke a service token"), "At once and for good."), a.revokeToken)
}

func (a *API) me(_ context.Context, by hindcast.Actor, _ *nothing) (*body[client.Caller], error) {
	return &body[client.Caller]{Body: client.Caller{User: text(by.User), Name: by.Name, Role: string(by.Role), Token: text(by.Token), Scopes: words(by.Scopes), Teams: words(by.Teams)}}, nil
}

type userQuery struct {
	Paging
	Text string `query:"q" maxLength:"500" doc:"Part of name or e-mail address"`
	Role string `query:"role" enum:"admin,facilitator,member,viewer,guest"`
}

func (a *API) listUsers(ctx context.Context, by hindcast.Actor, in *userQuery) (*list[client.User], error) {
	found, next, err := a.Accounts.People(ctx, by, accounts.PeopleFilter{Text: in.Text, Role: hindcast.OrgRole(in.Role)}, accounts.Page{After: in.After, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	return &list[client.User]{Body: page(found, next, user)}, nil
}

func user(k accounts.Listed) client.User {
	u := k.Value
	return client.User{ID: string(u.ID), Version: k.Version, Name: u.Name, Email: text(u.Email), Role: string(u.Role), Guest: text(u.Guest), Disabled: u.Disabled, Created: u.CreatedAt.UTC()}
}

func (a *API) inviteUser(ctx context.Context, by hindcast.Actor, in *body[client.NewUser]) (*made[client.InvitedUser], error) {
	n := in.Body
	invited, link, err := a.Accounts.Invite(ctx, by, accounts.Invitation{Name: n.Name, Email: n.Email, Role: hindcast.OrgRole(n.Role), Review: hindcast.ReviewID(n.Guest)})
	if err != nil {
		return nil, err
	}
	form := user(accounts.Listed{Value: invited, Version: 1})
	return created(1, client.InvitedUser{User: form, Link: link}, "users", form.ID), nil
}

func (a *API) getUser(ctx context.Context, by hindcast.Actor, in *Thing) (*one[client.User], error) {
	found, err := a.Accounts.Person(ctx, by, hindcast.UserID(in.ID))
	if err != nil {
		return nil, err
	}
	return shown(found.Version, user(found)), nil
}

func (a *API) changeUser(ctx context.Context, by hindcast.Actor, in *thingChange[client.UserChange]) (*one[client.User], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	found, err := a.Accounts.Person(ctx, by, hindcast.UserID(in.ID))
	if err != nil {
		return nil, err
	}
	u, c := found.Value, in.Body
	replace(&u.Name, c.Name)
	replace(&u.Email, c.Email)
	replace(&u.Role, c.Role)
	replace(&u.Guest, c.Guest)
	if c.Disabled != nil {
		u.Disabled = *c.Disabled
	}
	if err := a.Accounts.ChangePerson(ctx, by, u, version); err != nil {
		return nil, err
	}
	return a.getUser(ctx, by, &in.Thing)
}

func (a *API) listTeams(ctx context.Context, by hindcast.Actor, _ *nothing) (*list[client.Team], error) {
	all, err := a.Accounts.Teams(ctx, by)
	if err != nil {
		return nil, err
	}
	return whole(all, team), nil
}

func team(k accounts.ListedTeam) client.Team {
	return client.Team{ID: string(k.Value.ID), Version: k.Version, Name: k.Value.Name, Members: people(k.Value.Members)}
}

func (a *API) addTeam(ctx context.Context, by hindcast.Actor, in *body[client.NewTeam]) (*made[client.Team], error) {
	added, err := a.Accounts.AddTeam(ctx, by, hindcast.Team{Name: in.Body.Name, Members: readPeople(in.Body.Members)})
	if err != nil {
		return nil, err
	}
	return created(1, team(accounts.ListedTeam{Value: added, Version: 1}), "teams", string(added.ID)), nil
}

func (a *API) getTeam(ctx context.Context, by hindcast.Actor, in *Thing) (*one[client.Team], error) {
	found, err := a.Accounts.Team(ctx, by, hindcast.TeamID(in.ID))
	if err != nil {
		return nil, err
	}
	return shown(found.Version, team(found)), nil
}

func (a *API) changeTeam(ctx context.Context, by hindcast.Actor, in *thingChange[client.NewTeam]) (*one[client.Team], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	if err := a.Accounts.ChangeTeam(ctx, by, hindcast.Team{ID: hindcast.TeamID(in.ID), Name: in.Body.Name, Members: readPeople(in.Body.Members)}, version); err != nil {
		return nil, err
	}
	return a.getTeam(ctx, by, &in.Thing)
}

func (a *API) removeTeam(ctx context.Context, by hindcast.Actor, in *thingRemoval) (*nothing, error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	return nil, a.Accounts.RemoveTeam(ctx, by, hindcast.TeamID(in.ID), version)
}

func (a *API) getToken(ctx context.Context, by hindcast.Actor, in *Thing) (*body[client.Token], error) {
	found, err := a.Accounts.TokenByID(ctx, by, hindcast.TokenID(in.ID))
	if err != nil {
		return nil, err
	}
	return &body[client.Token]{Body: token(found)}, nil
}

func (a *API) listTokens(ctx context.Context, by hindcast.Actor, in *Paging) (*list[client.Token], error) {
	found, next, err := a.Accounts.Tokens(ctx, by, accounts.Page{After: in.After, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	return &list[client.Token]{Body: page(found, next, token)}, nil
}

func token(t accounts.ListedToken) client.Token {
	return client.Token{ID: string(t.ID), Name: t.Name, Role: string(t.Role), Scopes: words(t.Scopes), Teams: words(t.Teams), Created: t.CreatedAt.UTC(), By: person(t.CreatedBy),
		Expires: instant(t.ExpiresAt), LastUsed: instant(t.UsedAt), Revoked: !t.RevokedAt.IsZero()}
}

func (a *API) makeToken(ctx context.Context, by hindcast.Actor, in *body[client.NewToken]) (*made[client.CreatedToken], error) {
	n := in.Body
	key, kept, err := a.Accounts.MakeToken(ctx, by, accounts.NewToken{Name: n.Name, Role: hindcast.OrgRole(n.Role), Scopes: named[hindcast.Scope](n.Scopes),
		Teams: named[hindcast.TeamID](n.Teams), ExpiresAt: when(n.Expires)})
	if err != nil {
		return nil, err
	}
	return created(1, client.CreatedToken{Token: token(accounts.ListedToken{ServiceToken: kept}), Secret: key}, "tokens", string(kept.ID)), nil
}

func (a *API) revokeToken(ctx context.Context, by hindcast.Actor, in *Thing) (*nothing, error) {
	return nil, a.Accounts.RevokeToken(ctx, by, hindcast.TokenID(in.ID))
}
