package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/report"
	"github.com/hindcast/hindcast/internal/reviews"
)

// planView is the form that opens a review or changes when it is held.
type planView struct {
	Action, Version, Verb        string
	Facilitator, Due, At, Covers fieldView
	Open                         bool // Open shows the form unfolded.
	Warnings                     []string
	Wrong                        *hindcast.Error
}

// planForm is the name of the form in a page.
const planForm = "plan"

// newPlan is the form. Those who took part are marked, as the policy would rather
// have somebody else run the review.
func newPlan(v reviews.View, colleagues []hindcast.Person, t typedForm) *planView {
	review, address := v.Record.Review, incidentAddress(v.Record.Incident)+"/review"
	f := &planView{Action: address, Verb: "Open the review", Wrong: t.wrong(planForm), Open: t.Name == planForm}
	if review.ID != "" {
		f.Action, f.Verb, f.Version = address+"/plan", "Save", strconv.FormatInt(review.Version, 10)
	}
	control := func(name, label, hint, now string) fieldView {
		return fieldView{Scope: "plan-", Name: name, Label: label, Hint: hint, Value: t.or(planForm, name, now), Autocomplete: "off", Error: wrongWith(f.Wrong, name)}
	}
	f.Facilitator = control("facilitator", "Facilitator", facilitatorHint(v), string(review.Facilitator.User))
	f.Facilitator.Choices = facilitators(v, colleagues)
	f.Due = control("due", "Due", firstOf(v.Reason, "The policy asks for no date.")+". Empty is what the policy says.", formInstant(review.DueAt))
	f.At = control("meeting", "Meeting", meetingHint(v.Policy.Reviews), formInstant(review.MeetingAt))
	f.At.Optional = true
	f.Covers = control("covers", "Further incidents in this review", "Keys, separated by commas: small ones are better talked through together.", strings.Join(keysOf(v.Covered), ", "))
	f.Covers.Optional = true
	if review.ID != "" {
		f.Warnings = planWarnings(v)
	}
	return f
}

func facilitatorHint(v reviews.View) string {
	if v.Policy.Reviews.FacilitatorOutside {
		return "Somebody who took no part in the response asks more freely."
	}
	return "Runs the review: invites, opens the answers, signs off."
}

func meetingHint(rules hindcast.ReviewRules) string {
	hint := "UTC, as 2026-05-31 14:00"
	if rules.Meeting > 0 {
		hint += "; " + hindcast.FormatDuration(rules.Meeting) + " are planned"
	}
	return hint + "."
}

// facilitators are who can be chosen, those who took no part first.
func facilitators(v reviews.View, colleagues []hindcast.Person) []choiceView {
	list := []choiceView{{"", "Nobody yet"}}
	var involved []choiceView
	for _, c := range colleagues {
		if slices.ContainsFunc(v.Involved, c.Same) {
			involved = append(involved, choiceView{string(c.User), personName(c) + " (took part in the response)"})
		} else {
			list = append(list, choiceView{string(c.User), personName(c)})
		}
	}
	list = append(list, involved...)
	now := v.Record.Review.Facilitator
	if !now.IsZero() && !slices.ContainsFunc(list, func(c choiceView) bool { return c.Value == string(now.User) && now.User != "" }) {
		list = append(list, choiceView{asFacilitator(now), personName(now)})
	}
	return list
}

// asFacilitator is how the form names somebody: by account, else by name.
func asFacilitator(p hindcast.Person) string { return firstOf(string(p.User), p.Name) }

// planWarnings says what the policy would rather have otherwise.
func planWarnings(v reviews.View) (list []string) {
	r := v.Record.Review
	if v.Policy.Reviews.FacilitatorOutside && !r.Facilitator.IsZero() && slices.ContainsFunc(v.Involved, r.Facilitator.Same) {
		list = append(list, personName(r.Facilitator)+" took part in the response. The policy asks for a facilitator who did not.")
	}
	if !v.Allowed.IsZero() && r.DueAt.After(v.Allowed) {
		list = append(list, "It is due later than the policy allows, which is "+dayWords(v.Allowed, v.Policy.Calendar.Zone)+".")
	}
	if !r.MeetingAt.IsZero() && !r.DueAt.IsZero() && r.MeetingAt.After(r.DueAt) {
		list = append(list, "The meeting is after the review is due.")
	}
	return list
}

func keysOf(list []hindcast.Incident) (keys []string) {
	for _, i := range list {
		keys = append(keys, i.Key)
	}
	return keys
}

// openReview opens the review of an incident.
func (p *Pages) openReview(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	plan, err := p.readPlan(r, by)
	if err == nil {
		_, _, err = p.Reviews.Open(r.Context(), by, r.PathValue("key"), plan)
	}
	return p.doneInReview(w, r, by, planForm, "plan", err)
}

// planReview changes when a review is held and who runs it.
func (p *Pages) planReview(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	plan, err := p.readPlan(r, by)
	if err == nil {
		_, _, err = p.Reviews.Schedule(r.Context(), by, r.PathValue("key"), plan, versionIn(r))
	}
	return p.doneInReview(w, r, by, planForm, "plan", err)
}

// readPlan reads the form. The error is Invalid.
func (p *Pages) readPlan(r *http.Request, by hindcast.Actor) (reviews.Plan, error) {
	var problems hindcast.Problems
	plan := reviews.Plan{Covers: namesIn(r.PostFormValue("covers"))}
	if plan.Covers == nil {
		plan.Covers = []string{}
	}
	plan.DueAt = readInstant(&problems, "due", r.PostFormValue("due"))
	plan.MeetingAt = readInstant(&problems, "meeting", r.PostFormValue("meeting"))
	if err := problems.Err("the review"); err != nil {
		return plan, err
	}
	people, err := p.Accounts.Colleagues(r.Context(), by)
	plan.Facilitator = among(people, r.PostFormValue("facilitator"))
	return plan, err
}

// among finds somebody by account, else by name; a name that is nobody's is
// somebody without an account.
func among(people []hindcast.Person, said string) hindcast.Person {
	said = strings.TrimPrefix(line(said), "@")
	for _, c := range people {
		if said != "" && (said == string(c.User) || hindcast.Fold(said) == hindcast.Fold(c.Name)) {
			return c
		}
	}
	return hindcast.Person{Name: said}
}

// reviewMove is a change of the review's state.
type reviewMove struct {
	Name, Action, Version, To, Verb string
	Main                            bool
	Asks                            bool // Asks shows the form unfolded on demand: it says what happens, or wants a reason.
	Open                            bool
	Explains                        []string // Explains says what happens.
	Blocked                         string   // Blocked says what stands before it.
	Warnings                        []string
	NeedsReason                     bool
	Reason                          string
	Wrong                           *hindcast.Error
}

// newMoves are the states that the review may go to.
func newMoves(v reviews.View, t typedForm) (list []reviewMove) {
	r := v.Record.Review
	for _, step := range hindcast.ReviewTransitions() {
		if step.From != r.State {
			continue
		}
		m := reviewMove{Name: "move-" + string(step.To), Action: incidentAddress(v.Record.Incident) + "/review/state", Version: strconv.FormatInt(r.Version, 10),
			To: string(step.To), NeedsReason: step.NeedsReason}
		m.Wrong, m.Open, m.Reason = t.wrong(m.Name), t.Name == m.Name, t.or(m.Name, "reason", "")
		switch step.Verb {
		case "begin":
			m.Verb, m.Main = "Begin the draft", true
		case "share":
			m.Verb, m.Main = "Share for review", true
		case "take back":
			m.Verb = "Back to the draft"
		case "sign off":
			m.signs(v)
		case "reopen":
			m.Verb, m.Asks = "Reopen", true
			m.Explains = []string{"What was signed stays readable as a round of its own. The review can be changed and signed again; its incidents are open until then."}
		case "waive":
			m.Verb, m.Asks = "Waive", true
			m.Explains = []string{"No review is held, for a reason that stands here. It can be reopened."}
		}
		list = append(list, m)
	}
	slices.SortStableFunc(list, func(a, b reviewMove) int { return cmp.Compare(b.weight(), a.weight()) })
	return list
}

// weight puts what usually comes next first.
func (m reviewMove) weight() int {
	if m.Main {
		return 1
	}
	return 0
}

// signs says what signing off means.
func (m *reviewMove) signs(v reviews.View) {
	m.Verb, m.Main, m.Asks = "Sign off", true, true
	keys := append([]string{v.Record.Incident.Key}, keysOf(v.Covered)...)
	policy := firstOf(v.Policy.Revision, v.Policy.Name, "in force")
	m.Explains = []string{"The seven answers are frozen as they stand, with everybody's verdicts and the policy revision " + policy + ".",
		"Closed with it: " + strings.Join(keys, ", ") + ".",
		"Actions go on; reopening is possible, needs a reason, and keeps this round."}
	if n := blocking(v.Gates); n > 0 {
		m.Blocked = counted(n, "thing stands", "things stand") + " before it."
	}
	for _, g := range v.Gates {
		if g.Warning {
			m.Warnings = append(m.Warnings, sentenceOf(g.Message)+" The review will say so on its face.")
		}
	}
}

// moveReview brings a review into another state.
func (p *Pages) moveReview(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	to := hindcast.ReviewState(r.PostFormValue("to"))
	_, err := p.Reviews.Move(r.Context(), by, r.PathValue("key"), to, r.PostFormValue("reason"), versionIn(r))
	return p.doneInReview(w, r, by, "move-"+string(to), "standing", err)
}

// faceOf is what a signed review says of itself when little came of it.
func faceOf(v reviews.View) (list []string) {
	if v.Record.Review.State != hindcast.ReviewSignedOff {
		return nil
	}
	for _, g := range hindcast.SignOffGates(v.Record, v.Answers, v.Policy, nil) {
		if g.Warning {
			list = append(list, sentenceOf(g.Message))
		}
	}
	return list
}

// reviewRound shows the answers as they were signed in an earlier round.
func (p *Pages) reviewRound(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	v, err := p.Reviews.View(r.Context(), by, r.PathValue("key"))
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(r.PathValue("n"))
	if err != nil || n < 1 || n > len(v.Record.Review.Rounds) {
		return &hindcast.Error{Code: hindcast.NotFound, Message: "there is no such round"}
	}
	round, i := v.Record.Review.Rounds[n-1], v.Record.Incident
	address := incidentAddress(i)
	signed := v.Assessed
	signed.Answers, signed.Policy.Name = round.Answers, firstOf(round.PolicyUsed, "The policy of the time")
	page := roundView{
		Head: headView{Trail: []pageLink{{"Incidents", "/incidents"}, {i.Key, address}, {"Review", address + "/review"}}, Title: "Round " + strconv.Itoa(n) + " as it was signed", Lead: titleOf(i)},
		Said: roundsOf(v.Record.Review, i, p.options.Now())[n-1].Value, Answers: answersOf(signed, report.NewCiter(address, v.Record)),
	}
	return p.render(w, r, by, Shell{Title: page.Head.Title, Section: ReviewsSection}, roundPage(page))
}

// roundView is one signed round.
type roundView struct {
	Head    headView
	Said    string
	Answers []answerView
}
