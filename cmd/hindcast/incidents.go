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

type incidentsCommand struct {
	app.Data
	remote
	Text     string   `arg:"" optional:"" help:"Words that the title, services or labels must hold."`
	Severity []string `short:"s" placeholder:"P1" help:"Only these severities."`
	Kind     []string `placeholder:"KIND" help:"Only these kinds: operational, security, exercise."`
	State    []string `placeholder:"STATE" help:"Only these states: active, mitigated, resolved, closed."`
	Service  string   `placeholder:"NAME" help:"Only those that affected this service."`
	From     string   `placeholder:"DAY" help:"Only those since this day, YYYY-MM-DD."`
	To       string   `placeholder:"DAY" help:"Only those before this day, YYYY-MM-DD."`
	Sort     string   `default:"newest" enum:"newest,oldest,severity,key" help:"Order: newest, oldest, severity or key."`
	Limit    int      `short:"n" default:"25" help:"How many to show."`
	After    string   `placeholder:"MARK" help:"Go on after the mark that the page before ended with."`
	JSON     bool     `name:"json" help:"Print a JSON object."`
}

func (incidentsCommand) Help() string {
	return `Lists incidents, the newest first.

Examples:
  hindcast incidents
  hindcast incidents -s P1 -s P2 --from 2026-01-01
  hindcast incidents checkout --sort severity --json
  HINDCAST_TOKEN=hct_… hindcast incidents --server https://hindcast.example`
}

// Run lists one page.
func (c incidentsCommand) Run(ctx context.Context, std *streams) (err error) {
	filter, err := c.filter()
	if err != nil {
		return err
	}
	var lines []incidentLine
	var next string
	if c.asked() {
		lines, next, err = c.fromServer(ctx, filter)
	} else {
		lines, next, err = c.fromStore(ctx, filter)
	}
	if err != nil {
		return err
	}
	if c.JSON {
		return printObject(std.out, map[string]any{"incidents": lines, "next": next})
	}
	return printIncidents(lines, next, std)
}

func (c incidentsCommand) fromStore(ctx context.Context, filter store.IncidentFilter) (lines []incidentLine, next string, err error) {
	st, err := c.Data.Open(ctx)
	if err != nil {
		return nil, "", err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	rows, next, err := st.Incidents(ctx, operator(), filter, store.IncidentSort(c.Sort), store.Page{After: c.After, Limit: c.Limit})
	lines = make([]incidentLine, len(rows))
	for i, r := range rows {
		lines[i] = incidentLine{Key: r.Incident.Key, ID: string(r.Incident.ID), Title: r.Incident.Title, Kind: string(r.Incident.Kind),
			State: string(r.Incident.State), Services: append([]string{}, r.Incident.Services...), OccurredAt: r.OccurredAt}
		if level := r.Incident.Severity.String(); level != "" {
			lines[i].Severity = &level
		}
		if !r.ResolvedAt.IsZero() {
			lines[i].ResolvedAt = &r.ResolvedAt
		}
	}
	return lines, next, err
}

func (c incidentsCommand) fromServer(ctx context.Context, filter store.IncidentFilter) (lines []incidentLine, next string, err error) {
	server, err := c.connect()
	if err != nil {
		return nil, "", err
	}
	q := client.IncidentQuery{Text: c.Text, Kinds: c.Kind, States: c.State, Service: c.Service, From: filter.From, To: filter.To, Sort: c.Sort, After: c.After, Limit: c.Limit}
	for _, level := range filter.Levels {
		q.Levels = append(q.Levels, level.String())
	}
	page, err := server.Incidents(ctx, q)
	lines = make([]incidentLine, len(page.Items))
	for i, v := range page.Items {
		lines[i] = incidentLine{Key: v.Key, ID: v.ID, Title: v.Title, Kind: v.Kind, State: v.State, Severity: v.Severity, Services: v.Services, ResolvedAt: v.ResolvedAt}
		if v.OccurredAt != nil {
			lines[i].OccurredAt = *v.OccurredAt
		}
	}
	return lines, known(page.Next), err
}

func (c incidentsCommand) filter() (f store.IncidentFilter, err error) {
	f = store.IncidentFilter{Text: c.Text, Service: c.Service}
	for _, s := range c.Severity {
		level, ok := hindcast.ParseSeverity(s)
		if !ok {
			return f, usageError(fmt.Sprintf("--severity %q is none; write P1 to P5", s))
		}
		f.Levels = append(f.Levels, level)
	}
	for _, k := range c.Kind {
		if !hindcast.IncidentKind(k).Valid() {
			return f, usageError(fmt.Sprintf("--kind %q is none; write operational, security or exercise", k))
		}
		f.Kinds = append(f.Kinds, hindcast.IncidentKind(k))
	}
	for _, s := range c.State {
		f.States = append(f.States, hindcast.IncidentState(s))
	}
	if f.From, err = dayFlag("--from", c.From); err != nil {
		return f, err
	}
	f.To, err = dayFlag("--to", c.To)
	return f, err
}

func dayFlag(flag, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	d, err := hindcast.ParseDate(text)
	if err != nil {
		return time.Time{}, usageError(flag + ": " + err.Error())
	}
	return d.In(time.UTC), nil
}

func printIncidents(lines []incidentLine, next string, std *streams) error {
	const keyColumns, severityColumns, dayColumns, tookColumns, stateColumns = 10, 4, 18, 12, 11
	var b bytes.Buffer
	titleColumns := max(20, std.width-keyColumns-severityColumns-dayColumns-tookColumns-stateColumns)
	for _, l := range lines {
		took := "–"
		if l.ResolvedAt != nil {
			took = coarse(l.ResolvedAt.Sub(l.OccurredAt))
		}
		fmt.Fprintln(&b, strings.TrimRight(pad(l.Key, keyColumns)+pad(known(l.Severity), severityColumns)+
			pad(l.OccurredAt.Format("2006-01-02 15:04"), dayColumns)+pad(took, tookColumns)+pad(l.State, stateColumns)+
			std.style.bold(clip(l.Title, titleColumns)), " "))
	}
	if len(lines) == 0 {
		fmt.Fprintln(&b, "No incident fits. Bring some in with: hindcast import FOLDER")
	}
	if next != "" {
		fmt.Fprintln(&b, std.style.dim("More: --after "+next))
	}
	_, err := std.out.Write(b.Bytes())
	return err
}

// incidentLine is the wire form of a line of the list.
type incidentLine struct {
	Key        string     `json:"key"`
	ID         string     `json:"id"`
	Title      string     `json:"title"`
	Kind       string     `json:"kind"`
	State      string     `json:"state"`
	Severity   *string    `json:"severity"`
	Services   []string   `json:"services"`
	OccurredAt time.Time  `json:"occurred_at"`
	ResolvedAt *time.Time `json:"resolved_at"`
}
