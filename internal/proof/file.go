package proof

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/go-git/go-git/v5/plumbing/storer"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Limits of what is read of a repository; ours.
const (
	maxFile    = 1 << 20
	maxFiles   = 20_000
	maxCommits = 1_000_000
)

// said names the tip for people.
func (t tip) said() string { return fmt.Sprintf("%s at %s", t.ref, t.commit.Hash.String()[:10]) }

// ancestor judges whether a commit is part of the history of a tip.
func (s Statement) ancestor(ctx context.Context, t tip) Found {
	wanted, seen := s.Of("commit"), 0
	commits := object.NewCommitPreorderIter(t.commit, nil, nil)
	var at *object.Commit
	err := commits.ForEach(func(c *object.Commit) error {
		if strings.HasPrefix(c.Hash.String(), wanted) {
			at = c
			return storer.ErrStop
		}
		if seen++; seen > maxCommits {
			return &hindcast.Error{Code: hindcast.TooLarge, Message: fmt.Sprintf("the history has more than %d commits", maxCommits)}
		}
		return ctx.Err()
	})
	if err != nil {
		return unanswered(fmt.Errorf("the history of %s could not be read: %w", t.said(), err))
	}
	if at == nil {
		return broken("%s is none of the %d commits of %s", wanted, seen, t.said())
	}
	subject, _, _ := strings.Cut(at.Message, "\n")
	return holds("%s is part of %s: %s", at.Hash.String()[:10], t.said(), clip(subject, 200))
}

// file judges what a file, or files of a pattern, contain and lack.
func (s Statement) file(ctx context.Context, t tip) Found {
	tree, err := t.commit.Tree()
	if err != nil {
		return unanswered(fmt.Errorf("the files of %s could not be read: %w", t.said(), err))
	}
	if name := s.Of("file"); !strings.Contains(name, "*") {
		return s.single(ctx, t, tree, name)
	}
	return s.several(ctx, t, tree)
}

func (s Statement) single(ctx context.Context, t tip, tree *object.Tree, name string) Found {
	said := name + " in " + t.said()
	entry, err := tree.FindEntry(name)
	if errors.Is(err, object.ErrEntryNotFound) || errors.Is(err, object.ErrDirectoryNotFound) || errors.Is(err, plumbing.ErrObjectNotFound) {
		if s.Of("contains") == "" && s.Of("lacks") != "" {
			return holds("there is no %s, so it lacks %s", said, quoted(s.Of("lacks")))
		}
		return broken("there is no %s", said)
	}
	if err != nil {
		return unanswered(err)
	}
	if !entry.Mode.IsFile() {
		return broken("%s is no file", said)
	}
	text, err := t.text(tree, *entry)
	if err != nil {
		return unanswered(err)
	}
	f := s.text(ctx, text, said)
	f.Content = text
	return f
}

// text reads a file, if it is not larger than is read.
func (t tip) text(tree *object.Tree, entry object.TreeEntry) (string, error) {
	blob, err := tree.TreeEntryFile(&entry)
	if err != nil {
		if errors.Is(err, plumbing.ErrObjectNotFound) { // a remote that filters left it out
			err = tooLong(entry.Name)
		}
		return "", err
	}
	if blob.Size > maxFile {
		return "", tooLong(entry.Name)
	}
	r, err := blob.Reader()
	if err != nil {
		return "", err
	}
	defer r.Close()
	body, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err == nil && len(body) > maxFile {
		err = tooLong(entry.Name)
	}
	return string(body), err
}

func tooLong(name string) error {
	return &hindcast.Error{Code: hindcast.TooLarge, Message: fmt.Sprintf("%s is larger than the %d KiB that are read of a file", name, maxFile>>10)}
}

// several judges files together: one contains what is wanted, none what is not.
func (s Statement) several(ctx context.Context, t tip, tree *object.Tree) Found {
	walk := object.NewTreeWalker(tree, true, nil)
	defer walk.Close()
	count, large, hit := 0, 0, ""
	for {
		name, entry, err := walk.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return unanswered(err)
		}
		if !entry.Mode.IsFile() || entry.Mode == filemode.Symlink || !globbed(s.Of("file"), name) {
			continue
		}
		if count++; count > maxFiles {
			return unknown("more than %d files are %s", maxFiles, s.Of("file"))
		}
		text, err := t.text(tree, object.TreeEntry{Name: name, Mode: entry.Mode, Hash: entry.Hash})
		if hindcast.CodeOf(err) == hindcast.TooLarge {
			large++
			continue
		}
		if err != nil {
			return unanswered(err)
		}
		if f, done := s.one(ctx, text, name, t, &hit); done {
			return f
		}
	}
	return s.together(t, count, large, hit)
}

// one looks at one of several files; done is when that decides.
func (s Statement) one(ctx context.Context, text, name string, t tip, hit *string) (f Found, done bool) {
	if unwanted := s.Of("lacks"); unwanted != "" {
		at, f, ok := place(ctx, unwanted, text)
		if !ok {
			return f, true
		}
		if at >= 0 {
			number, line := lineAt(text, at)
			return broken("%s is in %s in %s, line %d: %s", quoted(unwanted), name, t.said(), number, line).with(name + ": " + line), true
		}
	}
	if wanted := s.Of("contains"); wanted != "" && *hit == "" {
		at, f, ok := place(ctx, wanted, text)
		if !ok {
			return f, true
		}
		if at >= 0 {
			number, line := lineAt(text, at)
			*hit = fmt.Sprintf("%s, line %d: %s", name, number, line)
		}
	}
	return Found{}, false
}

// together is what several files come to.
func (s Statement) together(t tip, count, large int, hit string) Found {
	said := fmt.Sprintf("%d files are %s in %s", count, s.Of("file"), t.said())
	if large > 0 {
		said += fmt.Sprintf(", of which %d are too large to be read", large)
	}
	switch wanted := s.Of("contains"); {
	case wanted != "" && hit != "":
		return holds("%s; %s", said, hit).with(hit)
	case large > 0:
		return unknown("%s", said)
	case wanted != "":
		return broken("%s; %s is in none", said, quoted(wanted))
	case s.Of("lacks") != "":
		return holds("%s; %s is in none", said, quoted(s.Of("lacks")))
	case count == 0:
		return broken("%s", said)
	}
	return holds("%s", said)
}

// globbed reports whether a path is of a pattern: * is within a name, ** any
// folders.
func globbed(pattern, name string) bool {
	return parts(strings.Split(pattern, "/"), strings.Split(name, "/"))
}

func parts(pattern, name []string) bool {
	switch {
	case len(pattern) == 0:
		return len(name) == 0
	case pattern[0] == "**":
		for i := range len(name) + 1 {
			if parts(pattern[1:], name[i:]) || len(pattern) == 1 {
				return true
			}
		}
		return false
	case len(name) == 0:
		return false
	}
	ok, err := path.Match(pattern[0], name[0])
	return err == nil && ok && parts(pattern[1:], name[1:])
}
