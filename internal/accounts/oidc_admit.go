package accounts

import (
	"context"
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// admit signs in whom the provider names: the user they are known as, else the
// one with their verified e-mail address, else a new one where the groups or the
// default give a role. Role and teams follow the groups; see Dropping.
func (s *Service) admit(ctx context.Context, who identity, v Visit) (secret string, err error) {
	handle := s.cfg.OIDC.Issuer + " " + who.Subject
	known, err := s.store.CredentialByHandle(ctx, ByOIDC, handle)
	if err != nil && hindcast.CodeOf(err) != hindcast.NotFound {
		return "", err
	}
	user, err := s.knownAs(ctx, known, who)
	if err != nil {
		return "", err
	}
	teams, err := s.Teams(ctx, program(v.From))
	if err != nil {
		return "", err
	}
	var out bool
	err = s.store.Update(ctx, program(v.From), func(tx *store.Tx) (err error) {
		var id hindcast.UserID
		id, out, err = s.arrive(tx, user, who)
		if err != nil {
			return err
		}
		if known.ID == "" {
			if err := tx.AddCredential(store.Credential{User: id, Kind: ByOIDC, Name: s.OIDCName(), Handle: handle}); err != nil {
				return err
			}
		}
		if err := s.followTeams(tx, id, who, teams); err != nil || out {
			return err
		}
		secret, err = s.signIn(tx, id, ByOIDC, v)
		return err
	})
	if err == nil && out {
		err = errDropped()
	}
	return secret, err
}

// knownAs finds the user of an identity; a zero one when there is none.
func (s *Service) knownAs(ctx context.Context, known store.Credential, who identity) (User, error) {
	if known.ID != "" {
		k, err := s.store.UserByID(ctx, known.User)
		return k.Value, err
	}
	if !who.Verified || who.Email == "" {
		return User{}, &hindcast.Error{Code: hindcast.Forbidden, Message: "the sign-in provider has not verified your e-mail address; ask an admin to invite you"}
	}
	k, err := s.store.UserByEmail(ctx, who.Email)
	if hindcast.CodeOf(err) == hindcast.NotFound {
		return User{}, nil
	}
	return k.Value, err
}

// arrive adds a user who comes for the first time, and gives one who is known the
// role of their groups. The last admin stays one. out says that they are not to
// come in.
func (s *Service) arrive(tx *store.Tx, user User, who identity) (id hindcast.UserID, out bool, err error) {
	role, decided := s.cfg.OIDC.role(who.Groups)
	if user.ID == "" {
		if role == hindcast.Nobody {
			return "", false, &hindcast.Error{Code: hindcast.Forbidden, Message: "nobody has invited you here yet; ask an admin"}
		}
		added, err := newUser(tx, who.Name, who.Email, role)
		return added.ID, false, err
	}
	k, err := tx.Users().Get(string(user.ID))
	if err != nil || !decided || role == k.Value.Role {
		return user.ID, false, err
	}
	if k.Value.Role == hindcast.Admin {
		if admins, err := tx.Admins(); err != nil || len(admins) == 1 {
			return user.ID, false, err
		}
	}
	if role == hindcast.Nobody {
		if role, out, err = s.drop(tx, k.Value); err != nil || role == k.Value.Role {
			return user.ID, out, err
		}
	}
	k.Value.Role, k.Value.Guest = role, ""
	return user.ID, out, tx.Users().Change("user.changed", &k.Value, k.Version)
}

// followTeams makes membership of the teams that groups stand for what the groups
// say.
func (s *Service) followTeams(tx *store.Tx, id hindcast.UserID, who identity, teams []ListedTeam) error {
	wanted := map[string]bool{}
	for group, team := range s.cfg.OIDC.Teams {
		wanted[hindcast.Fold(team)] = wanted[hindcast.Fold(team)] || slices.Contains(who.Groups, group)
	}
	for _, k := range teams {
		want, mapped := wanted[hindcast.Fold(k.Value.Name)]
		at := slices.IndexFunc(k.Value.Members, func(p hindcast.Person) bool { return p.User == id })
		if !mapped || want == (at >= 0) {
			continue
		}
		members := slices.Clone(k.Value.Members)
		if want {
			user, err := tx.Users().Get(string(id))
			if err != nil {
				return err
			}
			members = append(members, user.Value.Person())
		} else {
			members = slices.Delete(members, at, at+1)
		}
		k.Value.Members = members
		if err := tx.Teams().Change("team.changed", &k.Value, k.Version); err != nil {
			return err
		}
	}
	return nil
}
