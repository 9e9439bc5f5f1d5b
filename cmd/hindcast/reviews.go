package main

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/hindcast/hindcast/client"
)

type reviewsCommand struct {
	remote
	Key  string `arg:"" help:"Key of the incident, as INC-42."`
	JSON bool   `name:"json" help:"Print a JSON object."`
}

func (reviewsCommand) Help() string {
	return `Shows how far the review of an incident on a running server is, and what stands before its sign-off.

Examples:
  hindcast reviews INC-42 --server https://hindcast.example
  hindcast reviews INC-42 --json`
}

// Run shows one review.
func (c reviewsCommand) Run(ctx context.Context, std *streams) error {
	server, err := c.connect()
	if err != nil {
		return err
	}
	review, err := server.Review(ctx, c.Key)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Key, err)
	}
	var gates client.Page[client.Gate]
	if review.State != "signed_off" && review.State != "waived" {
		if gates, err = server.Gates(ctx, c.Key); err != nil {
			return fmt.Errorf("%s: %w", c.Key, err)
		}
	}
	if c.JSON {
		return printObject(std.out, map[string]any{"review": review, "gates": append([]client.Gate{}, gates.Items...)})
	}
	var b bytes.Buffer
	fmt.Fprint(&b, std.style.bold(review.Incident), "  ", strings.ReplaceAll(review.State, "_", " "))
	if review.Facilitator != nil {
		fmt.Fprint(&b, "  run by ", terminalSafe(review.Facilitator.Name))
	}
	if review.DueAt != nil {
		fmt.Fprint(&b, "  due ", review.DueAt.Format("2006-01-02"))
	}
	fmt.Fprintln(&b)
	for _, g := range gates.Items {
		mark := "before sign-off"
		if g.Warning {
			mark = "warning"
		}
		fmt.Fprintf(&b, "  %s %s\n", pad(mark, 16), terminalSafe(g.Message))
	}
	_, err = std.out.Write(b.Bytes())
	return err
}
