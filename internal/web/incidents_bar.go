package web

import (
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
)

// bar makes the form above the list. A choice adds one more to those made already,
// each of which stands below the form and leads to the list without it.
func (v *incidentsView) bar(q incidentsQuery) {
	f := q.Filter
	v.Bar = filterView{Action: "/incidents", Label: "Filter incidents", Text: f.Text, Placeholder: "Words in title, key, type, service",
		Selects: []fieldView{
			offer("severity", "Severity", hindcast.Severities(), f.Levels, hindcast.Severity.String, levelWords),
			offer("state", "State", hindcast.IncidentStates(), f.States, itself, capitalOf),
			offer("kind", "Kind", hindcast.IncidentKinds(), f.Kinds, itself, capitalOf),
		}}
	for _, l := range f.Levels {
		v.choose(q, true, "severity", l.String(), levelWords(l))
	}
	for _, s := range f.States {
		v.choose(q, true, "state", string(s), hindcast.Capital(words(s)))
	}
	for _, k := range f.Kinds {
		v.choose(q, true, "kind", string(k), hindcast.Capital(words(k)))
	}
	v.rare(q)
	words := map[incidents.Sort]string{incidents.Newest: "Newest first", incidents.Oldest: "Oldest first", incidents.Worst: "Worst first", incidents.ByKey: "Highest key first"}
	v.Sorts = fieldView{Name: "sort", Label: "Sort", Value: string(q.Sort)}
	for _, s := range incidentSorts() {
		value := string(s)
		if s == incidents.Newest {
			value = ""
		}
		v.Sorts.Choices = append(v.Sorts.Choices, choiceView{Value: value, Text: words[s]})
	}
}

// rare makes the fields that are used less, each of which holds one value.
func (v *incidentsView) rare(q incidentsQuery) {
	f, near := q.Filter, ""
	if f.NearMiss != nil {
		near = map[bool]string{true: "yes", false: "no"}[*f.NearMiss]
	}
	v.Rare = []fieldView{
		{Name: "service", Label: "Service", Value: f.Service},
		{Name: "type", Label: "Type", Value: f.Type},
		{Name: "from", Label: "From", Type: "date", Value: q.From},
		{Name: "to", Label: "To", Type: "date", Value: q.To},
		{Name: "near", Label: "Near misses", Value: near,
			Choices: []choiceView{{"", "either"}, {"yes", "only near misses"}, {"no", "without near misses"}}},
	}
	for _, field := range v.Rare {
		switch {
		case field.Value == "" || q.values().Get(field.Name) == "":
		case field.Name == "near":
			v.choose(q, false, "near", near, map[string]string{"yes": "Near misses", "no": "Without near misses"}[near])
		default:
			v.choose(q, false, field.Name, field.Value, field.Label+" "+field.Value)
		}
	}
}

// choose shows a choice that was made. Those that a field of the form holds by
// itself are not kept beside it.
func (v *incidentsView) choose(q incidentsQuery, keep bool, name, value, words string) {
	o := option{Name: name, Value: value}
	if keep {
		v.Hidden = append(v.Hidden, o)
	}
	v.Bar.Chosen = append(v.Bar.Chosen, pageLink{Text: words, Href: q.without(o)})
}

// offer is a select of what was not chosen yet.
func offer[T comparable](name, label string, all, chosen []T, id, words func(T) string) fieldView {
	f := fieldView{Name: name, Label: label, Choices: []choiceView{{"", label}}}
	for _, t := range all {
		if !slices.Contains(chosen, t) {
			f.Choices = append(f.Choices, choiceView{id(t), words(t)})
		}
	}
	return f
}

func itself[T ~string](t T) string { return string(t) }
