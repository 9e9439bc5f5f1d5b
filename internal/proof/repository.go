package proof

import (
	"context"
	"errors"
	"path"
	"regexp"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func repositoryFields() []Field {
	return []Field{
		{Name: "repository", Label: "Repository", Hint: "An address by https, a path below the source, or a folder on the server that its operator allows.", Example: "https://github.com/example/payments", Required: true},
		sourceField("forge"),
		{Name: "ref", Label: "Branch or tag", Hint: "The repository's own main branch otherwise.", Example: "main", check: checkRef},
		{Name: "file", Label: "File", Hint: "A path in the repository; * stands for any part of a name and **/ for any folders.", Example: "deploy/limits.yaml", check: checkFile},
		containsField(),
		lacksField(),
		{Name: "commit", Label: "Commit", Hint: "A commit that must be part of the branch, by at least 7 digits.", Example: "9f3c2ab", check: func(v string) error {
			if !commitDigits.MatchString(v) {
				return errors.New("must be 7 to 40 hexadecimal digits")
			}
			return nil
		}},
		{Name: "pull", Label: "Pull request", Hint: "The number of a pull or merge request that must be merged.", Example: "128", check: func(v string) error {
			if !digits.MatchString(v) {
				return errors.New("must be a number")
			}
			return nil
		}},
	}
}

var (
	commitDigits = regexp.MustCompile(`^[0-9a-f]{7,40}$`)
	digits       = regexp.MustCompile(`^\d{1,12}$`)
	refName      = regexp.MustCompile(`^[\w][\w./+@-]{0,200}$`)
)

func checkRef(v string) error {
	if !refName.MatchString(v) || strings.Contains(v, "..") {
		return errors.New("is no name of a branch or tag")
	}
	return nil
}

func checkFile(v string) error {
	if strings.HasPrefix(v, "/") || v != path.Clean(v) || v == ".." || strings.HasPrefix(v, "../") {
		return errors.New("must be a path from the top of the repository, as deploy/limits.yaml")
	}
	if _, err := path.Match(strings.ReplaceAll(v, "**", "*"), ""); err != nil {
		return errors.New("is no pattern of names")
	}
	return nil
}

func (s Statement) repositoryContradictions() (p hindcast.Problems) {
	asked := 0
	for _, name := range []string{"file", "commit", "pull"} {
		if s.Of(name) != "" {
			asked++
		}
	}
	if asked != 1 {
		p.Add("file", "exactly one of file, commit and pull request says what is looked at")
	}
	if s.Of("file") == "" && (s.Of("contains") != "" || s.Of("lacks") != "") {
		p.Add("file", "must say where the text is looked for")
	}
	subject := s.Of("repository")
	if s.Of("source") == "" && !strings.HasPrefix(subject, "/") {
		if err := address(subject); err != nil {
			p.Add("repository", "must be an address such as https://git.example.com/payments, or name a source and be a path there")
		}
	}
	return p
}

// repository looks into a Git repository, or asks its forge.
func (c *Checker) repository(ctx context.Context, s Statement, from Source) Found {
	if s.Of("pull") != "" {
		return c.pull(ctx, s, from)
	}
	tip, f, ok := c.tipOf(ctx, s, from)
	if !ok {
		return f
	}
	if s.Of("commit") != "" {
		return s.ancestor(ctx, tip)
	}
	return s.file(ctx, tip)
}

// pullRequest is one as GitHub, Gitea or GitLab answer it.
type pullRequest struct {
	Title    string
	State    string
	Merged   bool
	MergedAt string `json:"merged_at"`
	Base     struct{ Ref string }
	Target   string `json:"target_branch"` // Target is GitLab's word for it
}

// pull asks a forge whether a pull request is merged.
func (c *Checker) pull(ctx context.Context, s Statement, from Source) Found {
	subject := s.Of("repository")
	if err := from.belongs(subject); err != nil {
		return unanswered(err)
	}
	at, err := forgeOf(from, subject)
	if err != nil {
		return unanswered(err)
	}
	if at.kind == hindcast.SourceJira {
		return unknown("Jira has no pull requests")
	}
	project := strings.TrimPrefix(strings.TrimPrefix(subject, strings.TrimSuffix(from.Base, "/")), "/")
	if _, after, ok := strings.Cut(project, "://"); ok {
		_, project, _ = strings.Cut(after, "/")
	}
	project = strings.TrimSuffix(strings.Trim(project, "/"), ".git")
	var got pullRequest
	if f, ok := c.read(ctx, at, at.change(ticketRef{project, s.Of("pull")}), "pull request", &got); !ok {
		return f
	}
	into := got.Base.Ref
	if at.kind == hindcast.SourceGitLab {
		into, got.Merged = got.Target, got.State == "merged"
	}
	content := "title: " + got.Title + "\nstate: " + got.State + "\ninto: " + into
	switch {
	case !got.Merged:
		return broken("“%s” is %s and not merged", clip(got.Title, 300), got.State).with(content)
	case s.Of("ref") != "" && s.Of("ref") != into:
		return broken("“%s” was merged into %s, not into %s", clip(got.Title, 300), into, s.Of("ref")).with(content)
	}
	return holds("“%s” was merged into %s%s", clip(got.Title, 300), into, since(got.MergedAt)).with(content)
}
