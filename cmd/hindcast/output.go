package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/report"
	"github.com/hindcast/hindcast/internal/writeup"
)

// writeDrafts writes the drafts to standard output, one file, or a folder.
func writeDrafts(out string, drafts []drafted, p hindcast.Policy, force bool, std *streams) error {
	if out == "-" {
		return markdownTo(std, drafts)
	}
	switch strings.ToLower(filepath.Ext(out)) {
	case ".html", ".htm":
		page, err := htmlPage(drafts, p)
		if err != nil {
			return err
		}
		return writeFile(out, page, drafts, force, std)
	case ".md", ".markdown", ".mdx":
		if len(drafts) > 1 {
			return usageError(fmt.Sprintf("-o %s holds one draft and there are %d: name a folder, or join the files with --merge", out, len(drafts)))
		}
		return writeFile(out, markdown(drafts[0]), drafts, force, std)
	}
	return writeFolder(out, drafts, force, std)
}

// markdownTo writes the drafts one after the other, as `cat` would.
func markdownTo(std *streams, drafts []drafted) error {
	if len(drafts) > 1 {
		return usageError(fmt.Sprintf("-o - holds one draft and there are %d: name a folder, or join the files with --merge", len(drafts)))
	}
	if _, err := std.out.Write(markdown(drafts[0])); err != nil {
		return err
	}
	listUnread(std.err, drafts, style{})
	return nil
}

// writeFolder writes one Markdown file for each draft, named after its source.
func writeFolder(folder string, drafts []drafted, force bool, std *streams) error {
	if info, err := os.Stat(folder); err == nil && !info.IsDir() {
		return usageError(fmt.Sprintf("-o %s is a file without .md or .html at its end; name a folder or add the ending", folder))
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("make the folder for the drafts: %w", err)
	}
	taken := map[string]bool{}
	var failures []error
	for _, d := range drafts {
		name := uniqueName(d.record.Source, taken)
		failures = append(failures, writeFile(filepath.Join(folder, name), markdown(d), []drafted{d}, force, std))
	}
	return errors.Join(failures...)
}

// uniqueName names a draft after its source, with a number when two sources have
// the same name.
func uniqueName(source string, taken map[string]bool) string {
	base := filepath.Base(source)
	if source == "-" || source == "" {
		base = "draft.md"
	}
	stem := strings.TrimSuffix(base, filepath.Ext(base))
	switch strings.ToLower(filepath.Ext(base)) {
	case ".md", ".markdown", ".mdx", ".txt":
	default:
		stem = base
	}
	name := stem + ".md"
	for n := 2; taken[strings.ToLower(name)]; n++ {
		name = fmt.Sprintf("%s-%d.md", stem, n)
	}
	taken[strings.ToLower(name)] = true
	return name
}

// writeFile writes what was drafted and says so on standard error.
func writeFile(name string, text []byte, drafts []drafted, force bool, std *streams) error {
	if err := createFile(name, text, force); err != nil {
		return err
	}
	for _, d := range drafts {
		fmt.Fprintf(std.err, "%s: %s\n", name, summary(d))
	}
	listUnread(std.err, drafts, style{})
	return nil
}

// createFile writes a file. It never replaces one that exists unless told to:
// somebody may have finished it.
func createFile(name string, text []byte, force bool) error {
	flags := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if force {
		flags = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	}
	file, err := os.OpenFile(name, flags, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s exists already and may hold somebody's work; choose another name, or --force to replace it", name)
	}
	if err != nil {
		return fmt.Errorf("write the draft: %w", err)
	}
	_, err = file.Write(text)
	if err = errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("write the draft: %w", err)
	}
	return nil
}

func markdown(d drafted) []byte {
	lines := make([]writeup.Unread, len(d.unread))
	for i, u := range d.unread {
		lines[i] = writeup.Unread{Line: u.Line, Text: u.Text, Reason: u.Reason}
	}
	record := writeup.WithUnread(*d.record, lines)
	return writeup.Write(&record, d.answers, writeup.WriteOptions{Draft: true})
}

// htmlPage renders all drafts on one self-contained page.
func htmlPage(drafts []drafted, p hindcast.Policy) ([]byte, error) {
	entries := make([]report.Entry, len(drafts))
	for i, d := range drafts {
		options := report.Options{Policy: p, Actual: d.actual, Gaps: d.gaps, Today: today(p), Version: buildVersion().Version, RuleMeaning: writeup.Rule}
		for _, u := range d.unread {
			options.Unread = append(options.Unread, report.UnreadLine{Line: u.Line, Text: u.Text, Reason: u.Reason})
		}
		entries[i] = report.Entry{Record: d.record, Answers: d.answers, Options: options}
	}
	var page bytes.Buffer
	err := report.WriteAll(&page, entries)
	return page.Bytes(), err
}

// summary says in one line what a draft holds.
func summary(d drafted) string {
	milestones, answered := 0, 0
	for _, m := range hindcast.Milestones() {
		if d.record.Milestone(m) != nil {
			milestones++
		}
	}
	for _, a := range d.answers {
		if a.Verdict != hindcast.NotComputable {
			answered++
		}
	}
	return fmt.Sprintf("%s, %d of 6 milestones, %d of 7 questions answered, %s not understood",
		plural(len(d.record.Timeline), "event", "events"), milestones, answered, plural(len(d.unread), "line", "lines"))
}
