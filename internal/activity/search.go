package activity

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Found is something that was searched for, and Span a piece of the text around
// what matched.
type (
	Found = store.Found
	Span  = store.Span
)

// Search finds what the actor may see by words, the best first.
func (s *Service) Search(ctx context.Context, by hindcast.Actor, words string, limit int) ([]Found, error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return nil, err
	}
	return s.store.Search(ctx, by, words, limit)
}

// SearchKind is a sort of things that people choose among results.
type SearchKind string

// The sorts.
const (
	FoundIncidents SearchKind = "incidents"
	FoundTimeline  SearchKind = "timeline"
	FoundReviews   SearchKind = "reviews"
	FoundActions   SearchKind = "actions"
	FoundLibrary   SearchKind = "library"
)

// SearchKinds lists the sorts in the order they are offered.
func SearchKinds() []SearchKind {
	return []SearchKind{FoundIncidents, FoundTimeline, FoundReviews, FoundActions, FoundLibrary}
}

// subjects are the kinds of subject that belong to a sort.
func (k SearchKind) subjects() []string {
	return map[SearchKind][]string{
		FoundIncidents: {"incident"},
		FoundTimeline:  {"event", "impact", "evidence", "participant"},
		FoundReviews:   {"review", "finding", "writeup"},
		FoundActions:   {"action", "effect_check"},
		FoundLibrary:   {"document", "revision"},
	}[k]
}

// Sought is what somebody searches for. Zero fields but Words ask for nothing.
type Sought struct {
	Words    string
	Kind     SearchKind
	Severity hindcast.Severity
	Service  string
	Type     string
	Year     int           // Year in which the incident occurred.
	From, To hindcast.Date // From and To are days of UTC between which it occurred; both are included.
}

// MostFound is how many results are looked at and counted.
const MostFound = 300

// Findings is what was found, and how much of it there is of each sort. Each count
// is of what one would see after choosing that instead of what is chosen.
type Findings struct {
	List       []Found
	Kinds      map[SearchKind]int
	Severities map[hindcast.Severity]int
	Services   map[string]int
	Types      map[string]int
	Years      map[int]int
	Cut        bool // Cut says that there are more than were looked at.
}

// Narrowed searches and counts. All that is counted was found as the actor, so
// that a count tells nothing that a search would not.
func (s *Service) Narrowed(ctx context.Context, by hindcast.Actor, q Sought) (f Findings, err error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return f, err
	}
	if f.List, err = s.sought(ctx, by, q); err != nil {
		return f, err
	}
	f.Cut = len(f.List) == MostFound
	among := func(chosen bool, without func(*Sought)) []Found {
		if !chosen || err != nil {
			return f.List // nothing to leave out: it was searched already
		}
		rest := q
		without(&rest)
		var list []Found
		list, err = s.sought(ctx, by, rest)
		return list
	}
	f.Kinds = map[SearchKind]int{}
	for _, r := range among(q.Kind != "", func(q *Sought) { q.Kind = "" }) {
		for _, k := range SearchKinds() {
			if slices.Contains(k.subjects(), r.Subject.Kind) {
				f.Kinds[k]++
			}
		}
	}
	f.Severities = counted(among(q.Severity != 0, func(q *Sought) { q.Severity = 0 }), func(r Found) []hindcast.Severity { return []hindcast.Severity{r.Of.Severity} })
	f.Services = counted(among(q.Service != "", func(q *Sought) { q.Service = "" }), func(r Found) []string { return r.Of.Services })
	joinSpellings(f.Services)
	f.Types = counted(among(q.Type != "", func(q *Sought) { q.Type = "" }), func(r Found) []string { return []string{r.Of.Type} })
	f.Years = counted(among(q.Year != 0, func(q *Sought) { q.Year = 0 }), func(r Found) []int { return []int{r.Of.OccurredAt.Year()} })
	return f, err
}

// counted counts what belongs to an incident by some names of each; what has none
// is not counted.
func counted[T comparable](list []Found, of func(Found) []T) map[T]int {
	counts := map[T]int{}
	var none T
	for _, r := range list {
		for _, name := range of(r) {
			if r.Subject.Incident != "" && name != none {
				counts[name]++
			}
		}
	}
	return counts
}

// joinSpellings counts names that differ in case alone as one, spelled as most
// spell it.
func joinSpellings(counts map[string]int) {
	usual := map[string]string{}
	for name, n := range counts {
		now, known := usual[hindcast.Fold(name)]
		if !known || n > counts[now] || n == counts[now] && name < now {
			usual[hindcast.Fold(name)] = name
		}
	}
	for name, n := range counts {
		if best := usual[hindcast.Fold(name)]; best != name {
			counts[best] += n
			delete(counts, name)
		}
	}
}

// sought searches once.
func (s *Service) sought(ctx context.Context, by hindcast.Actor, q Sought) ([]Found, error) {
	f := store.SearchFilter{Kinds: q.Kind.subjects(), Severity: q.Severity, Type: q.Type, Service: strings.TrimSpace(q.Service)}
	if q.Kind == "" {
		for _, k := range SearchKinds() {
			f.Kinds = append(f.Kinds, k.subjects()...)
		}
	}
	if !q.From.IsZero() {
		f.From = q.From.In(time.UTC)
	}
	if !q.To.IsZero() {
		f.To = q.To.AddDays(1).In(time.UTC)
	}
	if q.Year != 0 {
		begins, ends := time.Date(q.Year, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(q.Year+1, 1, 1, 0, 0, 0, 0, time.UTC)
		if begins.After(f.From) {
			f.From = begins
		}
		if f.To.IsZero() || ends.Before(f.To) {
			f.To = ends
		}
	}
	return s.store.SearchWithin(ctx, by, q.Words, f, MostFound)
}
