package main

import (
	"os"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// operator is who acts on a data folder from the command line: somebody who can
// read its files anyway. What they do is in the ledger under this name.
func operator() hindcast.Actor {
	name := os.Getenv("USER")
	if name == "" {
		name = "operator"
	}
	return hindcast.Actor{User: "usr_command_line", Name: name, Role: hindcast.Admin, From: "command line"}
}
