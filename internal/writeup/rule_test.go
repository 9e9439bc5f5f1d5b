package writeup

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRulesAreExplained reads every sample and looks up every rule that was
// applied.
func TestRulesAreExplained(t *testing.T) {
	files, err := filepath.Glob("testdata/read/*.md")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	note := func(rules string) {
		for _, id := range strings.Fields(rules) {
			used[id] = true
		}
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := Read(filepath.Base(file), text, Options{})
		if err != nil {
			t.Fatal(err)
		}
		rec := doc.Record
		for _, e := range rec.Timeline {
			note(e.Origin.Rule)
		}
		for _, a := range rec.Actions {
			note(a.Origin.Rule)
		}
		for _, p := range rec.Participants {
			note(p.Origin.Rule)
		}
		for _, s := range rec.Impact {
			note(s.Origin.Rule)
		}
		for _, e := range rec.Evidence {
			note(e.Origin.Rule)
		}
		for _, rule := range rec.Inferred {
			note(rule)
		}
	}
	for id := range used {
		if meaning, ok := Rule(id); !ok || !strings.HasSuffix(meaning, ".") {
			t.Errorf("rule %q is not explained", id)
		}
	}
	for _, id := range RuleIDs() {
		if _, ok := Rule(id); !ok {
			t.Errorf("rule %q is listed and not explained", id)
		}
	}
	if len(used) < 15 {
		t.Errorf("the samples apply only %d rules", len(used))
	}
}
