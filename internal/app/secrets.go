package app

import (
	"context"
	"errors"
	"time"

	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/keyring"
)

// RotateSecrets makes a new key and seals every kept secret anew with it. It
// returns how many there were. Keys that seal nothing any more stay in the file,
// for backups and for nodes that have not got the new file yet.
func RotateSecrets(ctx context.Context, data Data) (sealed int, err error) {
	st, err := data.Open(ctx)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	path, err := data.keys()
	if err != nil {
		return 0, err
	}
	ring, err := keyring.Rotate(path)
	if err != nil {
		return 0, err
	}
	operator := hindcast.Actor{User: "usr_command_line", Name: "operator", Role: hindcast.Admin, From: "command line"}
	sealed, err = activity.NewWebhooks(st, activity.Hooks{Ring: ring, Now: time.Now}).Reseal(ctx, operator)
	if err != nil {
		return sealed, err
	}
	sources, err := actions.New(st, nil, time.Now, actions.Outside{Ring: ring}).Reseal(ctx, operator)
	if err != nil {
		return sealed + sources, err
	}
	channels, err := activity.NewReminders(st, activity.Reminding{Ring: ring, Now: time.Now}).Reseal(ctx, operator)
	return sealed + sources + channels, err
}
