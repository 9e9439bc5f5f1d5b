package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/report"
	"github.com/hindcast/hindcast/internal/reviews"
)

// ownAnswer is the form by which somebody answers one of the seven questions.
type ownAnswer struct {
	Name, Action string
	Question     hindcast.Question
	Version      string
	Text         string // Text is the question as it is asked.
	Choices      []checkView
	Note         fieldView
	Back         string // Back leads to the review after saving; else the next question comes.
	Given        bool
	Open         bool
	Wrong        *hindcast.Error
	Now          string // Now is what the person wrote elsewhere meanwhile.
}

// answersView is the page on which people answer alone, and on which their
// answers are laid side by side once they are opened.
type answersView struct {
	Head     headView
	Address  string
	Opened   bool
	MayGive  bool
	MayOpen  bool
	Count    string // Count says how many answered, and never what.
	Steps    []askedStep
	Ask      *ownAnswer
	Computed answerView // Computed is what the record says of the question asked.
	Done     bool       // Done says that the reader answered all seven.
	Closed   bool       // Closed says that the review is not worked on any more.
	Agenda   []agendaItem
}

// askedStep is one of the seven on the way through them.
type askedStep struct {
	Number, Name, Href string
	Given, Current     bool
}

// agendaItem is a question with what everybody answered, side by side.
type agendaItem struct {
	Anchor, Question string
	Computed         report.VerdictView
	Standing         string // Standing says how far people agree.
	Differ           bool
	Answers          []saidView
}

// saidView is what one person answered.
type saidView struct {
	Name    string
	Verdict report.VerdictView
	Note    string
	Blind   bool
}

// answerForm is the form of one question.
func answerForm(v reviews.View, q hindcast.Question, given reviews.Given, by hindcast.Actor, t typedForm) *ownAnswer {
	name := "answer-" + string(q)
	a := &ownAnswer{Name: name, Action: incidentAddress(v.Record.Incident) + "/review/answers", Question: q, Text: q.Text(), Version: "0", Wrong: t.wrong(name), Open: t.Name == name}
	var was reviews.Answer
	for _, k := range given.Answers {
		if k.Value.Question == q && k.Value.Person.User == by.User {
			was, a.Version, a.Given = k.Value, strconv.FormatInt(k.Version, 10), true
		}
	}
	if t.stale(name) {
		a.Now = hindcast.Capital(was.Verdict.Words()) + ". " + was.Note
	}
	chosen := t.or(name, "verdict", string(was.Verdict))
	for _, verdict := range []hindcast.Verdict{hindcast.Met, hindcast.Partly, hindcast.Missed, hindcast.NotApplicable} {
		a.Choices = append(a.Choices, checkView{Type: "radio", Name: "verdict", Value: string(verdict), Label: hindcast.Capital(verdict.Words()), On: chosen == string(verdict)})
	}
	a.Note = fieldView{Scope: name + "-", Name: "note", Label: "Why you see it so", Type: "textarea", Value: t.or(name, "note", was.Note), Optional: true, Hints: true, Error: wrongWith(a.Wrong, "note")}
	return a
}

// answers shows the page.
func (p *Pages) answers(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.showAnswers(w, r, by, typedForm{})
}

func (p *Pages) showAnswers(w http.ResponseWriter, r *http.Request, by hindcast.Actor, t typedForm) error {
	v, err := p.Reviews.View(r.Context(), by, r.PathValue("key"))
	if err != nil {
		return err
	}
	given, err := p.Reviews.Answers(r.Context(), by, r.PathValue("key"))
	if err != nil {
		return err
	}
	page := newAnswersPage(v, given, by, hindcast.Question(firstOf(t.Values.Get("question"), r.URL.Query().Get("ask"))), t)
	return p.renderAs(w, r, by, statusOf(t.Wrong), Shell{Title: page.Head.Title + ": " + titleOf(v.Record.Incident), Section: ReviewsSection, Live: string(v.Record.Incident.ID)}, answersPage(page))
}

func newAnswersPage(v reviews.View, given reviews.Given, by hindcast.Actor, ask hindcast.Question, t typedForm) answersView {
	i := v.Record.Incident
	address := incidentAddress(i) + "/review"
	page := answersView{
		Head:    headView{Trail: []pageLink{{"Incidents", "/incidents"}, {i.Key, incidentAddress(i)}, {"Review", address}}, Title: "What everybody answered", Lead: titleOf(i)},
		Address: address, Opened: given.Opened, Closed: !v.Open, MayOpen: v.May.Run && v.Open && given.Blind > 0, MayGive: v.May.Contribute && v.Open && by.User != "",
		Count: answeredBy(given.Blind, len(v.Record.Review.Invited)),
	}
	if given.Opened {
		page.Agenda = agendaOf(v.Assessed, given)
		return page
	}
	page.Head.Title = "Answer alone"
	if !page.MayGive {
		return page
	}
	own := map[hindcast.Question]bool{}
	for _, k := range given.Answers {
		own[k.Value.Question] = k.Value.Person.User == by.User
	}
	if !slices.Contains(hindcast.Questions(), ask) {
		ask = nextUnanswered(own)
	}
	page.Done = ask == ""
	for n, q := range hindcast.Questions() {
		page.Steps = append(page.Steps, askedStep{Number: strconv.Itoa(n + 1), Name: questionName(q), Href: address + "/answers?ask=" + string(q), Given: own[q], Current: q == ask})
		if q == ask {
			page.Ask = answerForm(v, q, given, by, t)
			page.Computed = answersOf(v.Assessed, report.NewCiter(incidentAddress(i), v.Record))[n]
		}
	}
	return page
}

// nextUnanswered is the first question that somebody has not answered, empty when
// they have answered all.
func nextUnanswered(own map[hindcast.Question]bool) hindcast.Question {
	for _, q := range hindcast.Questions() {
		if !own[q] {
			return q
		}
	}
	return ""
}

// answeredBy words how many people answered.
func answeredBy(people, invited int) string {
	switch {
	case people == 0:
		return "Nobody has answered yet."
	case invited > people:
		return strconv.Itoa(people) + " of " + counted(invited, "person", "people") + " invited answered so far."
	}
	return counted(people, "person has", "people have") + " answered so far."
}

// agendaOf lays the answers of everybody side by side; where people differ comes
// first.
func agendaOf(a reviews.Assessed, given reviews.Given) (list []agendaItem) {
	computed := report.AnswersOf(a.Answers, report.NewCiter("", a.Record))
	for n, agreed := range given.Agreed {
		item := agendaItem{Anchor: "a-" + string(agreed.Question), Question: agreed.Question.Text(), Computed: computed[n].Verdict}
		for _, k := range given.Answers {
			if k.Value.Question == agreed.Question {
				item.Answers = append(item.Answers, saidView{Name: personName(k.Value.Person), Verdict: report.VerdictOf(k.Value.Verdict), Note: k.Value.Note, Blind: k.Value.Blind})
			}
		}
		item.Differ = len(agreed.Verdicts) > 1
		switch {
		case len(item.Answers) == 0:
			item.Standing = "nobody answered"
		case item.Differ:
			item.Standing = "people differ"
		case agreed.Verdicts[agreed.Computed] == 0 && agreed.Computed != hindcast.NotComputable:
			item.Standing, item.Differ = "people and record differ", true
		case agreed.Agreed:
			item.Standing = "all agree"
		default:
			item.Standing = "one answer"
		}
		list = append(list, item)
	}
	slices.SortStableFunc(list, func(a, b agendaItem) int { return cmp.Compare(rank(b), rank(a)) })
	return list
}

func rank(i agendaItem) int {
	switch {
	case i.Differ:
		return 2
	case len(i.Answers) > 0:
		return 1
	}
	return 0
}

// giveAnswer keeps an answer and goes on to the next question, or back to the
// review where it was given there.
func (p *Pages) giveAnswer(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	f := r.PostFormValue
	q := hindcast.Question(f("question"))
	_, err := p.Reviews.Answer(r.Context(), by, r.PathValue("key"), q, hindcast.Verdict(f("verdict")), line(f("note")), versionIn(r))
	if f("back") != "" {
		return p.doneInReview(w, r, by, "answer-"+string(q), "q-"+string(q), err)
	}
	if err == nil {
		http.Redirect(w, r, reviewAddress(r)+"/answers"+followingQuestion(q), http.StatusSeeOther)
		return nil
	}
	wrong := asError(err)
	if wrong == nil || !slices.Contains(hindcast.Questions(), q) || !slices.Contains([]hindcast.Code{hindcast.Invalid, hindcast.Conflict, hindcast.Stale}, wrong.Code) {
		return err
	}
	return p.showAnswers(w, r, by, typedForm{"answer-" + string(q), r.PostForm, wrong})
}

// followingQuestion asks for the question after one; after the last, for what is
// left.
func followingQuestion(q hindcast.Question) string {
	all := hindcast.Questions()
	if n := slices.Index(all, q); n >= 0 && n+1 < len(all) {
		return "?ask=" + string(all[n+1])
	}
	return ""
}

// openAnswers lays the answers open.
func (p *Pages) openAnswers(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	if err := p.Reviews.OpenAnswers(r.Context(), by, r.PathValue("key")); err != nil && hindcast.CodeOf(err) != hindcast.Conflict {
		return err
	}
	http.Redirect(w, r, reviewAddress(r)+"/answers", http.StatusSeeOther)
	return nil
}

func givenWord(given bool) string {
	if given {
		return ", answered"
	}
	return ""
}
