package proof

import (
	"encoding/json"
	"strings"
	"testing"
)

func FuzzPath(f *testing.F) {
	f.Add("$.a[0][\"b c\"][*]", `{"a":[{"b c":[1,2]}]}`)
	f.Add("$[-1].x", `[{"x":null}]`)
	f.Fuzz(func(t *testing.T, text, document string) {
		p, err := readPath(text)
		if err != nil {
			return
		}
		if len(p) > maxSteps || !strings.HasPrefix(text, "$") {
			t.Fatalf("%q was read", text)
		}
		var value any
		if json.Unmarshal([]byte(document), &value) == nil {
			if n := len(p.in(value)); n > maxPlaces {
				t.Fatalf("%d places", n)
			}
		}
	})
}

func TestGlobs(t *testing.T) {
	for _, c := range []struct {
		pattern, name string
		want          bool
	}{
		{"a.go", "a.go", true}, {"*.go", "a.go", true}, {"*.go", "b/a.go", false}, {"**/*.go", "b/c/a.go", true}, {"**/*.go", "a.go", true},
		{"b/**", "b/c/d", true}, {"b/**", "c/d", false}, {"**", "x/y", true}, {"b/*/d", "b/c/d", true},
	} {
		if globbed(c.pattern, c.name) != c.want {
			t.Errorf("%s of %s is not %v", c.name, c.pattern, c.want)
		}
	}
}
