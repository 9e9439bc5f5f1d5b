package main

import (
	"fmt"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/policy"
)

type policyCommand struct {
	File string `arg:"" optional:"" help:"A policy to check; without one the default policy is printed."`
}

func (policyCommand) Help() string {
	return `The policy holds every target the assessment compares with: how soon to detect, whom to page, how often to tell people. Print the default one, change what your team wants otherwise, and give it to draft.

Examples:
  hindcast policy > policy.yaml
  hindcast policy policy.yaml
  hindcast draft incident.md --policy policy.yaml`
}

// Run prints the default policy, or checks a file and says what it is.
func (c policyCommand) Run(std *streams) error {
	if c.File == "" {
		_, err := std.out.Write(policy.Text())
		return err
	}
	p, err := readPolicy(c.File, std)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.out, "%s is a valid policy: %s, revision %s\n", c.File, p.Name, p.Revision)
	return err
}

// readPolicy reads the policy in a file, the default one when no file is named.
func readPolicy(file string, std *streams) (hindcast.Policy, error) {
	if file == "" {
		return policy.Default(), nil
	}
	text, err := readInput(file, std)
	if err != nil {
		return hindcast.Policy{}, err
	}
	return policy.Parse(file, text)
}
