package writeup

import (
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// impact writes each statement as a bullet below what it is about.
func (d *draft) impact() {
	groups := map[string][]string{}
	for _, s := range d.record.Impact {
		about := impactAbout(s)
		groups[about] = append(groups[about], inline(impactText(s), inBullet))
	}
	d.heading(2, "Impact")
	for _, g := range []struct{ about, ask string }{{"Users", askUsers}, {"Financial", askFinancial}, {"Reputation", askReputation}} {
		d.heading(3, g.about)
		d.bullets("-", groups[g.about], g.ask)
	}
}

// impactAbout sorts a statement under the headings of the shape, by its figures,
// else by its words. The words are ours.
func impactAbout(s hindcast.ImpactStatement) string {
	switch {
	case s.FundsAtRisk != nil || s.Losses != nil || s.Cost != nil:
		return "Financial"
	case s.Public != nil || s.Media != nil:
		return "Reputation"
	}
	said := " " + words(s.Text) + " "
	mentions := func(list ...string) bool {
		return slices.ContainsFunc(list, func(w string) bool { return strings.Contains(said, " "+w+" ") })
	}
	switch {
	case mentions("funds", "loss", "losses", "cost", "costs", "revenue", "refund", "refunds", "refunded"):
		return "Financial"
	case mentions("news", "press", "media", "journalists", "twitter", "reddit", "reputation", "in public", "publicly"):
		return "Reputation"
	}
	return "Users"
}

// impactText is what the body says of a statement: its text, or what its figures
// say in words.
func impactText(s hindcast.ImpactStatement) string {
	if s.Text != "" {
		return s.Text
	}
	var said []string
	say := func(present bool, words string) {
		if present {
			said = append(said, words)
		}
	}
	say(s.AllUsers, "all users affected")
	if s.UsersAffected != nil {
		say(true, hindcast.FormatCount(float64(*s.UsersAffected))+" users affected")
	}
	for _, svc := range s.Services {
		if svc.Degree == hindcast.FullyDown {
			say(true, svc.Service+" fully down")
		} else {
			say(true, svc.Service+" degraded")
		}
	}
	for _, m := range []struct {
		money *hindcast.Money
		words string
	}{{s.FundsAtRisk, "funds at risk: "}, {s.Losses, "losses: "}, {s.Cost, "cost: "}} {
		if m.money != nil {
			say(true, m.words+m.money.Amount+" "+m.money.Currency)
		}
	}
	if s.RecordsExposed != nil {
		say(true, hindcast.FormatCount(float64(*s.RecordsExposed))+" records exposed")
	}
	if s.Public != nil {
		say(*s.Public, "visible to the public")
		say(!*s.Public, "not visible to the public")
	}
	if s.Media != nil {
		say(*s.Media, "in the press")
		say(!*s.Media, "not in the press")
	}
	if len(said) == 0 {
		return noText
	}
	return strings.Join(said, "; ")
}
