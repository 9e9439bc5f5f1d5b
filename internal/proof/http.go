package proof

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func httpFields() []Field {
	return []Field{
		{Name: "url", Label: "Address", Hint: "A public address; with a source, a path below it. It is asked by GET.", Example: "https://status.example.com/health", Required: true},
		sourceField("status page"),
		{Name: "status", Label: "Status", Hint: "Statuses of which it answers one; any from 200 to 299 otherwise.", Example: "200, 204", check: func(v string) error { _, err := statuses(v); return err }},
		{Name: "header", Label: "Header", Hint: "A header it must have; after a colon, a text that must be in it.", Example: "Strict-Transport-Security: max-age=", check: checkHeader},
		{Name: "json", Label: "JSON path", Hint: "A place in the JSON it answers.", Example: "$.checks[0].status", check: func(v string) error { _, err := readPath(v); return err }},
		{Name: "value", Label: "Value there", Hint: "What must be at that place; between slashes a regular expression (RE2). Without one it must only be there.", Example: "ok", check: checkPattern},
		containsField(),
		lacksField(),
	}
}

func (s Statement) httpContradictions() (p hindcast.Problems) {
	if s.Of("source") == "" {
		if err := address(s.Of("url")); err != nil {
			p.Add("url", "%s", err)
		}
	}
	if s.Of("value") != "" && s.Of("json") == "" {
		p.Add("json", "must say where the value is")
	}
	return p
}

// statuses reads "200, 204" and "2xx".
func statuses(v string) (ranges [][2]int, err error) {
	for _, word := range strings.FieldsFunc(v, func(r rune) bool { return r == ',' || r == ' ' }) {
		if len(word) == 3 && strings.EqualFold(word[1:], "xx") && word[0] >= '1' && word[0] <= '5' {
			from := int(word[0]-'0') * 100
			ranges = append(ranges, [2]int{from, from + 99})
			continue
		}
		n, err := strconv.Atoi(word)
		if err != nil || n < 100 || n > 599 {
			return nil, errors.New("must be statuses such as 200, 204 or 2xx")
		}
		ranges = append(ranges, [2]int{n, n})
	}
	if len(ranges) == 0 {
		ranges = [][2]int{{200, 299}}
	}
	return ranges, nil
}

func checkHeader(v string) error {
	name, text, _ := strings.Cut(v, ":")
	if name = strings.TrimSpace(name); name == "" || strings.ContainsAny(name, " \t\"(),/;<=>?@[\\]{}") {
		return errors.New("must begin with the name of a header")
	}
	return checkPattern(strings.TrimSpace(text))
}

// http asks an address and judges the answer.
func (c *Checker) http(ctx context.Context, s Statement, from Source) Found {
	where, err := from.under(s.Of("url"))
	if err == nil {
		err = addressOf(where)
	}
	if err != nil {
		return unanswered(err)
	}
	r, err := from.request(ctx, where)
	if err != nil {
		return unanswered(err)
	}
	response, err := c.Door.Do(r)
	if err != nil {
		return unanswered(err)
	}
	defer response.Body.Close()
	said := "it answers " + response.Status
	if at := response.Request.URL; at.Host != r.URL.Host || at.Path != r.URL.Path {
		said = "it leads to " + at.Scheme + "://" + at.Host + at.Path + ", which answers " + response.Status
	}
	if !inOne(s.Of("status"), response.StatusCode) {
		if from.Name != "" && (response.StatusCode == http.StatusUnauthorized || response.StatusCode == http.StatusForbidden) {
			return from.refused(response.Status)
		}
		return broken("%s", said)
	}
	return c.answered(ctx, s, response, said)
}

func addressOf(where string) error {
	if err := address(where); err != nil {
		return &hindcast.Error{Code: hindcast.Invalid, Message: "the address " + err.Error()}
	}
	return nil
}

func inOne(said string, status int) bool {
	ranges, err := statuses(said)
	for _, r := range ranges {
		if status >= r[0] && status <= r[1] {
			return err == nil
		}
	}
	return false
}

// answered judges headers and body of an answer whose status is right.
func (c *Checker) answered(ctx context.Context, s Statement, response *http.Response, said string) Found {
	if wanted := s.Of("header"); wanted != "" {
		name, text, _ := strings.Cut(wanted, ":")
		name = strings.TrimSpace(name)
		if len(response.Header.Values(name)) == 0 {
			return broken("%s without the header %s", said, name)
		}
		value := strings.Join(response.Header.Values(name), ", ")
		said += ", " + name + ": " + clip(value, 200)
		if f, ok := has(ctx, strings.TrimSpace(text), value, said); !ok {
			return f.with(name + ": " + value)
		}
	}
	if s.Of("json") == "" && s.Of("contains") == "" && s.Of("lacks") == "" {
		return holds("%s", said)
	}
	body, f, ok := c.whole(response.Body, response.Request.URL.Hostname(), maxAnswer)
	if !ok {
		return f
	}
	if s.Of("json") != "" {
		found, values := inJSON(ctx, s, body, said)
		if found.Outcome != hindcast.Holds {
			return found
		}
		said = found.Seen
		f.Content = values
	}
	inText := s.text(ctx, storable(string(body)), said)
	if f.Content != "" {
		inText.Content = f.Content
	}
	return inText
}

// has says whether a value has a text, and finds it broken where not.
func has(ctx context.Context, wanted, value, said string) (Found, bool) {
	if wanted == "" {
		return Found{}, true
	}
	p, err := readPattern(wanted)
	if err != nil {
		return unknown("%s", err), false
	}
	at, err := p.find(ctx, value)
	if err != nil {
		return unknown("%s", err), false
	}
	if at < 0 {
		return broken("%s, without %s in it", said, quoted(wanted)), false
	}
	return Found{}, true
}

// text judges what a text contains and lacks. The content of what it finds is
// the lines that decided.
func (s Statement) text(ctx context.Context, text, said string) Found {
	var decided []string
	if wanted := s.Of("contains"); wanted != "" {
		at, f, ok := place(ctx, wanted, text)
		switch {
		case !ok:
			return f
		case at < 0:
			return broken("%s; %s is not in its %d bytes", said, quoted(wanted), len(text))
		}
		number, line := lineAt(text, at)
		said += "; line " + strconv.Itoa(number) + ": " + line
		decided = append(decided, line)
	}
	if unwanted := s.Of("lacks"); unwanted != "" {
		at, f, ok := place(ctx, unwanted, text)
		if !ok {
			return f
		}
		if at >= 0 {
			number, line := lineAt(text, at)
			return broken("%s; %s is in line %d: %s", said, quoted(unwanted), number, line).with(line)
		}
		said += "; " + quoted(unwanted) + " is nowhere in its " + strconv.Itoa(len(text)) + " bytes"
	}
	return holds("%s", said).with(strings.Join(decided, "\n"))
}

// place is where a text has a pattern; ok is false where f says why that is not
// known.
func place(ctx context.Context, wanted, text string) (at int, f Found, ok bool) {
	p, err := readPattern(wanted)
	if err == nil {
		at, err = p.find(ctx, text)
	}
	if err != nil {
		return -1, unknown("%s", err), false
	}
	return at, Found{}, true
}

// quoted is a pattern as a sentence mentions it.
func quoted(wanted string) string {
	if p, err := readPattern(wanted); err == nil && p.re != nil {
		return clip(wanted, 120)
	}
	return "“" + clip(wanted, 120) + "”"
}
