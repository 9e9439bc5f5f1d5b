package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/app"
	"github.com/hindcast/hindcast/internal/library"
)

type libraryCommand struct {
	Starter libraryStarterCommand `cmd:"" help:"Take documents of the starter set into the library."`
	Pull    libraryPullCommand    `cmd:"" help:"Write what is in force in the library into a folder."`
	Push    libraryPushCommand    `cmd:"" help:"Propose what was changed in a folder to the library."`
}

func (libraryCommand) Help() string {
	return `Keeps a folder of Markdown, such as a Git working tree, in step with the library. Each file says in its front matter which revision it was written from. Nothing is overwritten: what changed on both sides is shown, and both are kept.

Examples:
  hindcast library starter --all
  hindcast library pull docs/runbooks
  hindcast library push docs/runbooks --reason "names the new host"
  hindcast library pull docs/runbooks --server https://hindcast.example --dry-run`
}

// libraryAccess is what the commands have in common: which library.
type libraryAccess struct {
	app.Data
	remote
}

// with opens the library and closes it afterwards.
func (a libraryAccess) with(ctx context.Context, do func(librarySide) error) (err error) {
	if a.asked() {
		server, err := a.connect()
		if err != nil {
			return err
		}
		return do(serverLibrary{server})
	}
	st, err := a.Open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	return do(keptLibrary{library.New(st, func() time.Time { return time.Now().UTC() })})
}

type libraryStarterCommand struct {
	libraryAccess
	Names []string `arg:"" optional:"" help:"Documents to take; without any they are listed."`
	All   bool     `help:"Take all of them."`
	JSON  bool     `name:"json" help:"Print a JSON object."`
}

func (libraryStarterCommand) Help() string {
	return `Each is taken as a proposal, to be edited and approved by somebody else. What the library has already is left as it is.

Examples:
  hindcast library starter
  hindcast library starter ddos dns-hijack
  hindcast library starter --all`
}

// starterLine is the wire form of a line of the starter set.
type starterLine struct {
	Name  string `json:"name"`
	Kind  string `json:"kind"`
	Title string `json:"title"`
	Taken bool   `json:"taken"` // Taken says that the library has it.
}

// Run lists the starter set or takes of it.
func (c libraryStarterCommand) Run(ctx context.Context, std *streams) error {
	return c.with(ctx, func(side librarySide) error {
		lines, err := side.starters(ctx)
		if err != nil {
			return err
		}
		names := c.Names
		if c.All {
			names = nil
			for _, l := range lines {
				names = append(names, l.Name)
			}
		}
		if len(names) > 0 {
			if lines, err = side.take(ctx, names); err != nil {
				return err
			}
		}
		if c.JSON {
			return printObject(std.out, map[string]any{"starters": lines})
		}
		var b bytes.Buffer
		const nameColumns, kindColumns = 28, 24
		for _, l := range lines {
			there := ""
			if l.Taken && len(names) == 0 {
				there = "  (in the library)"
			}
			fmt.Fprintln(&b, pad(l.Name, nameColumns)+pad(strings.ReplaceAll(l.Kind, "_", " "), kindColumns)+l.Title+there)
		}
		if len(names) > 0 {
			fmt.Fprintf(&b, "%d taken as proposals, %d there already.\n", len(lines), len(names)-len(lines))
		}
		_, err = std.out.Write(b.Bytes())
		return err
	})
}

// folderCommand is what pull and push have in common.
type folderCommand struct {
	libraryAccess
	Dir    string `arg:"" help:"The folder."`
	DryRun bool   `name:"dry-run" help:"Only say what would be done."`
	JSON   bool   `name:"json" help:"Print a JSON object."`
}

type libraryPullCommand struct{ folderCommand }

func (libraryPullCommand) Help() string {
	return `Writes each document in force into its file, wherever in the folder that is; new ones into a folder of their kind. A file that was changed here is kept. One that was changed on both sides is kept too, and what the library has is written beside it.

Exit status 1: something was changed on both sides.`
}

// Run brings the folder up to date.
func (c libraryPullCommand) Run(ctx context.Context, std *streams) error {
	return c.with(ctx, func(side librarySide) error {
		s, err := newSync(ctx, side, c.Dir, c.DryRun, true)
		if err != nil {
			return err
		}
		return errors.Join(c.tell(std, &s.report, s.pull()), s.close())
	})
}

type libraryPushCommand struct {
	folderCommand
	Reason string `default:"Changed in the folder that is kept in step." help:"Why the documents change; stands beside each revision."`
}

func (libraryPushCommand) Help() string {
	return `Proposes each text that was changed here as a revision, for somebody else to approve. A file with a kind and a title in its front matter, and no id, becomes a new document. Other files are left alone.

Exit status 1: something was changed on both sides.`
}

// Run proposes what was changed in the folder.
func (c libraryPushCommand) Run(ctx context.Context, std *streams) error {
	return c.with(ctx, func(side librarySide) error {
		s, err := newSync(ctx, side, c.Dir, c.DryRun, false)
		if err != nil {
			return err
		}
		return errors.Join(c.tell(std, &s.report, s.push(ctx, c.Reason)), s.close())
	})
}

// tell prints what was done, also when it broke off.
func (c folderCommand) tell(std *streams, r *syncReport, broke error) error {
	if c.JSON {
		if err := printObject(std.out, r); err != nil {
			return errors.Join(broke, err)
		}
	} else if _, err := std.out.Write(r.text()); err != nil {
		return errors.Join(broke, err)
	}
	if broke == nil && r.Conflicts > 0 {
		return errProblems
	}
	return broke
}
