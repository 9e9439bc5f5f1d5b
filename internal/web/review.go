package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/markup"
	"github.com/hindcast/hindcast/internal/report"
	"github.com/hindcast/hindcast/internal/reviews"
)

// review shows the post-incident review of an incident.
func (p *Pages) review(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.showReview(w, r, by, typedForm{})
}

// showReview shows a review, with a form that was refused, if one was.
func (p *Pages) showReview(w http.ResponseWriter, r *http.Request, by hindcast.Actor, t typedForm) error {
	v, err := p.Reviews.View(r.Context(), by, r.PathValue("key"))
	if err != nil {
		return err
	}
	if v.Home != "" {
		http.Redirect(w, r, "/incidents/"+v.Home+"/review", http.StatusSeeOther)
		return nil
	}
	page := newReviewPage(v, p.options.Now())
	if err := p.prose(r.Context(), by, v.Record, &page); err != nil {
		return err
	}
	if err := p.equip(r.Context(), by, v, &page, t); err != nil {
		return err
	}
	return p.renderAs(w, r, by, statusOf(t.Wrong), Shell{Title: "Review of " + page.Head.Title, Section: ReviewsSection, Live: string(v.Record.Incident.ID)}, reviewPage(page))
}

// reviewView is the page of a review. All prose is safe HTML.
type reviewView struct {
	Head     headView
	Incident string // Incident is the address of the incident's page.
	Kind     []string
	Marking  hindcast.TLP
	Severity *report.SeverityView
	Held     bool // Held is false while there is no review.
	State    stateView
	Tally    []report.TallyView
	Answers  []answerView
	Gates    gatesView
	Summary  string
	Cause    string
	Factors  []factorView
	Whys     []report.WhyView
	Findings []findingGroup
	Actions  []reviewAction
	Meeting  []report.Fact
	Notes    string
	Write    string // Write is where the write-up is edited; empty for who may not, or when it is closed.
	Rounds   []roundFact
	Face     []string   // Face is what a signed review says of itself when little came of it.
	Covered  []pageLink // Covered are the further incidents it is about.
	Seats    meetingView
	Blind    blindView
	Plan     *planView // Plan is nil for who may not change it, as all forms are.
	Moves    []reviewMove
	Causes   *causeForms
	Note     *noteView
	Cites    []choiceView
	Lists    []choiceView // Lists are the colleagues that forms offer.
	Policy   string       // Policy says by which policy the answers were computed.
}

// stateView is where a review stands and what comes next.
type stateView struct {
	Word, Next string
	Due        string
	Late       bool
	Facts      []report.Fact
}

func newReviewPage(v reviews.View, now time.Time) reviewView {
	r := v.Record
	address := incidentAddress(r.Incident)
	cite := report.NewCiter(address, r)
	page := reviewView{
		Head:     headView{Trail: []pageLink{{"Incidents", "/incidents"}, {r.Incident.Key, address}}, Key: "Review", Title: titleOf(r.Incident)},
		Incident: address,
		Kind:     kindOfReview(r.Incident), Marking: r.Incident.TLP, Severity: report.SeverityOf(v.Level), Held: r.Review.ID != "",
		State: stateOf(v, now), Answers: answersOf(v.Assessed, cite), Gates: gatesOf(v, address),
		Summary: markup.HTML(r.Review.Summary, markup.Options{TopHeading: 3, IDPrefix: "summary-"}),
		Cause:   markup.HTML(r.Review.PrimaryCause, markup.Options{TopHeading: 4, IDPrefix: "cause-"}),
		Factors: factorsOf(r, nil), Whys: report.WhysOf(r), Findings: findingsOf(v, cite), Actions: actionsOf(v),
		Meeting: meetingOf(v), Notes: markup.HTML(r.Review.MeetingNotes, markup.Options{TopHeading: 3, IDPrefix: "notes-"}),
		Rounds: roundsOf(r.Review, r.Incident, now), Policy: policyOf(v), Face: faceOf(v),
	}
	for _, i := range v.Covered {
		page.Covered = append(page.Covered, pageLink{i.Key + " " + titleOf(i), incidentAddress(i)})
	}
	page.Tally = report.TallyOf(report.AnswersOf(v.Answers, cite))
	return page
}

func incidentAddress(i hindcast.Incident) string { return "/incidents/" + i.Key }

func kindOfReview(i hindcast.Incident) []string {
	kinds := map[hindcast.IncidentKind]string{hindcast.Operational: "Operational", hindcast.SecurityIncident: "Security", hindcast.ExerciseIncident: "Exercise"}
	list := []string{kinds[i.Kind]}
	if i.NearMiss {
		list = append(list, "near miss")
	}
	if i.Type != "" {
		list = append(list, i.Type)
	}
	return list
}

// stateOf says where the review stands and what comes next.
func stateOf(v reviews.View, now time.Time) stateView {
	review := v.Record.Review
	s := stateView{Word: hindcast.Capital(words(review.State)), Next: nextStep(v, now)}
	if !v.Due.IsZero() && review.State != hindcast.ReviewSignedOff && review.State != hindcast.ReviewWaived {
		s.Due, s.Late = dayWords(v.Due, v.Policy.Calendar.Zone), v.Due.Before(now)
	}
	add := func(name, value string) {
		if value != "" {
			s.Facts = append(s.Facts, report.Fact{Name: name, Value: value})
		}
	}
	if review.ID != "" {
		add("Facilitator", firstOf(personName(review.Facilitator), "nobody yet"))
	}
	if !review.MeetingAt.IsZero() {
		add("Meeting", momentOf(review.MeetingAt, now, "").Text)
	}
	if v.Blind > 0 {
		add("Answered, still blind", counted(v.Blind, "person", "people"))
	}
	return s
}

// nextStep is the one thing that comes next.
func nextStep(v reviews.View, now time.Time) string {
	rules := v.Policy.Reviews
	if v.Record.Review.ID == "" {
		return firstStep(v)
	}
	switch v.Record.Review.State {
	case hindcast.ReviewScheduled:
		return "Next: the facilitator begins the draft."
	case hindcast.ReviewDrafting:
		if met := v.Record.Review.MeetingAt; !met.IsZero() && met.Before(now) {
			return "Next: bring the write-up up to date and put it forward for sign-off."
		}
		next := "Next: fill in the write-up and share it for review"
		if rules.DraftBefore > 0 {
			next += ", at least " + hindcast.FormatDuration(rules.DraftBefore) + " before the meeting"
		}
		return next + "."
	case hindcast.ReviewWaived:
		if v.Because != "" {
			return "Waived because " + strings.TrimPrefix(v.Because, "because ") + "."
		}
	case hindcast.ReviewInReview:
		if blocking(v.Gates) == 0 {
			return "Next: nothing stands before sign-off."
		}
		return "Next: settle what stands before sign-off."
	}
	return ""
}

// firstStep is what leads to a review where there is none.
func firstStep(v reviews.View) string {
	asks, known := v.Policy.Level(v.Level)
	switch {
	case !known:
		return "Once a severity is declared, the policy says when a review is due. The questions below are answered from the timeline meanwhile."
	case asks.ReviewOptional || asks.ReviewDue.IsZero():
		return "At " + v.Level.String() + " a review is held when somebody asks for one. The questions below are answered from the timeline in any case."
	case v.Due.IsZero():
		return "At " + v.Level.String() + " a review is due " + asks.ReviewDue.String() + " after resolution, which the timeline does not tell yet."
	}
	return "At " + v.Level.String() + " it is due by " + dayWords(v.Due, v.Policy.Calendar.Zone) + ". A facilitator opens it and invites everybody who took part."
}

// policyOf says by which policy the answers were computed.
func policyOf(v reviews.View) string {
	if v.Signed() {
		return "Signed with the policy revision " + firstOf(v.Record.Review.PolicyUsed, "of the time") + ". A later policy changes nothing here."
	}
	name := firstOf(v.Policy.Name, "the policy in force")
	if v.Level != hindcast.SeverityNone {
		return "Computed from the timeline by the targets of " + name + " for " + v.Level.String() + "."
	}
	return "Computed from the timeline by " + name + "; no severity was declared."
}
