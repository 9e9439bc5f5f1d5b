package web

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// timelineQuery is which events of an incident the address asks for.
type timelineQuery struct {
	Kind   hindcast.EventKind
	Person string
	Text   string
}

func readTimelineQuery(v url.Values) timelineQuery {
	q := timelineQuery{Kind: hindcast.EventKind(v.Get("kind")), Person: line(v.Get("person")), Text: line(v.Get("q"))}
	if !q.Kind.Valid() {
		q.Kind = ""
	}
	return q
}

func (q timelineQuery) narrowed() bool { return q.Kind != "" || q.Person != "" || q.Text != "" }

// address is that of the page with what is asked for.
func (q timelineQuery) address(page string) string {
	v := url.Values{}
	if q.Kind != "" {
		v.Set("kind", string(q.Kind))
	}
	if q.Person != "" {
		v.Set("person", q.Person)
	}
	if q.Text != "" {
		v.Set("q", q.Text)
	}
	return joined(page, v)
}

// keep says which events are shown; nil for all.
func (q timelineQuery) keep() func(*hindcast.TimelineEvent) bool {
	if !q.narrowed() {
		return nil
	}
	person, text := hindcast.Fold(q.Person), hindcast.Fold(q.Text)
	return func(e *hindcast.TimelineEvent) bool {
		return (q.Kind == "" || e.Kind == q.Kind) && (person == "" || hindcast.Fold(personName(e.Actor)) == person) &&
			(text == "" || strings.Contains(hindcast.Fold(e.Text), text))
	}
}

// timelineFilter is the form above the timeline.
type timelineFilter struct {
	Action         string
	Kinds, Persons fieldView
	Text           string
	Narrowed       bool
	Shown          string // Shown says how many events are shown of how many.
}

// newTimelineFilter offers the kinds and people there are, with how many events
// each has.
func newTimelineFilter(r *hindcast.Record, q timelineQuery, address string) timelineFilter {
	kinds, people, names, shown := map[hindcast.EventKind]int{}, map[string]int{}, map[string]string{}, 0
	keep := q.keep()
	for i := range r.Timeline {
		e := &r.Timeline[i]
		kinds[e.Kind]++
		if name := personName(e.Actor); name != "" {
			people[hindcast.Fold(name)]++
			names[hindcast.Fold(name)] = name
		}
		if keep == nil || keep(e) {
			shown++
		}
	}
	f := timelineFilter{Action: address + "#timeline", Text: q.Text, Narrowed: q.narrowed(), Shown: counted(len(r.Timeline), "event", "events"),
		Kinds:   fieldView{Name: "kind", Label: "Kind of event", Value: string(q.Kind), Choices: []choiceView{{"", "All kinds"}}},
		Persons: fieldView{Name: "person", Label: "Person", Value: hindcast.Fold(q.Person), Choices: []choiceView{{"", "Everybody"}}}}
	if f.Narrowed {
		f.Shown = hindcast.FormatCount(float64(shown)) + " of " + f.Shown
	}
	for _, k := range hindcast.EventKinds() {
		if n := kinds[k]; n > 0 {
			f.Kinds.Choices = append(f.Kinds.Choices, choiceView{string(k), hindcast.Capital(words(k)) + " (" + strconv.Itoa(n) + ")"})
		}
	}
	folded := make([]string, 0, len(people))
	for name := range people {
		folded = append(folded, name)
	}
	slices.SortFunc(folded, func(a, b string) int { return cmp.Or(people[b]-people[a], strings.Compare(a, b)) })
	for _, name := range folded {
		f.Persons.Choices = append(f.Persons.Choices, choiceView{name, names[name] + " (" + strconv.Itoa(people[name]) + ")"})
	}
	return f
}
