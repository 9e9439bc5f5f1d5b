package writeup

import (
	"slices"
	"strings"
	"unicode"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// named is a person with what stood in brackets behind the name.
type named struct {
	hindcast.Person
	aside string
}

// roleNamed knows the titles of roles.
func roleNamed(key string) hindcast.Role {
	switch key {
	case "detector", "detected by person", "first reporter":
		return hindcast.Detector
	case "incident leader", "incident lead", "incident commander", "incident manager", "ic", "leader", "lead", "commander", "incident owner", "incident coordinator", "major incident manager":
		return hindcast.IncidentLeader
	case "scribe", "note taker", "notetaker", "recorder":
		return hindcast.Scribe
	case "communication manager", "communications manager", "communication lead", "communications lead", "comms lead", "comms manager", "comms", "communicator",
		"external communicator", "customer liaison", "communications liaison", "internal liaison", "external liaison", "liaison", "communications":
		return hindcast.CommunicationManager
	case "sme", "smes", "subject matter expert", "subject matter experts", "subject matter experts smes", "expert", "experts", "technical lead", "tech lead", "infra sme":
		return hindcast.SME
	case "responders", "responder", "first responder", "first responders", "on call", "on call engineer", "on call engineers", "on call responder", "primary on call", "secondary on call",
		"operations", "ops lead", "operations lead", "team", "participants", "people involved", "engineers", "other responders", "additional responders", "incident responders":
		return hindcast.Responder
	case "decision maker", "decision makers", "approver", "executive", "executive sponsor":
		return hindcast.DecisionMaker
	}
	return ""
}

// roleInAside reads a role from a remark such as "infra SME".
func roleInAside(aside string) hindcast.Role {
	w := words(aside)
	if r := roleNamed(w); r != "" {
		return r
	}
	if strings.HasSuffix(w, " sme") {
		return hindcast.SME
	}
	return ""
}

// splitNames reads a list of names. rest is true when part of the text is no
// name and has to be kept elsewhere.
func splitNames(text string) (names []named, rest bool) {
	for _, part := range splitList(text) {
		name, aside := part, ""
		if before, after, ok := strings.Cut(part, "("); ok {
			if inner, closed := strings.CutSuffix(strings.TrimSpace(after), ")"); closed {
				name, aside = strings.TrimSpace(before), strings.TrimSpace(inner)
			}
		}
		name = bare(strings.TrimRight(name, "."))
		switch {
		case name == "" && aside == "":
		case isTemplate(name) || saysNothing(name):
			rest = true
		case !isName(name):
			rest = true
		default:
			names = append(names, named{Person: hindcast.Person{Name: name}, aside: aside})
		}
	}
	return names, rest
}

// splitList splits at commas, semicolons, line ends, "&" and "and", not inside
// brackets. A row of initials is split at its spaces.
func splitList(text string) []string {
	if initials := strings.Fields(text); len(initials) > 1 && !slices.ContainsFunc(initials, func(w string) bool { return !isInitials(w) }) {
		return initials
	}
	var parts []string
	depth, start := 0, 0
	cut := func(end, next int) {
		if part := strings.TrimSpace(text[start:end]); part != "" {
			parts = append(parts, part)
		}
		start = next
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '(' || c == '[':
			depth++
		case (c == ')' || c == ']') && depth > 0:
			depth--
		case depth > 0:
		case c == ',' || c == ';' || c == '\n' || c == '&' && i > 0 && text[i-1] == ' ':
			cut(i, i+1)
		case c == ' ' && strings.HasPrefix(text[i:], " and "):
			cut(i, i+5)
		}
	}
	cut(len(text), len(text))
	return parts
}

func isInitials(w string) bool {
	if len(w) < 2 || len(w) > 4 {
		return false
	}
	for i := 0; i < len(w); i++ {
		if w[i] < 'A' || w[i] > 'Z' {
			return false
		}
	}
	return true
}

// isName reports whether a text can be the name of a person or team.
func isName(s string) bool {
	if len(s) > 60 || strings.Count(s, " ") > 4 || strings.ContainsAny(s, "\n|<>{}=?!:;") || strings.Contains(s, "://") {
		return false
	}
	return strings.ContainsFunc(s, unicode.IsLetter)
}

// addPerson appends a person whose key was not seen yet.
func addPerson(list []hindcast.Person, p hindcast.Person, seen map[string]bool) []hindcast.Person {
	key := p.Key()
	if key == "" || seen[key] {
		return list
	}
	seen[key] = true
	return append(list, p)
}

// addParticipant adds a person, or a role to a person who is there already.
func (r *reader) addParticipant(p hindcast.Person, role hindcast.Role, line int, rule string) {
	key := p.Key()
	if key == "" {
		return
	}
	n, known := r.people[key]
	if !known {
		n = len(r.doc.Record.Participants)
		r.people[key] = n
		r.doc.Record.Participants = append(r.doc.Record.Participants,
			hindcast.Participant{Person: p, Origin: hindcast.Origin{Line: line, Rule: rule}})
	}
	part := &r.doc.Record.Participants[n]
	if role != "" && !part.HasRole(role) {
		part.Roles = append(part.Roles, role)
	}
}

// participant returns the participant who is that person, or nil.
func (r *reader) participant(p hindcast.Person) *hindcast.Participant {
	n, ok := r.people[p.Key()]
	if !ok {
		return nil
	}
	return &r.doc.Record.Participants[n]
}

// takeRole adds the people named for a role. A machine in the place of the
// detector says who noticed and is no participant.
func (r *reader) takeRole(role hindcast.Role, f field) outcome {
	if role == hindcast.Detector {
		if noticer := noticerOf(f.value); noticer == hindcast.NoticedByMonitoring {
			r.noticed = noticer
			return readPart
		}
	}
	names, rest := splitNames(f.value)
	for _, n := range names {
		special := roleInAside(n.aside)
		if special == "" || role != hindcast.Responder {
			r.addParticipant(n.Person, role, f.first, "")
		}
		if special != "" {
			r.addParticipant(n.Person, special, f.first, "")
		}
		if part := r.participant(n.Person); part != nil && n.aside != "" {
			part.Origin.Notes = joinNotes(part.Origin.Notes, n.aside)
		}
	}
	return wholeIf(len(names) > 0 && !rest)
}

// takeAttendees adds who took part in the review's meeting.
func (r *reader) takeAttendees(value string) outcome {
	names, rest := splitNames(value)
	for _, n := range names {
		r.doc.Record.Review.Attendees = addPerson(r.doc.Record.Review.Attendees, n.Person, r.attendees)
		rest = rest || n.aside != ""
	}
	return wholeIf(len(names) > 0 && !rest)
}
