package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/hindcast/hindcast/client/draft"
	"github.com/hindcast/hindcast/internal/assess"
	"github.com/hindcast/hindcast/internal/entry"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/wire"
	"github.com/hindcast/hindcast/internal/writeup"
)

type draftCommand struct {
	Files  []string `arg:"" name:"file" help:"Incident logs or post-mortems in Markdown; - reads standard input."`
	Output string   `short:"o" placeholder:"OUT" help:"Write drafts to a .md or .html file, into a folder, or - for Markdown on standard output."`
	JSON   bool     `name:"json" help:"Print the records as one JSON object."`
	Merge  bool     `help:"Treat the files as one incident."`
	Zone   string   `placeholder:"ZONE" help:"Zone of times that name none, as Europe/Oslo or CET. UTC otherwise."`
	Policy string   `placeholder:"FILE" type:"path" help:"Assess by this policy instead of the default one."`
	Strict bool     `help:"Exit with status 1 when a line was not understood."`
	Force  bool     `help:"Overwrite files that exist."`
}

func (draftCommand) Help() string {
	return `Reads the timeline, finds the milestones, answers the seven questions with numbers and the events they come from, and says what to record so that more can be answered. Without -o it prints a scorecard; with -o it writes a review draft to finish.

Lines that were not understood are listed with the reason, never dropped.

Examples:
  hindcast draft incident.md
  hindcast draft incident.md -o review.md
  hindcast draft incident.md -o review.html
  hindcast draft log.md chat-notes.md --merge -o review.md
  hindcast draft postmortems/*.md -o drafts/
  cat incident.md | hindcast draft - --json`
}

// drafted is one record, read from one file or joined from several, with its
// answers.
type drafted struct {
	record  *hindcast.Record
	answers []hindcast.Answer
	actual  []hindcast.SeverityStep
	gaps    []hindcast.CommunicationGap
	unread  []draft.Unread
	merged  bool
}

// Run reads, assesses and shows. A file that cannot be read does not keep the
// others from being drafted.
func (c draftCommand) Run(std *streams) error {
	if c.JSON && c.Output != "" {
		return usageError("--json prints to standard output; leave out -o, or redirect it")
	}
	zone, err := readZone(c.Zone)
	if err != nil {
		return err
	}
	p, err := readPolicy(c.Policy, std)
	if err != nil {
		return err
	}
	drafts, failed := readDrafts(c.Files, zone, std)
	if c.Merge && len(drafts) > 1 {
		drafts = []drafted{merge(drafts)}
	}
	for i := range drafts {
		drafts[i].assess(p)
	}
	if err := c.show(drafts, p, std); err != nil {
		return errors.Join(failed, err)
	}
	if failed == nil && c.Strict && countUnread(drafts) > 0 {
		return errProblems
	}
	return failed
}

// show puts the drafts where they were asked for.
func (c draftCommand) show(drafts []drafted, p hindcast.Policy, std *streams) error {
	if len(drafts) == 0 {
		return nil
	}
	if c.JSON {
		return printJSON(drafts, std)
	}
	if c.Output != "" {
		return writeDrafts(c.Output, drafts, p, c.Force, std)
	}
	if len(drafts) > overviewFrom {
		return printOverview(drafts, std)
	}
	for i, d := range drafts {
		if i > 0 {
			fmt.Fprintln(std.out)
		}
		if err := printScorecard(d, p, std); err != nil {
			return err
		}
	}
	return nil
}

func readZone(name string) (*time.Location, error) {
	if name == "" {
		return time.UTC, nil
	}
	zone, ok := entry.Zone(name)
	if !ok {
		return nil, usageError(fmt.Sprintf("--zone %q is not a zone; write Europe/Oslo, CET or +02:00", name))
	}
	return zone, nil
}

// readDrafts reads every file it can and joins the errors of the others.
func readDrafts(files []string, zone *time.Location, std *streams) ([]drafted, error) {
	var drafts []drafted
	var failures []error
	for _, name := range files {
		d, err := readDraft(name, zone, std)
		if err != nil {
			failures = append(failures, err)
			continue
		}
		drafts = append(drafts, d)
	}
	return drafts, errors.Join(failures...)
}

func readDraft(name string, zone *time.Location, std *streams) (drafted, error) {
	text, err := readInput(name, std)
	if err != nil {
		return drafted{}, err
	}
	doc, err := writeup.Read(name, text, writeup.Options{Zone: zone, Day: dayOfFile(name)})
	if err != nil {
		return drafted{}, err
	}
	d := drafted{record: &doc.Record}
	for _, u := range doc.Unread {
		d.unread = append(d.unread, draft.Unread{File: name, Line: u.Line, Text: u.Text, Reason: u.Reason})
	}
	return d, nil
}

// merge joins the records of one incident.
func merge(drafts []drafted) drafted {
	joined := drafted{merged: true}
	records := make([]hindcast.Record, len(drafts))
	for i, d := range drafts {
		records[i] = *d.record
		joined.unread = append(joined.unread, d.unread...)
	}
	record := writeup.Merge(records...)
	joined.record = &record
	return joined
}

// assess answers the seven questions as of today.
func (d *drafted) assess(p hindcast.Policy) {
	d.answers = assess.Assess(d.record, p, assess.Options{Today: today(p)})
	d.actual, d.gaps = assess.Actual(d.record, p), assess.Cadence(d.record, p)
}

// today is the day in the policy's zone, which decides what is overdue.
func today(p hindcast.Policy) hindcast.Date { return hindcast.DateOf(now().In(p.Calendar.Zone)) }

func countUnread(drafts []drafted) int {
	n := 0
	for _, d := range drafts {
		n += len(d.unread)
	}
	return n
}

// printJSON prints the one object that draft.Output describes.
func printJSON(drafts []drafted, std *streams) error {
	out := draft.Output{Records: []draft.Record{}, Unread: []draft.Unread{}}
	for _, d := range drafts {
		out.Records = append(out.Records, wire.Record(d.record, d.answers))
		out.Unread = append(out.Unread, d.unread...)
	}
	return printObject(std.out, out)
}
