package store

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Facets are the names that lists can be narrowed by, as far as they stand on
// something the actor may see, each in order.
type Facets struct {
	Services []string
	Types    []string
	Owners   []string // Owners of actions.
}

// maxFacets is how many names of a sort are offered.
const maxFacets = 300

// Facets returns the known names. Each is found by one step in an index, so that
// it does not matter how many rows carry it.
func (s *Store) Facets(ctx context.Context, by hindcast.Actor) (f Facets, err error) {
	services, err := s.facet(ctx, by, facet{
		from: "incident_tags g", column: "g.name", where: "g.kind = 'service'",
		shown: "i.services", join: "incidents i on i.id = g.incident_id"})
	if err != nil {
		return f, err
	}
	for _, s := range services {
		f.Services = append(f.Services, spelled(s.name, s.shown))
	}
	types, err := s.facet(ctx, by, facet{from: "incidents i", column: "i.type", where: "i.type <> ''", shown: "i.type"})
	if err != nil {
		return f, err
	}
	for _, t := range types {
		f.Types = append(f.Types, t.shown)
	}
	slices.SortFunc(f.Services, byName)
	slices.SortFunc(f.Types, byName)
	f.Owners, err = s.Owners(ctx, by)
	return f, err
}

// Owners is the Owners of Facets alone.
func (s *Store) Owners(ctx context.Context, by hindcast.Actor) (names []string, err error) {
	owners, err := s.facet(ctx, by, facet{
		from: "actions g", column: "g.owner_fold", where: "g.owner_fold <> ''",
		shown: "g.owner_name", join: "incidents i on i.id = g.incident_id"})
	for _, o := range owners {
		names = append(names, strings.TrimPrefix(strings.TrimSpace(o.shown), "@"))
	}
	slices.SortFunc(names, byName)
	return names, err
}

func byName(a, b string) int { return strings.Compare(hindcast.Fold(a), hindcast.Fold(b)) }

// facet says where names are found: the values of an indexed column, and how one
// row that the actor may see spells the name.
type facet struct{ from, column, where, shown, join string }

type facetName struct{ name, shown string }

// facet steps from each name to the next greater one, and keeps those that stand
// on something the actor may see.
func (s *Store) facet(ctx context.Context, by hindcast.Actor, f facet) ([]facetName, error) {
	var q query
	q.add("with recursive names (name) as (select min(" + f.column + ") from " + f.from + " where " + f.where +
		" union all select (select min(" + f.column + ") from " + f.from + " where " + f.where + " and " + f.column + " > names.name) from names where names.name is not null)" +
		" select name, shown from (select names.name, (select " + f.shown + " from " + f.from)
	if f.join != "" {
		q.add(" join " + f.join)
	}
	q.add(" where " + f.where + " and " + f.column + " = names.name and ")
	q.visible("i", by, toMicros(s.now()))
	q.add(" limit 1) shown from names where names.name is not null) found where shown is not null limit ?", int64(maxFacets))
	return found(ctx, s, "list the names to narrow by", &q, func(scan row) (n facetName, err error) {
		return n, scan(&n.name, &n.shown)
	})
}

// spelled returns a folded name as the list of an incident writes it.
func spelled(folded, list string) string {
	var names []string
	if err := json.Unmarshal([]byte(list), &names); err != nil {
		return folded
	}
	for _, name := range names {
		if hindcast.Fold(name) == folded {
			return name
		}
	}
	return folded
}
