package ribbon

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// presence is what the timeline tells of one person.
type presence struct {
	name, roles string
	key         string
	pages       []*hindcast.TimelineEvent
	stays       []stay
	acts        []*hindcast.TimelineEvent // acts are other events of theirs.
	rank        int                       // rank is their place among the participants.
}

// stay is from a join to a leave; left is nil when no leave is recorded.
type stay struct{ joined, left *hindcast.TimelineEvent }

func (h presence) first() time.Time {
	var at time.Time
	for _, e := range slices.Concat(h.pages, h.acts) {
		if at.IsZero() || e.At.Before(at) {
			at = e.At
		}
	}
	for _, s := range h.stays {
		if at.IsZero() || s.joined.At.Before(at) {
			at = s.joined.At
		}
	}
	return at
}

// presences collects the people with a time, in the order they appeared.
func (p *picture) presences() []presence {
	index := map[string]int{}
	var all []presence
	find := func(who hindcast.Person) *presence {
		key := who.Key()
		i, known := index[key]
		if !known {
			i = len(all)
			index[key] = i
			all = append(all, presence{key: key, name: clean(who.Name), rank: len(p.record.Participants)})
		}
		return &all[i]
	}
	for i, part := range p.record.Participants {
		if part.Person.Key() == "" {
			continue
		}
		h := find(part.Person)
		h.rank = min(h.rank, i)
		h.roles = rolesOf(part.Roles)
	}
	for _, e := range p.events {
		if e.Actor.Key() != "" {
			find(e.Actor).add(e)
		}
	}
	all = slices.DeleteFunc(all, func(h presence) bool { return h.first().IsZero() })
	slices.SortStableFunc(all, func(a, b presence) int { return a.first().Compare(b.first()) })
	return all
}

func (h *presence) add(e *hindcast.TimelineEvent) {
	if h.roles == "" && e.Role != "" {
		h.roles = e.Role.Words()
	}
	switch e.Kind {
	case hindcast.Page:
		h.pages = append(h.pages, e)
	case hindcast.Join:
		if n := len(h.stays); n == 0 || h.stays[n-1].left != nil {
			h.stays = append(h.stays, stay{joined: e})
		}
	case hindcast.Leave:
		if n := len(h.stays); n > 0 && h.stays[n-1].left == nil {
			h.stays[n-1].left = e
			return
		}
		h.acts = append(h.acts, e)
	default:
		h.acts = append(h.acts, e)
	}
}

func rolesOf(roles []hindcast.Role) string {
	words := make([]string, len(roles))
	for i, r := range roles {
		words[i] = r.Words()
	}
	return strings.Join(words, ", ")
}

// untimedPeople names the participants that no dated event tells of.
func (p *picture) untimedPeople(timed []presence) string {
	var names []string
	for _, part := range p.record.Participants {
		key := part.Person.Key()
		if key != "" && !slices.ContainsFunc(timed, func(h presence) bool { return h.key == key }) {
			names = append(names, clean(part.Person.Name))
		}
	}
	const most = 30
	if len(names) > most {
		names = append(names[:most], fmt.Sprintf("%d more", len(names)-most))
	}
	return strings.Join(names, ", ")
}

// chosen returns those drawn on rows of their own: participants with roles and
// stays first. Both results keep the order of appearance.
func chosen(all []presence, most int) (shown, rest []presence) {
	if len(all) <= most {
		return all, nil
	}
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	value := func(h presence) int {
		v := min(len(h.acts), 50)
		if h.roles != "" {
			v += 200
		}
		if len(h.stays) > 0 {
			v += 100
		}
		return v
	}
	slices.SortStableFunc(order, func(a, b int) int { return value(all[b]) - value(all[a]) })
	own := map[int]bool{}
	for _, i := range order[:most-1] {
		own[i] = true
	}
	for i, h := range all {
		if own[i] {
			shown = append(shown, h)
		} else {
			rest = append(rest, h)
		}
	}
	return shown, rest
}
