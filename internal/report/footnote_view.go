package report

import "strings"

// Footnotes number the rules that inferred something, in the order in which they
// are first met.
type Footnotes struct {
	Rules   []RuleView
	anchor  string
	number  map[string]int
	meaning func(id string) (meaning string, ok bool)
}

// RuleView is a footnote: a rule that inferred something, and how often.
type RuleView struct {
	Number  int
	ID      string
	Meaning string // Meaning is a sentence; empty when none is known.
	Anchor  string
	Count   int
}

// Mark refers to a footnote.
type Mark struct {
	Number int
	Rule   string
	Href   string
}

// marks counts and returns the marks for rules separated by spaces.
func (f *Footnotes) marks(rules string) []Mark {
	var list []Mark
	for id := range strings.FieldsSeq(rules) {
		n := f.number[id]
		if n == 0 {
			n = len(f.Rules) + 1
			f.number[id] = n
			rule := RuleView{Number: n, ID: id, Anchor: f.anchor + decimal(n)}
			if f.meaning != nil {
				rule.Meaning, _ = f.meaning(id)
			}
			f.Rules = append(f.Rules, rule)
		}
		f.Rules[n-1].Count++
		list = append(list, Mark{Number: n, Rule: id, Href: "#" + f.anchor + decimal(n)})
	}
	return list
}

// again returns the marks without counting them: the mark is shown in a second
// place.
func (f *Footnotes) again(rules string) []Mark {
	list := f.marks(rules)
	for _, m := range list {
		f.Rules[m.Number-1].Count--
	}
	return list
}
