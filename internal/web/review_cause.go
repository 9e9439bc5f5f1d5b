package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/markup"
	"github.com/hindcast/hindcast/internal/reviews"
)

// factorView is a contributing factor with where else it was at work.
type factorView struct {
	ID      hindcast.FactorID
	Text    string // Text is safe inline HTML.
	Plain   string
	Primary bool
	Shared  []incidentRef // Shared are the other incidents that it contributed to.
	More    int           // More counts those that are not listed.
}

// causeForms change why it happened.
type causeForms struct {
	Action string
	Factor fieldView
	Known  []choiceView // Known are factors that other incidents share.
	Whys   []whyRow
	Was    []hindcast.Why // Was is what the whys were made from.
	Open   bool           // Open shows the form of the whys.
	Wrong  *hindcast.Error
	Chain  *hindcast.Error
	Now    []hindcast.Why // Now is what somebody else wrote meanwhile.
}

// whyRow is one step of the chain as it is typed.
type whyRow struct{ Question, Answer fieldView }

const (
	factorForm = "factor"
	whysForm   = "whys"
	spareWhys  = 2 // spareWhys are the empty steps that a form offers
	mostWhys   = 12
)

// factorsOf are the factors, each with the incidents that share it.
func factorsOf(r *hindcast.Record, shared map[string][]reviews.Line) (list []factorView) {
	const most = 6
	for _, f := range r.Review.Factors {
		v := factorView{ID: f.ID, Text: markup.Inline(f.Text), Plain: markup.InlineText(f.Text), Primary: f.Primary}
		for _, line := range shared[hindcast.Fold(f.Text)] {
			if len(v.Shared) == most {
				v.More++
				continue
			}
			v.Shared = append(v.Shared, incidentRef{Key: line.Key, Title: titleText(line.Title, "Untitled incident"), Href: "/incidents/" + line.Key})
		}
		list = append(list, v)
	}
	return list
}

// newCauses are the forms, with the factors of others on offer.
func newCauses(v reviews.View, known []reviews.KnownFactor, t typedForm) *causeForms {
	r := v.Record.Review
	c := &causeForms{Action: incidentAddress(v.Record.Incident) + "/review", Wrong: t.wrong(factorForm), Chain: t.wrong(whysForm), Open: t.Name == whysForm, Was: r.FiveWhys}
	c.Factor = fieldView{Scope: "factor-", Name: "text", Label: "A contributing factor", Hint: "In words that other incidents can share: “configuration changes are not reviewed”.",
		Value: t.or(factorForm, "text", ""), Required: true, List: "known-factors", Autocomplete: "off", Error: wrongWith(c.Wrong, "text")}
	for _, k := range known {
		if !slices.ContainsFunc(r.Factors, func(f hindcast.ContributingFactor) bool { return hindcast.Fold(f.Text) == hindcast.Fold(k.Text) }) {
			c.Known = append(c.Known, choiceView{k.Text, "in " + counted(k.Reviews, "incident", "incidents")})
		}
	}
	rows := r.FiveWhys
	if c.Open {
		rows = typedWhys(t.Values["question"], t.Values["answer"])
		if t.stale(whysForm) {
			c.Now = r.FiveWhys
		}
	}
	for n := range min(mostWhys, max(3, len(rows)+spareWhys)) {
		var w hindcast.Why
		if n < len(rows) {
			w = rows[n]
		}
		scope := whysForm + strconv.Itoa(n+1) + "-"
		c.Whys = append(c.Whys, whyRow{fieldView{Scope: scope, Name: "question", Label: "Why?", Value: w.Question, Autocomplete: "off"},
			fieldView{Scope: scope, Name: "answer", Label: "Because", Value: w.Answer, Autocomplete: "off"}})
	}
	return c
}

// typedWhys are the steps in which anything was typed.
func typedWhys(questions, answers []string) (list []hindcast.Why) {
	for n := range min(len(questions), len(answers)) {
		w := hindcast.Why{Question: line(questions[n]), Answer: line(answers[n])}
		if w.Question != "" || w.Answer != "" {
			list = append(list, w)
		}
	}
	return list
}

func (p *Pages) addFactor(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	_, err := p.Reviews.AddFactor(r.Context(), by, r.PathValue("key"), line(r.PostFormValue("text")))
	return p.doneInReview(w, r, by, factorForm, "causes", err)
}

// changeFactor marks a factor as the primary one, or takes it away.
func (p *Pages) changeFactor(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	id := hindcast.FactorID(r.PathValue("id"))
	var err error
	switch r.PostFormValue("to") {
	case "primary":
		err = p.Reviews.MarkPrimary(r.Context(), by, r.PathValue("key"), id, true)
	case "plain":
		err = p.Reviews.MarkPrimary(r.Context(), by, r.PathValue("key"), id, false)
	default:
		err = p.Reviews.RemoveFactor(r.Context(), by, r.PathValue("key"), id)
	}
	return p.doneInReview(w, r, by, factorForm, "causes", err)
}

func (p *Pages) changeWhys(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	if err := r.ParseForm(); err != nil {
		return &hindcast.Error{Code: hindcast.Invalid, Message: "the form could not be read", Err: err}
	}
	f := r.PostForm
	was := make([]hindcast.Why, min(len(f["was_question"]), len(f["was_answer"])))
	for n := range was {
		was[n] = hindcast.Why{Question: f["was_question"][n], Answer: f["was_answer"][n]}
	}
	whys := typedWhys(f["question"], f["answer"])
	err := p.Reviews.ChangeWhys(r.Context(), by, r.PathValue("key"), whys, was)
	return p.doneInReview(w, r, by, whysForm, "causes", err)
}
