package policy

import (
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// calendar reads zone, workdays and holidays.
func (r *reader) calendar(p place, to *hindcast.Calendar) {
	r.mapping(p,
		entry{"zone", func(p place) { r.zone(p, &to.Zone) }},
		entry{"workdays", func(p place) { r.workdays(p, &to.Workdays) }},
		entry{"holidays", func(p place) { r.holidays(p, &to.Holidays) }},
	)
}

// zone reads the name of a time zone. "Local" is refused: it would mean
// something else on each machine.
func (r *reader) zone(p place, to **time.Location) {
	text, ok := r.scalar(p)
	if !ok {
		return
	}
	zone, err := time.LoadLocation(text)
	if err != nil || text == "" || text == "Local" {
		r.fail(p, "%s is not a time zone; write UTC or a name such as Europe/Copenhagen", quote(text))
		return
	}
	*to = zone
}

func (r *reader) workdays(p place, to *[7]bool) {
	var days [7]bool
	before := len(r.problems)
	given := r.list(p, func(p place) {
		var d time.Weekday
		if r.weekday(p, &d) {
			days[d] = true
		}
	})
	if !given || len(r.problems) > before {
		return
	}
	if days == [7]bool{} {
		r.fail(p, "must name at least one day")
		return
	}
	*to = days
}

func (r *reader) holidays(p place, to *[]hindcast.Date) {
	var list []hindcast.Date
	given := r.list(p, func(p place) {
		var d hindcast.Date
		if r.date(p, &d) {
			list = append(list, d)
		}
	})
	if given {
		slices.SortFunc(list, hindcast.Date.Compare)
		*to = slices.Compact(list)
	}
}

// wordOf returns the value when it is a plain word.
func wordOf(p place) (string, bool) {
	n, ok := p.node.(*ast.StringNode)
	if !ok {
		return "", false
	}
	return strings.TrimSpace(n.Value), true
}
