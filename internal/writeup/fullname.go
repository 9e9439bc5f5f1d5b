package writeup

import (
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// fullNames gives events that call somebody by their first name the full one,
// where exactly one person of that first name took part. Logs are written that
// way: "Jon Reyes joined", and later "Jon restarted it".
func (r *reader) fullNames() {
	if r.ours {
		return
	}
	full := r.byFirstName()
	r.oneParticipantEach(full)
	for i := range r.doc.Record.Timeline {
		e := &r.doc.Record.Timeline[i]
		name, ok := full[hindcast.Fold(strings.TrimPrefix(e.Actor.Name, "@"))]
		if !ok || name == "" || e.Actor.User != "" {
			continue
		}
		e.Actor.Name = name
		e.Origin.Rule = strings.TrimSpace(e.Origin.Rule + " actor:first-name")
	}
}

// oneParticipantEach joins a participant known by a first name to the one of the
// full name.
func (r *reader) oneParticipantEach(full map[string]string) {
	rec := &r.doc.Record
	var kept []hindcast.Participant
	var short []hindcast.Participant
	for _, p := range rec.Participants {
		if full[p.Person.Key()] != "" {
			short = append(short, p)
		} else {
			kept = append(kept, p)
		}
	}
	rec.Participants = kept
	clear(r.people)
	for i, p := range kept {
		r.people[p.Person.Key()] = i
	}
	for _, p := range short {
		whole := hindcast.Person{Name: full[p.Person.Key()]}
		r.addParticipant(whole, "", p.Origin.Line, p.Origin.Rule)
		for _, role := range p.Roles {
			r.addParticipant(whole, role, p.Origin.Line, p.Origin.Rule)
		}
	}
}

// byFirstName maps first names, folded, to the one full name that begins with
// each, "" where several do.
func (r *reader) byFirstName() map[string]string {
	full := map[string]string{}
	learn := func(p hindcast.Person) {
		first, rest, two := strings.Cut(strings.TrimSpace(p.Name), " ")
		if !two || rest == "" || !isName(p.Name) {
			return
		}
		known, seen := full[hindcast.Fold(first)]
		switch {
		case !seen:
			full[hindcast.Fold(first)] = strings.TrimSpace(p.Name)
		case hindcast.Fold(known) != hindcast.Fold(p.Name):
			full[hindcast.Fold(first)] = ""
		}
	}
	for _, p := range r.doc.Record.Participants {
		learn(p.Person)
	}
	for _, e := range r.doc.Record.Timeline {
		learn(e.Actor)
	}
	return full
}
