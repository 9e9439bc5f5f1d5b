package accounts

import (
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Dropping says what becomes of somebody known whose groups, where groups decide,
// give no role, while there is no default role either.
type Dropping string

// The choices; empty is RefuseDropped.
const (
	RefuseDropped Dropping = "refuse" // they are signed out everywhere, become a viewer, and do not come in this way
	LowerDropped  Dropping = "viewer" // they become a viewer
	KeepDropped   Dropping = "keep"   // they stay what they are
)

// errDropped is what somebody is told who was refused so.
func errDropped() error {
	return &hindcast.Error{Code: hindcast.Forbidden, Message: "none of your groups gives you a role here any more; ask an admin"}
}

// drop does with a known user what the operator chose. Guests were invited by hand
// to one review, of which groups know nothing. out says that they are not to come
// in.
func (s *Service) drop(tx *store.Tx, user User) (role hindcast.OrgRole, out bool, err error) {
	if s.cfg.OIDC.Dropped == KeepDropped || user.Role == hindcast.Guest {
		return user.Role, false, nil
	}
	if s.cfg.OIDC.Dropped == LowerDropped {
		return hindcast.Viewer, false, nil
	}
	return hindcast.Viewer, true, shutOut(tx, user.ID)
}
