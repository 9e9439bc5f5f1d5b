package web

import (
	"net/http"
	"net/url"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/report"
	"github.com/hindcast/hindcast/internal/reviews"
)

// reviewsQuery is what the address of the list asks for.
type reviewsQuery struct {
	State, Facilitator, Due, Who, After string
}

func readReviewsQuery(v url.Values) reviewsQuery {
	return reviewsQuery{State: v.Get("state"), Facilitator: v.Get("facilitator"), Due: v.Get("due"), Who: v.Get("who"), After: v.Get("after")}
}

// address is that of the list with one part different.
func (q reviewsQuery) address(part, value string) string {
	v := url.Values{}
	for _, o := range []option{{"state", q.State}, {"facilitator", q.Facilitator}, {"due", q.Due}, {"who", q.Who}} {
		if o.Name == part {
			o.Value = value
		}
		if o.Value != "" {
			v.Set(o.Name, o.Value)
		}
	}
	if part == "after" {
		v.Set("after", value)
	}
	if len(v) == 0 {
		return "/reviews"
	}
	return "/reviews?" + v.Encode()
}

// filter is what the store is asked for.
func (q reviewsQuery) filter(by hindcast.Actor, now time.Time) reviews.Filter {
	underWay := []hindcast.ReviewState{hindcast.ReviewScheduled, hindcast.ReviewDrafting, hindcast.ReviewInReview}
	var f reviews.Filter
	switch q.State {
	case "":
		f.States = underWay
	case "all":
	default:
		f.States = []hindcast.ReviewState{hindcast.ReviewState(q.State)}
	}
	if q.Facilitator != "" {
		f.Facilitator = hindcast.Person{User: hindcast.UserID(q.Facilitator)}
	}
	if q.Who == "me" {
		f.Person = by.Person()
	}
	switch q.Due {
	case "overdue":
		f.DueBefore = now
	case "week":
		f.DueBefore = now.AddDate(0, 0, 7)
	}
	return f
}

// reviewsView is the list of reviews.
type reviewsView struct {
	Bar      filterView
	Rows     []listedReview
	Next     pagerView
	Narrowed bool
}

// listedReview is one review in the list.
type listedReview struct {
	Href, Title string
	Incident    incidentRef
	State       string
	Tone        tone
	Facilitator string
	Due         string
	Late        bool
	Meeting     momentView
}

// reviews lists them.
func (p *Pages) reviews(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	q := readReviewsQuery(r.URL.Query())
	if hasBlanks(r.URL.Query()) {
		http.Redirect(w, r, q.address("", ""), http.StatusSeeOther)
		return nil
	}
	now := p.options.Now()
	rows, next, err := p.Reviews.List(r.Context(), by, q.filter(by, now), reviews.Page{After: q.After})
	if err != nil {
		return err
	}
	colleagues, err := p.Accounts.Colleagues(r.Context(), by)
	if err != nil {
		return err
	}
	v := reviewsView{Bar: reviewsBar(q, colleagues), Narrowed: q != reviewsQuery{After: q.After}}
	for _, row := range rows {
		v.Rows = append(v.Rows, newReviewRow(row, now))
	}
	if next != "" {
		v.Next = pagerView{Older: q.address("after", next), OlderText: "Next"}
	}
	if q.After != "" {
		v.Next.Newer, v.Next.NewerText = q.address("", ""), "From the start"
	}
	return p.render(w, r, by, Shell{Title: "Reviews", Section: ReviewsSection, Live: Everything}, reviewsPage(v))
}

func newReviewRow(row reviews.Row, now time.Time) listedReview {
	i, r := row.Incident, row.Review
	v := listedReview{
		Href: "/incidents/" + i.Key + "/review", Title: titleText(i.Title, "Untitled incident"), State: capitalOf(r.State), Facilitator: personName(r.Facilitator),
		Incident: incidentRef{Key: i.Key, Href: "/incidents/" + i.Key, Severity: report.SeverityOf(i.Severity)}, Meeting: momentOf(r.MeetingAt, now, "no time set"),
	}
	switch r.State {
	case hindcast.ReviewSignedOff:
		v.Tone = good
	case hindcast.ReviewInReview:
		v.Tone = accent
	}
	if r.State != hindcast.ReviewSignedOff && r.State != hindcast.ReviewWaived {
		v.Due = "no date"
		if !r.DueAt.IsZero() {
			v.Due, v.Late = deadline(r.DueAt, now)
		}
	}
	return v
}

func reviewsBar(q reviewsQuery, colleagues []hindcast.Person) filterView {
	states := []choiceView{{"", "Under way"}, {"all", "In any state"}}
	for _, s := range hindcast.ReviewStates() {
		states = append(states, choiceView{string(s), capitalOf(s)})
	}
	people := []choiceView{{"", "Any facilitator"}}
	for _, c := range colleagues {
		people = append(people, choiceView{string(c.User), personName(c)})
	}
	v := filterView{Action: "/reviews", Label: "Filter reviews", Wordless: true, Selects: []fieldView{
		{Name: "state", Label: "State", Value: q.State, Choices: states},
		{Name: "who", Label: "Whose", Value: q.Who, Choices: []choiceView{{"", "Everybody’s"}, {"me", "Mine"}}},
		{Name: "facilitator", Label: "Facilitator", Value: q.Facilitator, Choices: people},
		{Name: "due", Label: "Due", Value: q.Due, Choices: []choiceView{{"", "Due whenever"}, {"overdue", "Overdue"}, {"week", "Due within a week"}}},
	}}
	for _, s := range v.Selects {
		for _, c := range s.Choices {
			if s.Value != "" && c.Value == s.Value {
				v.Chosen = append(v.Chosen, pageLink{c.Text, q.address(s.Name, "")})
			}
		}
	}
	return v
}
