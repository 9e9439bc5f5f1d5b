// Package app puts the rooms together: the boot configuration, what it opens, and
// the server's life from start to drain.
//
//	a, err := app.New(ctx, cfg, os.Stderr)
//	err = a.Run(ctx) // until ctx ends
package app
