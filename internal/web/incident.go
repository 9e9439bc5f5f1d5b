package web

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
	"github.com/hindcast/hindcast/internal/report"
	"github.com/hindcast/hindcast/internal/reviews"
)

// incident shows one, under its key. Other names of it lead there.
func (p *Pages) incident(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.showIncident(w, r, by, nil)
}

// showIncident shows one, with lines that were typed and not understood, if there
// are any.
func (p *Pages) showIncident(w http.ResponseWriter, r *http.Request, by hindcast.Actor, typed *composerView) error {
	a, err := p.Reviews.Assessed(r.Context(), by, r.PathValue("key"))
	if err != nil {
		return err
	}
	i := a.Record.Incident
	q := readTimelineQuery(r.URL.Query())
	if typed == nil && (r.PathValue("key") != i.Key || hasBlanks(r.URL.Query())) {
		http.Redirect(w, r, q.address(incidentAddress(i)), http.StatusSeeOther)
		return nil
	}
	view := newIncidentView(&p.drawn, a, q, p.options.Now())
	view.MayHistory = by.Might(hindcast.MayAdminister) == nil
	view.MayWrite = by.May(hindcast.MayWriteTimeline, hindcast.Subject{Review: by.Guest}) == nil
	view.Composer = p.newComposer(a.Record)
	status := http.StatusOK
	if typed != nil {
		if typed.Day != "" {
			view.Composer.Day = typed.Day
		}
		view.Composer.Text, view.Composer.Refused, view.Composer.Added, view.Composer.Wrong = typed.Text, typed.Refused, typed.Added, typed.Wrong
		status = http.StatusUnprocessableEntity
	}
	if view.MayWrite {
		if err := p.writable(r, by, a.Record, &view); err != nil {
			return err
		}
	}
	return p.renderAs(w, r, by, status, Shell{Title: i.Key + " " + titleOf(i), Section: IncidentsSection, Live: string(i.ID)}, incidentPage(view))
}

// incidentView is the page of one incident.
type incidentView struct {
	Head       headView
	Address    string // Address is the page's own.
	Severity   *report.SeverityView
	State      incidentStateView
	Marking    hindcast.TLP
	Restricted bool
	Facts      []factView
	Milestones []report.MilestoneView
	Picture    string // Picture is the ribbon as safe HTML, empty without anything to draw.
	Same       []ribbonRow
	Timeline   report.TimelineView
	Long       bool // Long says that there are more events than anybody reads at once.
	Filter     timelineFilter
	People     []participantRow
	Missing    []missingRole
	Names      []string // Names are offered where somebody is named.
	Messages   []promiseRow
	Files      evidenceForm
	Effort     effortView
	Impact     []report.ImpactView
	Evidence   []evidenceView
	Actions    []incidentAction
	Review     reviewLink
	History    string
	MayHistory bool
	MayWrite   bool
	Composer   composerView
	Contents   []tabView
	Done       *doneView
	Proposal   *proposalView
	Inferred   *inferredView
}

// reviewLink leads to the review and says where it stands.
type reviewLink struct {
	Href, State string
	Due         string // Due is when it has to be signed; empty when that is over or nobody said.
	Late        bool
	Verdicts    []verdictCount
}

// verdictCount is how many of the seven questions have a verdict.
type verdictCount struct {
	Count int
	Words string
}

// fewEvents are as many as a page shows twice, and lays out at once.
const fewEvents = 250

// ribbonRow is a line of the table that says the same as the picture.
type ribbonRow struct{ Time, Lane, What, Who, Text, Href string }

// incidentAction is an action of the incident.
type incidentAction struct {
	Href, Title, Owner, State string
	Due                       string
	Overdue                   bool
}

func newIncidentView(drawn *drawn, a reviews.Assessed, q timelineQuery, now time.Time) incidentView {
	r, i := a.Record, a.Record.Incident
	quieten(r)
	address, page := incidentAddress(i), ""
	if q.narrowed() {
		page = address // not every row is here
	}
	cite := report.NewCiter(page, r).Inlined(drawn.inline.of)
	v := incidentView{
		Address:    address,
		Head:       headView{Trail: []pageLink{{"Incidents", "/incidents"}}, Key: i.Key, Title: titleOf(i), Lead: strings.Join(leadOf(i), " · ")},
		Severity:   report.SeverityOf(i.Severity),
		State:      incidentStateOf(i.State),
		Marking:    i.TLP,
		Restricted: i.Visibility == hindcast.Restricted,
		Facts:      incidentFacts(r, now),
		Timeline:   report.TimelineOf(r, cite, q.keep(), incidents.Rule),
		Filter:     newTimelineFilter(r, q, address),
		People:     participantRows(r, cite),
		Missing:    missingRoles(a),
		Messages:   promisesOf(r, cite, formInstant(now.Truncate(time.Minute))),
		Files:      newEvidenceForm(i.Key),
		Effort:     newEffort(r),
		Impact:     report.ImpactOf(r, cite),
		Evidence:   evidenceViews(r, cite, address),
		Actions:    incidentActions(a, now),
		Review:     reviewLinkOf(a, address, now),
		History:    "/ledger?incident=" + i.Key,
	}
	for _, source := range a.Policy.EvidenceSources {
		v.Files.Source.Suggest = append(v.Files.Source.Suggest, source.Name)
	}
	v.Milestones = report.MilestonesOf(r, cite, v.Timeline.Notes)
	v.Long = len(r.Timeline) > fewEvents
	v.picture(drawn, drawnFrom{page, r, a.Answers, a.Actual, a.Gaps}, cite)
	v.contents(r)
	return v
}

// leadOf says what sort of incident it is.
func leadOf(i hindcast.Incident) []string {
	lead := []string{map[hindcast.IncidentKind]string{hindcast.SecurityIncident: "Security incident", hindcast.ExerciseIncident: "Exercise"}[i.Kind]}
	if lead[0] == "" {
		lead[0] = "Operational incident"
	}
	if i.NearMiss {
		lead = append(lead, "near miss")
	}
	if i.Type != "" {
		lead = append(lead, i.Type)
	}
	return lead
}

// incidentFacts are the headline facts. What is not recorded is not among them.
func incidentFacts(r *hindcast.Record, now time.Time) []factView {
	var list []factView
	add := func(name, value string) {
		if value != "" {
			list = append(list, factView{name, value})
		}
	}
	began, detected := r.Milestone(hindcast.Began), r.Milestone(hindcast.Detected)
	if began != nil && !began.At.IsZero() {
		add("Began", atWords(began.At, began.Precision, now))
	}
	if began != nil && detected != nil && !began.At.IsZero() && detected.At.After(began.At) {
		add("Detected after", hindcast.FormatDuration(detected.At.Sub(began.At)))
	}
	lasted := report.Lasted(r)
	if lasted == "" && r.Incident.State == hindcast.IncidentActive && began != nil && !began.At.IsZero() && now.After(began.At) {
		lasted = lastedSoFar(began.At, now)
	}
	add("Lasted", lasted)
	var led []string
	for _, p := range r.Participants {
		if p.HasRole(hindcast.IncidentLeader) {
			led = append(led, personName(p.Person))
		}
	}
	add("Led by", strings.Join(led, ", "))
	add("Services", strings.Join(r.Incident.Services, ", "))
	add("Labels", strings.Join(r.Incident.Labels, ", "))
	return list
}

// quieten takes away what says nothing on this page: the lines of the document it
// was read from, and that a kind was read from words, which nearly every one is.
func quieten(r *hindcast.Record) {
	for i := range r.Timeline {
		o := &r.Timeline[i].Origin
		o.Line = 0
		if strings.Contains(o.Rule, "kind:words") {
			o.Rule = strings.Join(slices.DeleteFunc(strings.Fields(o.Rule), func(rule string) bool { return rule == "kind:words" }), " ")
		}
	}
}

// lastedSoFar is how long something has lasted that is not over.
func lastedSoFar(from, now time.Time) string {
	d, unit := now.Sub(from), time.Minute
	if d > 24*time.Hour {
		unit = time.Hour
	}
	return hindcast.FormatDuration(d.Truncate(unit)) + " so far"
}

// picture draws the ribbon, whose marks lead to the rows of the timeline.
func (v *incidentView) picture(drawn *drawn, from drawnFrom, cite *report.Citer) {
	if len(from.Record.Reached()) > 0 || len(v.Timeline.Days) > 0 {
		p := drawn.pictures.of(from, cite.Href)
		v.Picture, v.Same = p.svg, p.rows
	}
}

func reviewLinkOf(a reviews.Assessed, address string, now time.Time) reviewLink {
	link := reviewLink{Href: address + "/review", State: string(a.Record.Review.State)}
	if link.State = strings.ReplaceAll(link.State, "_", " "); link.State == "" {
		link.State = "not begun"
	}
	if r := a.Record.Review; !r.DueAt.IsZero() && r.State != hindcast.ReviewSignedOff && r.State != hindcast.ReviewWaived {
		link.Due, link.Late = "due "+dayWords(r.DueAt, a.Policy.Calendar.Zone), now.After(r.DueAt)
	}
	for _, verdict := range hindcast.Verdicts() {
		n := 0
		for _, answer := range a.Answers {
			if answer.Verdict == verdict {
				n++
			}
		}
		if n > 0 {
			link.Verdicts = append(link.Verdicts, verdictCount{n, verdict.Words()})
		}
	}
	return link
}

func incidentActions(a reviews.Assessed, now time.Time) []incidentAction {
	today := hindcast.DateOf(now.In(a.Policy.Calendar.Zone))
	var list []incidentAction
	for _, act := range a.Record.Actions {
		row := incidentAction{Title: titleText(act.Title, "Untitled action"), Owner: personName(act.Owner), State: strings.ReplaceAll(string(act.State), "_", " "),
			Due: dateText(act.Due, today), Overdue: act.Overdue(today), Href: actionHref(act.ID)}
		if row.Due == "" {
			row.Due = act.DueText
		}
		list = append(list, row)
	}
	return list
}

// contents are the parts of the page, each with how much it holds.
func (v *incidentView) contents(r *hindcast.Record) {
	add := func(name string, n int) {
		v.Contents = append(v.Contents, tabView{Text: name, Href: "#" + strings.ToLower(name), Count: hindcast.FormatCount(float64(n))})
	}
	if v.Picture != "" && len(r.Timeline) > 0 {
		v.Contents = append(v.Contents, tabView{Text: "Picture", Href: "#picture"})
	}
	add("Timeline", len(r.Timeline))
	add("People", len(r.Participants))
	if len(v.Messages) > 0 {
		add("Messages", len(v.Messages))
	}
	add("Impact", len(r.Impact))
	add("Evidence", len(r.Evidence))
	v.Contents = append(v.Contents, tabView{Text: "Known before", Href: "#known"})
	add("Actions", len(r.Actions))
}
