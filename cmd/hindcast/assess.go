package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hindcast/hindcast/internal/app"
)

type assessCommand struct {
	app.Data
	remote
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
  hindcast assess INC-42 -o review.html
  hindcast assess INC-42 --server https://hindcast.example`
}

// Run loads, assesses and shows one incident.
func (c assessCommand) Run(ctx context.Context, std *streams) (err error) {
	if c.JSON && c.Output != "" {
		return usageError("--json prints to standard output; leave out -o, or redirect it")
	}
	if c.asked() {
		return c.fromServer(ctx, std)
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

// fromServer shows what the server answers, by its own policy.
func (c assessCommand) fromServer(ctx context.Context, std *streams) error {
	if c.Output != "" || c.Policy != "" {
		return usageError("-o and --policy work on a data folder; a server assesses by its own policy")
	}
	server, err := c.connect()
	if err != nil {
		return err
	}
	found, err := server.Assessment(ctx, c.Key)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Key, err)
	}
	if c.JSON {
		return printObject(std.out, found)
	}
	var b bytes.Buffer
	for _, a := range found.Answers {
		fmt.Fprintf(&b, "%s %s\n", pad(strings.ReplaceAll(a.Verdict, "_", " "), 16), std.style.bold(terminalSafe(a.Text)))
		if a.Reason != "" {
			fmt.Fprintf(&b, "%s %s\n", pad("", 16), terminalSafe(a.Reason))
		}
	}
	_, err = std.out.Write(b.Bytes())
	return err
}
