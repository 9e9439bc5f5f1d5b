package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/app"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

type actionsCommand struct {
	app.Data
	remote
	Text     string   `arg:"" optional:"" help:"Words that title or owner must hold."`
	Owner    string   `placeholder:"NAME" help:"Only those of this owner."`
	State    []string `placeholder:"STATE" help:"Only these states: open, in_progress, done, verified, dropped."`
	Incident string   `placeholder:"KEY" help:"Only those of this incident."`
	Overdue  bool     `help:"Only those whose day has passed."`
	Limit    int      `short:"n" default:"25" help:"How many to show."`
	After    string   `placeholder:"MARK" help:"Go on after the mark that the page before ended with."`
	JSON     bool     `name:"json" help:"Print a JSON object."`
}

func (actionsCommand) Help() string {
	return `Lists actions of all incidents, what is due first.

Examples:
  hindcast actions --overdue
  hindcast actions --owner "Ada Lovelace" --state open
  HINDCAST_TOKEN=hct_… hindcast actions --server https://hindcast.example --json`
}

// actionLine is the wire form of a line of the list.
type actionLine struct {
	ID       string  `json:"id"`
	Incident string  `json:"incident"`
	Title    string  `json:"title"`
	Owner    *string `json:"owner"`
	Due      *string `json:"due"`
	State    string  `json:"state"`
	Proof    string  `json:"proof"`
}

// Run lists one page.
func (c actionsCommand) Run(ctx context.Context, std *streams) (err error) {
	var lines []actionLine
	var next string
	if c.asked() {
		lines, next, err = c.fromServer(ctx)
	} else {
		lines, next, err = c.fromStore(ctx)
	}
	if err != nil {
		return err
	}
	if c.JSON {
		return printObject(std.out, map[string]any{"actions": lines, "next": next})
	}
	const dueColumns, stateColumns, keyColumns, ownerColumns = 12, 13, 10, 20
	var b bytes.Buffer
	for _, l := range lines {
		fmt.Fprintln(&b, strings.TrimRight(pad(known(l.Due), dueColumns)+pad(strings.ReplaceAll(l.State, "_", " "), stateColumns)+pad(l.Incident, keyColumns)+
			pad(clip(known(l.Owner), ownerColumns-1), ownerColumns)+std.style.bold(clip(l.Title, max(20, std.width-dueColumns-stateColumns-keyColumns-ownerColumns))), " "))
	}
	if len(lines) == 0 {
		fmt.Fprintln(&b, "No action fits.")
	}
	if next != "" {
		fmt.Fprintln(&b, std.style.dim("More: --after "+next))
	}
	_, err = std.out.Write(b.Bytes())
	return err
}

func (c actionsCommand) fromStore(ctx context.Context) (lines []actionLine, next string, err error) {
	st, err := c.Data.Open(ctx)
	if err != nil {
		return nil, "", err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	f := store.ActionFilter{Text: c.Text, Owner: hindcast.Person{Name: c.Owner}}
	for _, s := range c.State {
		f.States = append(f.States, hindcast.ActionState(s))
	}
	if c.Overdue {
		f.Overdue = hindcast.DateOf(time.Now().UTC())
	}
	if c.Incident != "" {
		incident, err := st.Incident(ctx, operator(), c.Incident)
		if err != nil {
			return nil, "", err
		}
		f.Incident = incident.ID
	}
	rows, next, err := st.ListActions(ctx, operator(), f, store.ActionsByDue, store.Page{After: c.After, Limit: c.Limit})
	lines = make([]actionLine, len(rows))
	for i, r := range rows {
		lines[i] = actionLine{ID: string(r.Action.ID), Incident: r.Incident.Key, Title: r.Action.Title, State: string(r.Action.State), Proof: string(r.Proof)}
		if name := r.Action.Owner.Name; name != "" {
			lines[i].Owner = &name
		}
		if due := r.Action.Due; !due.IsZero() {
			text := due.String()
			lines[i].Due = &text
		}
	}
	return lines, next, err
}

func (c actionsCommand) fromServer(ctx context.Context) (lines []actionLine, next string, err error) {
	server, err := c.connect()
	if err != nil {
		return nil, "", err
	}
	page, err := server.Actions(ctx, client.ActionQuery{Text: c.Text, Owner: c.Owner, Incident: c.Incident, States: c.State, Overdue: c.Overdue, After: c.After, Limit: c.Limit})
	lines = make([]actionLine, len(page.Items))
	for i, v := range page.Items {
		lines[i] = actionLine{ID: v.ID, Incident: v.Incident, Title: v.Title, Due: v.Due, State: v.State, Proof: v.Proof}
		if v.Owner != nil {
			lines[i].Owner = &v.Owner.Name
		}
	}
	return lines, known(page.Next), err
}
