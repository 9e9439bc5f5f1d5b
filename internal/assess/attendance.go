package assess

import "github.com/hindcast/hindcast/internal/hindcast"

// presence is what the timeline tells of one person.
type presence struct {
	paged, joined *hindcast.TimelineEvent
	acted         *hindcast.TimelineEvent                   // acted is the first event that shows them taking part
	joinedAs      map[hindcast.Role]*hindcast.TimelineEvent // joinedAs holds joins that name a role
}

// attendance is who was there, gathered in one pass over the timeline.
type attendance struct {
	people map[hindcast.Person]*presence
	named  map[string][]hindcast.Person              // named lists the people above by name
	parts  []*presence                               // parts are those of the record's participants, in their order
	first  map[hindcast.Role]*hindcast.TimelineEvent // first is the first join that names a role
}

func (v *view) attendance() attendance {
	all := attendance{people: map[hindcast.Person]*presence{}, named: map[string][]hindcast.Person{}, first: map[hindcast.Role]*hindcast.TimelineEvent{}}
	for _, e := range v.events {
		if e.Kind == hindcast.Join && e.Role != "" && all.first[e.Role] == nil {
			all.first[e.Role] = e
		}
		if e.Actor.IsZero() {
			continue
		}
		p := all.people[e.Actor]
		if p == nil {
			p = &presence{}
			all.people[e.Actor] = p
			for _, key := range keys(e.Actor) {
				all.named[key] = append(all.named[key], e.Actor)
			}
		}
		p.see(e)
	}
	for _, part := range v.record.Participants {
		all.parts = append(all.parts, all.of(part.Person))
	}
	return all
}

// keys are what somebody may be found by: their user and their name.
func keys(p hindcast.Person) []string {
	name := hindcast.Person{Name: p.Name}.Key()
	switch {
	case p.User == "":
		return []string{name}
	case name == "":
		return []string{"user " + string(p.User)}
	}
	return []string{"user " + string(p.User), name}
}

// of joins what is known of one person under all the names they appear by.
func (all attendance) of(person hindcast.Person) *presence {
	joined := &presence{}
	for _, key := range keys(person) {
		for _, known := range all.named[key] {
			if p := all.people[known]; known.Same(person) {
				for _, e := range []*hindcast.TimelineEvent{p.paged, p.joined, p.acted} {
					joined.see(e)
				}
				for _, role := range hindcast.Roles() {
					joined.see(p.joinedAs[role])
				}
			}
		}
	}
	return joined
}

// see keeps the event if it is the first of its sort.
func (p *presence) see(e *hindcast.TimelineEvent) {
	if e == nil {
		return
	}
	if e.Kind == hindcast.Page {
		p.paged = earlier(p.paged, e)
		return
	}
	p.acted = earlier(p.acted, e)
	if e.Kind == hindcast.Join {
		p.joined = earlier(p.joined, e)
		p.joinAs(e)
	}
}

func earlier(a, b *hindcast.TimelineEvent) *hindcast.TimelineEvent {
	if a == nil || b.At.Before(a.At) {
		return b
	}
	return a
}

// joinAs keeps the first join in each role.
func (p *presence) joinAs(e *hindcast.TimelineEvent) {
	if e.Role == "" {
		return
	}
	if p.joinedAs == nil {
		p.joinedAs = map[hindcast.Role]*hindcast.TimelineEvent{}
	}
	p.joinedAs[e.Role] = earlier(p.joinedAs[e.Role], e)
}
