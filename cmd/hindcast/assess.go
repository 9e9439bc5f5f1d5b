package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/hindcast/hindcast/internal/app"
)

type assessCommand struct {
	app.Data
	Key    string `arg:"" help:"Key of the incident, as INC-42."`
	Output string `short:"o" placeholder:"OUT" help:"Write the review to a .md or .html file, or - for Markdown on standard output."`
	JSON   bool   `name:"json" help:"Print the record as draft --json does."`
	Policy string `placeholder:"FILE" type:"path" help:"Assess by this policy instead of the default one."`
	Force  bool   `help:"Overwrite a file that exists."`
}

func (assessCommand) Help() string {
	return `Answers the seven questions for an incident of the store, as draft does for a file.

Examples:
  hindcast assess INC-42
  hindcast assess INC-42 -o review.html`
}

// Run loads, assesses and shows one incident.
func (c assessCommand) Run(ctx context.Context, std *streams) (err error) {
	if c.JSON && c.Output != "" {
		return usageError("--json prints to standard output; leave out -o, or redirect it")
	}
	p, err := readPolicy(c.Policy, std)
	if err != nil {
		return err
	}
	st, err := c.Data.Open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	record, err := st.Record(ctx, operator(), c.Key)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Key, err)
	}
	d := drafted{record: record}
	d.assess(p)
	show := draftCommand{Output: c.Output, JSON: c.JSON, Force: c.Force}
	return show.show([]drafted{d}, p, std)
}
