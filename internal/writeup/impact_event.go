package writeup

import (
	"fmt"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// eventImpact makes a statement of impact of each event that tells of harm: it
// became known at that event. The event keeps its text; the statement holds the
// figures its words give.
//
// A document that Write wrote carries its statements itself.
func (r *reader) eventImpact() {
	if r.ours {
		return
	}
	rec := &r.doc.Record
	for i := range rec.Timeline {
		e := &rec.Timeline[i]
		if e.At.IsZero() || e.Marks(hindcast.Mitigated) || e.Marks(hindcast.Resolved) {
			continue
		}
		st := hindcast.ImpactStatement{Event: e.ID, Text: e.Text, Origin: hindcast.Origin{Line: e.Origin.Line}}
		r.impactFigures(&st, "", e.Text)
		st.Services = r.servicesNamed(e.Text)
		figures := st.UsersAffected != nil || st.AllUsers
		impact := e.Kind == hindcast.ImpactEvent && saysDegree(" "+words(e.Text)+" ")
		if !impact && !(figures && tellsHarm(e.Kind)) {
			continue
		}
		st.ID = hindcast.ImpactID(fmt.Sprintf("i%d", len(rec.Impact)+1))
		st.Origin.Rule = "impact:event"
		rec.Impact = append(rec.Impact, st)
	}
}

// tellsHarm reports the kinds of event whose figures speak of what was affected,
// not of what somebody did or said to others.
func tellsHarm(k hindcast.EventKind) bool {
	return k == hindcast.ImpactEvent || k == hindcast.Signal || k == hindcast.Observation || k == hindcast.Note
}

// servicesNamed returns the incident's services that a sentence names, with how
// far they were affected, if the sentence says so.
func (r *reader) servicesNamed(text string) []hindcast.ServiceImpact {
	var named []hindcast.ServiceImpact
	sentence := " " + words(text) + " "
	if !saysDegree(sentence) {
		return nil
	}
	for _, service := range r.doc.Record.Incident.Services {
		if name := words(service); name != "" && strings.Contains(sentence, " "+name+" ") {
			named = append(named, hindcast.ServiceImpact{Service: service, Degree: degreeOf(text)})
		}
	}
	return named
}

// saysDegree reports whether a sentence says that something was down or
// degraded.
func saysDegree(sentence string) bool {
	for _, word := range []string{" down ", " unavailable ", " unreachable ", " offline ", " outage ", " degraded ", " slow ", " errors ", " failing "} {
		if strings.Contains(sentence, word) {
			return true
		}
	}
	return false
}
