package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/lint"
	"github.com/hindcast/hindcast/internal/writeup"
)

type checkCommand struct {
	Files  []string `arg:"" name:"file" help:"Reviews in Markdown; - reads standard input."`
	JSON   bool     `name:"json" xor:"format" help:"Print the hints as one JSON object."`
	GitHub bool     `name:"github" xor:"format" help:"Print GitHub workflow annotations."`
	Strict bool     `help:"Count notes as problems too."`
	Zone   string   `placeholder:"ZONE" help:"Zone of times that name none. UTC otherwise."`
}

func (checkCommand) Help() string {
	return `Finds missing owners, deadlines and kinds of change, vague actions, findings without a disposition, and sentences that make a person the subject of blame or hindsight, with the question to ask instead. Each hint names its rule; docs/hints.md explains every one.

A draft that hindcast wrote and nobody finished yet is not blamed for what is still to be written: those hints are notes. Exit status 1 when a problem was found, so that it fits into CI.

Examples:
  hindcast check review.md
  hindcast check postmortems/*.md --github
  hindcast check review.md --json`
}

// fileHint is a hint with the file it is about.
type fileHint struct {
	File string `json:"file"`
	lintHint
	hint lint.Hint
}

// lintHint is the wire form of a hint.
type lintHint struct {
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Rule    string `json:"rule"`
	Level   string `json:"level"`
	Text    string `json:"text"`
	Message string `json:"message"`
	Ask     string `json:"ask"`
}

// Run checks every file it can read and shows the hints in one of three forms.
func (c checkCommand) Run(std *streams) error {
	zone, err := readZone(c.Zone)
	if err != nil {
		return err
	}
	var hints []fileHint
	var failures []error
	for _, name := range c.Files {
		text, err := readInput(name, std)
		if err == nil {
			var found []fileHint
			found, err = checkFile(name, text, zone)
			hints = append(hints, found...)
		}
		failures = append(failures, err)
	}
	if err := c.show(hints, std); err != nil {
		return err
	}
	if err := errors.Join(failures...); err != nil {
		return err
	}
	if count(hints, lint.Problem) > 0 || c.Strict && len(hints) > 0 {
		return errProblems
	}
	return nil
}

func checkFile(name string, text []byte, zone *time.Location) ([]fileHint, error) {
	doc, err := writeup.Read(name, text, writeup.Options{Zone: zone})
	if err != nil {
		return nil, err
	}
	var hints []fileHint
	unfinished := doc.Draft && !strings.EqualFold(doc.Status, "final")
	for _, h := range lint.Check(&doc.Record, text, unfinished) {
		hints = append(hints, fileHint{File: name, hint: h, lintHint: lintHint{
			Line: h.Line, Column: h.Column, Rule: h.Rule, Level: string(h.Level), Text: h.Text, Message: h.Message, Ask: h.Ask,
		}})
	}
	return hints, nil
}

func (c checkCommand) show(hints []fileHint, std *streams) error {
	switch {
	case c.JSON:
		if hints == nil {
			hints = []fileHint{}
		}
		return printObject(std.out, map[string]any{"hints": hints})
	case c.GitHub:
		for _, h := range hints {
			fmt.Fprintln(std.out, h.hint.Annotation(h.File))
		}
		return nil
	}
	showHints(hints, len(c.Files), std)
	return nil
}

// showHints prints hints the way compilers do, so that editors can jump to them.
func showHints(hints []fileHint, files int, std *streams) {
	s := std.style
	for _, h := range hints {
		mark := s.red("problem")
		if h.Level == string(lint.Notice) {
			mark = s.blue("note")
		}
		fmt.Fprintf(std.out, "%s:%d:%d: %s: %s %s\n", terminalSafe(h.File), h.Line, max(1, h.Column), mark, terminalSafe(h.Message), s.dim("["+h.Rule+"]"))
		if h.Text != "" {
			fmt.Fprintf(std.out, "    %s\n", s.dim("| "+clip(h.Text, std.width-6)))
		}
		if h.Ask != "" {
			fmt.Fprintf(std.out, "    %s\n", terminalSafe(h.Ask))
		}
	}
	problems, notes := count(hints, lint.Problem), count(hints, lint.Notice)
	if problems+notes == 0 {
		fmt.Fprintf(std.out, "%s\n", s.green(plural(files, "file", "files")+" checked, nothing to say"))
		return
	}
	fmt.Fprintf(std.out, "%s, %s in %s\n", plural(problems, "problem", "problems"), plural(notes, "note", "notes"), plural(files, "file", "files"))
}

func count(hints []fileHint, level lint.Level) int {
	n := 0
	for _, h := range hints {
		if h.Level == string(level) {
			n++
		}
	}
	return n
}

// plural writes a count with its noun.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
