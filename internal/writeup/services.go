package writeup

import (
	"fmt"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// takeServices reads a list of affected services. Remarks in brackets say how
// far each was affected and become an impact statement.
func (r *reader) takeServices(f field) outcome {
	if saysNothing(f.value) || !shorter(f.value, 1000) {
		return notRead
	}
	impacts, rest := r.servicesIn(f.value, false)
	if strings.ContainsAny(f.value, "([") && len(impacts) > 0 {
		rec := &r.doc.Record
		rec.Impact = append(rec.Impact, hindcast.ImpactStatement{ID: hindcast.ImpactID(fmt.Sprintf("i%d", len(rec.Impact)+1)),
			Services: impacts, Text: f.label + ": " + f.value, Origin: hindcast.Origin{Line: f.first, Rule: degreeRule(impacts)}})
		return readAll
	}
	return wholeIf(!rest && !strings.ContainsAny(f.value, "([]"))
}

// servicesIn adds the services a text lists to the incident and returns those
// whose degree it gives. down is the degree of those without a remark; rest is
// true when part of the text is no service.
func (r *reader) servicesIn(value string, down bool) (impacts []hindcast.ServiceImpact, rest bool) {
	for _, part := range splitList(value) {
		name, aside, bracket := strings.Cut(part, "(")
		name = bare(strings.TrimRight(name, ". "))
		if name == "" || isTemplate(name) || saysNothing(name) || !shorter(name, hindcast.MaxName) || strings.Count(name, " ") > 7 {
			rest = true
			continue
		}
		if bracket && words(aside) == "no impact" {
			continue
		}
		r.addService(name)
		switch {
		case bracket:
			impacts = append(impacts, hindcast.ServiceImpact{Service: name, Degree: degreeOf(aside)})
		case down:
			impacts = append(impacts, hindcast.ServiceImpact{Service: name, Degree: hindcast.FullyDown})
		}
	}
	return impacts, rest
}

func (r *reader) addService(name string) {
	if key := hindcast.Fold(name); !r.services[key] {
		r.services[key] = true
		r.doc.Record.Incident.Services = append(r.doc.Record.Incident.Services, name)
	}
}

// degreeOf reads how far a service was affected. Where the words do not say that
// it was down, it was degraded.
func degreeOf(text string) hindcast.Degree {
	w := " " + words(text) + " "
	for _, partly := range []string{" partial", " degraded ", " some ", " slow", " intermittent"} {
		if strings.Contains(w, partly) {
			return hindcast.Degraded
		}
	}
	for _, down := range []string{" full ", " fully ", " down ", " outage ", " unavailable ", " offline ", " complete ", " total ", " unreachable "} {
		if strings.Contains(w, down) {
			return hindcast.FullyDown
		}
	}
	return hindcast.Degraded
}

func degreeRule(impacts []hindcast.ServiceImpact) string {
	if len(impacts) == 0 {
		return ""
	}
	return "impact:degree-words"
}

// servicesBlock reads a section of affected services: a table Service, Impact,
// Status, or a list of names.
func (r *reader) servicesBlock(s *section, b *block) {
	if b.kind == tableBlock {
		r.servicesTable(s, b.table)
		return
	}
	r.eachEntry(b, func(f field) outcome {
		name, rest := f.value, ""
		for _, sep := range []string{" - ", " – ", " — ", ": "} {
			if before, after, ok := strings.Cut(f.value, sep); ok && len(before) < len(name) {
				name, rest = before, after
			}
		}
		if rest == "" {
			impacts, rest := r.servicesIn(f.value, false)
			if len(impacts) > 0 {
				r.addImpact(f.value, f.first)
			}
			return wholeIf(len(impacts) > 0 || !rest && !strings.ContainsAny(f.value, "([]\n"))
		}
		r.addServiceImpact(bare(name), rest, f.value, f.first)
		return readAll
	})
}

// servicesTable reads a table of services; false when it is none.
func (r *reader) servicesTable(s *section, t *table) bool {
	if len(t.header) < 2 {
		return false
	}
	switch words(headerOf(t, 0)) {
	case "service", "services", "system", "component", "affected service", "product":
	default:
		return false
	}
	for _, row := range t.rows {
		name := bare(oneLine(row.cell(0)))
		if name == "" || isTemplate(name) {
			r.listUnread(row.n, leftOver)
			continue
		}
		text, impact := name, ""
		for i := 1; i < len(row.cells); i++ {
			cell := row.cell(i)
			if cell == "" {
				continue
			}
			if impact == "" {
				impact = cell
				text += ": " + cell
			} else {
				text += " (" + strings.TrimPrefix(headerOf(t, i)+": ", ": ") + cell + ")"
			}
		}
		r.addServiceImpact(name, impact, text, row.n)
		r.understand(row.n, row.n)
	}
	return true
}

// addServiceImpact adds a statement about one service. One that says that there
// was no impact names no affected service.
func (r *reader) addServiceImpact(name, impact, text string, line int) {
	rec := &r.doc.Record
	st := hindcast.ImpactStatement{ID: hindcast.ImpactID(fmt.Sprintf("i%d", len(rec.Impact)+1)), Text: text, Origin: hindcast.Origin{Line: line}}
	w := words(impact)
	if w != "no impact" && !saysNothing(impact) && !strings.HasPrefix(w, "no impact ") && w != "unaffected" && w != "not affected" && shorter(name, hindcast.MaxName) {
		r.addService(name)
		st.Services = []hindcast.ServiceImpact{{Service: name, Degree: degreeOf(impact)}}
		st.Origin.Rule = degreeRule(st.Services)
	}
	rec.Impact = append(rec.Impact, st)
}
