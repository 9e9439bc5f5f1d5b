package web

import (
	"strconv"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/reviews"
)

// gatesView is what stands before sign-off, and what does not but is worth
// knowing.
type gatesView struct {
	Shown    bool // Shown is false where there is nothing to sign.
	Heading  string
	Blocking []gateView
	Warnings []gateView
}

// gateView is one line with the place where it is settled.
type gateView struct{ Message, Href string }

func gatesOf(v reviews.View, incident string) gatesView {
	review := v.Record.Review
	g := gatesView{Shown: review.ID != "" && review.State != hindcast.ReviewSignedOff && review.State != hindcast.ReviewWaived}
	for _, f := range v.Gates {
		line := gateView{Message: hindcast.Capital(f.Message), Href: gateHref(f, v.Record, incident)}
		if f.Warning {
			g.Warnings = append(g.Warnings, line)
		} else {
			g.Blocking = append(g.Blocking, line)
		}
	}
	switch n := len(g.Blocking); n {
	case 0:
		g.Heading = "Nothing stands before sign-off"
	case 1:
		g.Heading = "Before sign-off: one thing"
	default:
		g.Heading = "Before sign-off: " + strconv.Itoa(n) + " things"
	}
	return g
}

func blocking(gates []hindcast.GateFinding) int {
	n := 0
	for _, g := range gates {
		if !g.Warning {
			n++
		}
	}
	return n
}

// gateHref is where what a gate asks for stands on this page.
func gateHref(f hindcast.GateFinding, r *hindcast.Record, incident string) string {
	if strings.HasPrefix(f.Field, "policy.") {
		return "/library/policy"
	}
	if question, ok := strings.CutPrefix(f.Field, "answers."); ok {
		return "#q-" + question
	}
	if n, ok := indexed(f.Field, "review.findings"); ok && n < len(r.Review.Findings) {
		return "#" + string(r.Review.Findings[n].ID)
	}
	if n, ok := indexed(f.Field, "actions"); ok && n < len(r.Actions) {
		return "#" + string(r.Actions[n].ID)
	}
	if key, ok := strings.CutPrefix(f.Field, "incident."); ok {
		return "/incidents/" + key + "/edit"
	}
	switch f.Field {
	case "answers":
		return incident + "/review/answers"
	case "actions":
		return "#actions"
	case "review.invited":
		return "#meeting"
	}
	return incident
}

// indexed reads the n of "list[n]".
func indexed(field, list string) (int, bool) {
	rest, ok := strings.CutPrefix(field, list+"[")
	digits, _, closed := strings.Cut(rest, "]")
	n, err := strconv.Atoi(digits)
	return n, ok && closed && err == nil && n >= 0
}

// inPlace has the lines about findings lead into the form that decides about them.
func (g gatesView) inPlace(there func(id string) bool) {
	for n, line := range g.Blocking {
		if id, ok := strings.CutPrefix(line.Href, "#"); ok && there(id) {
			g.Blocking[n].Href = "#decide-" + id
		}
	}
}
