package main

import (
	"context"
	"fmt"

	"github.com/hindcast/hindcast/internal/app"
)

type secretsCommand struct {
	Rotate rotateCommand `cmd:"" help:"Make a new key and seal every kept secret anew with it."`
}

type rotateCommand struct{ app.Data }

func (rotateCommand) Help() string {
	return "Puts a new key in front of those in secrets.key beside the data, and seals every kept secret anew with it. A server that runs must be started again; with several nodes, copy the file to each.\n\nExamples:\n  hindcast secrets rotate --data ./data"
}

// Run rotates.
func (c rotateCommand) Run(ctx context.Context, std *streams) error {
	sealed, err := app.RotateSecrets(ctx, c.Data)
	if err == nil {
		_, err = fmt.Fprintf(std.out, "A new key seals secrets; %d sealed anew.\n", sealed)
	}
	return err
}
