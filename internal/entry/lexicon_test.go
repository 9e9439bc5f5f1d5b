package entry

import (
	"slices"
	"strings"
	"testing"
)

// TestEveryPhraseIsFound makes a text of each alternative of each phrase and looks
// for it.
func TestEveryPhraseIsFound(t *testing.T) {
	for _, list := range phraseLists() {
		for line := range strings.Lines(list.phrases) {
			if line = strings.TrimSpace(line); line == "" {
				continue
			}
			for _, text := range examples(line) {
				found := vocabulary.find(split(text), nil)
				if !slices.ContainsFunc(found, func(m match) bool { return m.sense == list.sense && m.first == 0 }) {
					t.Errorf("sense %d: %q is not found by %q", list.sense, text, line)
				}
			}
		}
	}
}

// examples writes out a phrase with its first words in turn, once with and once
// without what may be absent.
func examples(line string) []string {
	var long, short []string
	fields := strings.Fields(line)
	for _, field := range fields[1:] {
		field, optional := strings.CutSuffix(field, "?")
		word, _, _ := strings.Cut(field, "|")
		word = strings.TrimSuffix(word, "*")
		if field == ".." {
			long = append(long, "xx", "xx")
			continue
		}
		long = append(long, word)
		if !optional {
			short = append(short, word)
		}
	}
	var texts []string
	for first := range strings.SplitSeq(fields[0], "|") {
		if stem, prefix := strings.CutSuffix(first, "*"); prefix {
			first = stem + "xyz"
		}
		texts = append(texts, strings.Join(append([]string{first}, long...), " "), strings.Join(append([]string{first}, short...), " "))
	}
	return texts
}

func TestSplit(t *testing.T) {
	words := split("Don’t roll-back: the (new) “API” - it's 5.2s; ok?")
	var got []string
	for _, w := range words {
		mark := ""
		if w.sentence {
			mark = "."
		} else if w.clause {
			mark = ","
		}
		got = append(got, mark+w.text)
	}
	want := ".don't roll back ,the ,new ,api ,it's 5 .2s .ok"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

func TestGapsStayInASentence(t *testing.T) {
	for text, want := range map[string]bool{
		"Root cause of the outage identified":            true,
		"Root cause unknown. A pattern was identified":   false,
		"Incident was quickly resolved":                  true,
		"Incident. Ticket of somebody else was resolved": false,
	} {
		if got := meaningOf(text).has(saysCause, saysResolved); got != want {
			t.Errorf("%q states a milestone: %v, want %v", text, got, want)
		}
	}
}
