package lint

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write golden files anew")

const guidePath = "../../docs/hints.md"

func TestRulesAreComplete(t *testing.T) {
	kebab := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	seen := map[string]bool{}
	for _, r := range Rules() {
		if !kebab.MatchString(r.ID) || seen[r.ID] {
			t.Errorf("%q is no identifier, or is used twice", r.ID)
		}
		seen[r.ID] = true
		for name, text := range map[string]string{"title": r.Title, "message": r.Message, "ask": r.Ask, "why": r.Why, "source": r.Source, "bad": r.Bad, "good": r.Good} {
			if strings.TrimSpace(text) == "" {
				t.Errorf("%s has no %s", r.ID, name)
			}
		}
		if len(r.Message) > 90 || len(r.Title) > 50 {
			t.Errorf("%s: message or title is too long", r.ID)
		}
		if r.Kind == Language && r.Level != Notice {
			t.Errorf("%s: a language rule never makes a check fail", r.ID)
		}
		if found, ok := Find(r.ID); !ok || found.ID != r.ID {
			t.Errorf("Find does not find %s", r.ID)
		}
	}
	if _, ok := Find("no-such-rule"); ok {
		t.Error("Find finds a rule that is not there")
	}
}

// TestOwnWordsPass holds the rules to themselves: only the bad examples may be
// what the rules are about.
func TestOwnWordsPass(t *testing.T) {
	for _, r := range Rules() {
		for _, text := range []string{r.Title, r.Message, r.Ask, r.Why, r.Good} {
			for _, h := range Text(1, text) {
				t.Errorf("%s: %q is a %s (%q)", r.ID, text, h.Rule, h.Text)
			}
		}
	}
	for _, ask := range []string{isInquiry, askResult, askEnd, askGuard} {
		if len(Text(1, ask)) > 0 {
			t.Errorf("%q is no blameless question", ask)
		}
	}
}

func TestBadExamplesAreFound(t *testing.T) {
	for _, r := range Rules() {
		if r.Kind != Language {
			continue
		}
		found := len(Text(1, r.Bad)) > 0 && Text(1, r.Bad)[0].Rule == r.ID
		if r.ID == "vague-action" {
			found = vague(r.Bad) != "" && vague(r.Good) == ""
		}
		if !found {
			t.Errorf("%s does not find its own example %q", r.ID, r.Bad)
		}
	}
}

func TestGuide(t *testing.T) {
	want := guide()
	if *update {
		if err := os.WriteFile(guidePath, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(guidePath)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("docs/hints.md does not follow the rules; run go test ./internal/lint -update:\n%s", diff)
	}
	for _, h := range Document(got) {
		if !strings.HasPrefix(strings.Split(want, "\n")[h.Line-1], "- Instead of: ") {
			t.Errorf("docs/hints.md:%d: %s: %q", h.Line, h.Rule, h.Text)
		}
	}
}

// guide renders docs/hints.md from the rules.
func guide() string {
	var b strings.Builder
	b.WriteString(`# Hints

What ` + "`hindcast check FILE…`" + ` looks at, and why. This page is made from the rules themselves
(` + "`go test ./internal/lint -update`" + `).

A **problem** is something missing that the review needs; the command then exits with 1. A **note** makes it do so
only with ` + "`--strict`" + `. Hints on language are always notes: they accuse nobody, block nothing, and offer a question
that leads further. Things may fail, teams may plan, and words in quotation marks are somebody else's: none of these is a hint.
In a draft that is still being written everything is a note.

Where a hint does not fit, say so on the line or on the line before it. Rules that concern the whole document
may be allowed anywhere in it:

    <!-- hindcast:allow RULE because REASON -->

How often the hints on language are wrong on real reviews is counted in [corpus-hints.md](corpus-hints.md).
`)
	for _, kind := range []struct {
		kind  Kind
		title string
	}{{Completeness, "What is missing"}, {Gate, "What stands before sign-off"}, {Language, "How it is worded"}} {
		fmt.Fprintf(&b, "\n## %s\n", kind.title)
		for _, r := range Rules() {
			if r.Kind != kind.kind {
				continue
			}
			level := string(r.Level)
			fmt.Fprintf(&b, "\n### %s\n\n`%s` (%s). %s\n\n- Ask: %s\n- Why: %s\n- Source: %s\n- Instead of: %s\n- Write: %s\n",
				r.Title, r.ID, level, r.Message, r.Ask, r.Why, r.Source, cell(r.Bad), cell(r.Good))
		}
	}
	return b.String()
}

// cell shows an example as code where it holds markup.
func cell(example string) string {
	if strings.ContainsAny(example, "<|#") {
		return "`" + example + "`"
	}
	return example
}
