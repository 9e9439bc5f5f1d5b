package hindcast

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
)

// variable is a place to fill in: {{status page}}, {{next_update}}. What other
// tools put in double braces, such as {{.State}}, begins with another sign.
var variable = regexp.MustCompile(`\{\{ *(\pL[\pL\pN _-]{0,79}?) *\}\}`)

// Variables lists the places of a text that are to be filled in, each once, in the
// order they first occur.
func Variables(text string) []string {
	var names []string
	for _, m := range variable.FindAllStringSubmatch(text, -1) {
		if name := variableName(m[1]); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// variableName is how a variable is called however its words are joined.
func variableName(written string) string { return strings.ReplaceAll(Fold(written), " ", "_") }

// Fill puts values into the places of a text that name them. Places without a
// value stay as they are, and are listed in missing. What a value holds is not
// filled in again.
func Fill(text string, values map[string]string) (filled string, missing []string) {
	filled = variable.ReplaceAllStringFunc(text, func(place string) string {
		name := variableName(variable.FindStringSubmatch(place)[1])
		if v := values[name]; strings.TrimSpace(v) != "" {
			return v
		}
		if !slices.Contains(missing, name) {
			missing = append(missing, name)
		}
		return place
	})
	return filled, missing
}

// MessageValues are what a record knows of the variables that communication
// templates use. now and next are when the message is written, and when the next
// one is promised; what is not recorded is left out.
func MessageValues(r *Record, now, next time.Time) map[string]string {
	values := map[string]string{"key": r.Incident.Key, "title": r.Incident.Title, "state": string(r.Incident.State), "services": strings.Join(r.Incident.Services, ", ")}
	if s := r.Incident.Severity; s != SeverityNone {
		values["severity"] = s.String() + " " + s.Name()
	}
	for name, at := range map[string]time.Time{"now": now, "next_update": next} {
		if !at.IsZero() {
			values[name] = at.UTC().Format("2006-01-02 15:04")
		}
	}
	for name, marks := range map[string][]Milestone{"started": {Began, Detected}, "detected": {Detected}, "ended": {Resolved, Mitigated}} {
		for _, m := range marks {
			if e := r.Milestone(m); e != nil && values[name] == "" && !e.At.IsZero() {
				values[name] = FormatInstant(e.At, e.Precision)
			}
		}
	}
	for name, role := range map[string]Role{"leader": IncidentLeader, "scribe": Scribe, "communication_manager": CommunicationManager, "decision_maker": DecisionMaker} {
		for _, p := range r.Participants {
			if p.HasRole(role) && values[name] == "" {
				values[name] = p.Person.Name
			}
		}
	}
	maps.DeleteFunc(values, func(_, v string) bool { return v == "" })
	return values
}
