package writeup

import (
	"go/scanner"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// FuzzRead checks that whatever is read, nothing panics, the record is valid and
// every line is accounted for: what is prose or unread stands there word for
// word, and of what was understood every word is in the record, but for the words
// that the reader itself knows.
func FuzzRead(f *testing.F) {
	samples, _ := filepath.Glob("testdata/read/*.md")
	for _, file := range samples {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	for _, s := range []string{
		"---\ntitle: x\nhindcast: {v: 1}\n---\n# y\n", "---\na: &a [*a]\n---\n", "```\n14:30 x", "| a |\n|-|\n| \\| |", "- \n  - \n\t- x\n1. y", "<!--", "{/*", "import {\na", "# \n===\n**\n",
		"## Actions\n### Immediate\n- [x] a @b\n- [ ] c", "## Impact\n- Funds at risk: $1.2m\n- Losses: 3 or 4 EUR", "\xff\xfe", "a\x00b", "Start: 2025-01-01 10:00\nResolved: 9",
		"# Timeline 0000000AAA000", "## Action Items\n* 0Aowner:A0", "A000000000000000000AA0000AAA:", "# Timeline\ntimes 0AAA CT",
	} {
		f.Add(s)
	}
	known := ownWords(f)
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := Read("2025-02-03-fuzz.md", []byte(text), Options{})
		if err != nil {
			return
		}
		checkAccount(t, doc, text)
		if err := doc.Record.Validate(); err != nil {
			t.Errorf("the record is not valid: %v", err)
		}
		checkWords(t, doc, known)
	})
}

// checkWords checks that no word of the document was lost.
func checkWords(t *testing.T, doc *Document, known map[string]bool) {
	t.Helper()
	told := map[string]bool{}
	forTexts(reflect.ValueOf(doc).Elem(), func(text string) {
		for _, w := range append(wordsOf(text), wordsOf(plain(text))...) {
			told[w] = true
		}
	})
	for i, line := range doc.page.lines {
		if doc.page.fates[i] == markup || doc.page.fates[i] == untouched {
			continue
		}
		for _, w := range wordsOf(plain(line)) {
			if !told[w] && !known[w] {
				t.Errorf("line %d lost %q: %q\n%s", i+1, w, line, tell(doc))
				return
			}
		}
	}
}

// forTexts visits every text that a document gives away: its exported fields, and
// theirs.
func forTexts(v reflect.Value, visit func(string)) {
	switch v.Kind() {
	case reflect.String:
		visit(v.String())
	case reflect.Pointer:
		if !v.IsNil() {
			forTexts(v.Elem(), visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			forTexts(v.Index(i), visit)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			forTexts(v.MapIndex(key), visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				forTexts(v.Field(i), visit)
			}
		}
	}
}

// wordsOf returns the words of three letters or more, in lower case.
func wordsOf(text string) []string {
	var list []string
	text = strings.NewReplacer("'", "", "’", "").Replace(text)
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(w) >= 3 {
			list = append(list, w)
		}
	}
	return list
}

// ownWords gathers the words that the reader knows: those in the string literals
// of its source and of the packages that read entries and levels.
func ownWords(tb testing.TB) map[string]bool {
	known := map[string]bool{}
	for _, dir := range []string{".", "../entry", "../hindcast"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil || len(files) == 0 {
			tb.Fatalf("no source in %s: %v", dir, err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			addLiterals(tb, known, file)
		}
	}
	for _, w := range strings.Fields("january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec " +
		"monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun the") {
		known[w] = true
	}
	return known
}

func addLiterals(tb testing.TB, known map[string]bool, file string) {
	source, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	set := token.NewFileSet()
	var s scanner.Scanner
	s.Init(set.AddFile(file, set.Base(), len(source)), source, nil, 0)
	for {
		_, kind, literal := s.Scan()
		if kind == token.EOF {
			return
		}
		if kind != token.STRING {
			continue
		}
		if text, err := strconv.Unquote(literal); err == nil {
			for _, w := range wordsOf(text) {
				known[w] = true
			}
		}
	}
}

// TestWordsKept checks the samples and the corpus for lost words as well.
func TestWordsKept(t *testing.T) {
	known := ownWords(t)
	files, _ := filepath.Glob("testdata/read/*.md")
	if dir := os.Getenv("HINDCAST_CORPUS"); dir != "" {
		files = append(files, corpus(t)...)
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
		checkWords(t, doc, known)
	}
}
