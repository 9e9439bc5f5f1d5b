package report

import (
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/markup"
)

// ImpactView is one statement of harm.
type ImpactView struct {
	Text  string // Text is safe inline HTML.
	Facts []Fact
	Since string
	Known *Cite  // Known is the event that made it known; nil when it was never dated.
	Edit  string // Edit is where the statement is changed; empty for no link.
}

// ImpactOf returns what is known about the harm done.
func ImpactOf(r *hindcast.Record, cite *Citer) []ImpactView {
	var list []ImpactView
	for _, s := range r.Impact {
		v := ImpactView{Text: markup.Inline(s.Text), Facts: impactFacts(s), Known: citeOf(cite.events[s.Event], cite)}
		if !s.Since.IsZero() {
			v.Since = cite.clock(&hindcast.TimelineEvent{At: s.Since, Precision: hindcast.PrecisionMinute})
		}
		list = append(list, v)
	}
	return list
}

func impactFacts(s hindcast.ImpactStatement) []Fact {
	var list []Fact
	add := func(name, value string) {
		if value != "" {
			list = append(list, Fact{name, value})
		}
	}
	if s.AllUsers {
		add("Users", "all")
	}
	add("Users", number(s.UsersAffected))
	var services []string
	for _, svc := range s.Services {
		degree := "degraded"
		if svc.Degree == hindcast.FullyDown {
			degree = "down"
		}
		services = append(services, svc.Service+" "+degree)
	}
	add("Services", strings.Join(services, ", "))
	add("Funds at risk", money(s.FundsAtRisk))
	add("Losses", money(s.Losses))
	add("Cost", money(s.Cost))
	add("Records exposed", number(s.RecordsExposed))
	add("Seen by the public", yesNo(s.Public))
	add("In the press", yesNo(s.Media))
	return list
}

func number(n *int64) string {
	if n == nil {
		return ""
	}
	return hindcast.FormatCount(float64(*n))
}

// money groups the digits before the point and keeps every one of them.
func money(m *hindcast.Money) string {
	if m == nil {
		return ""
	}
	whole, fraction, point := strings.Cut(m.Amount, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if point {
		whole += "." + fraction
	}
	return whole + " " + m.Currency
}

func yesNo(b *bool) string {
	switch {
	case b == nil:
		return ""
	case *b:
		return "yes"
	}
	return "no"
}
