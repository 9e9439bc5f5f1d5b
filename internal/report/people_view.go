package report

import (
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// PersonRow is a participant with when they were paged, joined and left, each a
// link to the event that says so, or nil.
type PersonRow struct {
	Name, Roles, Team   string
	Paged, Joined, Left *Cite
	After               string // After is the time from page to join.
}

// PeopleOf returns who took part.
func PeopleOf(r *hindcast.Record, cite *Citer) []PersonRow {
	var list []PersonRow
	for _, p := range r.Participants {
		at := r.Presence(p)
		roles := make([]string, len(p.Roles))
		for i, role := range p.Roles {
			roles[i] = role.Words()
		}
		row := PersonRow{Name: nameOf(p.Person), Roles: strings.Join(roles, ", "), Team: p.Team,
			Paged: citeOf(at.Paged, cite), Joined: citeOf(at.Joined, cite), Left: citeOf(at.Left, cite)}
		if at.Paged != nil && at.Joined != nil && !at.Joined.At.Before(at.Paged.At) {
			row.After = strings.TrimPrefix(since(at.Paged, at.Joined), "+")
		}
		list = append(list, row)
	}
	return list
}

func citeOf(e *hindcast.TimelineEvent, cite *Citer) *Cite {
	if e == nil {
		return nil
	}
	return &Cite{Text: cite.clock(e), Href: cite.Href(e.ID)}
}
