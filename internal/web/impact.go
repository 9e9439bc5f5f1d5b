package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
)

// impactForm is a statement of harm as it is typed.
type impactForm struct {
	Text, Since, Known, Users, Down, Degraded, Funds, Losses, Cost, Records, Public, Media string
	All                                                                                    bool
}

// impactView is the form of a statement of harm.
type impactView struct {
	Head            headView
	New             bool
	Action, Version string
	Form            impactForm
	Services        []string
	Public, Media   fieldView
	Theirs          []theirField // Theirs is what somebody else stated meanwhile.
	Wrong           *hindcast.Error
}

func typedImpact(r *http.Request) impactForm {
	f := r.PostFormValue
	return impactForm{Text: f("text"), Since: f("since"), Known: f("known"), Users: f("users_affected"), Down: f("down"), Degraded: f("degraded"), Funds: f("funds_at_risk"), Losses: f("losses"),
		Cost: f("cost"), Records: f("records_exposed"), Public: f("public"), Media: f("media"), All: f("all_users") != ""}
}

func impactFormOf(s hindcast.ImpactStatement, known *hindcast.TimelineEvent) impactForm {
	f := impactForm{Text: s.Text, Since: formInstant(s.Since), Users: countText(s.UsersAffected), Funds: moneyText(s.FundsAtRisk), Losses: moneyText(s.Losses), Cost: moneyText(s.Cost),
		Records: countText(s.RecordsExposed), Public: answerText(s.Public), Media: answerText(s.Media), All: s.AllUsers}
	if known != nil {
		f.Known = formInstant(known.At)
	}
	var down, degraded []string
	for _, svc := range s.Services {
		if svc.Degree == hindcast.FullyDown {
			down = append(down, svc.Service)
		} else {
			degraded = append(degraded, svc.Service)
		}
	}
	f.Down, f.Degraded = strings.Join(down, ", "), strings.Join(degraded, ", ")
	return f
}

func countText(n *int64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(*n, 10)
}

func moneyText(m *hindcast.Money) string {
	if m == nil {
		return ""
	}
	return m.Amount + " " + m.Currency
}

func answerText(b *bool) string {
	switch {
	case b == nil:
		return ""
	case *b:
		return "yes"
	}
	return "no"
}

// statement is what was typed. The problems name its fields.
func (f impactForm) statement(p *hindcast.Problems) hindcast.ImpactStatement {
	s := hindcast.ImpactStatement{Text: f.Text, Since: readInstant(p, "since", f.Since), AllUsers: f.All, UsersAffected: readCount(p, "users_affected", f.Users),
		RecordsExposed: readCount(p, "records_exposed", f.Records), FundsAtRisk: readMoney(p, "funds_at_risk", f.Funds), Losses: readMoney(p, "losses", f.Losses), Cost: readMoney(p, "cost", f.Cost),
		Public: readAnswer(f.Public), Media: readAnswer(f.Media)}
	for _, name := range namesIn(f.Down) {
		s.Services = append(s.Services, hindcast.ServiceImpact{Service: name, Degree: hindcast.FullyDown})
	}
	for _, name := range namesIn(f.Degraded) {
		s.Services = append(s.Services, hindcast.ServiceImpact{Service: name, Degree: hindcast.Degraded})
	}
	if line(f.Text) == "" && !f.All && s.UsersAffected == nil && s.RecordsExposed == nil && s.FundsAtRisk == nil && s.Losses == nil && s.Cost == nil && len(s.Services) == 0 && s.Public == nil && s.Media == nil {
		p.Add("text", "must say something, or one of the figures below must")
	}
	return s
}

// readCount reads a number of people or records; thousands may be divided.
func readCount(p *hindcast.Problems, field, text string) *int64 {
	if text = strings.NewReplacer(",", "", " ", "", "_", "", "\u202f", "", "\u00a0", "").Replace(text); text == "" {
		return nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		p.Add(field, "must be a whole number such as 1200")
		return nil
	}
	return &n
}

// readMoney reads an amount and its currency, in either order.
func readMoney(p *hindcast.Problems, field, text string) *hindcast.Money {
	words := strings.Fields(strings.ReplaceAll(text, ",", ""))
	if len(words) == 0 {
		return nil
	}
	if len(words) == 2 && strings.IndexFunc(words[0], func(r rune) bool { return r >= '0' && r <= '9' }) != 0 {
		slices.Reverse(words)
	}
	if len(words) != 2 {
		p.Add(field, "must be an amount with its currency, such as 1250000.50 EUR")
		return nil
	}
	return &hindcast.Money{Amount: words[0], Currency: words[1]}
}

func readAnswer(text string) *bool {
	if text == "" {
		return nil
	}
	yes := text == "yes"
	return &yes
}

// newImpact shows the form of a statement that is not there yet.
func (p *Pages) newImpact(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.showImpact(w, r, by, "", 0, impactForm{}, nil)
}

// impact shows the form of a statement.
func (p *Pages) impact(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	k, err := p.impactOf(r, by)
	if err != nil {
		return err
	}
	return p.showImpact(w, r, by, string(k.Value.ID), k.Version, p.statedIn(r, by, k.Value), nil)
}

// statedIn is a statement as the form shows it.
func (p *Pages) statedIn(r *http.Request, by hindcast.Actor, s hindcast.ImpactStatement) impactForm {
	var known *hindcast.TimelineEvent
	if s.Event != "" {
		if e, err := p.Incidents.Event(r.Context(), by, r.PathValue("key"), s.Event); err == nil { // else it is undated
			known = &e.Value
		}
	}
	return impactFormOf(s, known)
}

func (p *Pages) impactOf(r *http.Request, by hindcast.Actor) (k incidents.Kept[hindcast.ImpactStatement], err error) {
	all, err := p.Incidents.Impact(r.Context(), by, r.PathValue("key"))
	if err != nil {
		return k, err
	}
	n := slices.IndexFunc(all, func(k incidents.Kept[hindcast.ImpactStatement]) bool { return string(k.Value.ID) == r.PathValue("id") })
	if n < 0 {
		return k, &hindcast.Error{Code: hindcast.NotFound, Message: "there is no such statement"}
	}
	return all[n], nil
}

func (p *Pages) showImpact(w http.ResponseWriter, r *http.Request, by hindcast.Actor, id string, version int64, f impactForm, wrong *hindcast.Error) error {
	var theirs []theirField
	if wrong != nil && wrong.Code == hindcast.Stale { // the form gets the version of now: who saves again has seen the other
		k, err := p.impactOf(r, by)
		if err != nil {
			return err
		}
		version, theirs = k.Version, differingImpact(f, p.statedIn(r, by, k.Value))
	}
	row, err := p.Incidents.Row(r.Context(), by, r.PathValue("key"))
	if err != nil {
		return err
	}
	key := row.Incident.Key
	v := impactView{New: id == "", Action: "/incidents/" + key + "/impact", Version: strconv.FormatInt(version, 10), Form: f, Services: row.Incident.Services, Theirs: theirs, Wrong: wrong,
		Head: headView{Trail: []pageLink{{"Incidents", "/incidents"}, {key, "/incidents/" + key + "#impact"}}, Title: "Impact", Lead: "What was harmed, since when, and when that was known: the severity is judged by what was known at each moment."}}
	if !v.New {
		v.Action += "/" + id
	}
	choices := []choiceView{{"", "Not recorded"}, {"yes", "Yes"}, {"no", "No"}}
	v.Public = fieldView{Name: "public", Label: "Seen by the public", Value: f.Public, Choices: choices}
	v.Media = fieldView{Name: "media", Label: "In the press", Value: f.Media, Choices: choices}
	return p.renderAs(w, r, by, statusOf(wrong), Shell{Title: "Impact of " + key, Section: IncidentsSection}, impactPage(v))
}

// stateImpact keeps a statement, new or anew.
func (p *Pages) stateImpact(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	typed, id, version := typedImpact(r), r.PathValue("id"), versionIn(r)
	var problems hindcast.Problems
	s := typed.statement(&problems)
	known := readInstant(&problems, "known", typed.Known)
	s.ID = hindcast.ImpactID(id)
	err := problems.Err("the statement")
	var did incidents.Span
	if err == nil {
		did, err = p.Incidents.StateImpact(r.Context(), by, r.PathValue("key"), s, version, known)
	}
	if err != nil {
		wrong, err := editedForm(err)
		if err != nil {
			return err
		}
		return p.showImpact(w, r, by, id, version, typed, wrong)
	}
	http.Redirect(w, r, doneAddress(r.PathValue("key"), did, "impact"), http.StatusSeeOther)
	return nil
}

// removeImpact withdraws a statement.
func (p *Pages) removeImpact(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	did, err := p.Incidents.RemoveImpact(r.Context(), by, r.PathValue("key"), hindcast.ImpactID(r.PathValue("id")), versionIn(r))
	if err != nil {
		return err
	}
	http.Redirect(w, r, doneAddress(r.PathValue("key"), did, "impact"), http.StatusSeeOther)
	return nil
}
