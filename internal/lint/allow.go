package lint

import (
	"bytes"
	"slices"
	"strings"
)

// allows holds what a document allows, as it says in comments of the form
// <!-- hindcast:allow RULE because REASON -->. A comment speaks for its own line
// and the next one; for rules about the whole document it speaks wherever it
// stands. Several rules are separated by commas or spaces.
type allows struct {
	lines map[int][]string // lines maps a line to the rules allowed on it.
	whole map[string]bool
	hints []Hint // hints are about comments that allow nothing.
}

const allowMark = "hindcast:allow"

func readAllows(source []byte) allows {
	a := allows{lines: map[int][]string{}, whole: map[string]bool{}}
	if !bytes.Contains(source, []byte(allowMark)) {
		return a
	}
	rules, number := catalogue(), 0
	for line := range bytes.Lines(source) {
		number++
		for {
			n := bytes.Index(line, []byte("<!--"))
			if n < 0 {
				break
			}
			line = line[n+len("<!--"):]
			text := line
			if end := bytes.Index(line, []byte("-->")); end >= 0 {
				text, line = line[:end], line[end:]
			}
			if said, ok := strings.CutPrefix(strings.TrimSpace(string(text)), allowMark); ok {
				a.add(number, said, rules)
			}
		}
	}
	return a
}

func (a *allows) add(line int, said string, rules map[string]Rule) {
	list, reason, _ := strings.Cut(said, "because")
	ids := strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
	complain := func(message string) {
		rule := rules["allow-incomplete"]
		a.hints = append(a.hints, Hint{Rule: rule.ID, Line: line, Text: strings.TrimSpace(allowMark + said), Message: message, Ask: rule.Ask, Level: rule.Level})
	}
	if strings.TrimSpace(reason) == "" || len(ids) == 0 {
		complain(rules["allow-incomplete"].Message)
		return
	}
	for _, id := range ids {
		rule, known := rules[id]
		switch {
		case !known:
			complain("There is no rule called " + id + ".")
		case rule.Whole:
			a.whole[id] = true
		default:
			a.lines[line] = append(a.lines[line], id)
			a.lines[line+1] = append(a.lines[line+1], id)
		}
	}
}

// filter leaves out the hints that are allowed.
func (a allows) filter(hints []Hint) []Hint {
	kept := hints[:0]
	for _, h := range hints {
		if !a.whole[h.Rule] && !slices.Contains(a.lines[h.Line], h.Rule) {
			kept = append(kept, h)
		}
	}
	return kept
}
