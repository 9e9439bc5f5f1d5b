package together_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/hindcast/hindcast/internal/together"
)

// TestAsCodeMirrorDoes applies changes that @codemirror/state 6.7.6 made, and
// expects the texts it made of them.
func TestAsCodeMirrorDoes(t *testing.T) {
	raw, err := os.ReadFile("testdata/codemirror.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []struct{ Before, Changes, After string }
	if err := json.Unmarshal(raw, &vectors); err != nil || len(vectors) < 100 {
		t.Fatal(len(vectors), err)
	}
	for _, v := range vectors {
		c, err := together.Parse(v.Changes)
		if err != nil {
			t.Fatalf("%s: %v", v.Changes, err)
		}
		if got, err := c.Apply(v.Before); err != nil || got != v.After {
			t.Errorf("%s on %q: %q, %v; want %q", v.Changes, v.Before, got, err, v.After)
		}
		again, err := together.Parse(c.String())
		if err != nil || again.String() != c.String() {
			t.Errorf("%s is written as %s: %v", v.Changes, c, err)
		}
	}
}

func TestWhatDoesNotFit(t *testing.T) {
	for _, change := range []string{"", "{}", "[", "7", `["x"]`, "[[]]", "[-1]", "[1.5]", "[[-1]]", `[["x"]]`, `[[0,1]]`, `[[0,"a\nb"]]`, `[[0,"a\rb"]]`,
		`[[0,"\ud83d"]]`, `[[0,"\uDD25x"]]`, `[[0,"\ud83d\u0041"]]`, "[99999999999]", `[null]`} {
		if c, err := together.Parse(change); err == nil {
			if _, err = c.Apply("ab"); err == nil {
				t.Errorf("%s was taken", change)
			}
		}
	}
	for change, text := range map[string]string{"[1]": "🔥", "[[1],1]": "🔥", "[3]": "ab", "[1] ": "ab", "[]": "ab", "[1,[2]]": "ab"} {
		c, err := together.Parse(change)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := c.Apply(text); err == nil {
			t.Errorf("%s on %q gave %q", change, text, got)
		}
	}
	if c, err := together.Parse(`[[0,"\ud83d\udd25 \\ud83d"]]`); err != nil || c[0].Inserted != `🔥 \ud83d` {
		t.Errorf("a whole character as two escapes: %v, %v", c, err)
	}
}

func TestMergeKeepsBoth(t *testing.T) {
	for _, c := range []struct{ base, ours, theirs, want string }{
		{"one two three", "one two three", "one 2 three", "one 2 three"},
		{"one two three", "ONE two three", "one two 3", "ONE two 3"},
		{"one two three", "one two 3", "ONE two three", "ONE two 3"},
		{"one", "one of us", "one of them", "one of us\n of them"},
		{"one two", "one", "one two", "one"},
		{"one two", "one too", "one", "one too"},
		{"", "ours", "theirs", "ours\ntheirs"},
		{"a", "b", "b", "b"},
	} {
		got, err := together.Merge(c.base, c.ours, c.theirs).Apply(c.ours)
		if together.Merge(c.base, c.ours, c.theirs) == nil {
			got, err = c.ours, nil
		}
		if err != nil || got != c.want {
			t.Errorf("%q: %q and %q became %q, %v", c.base, c.ours, c.theirs, got, err)
		}
	}
}

// FuzzChanges: whatever arrives is refused, or gives a text that can be kept, of
// the length the change says.
func FuzzChanges(f *testing.F) {
	f.Add(`[2,[1,"x"],3]`, "abcdef")
	f.Add(`[[0,"🔥",""]]`, "")
	f.Add(`[[2],[0,"\ud83d\udd25"]]`, "🔥")
	f.Fuzz(func(t *testing.T, change, text string) {
		text = together.Lines(text)
		c, err := together.Parse(change)
		if err != nil {
			return
		}
		got, err := c.Apply(text)
		if err != nil {
			return
		}
		if !utf8.ValidString(got) || strings.Contains(got, "\r") {
			t.Fatalf("%q", got)
		}
		want := 0
		for _, p := range c {
			if p.Keep {
				want += p.Length
			} else {
				want += len(utf16.Encode([]rune(p.Inserted)))
			}
		}
		if n := together.Length(got); n != want || n != len(utf16.Encode([]rune(got))) {
			t.Fatalf("%d units, want %d", n, want)
		}
		again, err := together.Parse(c.String())
		if err != nil {
			t.Fatal(err)
		}
		if same, err := again.Apply(text); err != nil || same != got {
			t.Fatalf("%q, %v", same, err)
		}
	})
}

// FuzzReplace: the smallest replacement leads from one text to the other, and a
// merge loses nothing that only one side changed.
func FuzzReplace(f *testing.F) {
	f.Add("one two", "one 2", "1 two")
	f.Add("🔥", "🔦", "")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		a, b, c = together.Lines(a), together.Lines(b), together.Lines(c)
		if got, err := together.Replace(a, b).Apply(a); a != b && (err != nil || got != b) {
			t.Fatalf("%q to %q: %q, %v", a, b, got, err)
		}
		if m := together.Merge(a, b, c); m != nil {
			if got, err := m.Apply(b); err != nil || b == a && got != c {
				t.Fatalf("%q, %v", got, err)
			}
		}
	})
}
