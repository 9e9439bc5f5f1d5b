package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/insights"
	"github.com/hindcast/hindcast/internal/markup"
)

// known shows what was known before an incident and not done. The pages of the
// incident and of its review lead here, or show it once they are read.
func (p *Pages) known(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	k, err := p.Insights.Known(r.Context(), by, r.PathValue("key"))
	if err != nil {
		return err
	}
	if r.PathValue("key") != k.Incident.Key {
		http.Redirect(w, r, incidentAddress(k.Incident)+"/known", http.StatusSeeOther)
		return nil
	}
	return p.render(w, r, by, Shell{Title: "Known before " + k.Incident.Key, Section: IncidentsSection, Live: Everything}, knownPage(newKnownView(k, p.options.Now())))
}

// judgeKnown keeps whether something that was known would have helped.
func (p *Pages) judgeKnown(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	f, key := r.PostFormValue, r.PathValue("key")
	if err := p.Insights.Judge(r.Context(), by, key, hindcast.KnownKind(f("kind")), f("known"), insights.Verdict(f("verdict"))); err != nil {
		return err
	}
	http.Redirect(w, r, "/incidents/"+key+"/known", http.StatusSeeOther)
	return nil
}

// knownView is what was known before an incident.
type knownView struct {
	Head      headView
	Address   string
	Similar   []pastView
	Recurring []knownItem
}

// pastView is a similar incident.
type pastView struct {
	Key, Title, Href, Review string
	At                       momentView
	Why                      []factView // Why says what makes it similar.
	Kept                     string     // Kept sums up what became of what it undertook.
	Undone, Risks            []knownItem
}

// knownItem is one thing that was known, and what reviewers say of it.
type knownItem struct {
	Kind, ID    string
	Text        string // Text is plain.
	Href        string
	State       hindcast.ActionState // State is an action's, as Proof is.
	Proof       hindcast.ProofState
	Owner       string
	Due         dueView
	Notes       []string
	Elsewhere   []pageLink // Elsewhere are incidents it is found in, or would have helped in.
	ElsewhereIs string     // ElsewhereIs says which of both.
	Judged      string     // Judged says who judged it how; empty while nobody did.
	Verdict     string
	Form        string // Form is where a judgement goes; empty for who may not.
}

func newKnownView(k insights.Known, now time.Time) knownView {
	address := incidentAddress(k.Incident)
	v := knownView{Address: address + "/known", Head: headView{Trail: []pageLink{{"Incidents", "/incidents"}, {k.Incident.Key, address}}, Title: "Known but not done",
		Lead: "Earlier incidents like this one, and what they left undone. Say what would have helped: it is counted on the action."}}
	form := ""
	if k.MayJudge {
		form = v.Address
	}
	for _, past := range k.Similar {
		i := past.Incident
		one := pastView{Key: i.Key, Title: titleOf(i), Href: incidentAddress(i), Review: incidentAddress(i) + "/review", At: dayOf(past.Occurred, now, ""),
			Why: whySimilar(past.Similar), Kept: keptOf(past)}
		for _, item := range past.Undone {
			one.Undone = append(one.Undone, undoneItem(item, k.Today, form, now))
		}
		for _, item := range past.Risks {
			one.Risks = append(one.Risks, riskItem(item, one.Review, k.Today, form, now))
		}
		v.Similar = append(v.Similar, one)
	}
	for _, r := range k.Recurring {
		item := newKnownItem(r.Item, form, now)
		item.Text, item.ElsewhereIs, item.Elsewhere = markup.InlineText(r.Text), "Also in", nil
		for _, i := range r.In {
			item.Elsewhere = append(item.Elsewhere, pageLink{i.Key, incidentAddress(i) + "/review"})
		}
		v.Recurring = append(v.Recurring, item)
	}
	return v
}

// whySimilar names what two incidents share.
func whySimilar(s insights.Similar) (why []factView) {
	add := func(name string, words []string) {
		if len(words) > 0 {
			why = append(why, factView{name, strings.Join(words, ", ")})
		}
	}
	add("words", s.Words)
	add("services", s.Services)
	if s.Type != "" {
		add("type", []string{s.Type})
	}
	add("factors", s.Factors)
	return why
}

// keptOf sums up what became of what an incident undertook.
func keptOf(p insights.Past) string {
	if p.Actions == 0 {
		return "undertook nothing"
	}
	return hindcast.FormatCount(float64(p.Kept)) + " of " + counted(p.Actions, "action", "actions") + " in place"
}

func newKnownItem(item insights.Item, form string, now time.Time) knownItem {
	v := knownItem{Kind: string(item.Kind), ID: item.ID, Form: form, ElsewhereIs: "Would have helped in", Elsewhere: incidentLinks(item.Helped)}
	if c := item.Judged; c != nil {
		v.Verdict, v.Judged = string(insights.Unhelpful), "Would not have helped"
		if c.Helped {
			v.Verdict, v.Judged = string(insights.Helpful), "Would have helped"
		}
		v.Judged += ", says " + firstOf(personName(c.By), "somebody") + ", " + dayOf(c.At, now, "").Text
	}
	return v
}

func incidentLinks(lines []insights.Line) (links []pageLink) {
	for _, l := range lines {
		links = append(links, pageLink{l.Key, "/incidents/" + l.Key})
	}
	return links
}

func undoneItem(item insights.Item, today hindcast.Date, form string, now time.Time) knownItem {
	v, a := newKnownItem(item, form, now), item.Action
	v.Text, v.Href, v.State, v.Proof = titleText(a.Title, "Untitled action"), actionHref(a.ID), a.State, a.ProofState()
	v.Owner, v.Due = personName(a.Owner), dueOf(*a, today)
	return v
}

func riskItem(item insights.Item, review string, today hindcast.Date, form string, now time.Time) knownItem {
	v, d := newKnownItem(item, form, now), item.Finding.Disposition
	v.Text, v.Href = markup.InlineText(item.Finding.Text), review
	note := "Accepted by " + firstOf(personName(d.By), "somebody")
	if !d.Expires.IsZero() {
		note += " until " + dateText(d.Expires, today)
		if d.Expires.Compare(today) < 0 {
			note += ", which has passed"
		}
	}
	v.Notes = []string{note}
	if d.Because != "" {
		v.Notes = append(v.Notes, markup.InlineText(d.Because))
	}
	return v
}
