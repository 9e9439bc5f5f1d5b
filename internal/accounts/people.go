package accounts

import (
	"context"
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// PeopleFilter narrows a list of users. Zero fields ask for nothing.
type PeopleFilter struct {
	Text     string // Text must occur in name or e-mail address, in any case.
	Role     hindcast.OrgRole
	Disabled *bool
}

func (f PeopleFilter) admits(u User) bool {
	text := hindcast.Fold(f.Text)
	return (text == "" || strings.Contains(hindcast.Fold(u.Name), text) || strings.Contains(u.Email, text)) &&
		(f.Role == "" || u.Role == f.Role) && (f.Disabled == nil || u.Disabled == *f.Disabled)
}

// Listed is a user with what changing them needs.
type Listed = store.Kept[User]

// People lists users by name. next is where the following page begins, empty when
// there is none.
func (s *Service) People(ctx context.Context, by hindcast.Actor, f PeopleFilter, page Page) (list []Listed, next string, err error) {
	if err := by.Might(hindcast.MayAdminister); err != nil {
		return nil, "", err
	}
	all, err := s.everybody(ctx, by)
	if err != nil {
		return nil, "", err
	}
	limit := page.Limit
	if limit <= 0 || limit > store.MaxPage {
		limit = store.DefaultPage
	}
	for _, k := range all {
		if !f.admits(k.Value) || page.After != "" && sortName(k.Value) <= page.After {
			continue
		}
		if len(list) == limit {
			return list, sortName(list[limit-1].Value), nil
		}
		list = append(list, k)
	}
	return list, "", nil
}

// everybody loads all users by name: an organisation has thousands at most, and
// names sort by rules that no database shares with another.
func (s *Service) everybody(ctx context.Context, by hindcast.Actor) (all []Listed, err error) {
	all, err = s.store.Users().Every(ctx, by)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b Listed) int { return strings.Compare(sortName(a.Value), sortName(b.Value)) })
	return all, nil
}

func sortName(u User) string { return hindcast.Fold(u.Name) + "\n" + string(u.ID) }

// Colleagues returns who can be named in forms: everybody who is not disabled and
// no guest.
func (s *Service) Colleagues(ctx context.Context, by hindcast.Actor) (people []hindcast.Person, err error) {
	if err := by.Might(hindcast.MayRead); err != nil || by.Role == hindcast.Guest {
		return nil, err
	}
	all, err := s.everybody(ctx, by)
	for _, k := range all {
		if !k.Value.Disabled && k.Value.Role != hindcast.Guest {
			people = append(people, k.Value.Person())
		}
	}
	return people, err
}

// Person loads one user.
func (s *Service) Person(ctx context.Context, by hindcast.Actor, id hindcast.UserID) (Listed, error) {
	if id != by.User || by.User == "" {
		if err := by.Might(hindcast.MayAdminister); err != nil {
			return Listed{}, err
		}
	}
	return s.store.UserByID(ctx, id)
}

// Add adds a user as they are given, without an invitation: for an operator, and
// for whoever fills an installation. An identifier that is given is kept.
func (s *Service) Add(ctx context.Context, by hindcast.Actor, user User) (User, error) {
	if err := by.Might(hindcast.MayAdminister); err != nil {
		return user, err
	}
	err := s.store.Update(ctx, by, func(tx *store.Tx) error {
		if user.ID == "" {
			user.ID = hindcast.UserID(tx.NewID("usr"))
		}
		user.Email, user.CreatedAt, user.CreatedBy = hindcast.FoldEmail(user.Email), tx.Now(), by.Person()
		return addUser(tx, user)
	})
	return user, err
}

// Invitation is somebody to be invited.
type Invitation struct {
	Name, Email string
	Role        hindcast.OrgRole
	Review      hindcast.ReviewID // Review is a guest's one review.
}

// Invite adds a user and makes the link they come in by, which is mailed to them
// where mail is set up. Admins invite anybody; whoever runs a review invites
// guests to it.
func (s *Service) Invite(ctx context.Context, by hindcast.Actor, i Invitation) (user User, link string, err error) {
	if err := s.mayInvite(ctx, by, i); err != nil {
		return user, "", err
	}
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		user = User{
			ID: hindcast.UserID(tx.NewID("usr")), Name: strings.TrimSpace(i.Name), Email: hindcast.FoldEmail(i.Email), Role: i.Role, Guest: i.Review,
			CreatedAt: tx.Now(), CreatedBy: by.Person(),
		}
		if err := addUser(tx, user); err != nil {
			return err
		}
		if err := s.enqueueMail(tx, user.Email, InvitationLink); err != nil {
			return err
		}
		link, err = s.makeLink(tx, InvitationLink, user.ID, InvitationLink.length())
		return err
	})
	return user, link, err
}

func (s *Service) mayInvite(ctx context.Context, by hindcast.Actor, i Invitation) error {
	if i.Role != hindcast.Guest || i.Review == "" {
		return by.Might(hindcast.MayAdminister)
	}
	if err := by.Might(hindcast.MayRunReview); err != nil {
		return err
	}
	review, err := s.store.Reviews().Get(ctx, by, string(i.Review))
	if err != nil {
		return err
	}
	return by.May(hindcast.MayRunReview, hindcast.Subject{Review: i.Review, Facilitator: review.Value.Facilitator.User})
}

// ChangePerson changes a user's name, e-mail address, role and whether they are
// disabled. The last admin stays one. A disabled user is signed out at once.
func (s *Service) ChangePerson(ctx context.Context, by hindcast.Actor, user User, version int64) error {
	if err := by.Might(hindcast.MayAdminister); err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error {
		k, err := tx.Users().Get(string(user.ID))
		if err != nil {
			return err
		}
		was := k.Value
		k.Value.Name, k.Value.Email, k.Value.Role, k.Value.Disabled = strings.TrimSpace(user.Name), hindcast.FoldEmail(user.Email), user.Role, user.Disabled
		if k.Value.Guest = user.Guest; user.Role != hindcast.Guest {
			k.Value.Guest = ""
		}
		if err := k.Value.Validate(); err != nil {
			return err
		}
		if err := tx.Users().Change(changeVerb(was, k.Value), &k.Value, version); err != nil {
			return emailTaken(err)
		}
		if k.Value.Disabled {
			if err := shutOut(tx, user.ID); err != nil {
				return err
			}
		}
		if was.Role != hindcast.Admin {
			return nil
		}
		return adminLeft(tx)
	})
}

func changeVerb(was, is User) string {
	switch {
	case is.Disabled && !was.Disabled:
		return "user.disabled"
	case !is.Disabled && was.Disabled:
		return "user.enabled"
	}
	return "user.changed"
}

// adminLeft refuses a change after which nobody could administer.
func adminLeft(tx *store.Tx) error {
	admins, err := tx.Admins()
	if err == nil && len(admins) == 0 {
		err = &hindcast.Error{Code: hindcast.Conflict, Message: "this is the last admin; make somebody else one first"}
	}
	return err
}

// Rename changes what the actor is called.
func (s *Service) Rename(ctx context.Context, by hindcast.Actor, name string) error {
	if by.User == "" {
		return refused("sign in first")
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error {
		k, err := tx.Users().Get(string(by.User))
		if err != nil {
			return err
		}
		k.Value.Name = strings.TrimSpace(name)
		if err := k.Value.Validate(); err != nil {
			return err
		}
		return tx.Users().Change("user.renamed", &k.Value, k.Version)
	})
}

// Disable shuts a user out by their e-mail address: for an operator.
func (s *Service) Disable(ctx context.Context, by hindcast.Actor, email string) error {
	k, err := s.store.UserByEmail(ctx, hindcast.FoldEmail(email))
	if err != nil {
		return err
	}
	k.Value.Disabled = true
	return s.ChangePerson(ctx, by, k.Value, k.Version)
}
