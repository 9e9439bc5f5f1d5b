package accounts

import (
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// newUser adds a user within an update.
func newUser(tx *store.Tx, name, email string, role hindcast.OrgRole) (User, error) {
	user := User{
		ID: hindcast.UserID(tx.NewID("usr")), Name: strings.TrimSpace(name), Email: hindcast.FoldEmail(email), Role: role,
		CreatedAt: tx.Now(), CreatedBy: tx.By().Person(),
	}
	return user, addUser(tx, user)
}

func addUser(tx *store.Tx, user User) error {
	if err := user.Validate(); err != nil {
		return err
	}
	return emailTaken(tx.Users().Add("user.added", "", &user))
}

// emailTaken says what a Conflict of users is about.
func emailTaken(err error) error {
	if hindcast.CodeOf(err) != hindcast.Conflict {
		return err
	}
	return &hindcast.Error{Code: hindcast.Conflict, Message: "somebody with this e-mail address is here already",
		Fields: []hindcast.FieldError{{Field: "email", Reason: "is taken"}}, Err: err}
}
