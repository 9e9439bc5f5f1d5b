package assess

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// people answers whether the right people took part early enough: every role the
// policy required, held against its deadline. A record that names nobody's role
// is silent about who filled them.
func (v *view) people() hindcast.Answer {
	d := about(hindcast.AskPeople)
	all := v.attendance()
	recorded := v.rolesRecorded(all)
	var judged []judgement
	sum := certain(hindcast.Met)
	for _, duty := range v.duties() {
		j := v.judge(duty, v.filledBy(duty.role, all), recorded)
		judged = append(judged, j)
		sum = sum.and(j.outcome)
		d.add(j.measure)
	}
	for _, m := range append(v.pageToJoin(all), v.teamsLate(all, judged)...) {
		d.add(m)
	}
	level, asks, isDeclared := v.target()
	switch {
	case !isDeclared:
		return v.undeclaredPeople(d, all)
	case len(asks.Roles) == 0:
		return d.close(hindcast.NotApplicable, "The policy requires no role at %s.", level)
	case v.at(hindcast.Detected) == nil:
		d.ask("record when it was detected")
		return d.close(hindcast.NotComputable, "Deadlines count from detection, and the record does not say when that was.")
	case len(judged) == 0:
		return d.close(hindcast.NotApplicable, "It was resolved or lowered before any role was due.")
	}
	return d.closePeople(judged, sum.verdict(), recorded)
}

// undeclaredPeople measures when the roles recorded were filled, without a
// deadline to hold them against.
func (v *view) undeclaredPeople(d *draft, all attendance) hindcast.Answer {
	detected := v.at(hindcast.Detected)
	filled := 0
	for _, role := range hindcast.Roles() {
		f := v.filledBy(role, all)
		if !f.anyone {
			continue
		}
		filled++
		if detected == nil || f.event == nil || !f.joined || f.event.At.Before(detected.At) {
			continue
		}
		m := hindcast.Measure{Name: string(role) + "_joined", Label: "Until " + article(role.Words()) + " joined", Events: v.cite(detected, f.event)}
		fill(&m, v.took(detected, f.event, hindcast.Span{}), "", "")
		d.add(m)
	}
	if filled == 0 {
		return d.undeclared("nobody's role is recorded either")
	}
	return d.undeclared(count(filled, "role is", "roles are") + " recorded as filled")
}

func (d *draft) closePeople(judged []judgement, verdict hindcast.Verdict, recorded bool) hindcast.Answer {
	n := len(judged)
	switch {
	case verdict == hindcast.Met:
		return d.close(verdict, "%s in time at %s.", everyRole(judged), levelsOf(judged))
	case !recorded:
		return d.close(verdict, "The record names nobody's role, so %s cannot be judged.", rolesWords(judged))
	case verdict == hindcast.NotComputable:
		var open []judgement
		for _, j := range judged {
			if j.outcome.verdict() == hindcast.NotComputable {
				open = append(open, j)
			}
		}
		return d.close(verdict, "%s %s in time cannot be told.", ofRoles(n, "Whether", "whether"), filledIn(open))
	}
	var clauses []string
	for _, j := range judged {
		clauses = append(clauses, j.late()...)
	}
	return d.close(verdict, "%s.", hindcast.Capital(strings.TrimSpace(ofRoles(n, "", "")+" "+listed(clauses))))
}

// ofRoles begins a sentence about some of the required roles.
func ofRoles(n int, alone, among string) string {
	if n == 1 {
		return alone
	}
	return strings.TrimSpace(fmt.Sprintf("Of %d required roles, %s", n, among))
}

// late tells what kept a role from being filled in time, if anything did.
func (j judgement) late() []string {
	switch {
	case j.outcome.best == hindcast.Met:
		return nil
	case !j.filling.anyone:
		return []string{"nobody is recorded as " + j.duty.role.Words()}
	}
	return []string{fmt.Sprintf("the %s joined after %s (due in %s)", j.duty.role.Words(),
		words(time.Duration(*j.measure.Value*float64(time.Second))), words(j.duty.within))}
}

func everyRole(judged []judgement) string {
	if len(judged) == 1 {
		return "The " + judged[0].duty.role.Words() + " joined"
	}
	return fmt.Sprintf("All %d required roles were filled", len(judged))
}

func levelsOf(judged []judgement) string {
	var names []string
	for _, j := range judged {
		if !slices.Contains(names, j.duty.level.String()) {
			names = append(names, j.duty.level.String())
		}
	}
	slices.Sort(names)
	return listed(names)
}

func rolesWords(judged []judgement) string {
	var names []string
	for _, j := range judged {
		names = append(names, j.duty.role.Words())
	}
	return listed(names)
}

func filledIn(open []judgement) string {
	return plural(len(open), "the ", "") + rolesWords(open) + " joined"
}
