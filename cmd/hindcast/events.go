package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"fmt"
	"strings"

	"github.com/hindcast/hindcast/client"
)

// eventsCommand is what is done with timelines.
type eventsCommand struct {
	Add eventsAddCommand `cmd:"" help:"Put typed lines on the timeline of an incident."`
}

type eventsAddCommand struct {
	remote
	Key   string   `arg:"" help:"Key of the incident, as INC-42."`
	Lines []string `arg:"" help:"Lines such as \"14:32 alert fired\"; - reads them from standard input."`
	Day   string   `placeholder:"DAY" help:"Day of times that name none, YYYY-MM-DD; today otherwise."`
}

func (eventsAddCommand) Help() string {
	return `Puts lines on the timeline of an incident on a running server. Each begins with a time.

Examples:
  hindcast events add INC-42 "14:32 alert fired: API 5xx above 5 %"
  hindcast events add INC-42 --day 2026-11-23 - < log.txt`
}

// Run adds one line after the other, and stops at the first that is not
// understood.
func (c eventsAddCommand) Run(ctx context.Context, std *streams) error {
	server, err := c.connect()
	if err != nil {
		return err
	}
	lines := c.Lines
	if len(lines) == 1 && lines[0] == "-" {
		lines = nil
		for typed := bufio.NewScanner(std.in); typed.Scan(); {
			lines = append(lines, typed.Text())
		}
	}
	for n, line := range lines {
		if strings.TrimSpace(line) == "" {
			continue
		}
		added, err := server.AddLine(ctx, c.Key, client.NewLine{Line: line, Day: c.Day}, rand.Text())
		if err != nil {
			return fmt.Errorf("line %d: %w", n+1, err)
		}
		for _, e := range added.Items {
			at := "no time"
			if e.At != nil {
				at = e.At.Format("2006-01-02 15:04:05")
			}
			fmt.Fprintln(std.out, pad(at, 20), clip(e.Text, max(20, std.width-21)))
		}
	}
	return nil
}
