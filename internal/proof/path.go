package proof

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// jsonPath is a place in a JSON document: $.name, $["any name"], $[0], $[-1] from the
// end, and $[*] for every element or member.
type jsonPath []step

type step struct {
	name  string
	index int
	kind  stepKind
}

type stepKind int

const (
	byName stepKind = iota
	byIndex
	every
)

// maxSteps and maxPlaces bound what a path may reach; ours.
const (
	maxSteps  = 30
	maxPlaces = 1000
)

// readPath reads a path.
func readPath(s string) (jsonPath, error) {
	rest, ok := strings.CutPrefix(s, "$")
	if !ok {
		return nil, errors.New("must begin with $, as $.status")
	}
	var p jsonPath
	for rest != "" {
		if len(p) == maxSteps {
			return nil, fmt.Errorf("has more than %d steps", maxSteps)
		}
		next, after, err := readStep(rest)
		if err != nil {
			return nil, fmt.Errorf("%w, after %q", err, s[:len(s)-len(rest)])
		}
		p, rest = append(p, next), after
	}
	return p, nil
}

func readStep(s string) (next step, rest string, err error) {
	if name, ok := strings.CutPrefix(s, "."); ok {
		end := strings.IndexAny(name, ".[")
		if end < 0 {
			end = len(name)
		}
		if end == 0 {
			return step{}, "", errors.New("expected a name")
		}
		if name[:end] == "*" {
			return step{kind: every}, name[end:], nil
		}
		return step{name: name[:end]}, name[end:], nil
	}
	inner, ok := strings.CutPrefix(s, "[")
	if !ok {
		return step{}, "", errors.New("expected . or [")
	}
	if strings.HasPrefix(inner, `"`) {
		return quotedStep(inner)
	}
	inside, rest, ok := strings.Cut(inner, "]")
	if !ok {
		return step{}, "", errors.New("a [ is not closed")
	}
	if inside == "*" {
		return step{kind: every}, rest, nil
	}
	n, err := strconv.Atoi(inside)
	if err != nil {
		return step{}, "", errors.New("expected a number, * or a name in double quotes between [ and ]")
	}
	return step{kind: byIndex, index: n}, rest, nil
}

func quotedStep(s string) (next step, rest string, err error) {
	word, err := strconv.QuotedPrefix(s)
	if err != nil {
		return step{}, "", errors.New("a name in double quotes does not end")
	}
	name, err := strconv.Unquote(word)
	rest, ok := strings.CutPrefix(s[len(word):], "]")
	if err != nil || !ok {
		return step{}, "", errors.New("expected ] behind a name in double quotes")
	}
	return step{name: name}, rest, nil
}

// in returns what is at the path, nothing when nothing is.
func (p jsonPath) in(value any) []any {
	at := []any{value}
	for _, s := range p {
		var next []any
		for _, v := range at {
			next = s.of(v, next)
		}
		if at = next; len(at) > maxPlaces {
			at = at[:maxPlaces]
		}
	}
	return at
}

// of adds what a step leads to from a value.
func (s step) of(value any, to []any) []any {
	switch v := value.(type) {
	case map[string]any:
		if s.kind == byName {
			if inner, ok := v[s.name]; ok {
				to = append(to, inner)
			}
		}
		if s.kind == every {
			for _, name := range slices.Sorted(maps.Keys(v)) {
				to = append(to, v[name])
			}
		}
	case []any:
		if s.kind == every {
			return append(to, v...)
		}
		n := s.index
		if n < 0 {
			n += len(v)
		}
		if s.kind == byIndex && n >= 0 && n < len(v) {
			to = append(to, v[n])
		}
	}
	return to
}

// inJSON judges a place of a JSON answer.
func inJSON(ctx context.Context, s Statement, body []byte, said string) (f Found, values string) {
	p, err := readPath(s.Of("json"))
	if err != nil {
		return unknown("the path %s", err), ""
	}
	var document any
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if err := decoder.Decode(&document); err != nil {
		return broken("%s with what is no JSON: %s", said, clip(storable(string(body)), 120)), ""
	}
	found := p.in(document)
	if len(found) == 0 {
		return broken("%s; there is nothing at %s", said, s.Of("json")), ""
	}
	first := written(found[0])
	wanted := s.Of("value")
	if wanted == "" {
		return holds("%s; %s is %s", said, s.Of("json"), clip(first, 200)), first
	}
	for _, v := range found {
		text := written(v)
		ok, err := equals(ctx, wanted, text)
		if err != nil {
			return unknown("%s", err), ""
		}
		if ok {
			return holds("%s; %s is %s", said, s.Of("json"), clip(text, 200)), text
		}
	}
	return Found{Outcome: hindcast.Broken, Seen: fmt.Sprintf("%s; %s is %s, not %s", said, s.Of("json"), clip(first, 200), quoted(wanted)), Content: first}, first
}

// equals says whether a value is the one wanted; an expression may match within it.
func equals(ctx context.Context, wanted, value string) (bool, error) {
	p, err := readPattern(wanted)
	if err != nil {
		return false, err
	}
	if p.re == nil {
		return value == p.said, nil
	}
	at, err := p.find(ctx, value)
	return at >= 0, err
}

// written is a JSON value as it is compared: a string is its text, anything else
// its compact form.
func written(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(text)
}
