package accounts

import (
	"context"
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// ListedTeam is a team with what changing it needs.
type ListedTeam = store.Kept[hindcast.Team]

// Teams lists all teams by name. Everybody but guests sees them.
func (s *Service) Teams(ctx context.Context, by hindcast.Actor) (all []ListedTeam, err error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return nil, err
	}
	all, err = s.store.Teams().Every(ctx, by)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b ListedTeam) int {
		return strings.Compare(hindcast.Fold(a.Value.Name), hindcast.Fold(b.Value.Name))
	})
	return all, nil
}

// AddTeam adds a team.
func (s *Service) AddTeam(ctx context.Context, by hindcast.Actor, team hindcast.Team) (hindcast.Team, error) {
	if err := by.Might(hindcast.MayAdminister); err != nil {
		return team, err
	}
	err := s.store.Update(ctx, by, func(tx *store.Tx) error {
		team.ID = hindcast.TeamID(tx.NewID("tea"))
		if err := fillMembers(tx, &team); err != nil {
			return err
		}
		return tx.Teams().Add("team.added", "", &team)
	})
	return team, err
}

// ChangeTeam changes a team's name and members.
func (s *Service) ChangeTeam(ctx context.Context, by hindcast.Actor, team hindcast.Team, version int64) error {
	if err := by.Might(hindcast.MayAdminister); err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error {
		if err := fillMembers(tx, &team); err != nil {
			return err
		}
		return tx.Teams().Change("team.changed", &team, version)
	})
}

// RemoveTeam removes a team. Whoever saw restricted incidents, or had a token,
// through it does so no longer, and nothing is said in its chat.
func (s *Service) RemoveTeam(ctx context.Context, by hindcast.Actor, id hindcast.TeamID, version int64) error {
	if err := by.Might(hindcast.MayAdminister); err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error {
		channel, err := tx.Channels().Get(string(id))
		if err == nil {
			err = tx.Channels().Remove("channel.removed", string(id), channel.Version)
		}
		if err != nil && hindcast.CodeOf(err) != hindcast.NotFound {
			return err
		}
		return tx.Teams().Remove("team.removed", string(id), version)
	})
}

// fillMembers gives members who can sign in their present names, and refuses
// those who are none.
func fillMembers(tx *store.Tx, team *hindcast.Team) error {
	team.Name = strings.TrimSpace(team.Name)
	members := slices.Clone(team.Members)
	for i, m := range members {
		if m.User == "" {
			continue
		}
		k, err := tx.Users().Get(string(m.User))
		if err != nil {
			return err
		}
		if k.Value.Role == hindcast.Guest {
			return &hindcast.Error{Code: hindcast.Invalid, Message: "guests are in no team", Fields: []hindcast.FieldError{{Field: "members", Reason: "must not be guests"}}}
		}
		members[i] = k.Value.Person()
	}
	team.Members = members
	return team.Validate()
}

// Team loads one team.
func (s *Service) Team(ctx context.Context, by hindcast.Actor, id hindcast.TeamID) (ListedTeam, error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return ListedTeam{}, err
	}
	return s.store.Teams().Get(ctx, by, string(id))
}
