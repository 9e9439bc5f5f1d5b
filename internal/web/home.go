package web

import (
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/library"
	"github.com/hindcast/hindcast/internal/report"
)

// home shows what waits for whoever opens it, and what changed lately.
func (p *Pages) home(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	policy, err := p.Library.Policy(r.Context())
	if err != nil {
		return err
	}
	now := p.options.Now()
	needs, err := p.Activity.Needs(r.Context(), by, policy, now)
	if err != nil {
		return err
	}
	waiting, err := p.Library.Waiting(r.Context(), by)
	if err != nil {
		return err
	}
	documents, err := p.Library.Due(r.Context(), by, by.Person())
	if err != nil {
		return err
	}
	recent, err := p.Activity.Recent(r.Context(), by, 20)
	if err != nil {
		return err
	}
	v := homeView{
		Needs: needsOf(needs, waiting, documents, policy, now), Recent: recentOf(recent, now),
		Empty: needs.Empty, Admin: by.Might(hindcast.MayAdminister) == nil, MayOpen: by.Might(hindcast.MayOpenIncident) == nil,
	}
	return p.render(w, r, by, Shell{Title: "Home", Section: HomeSection, Live: Everything}, homePage(v))
}

type homeView struct {
	Needs          []needView // Needs are those of which there are some, the most pressing first.
	Recent         []recentDay
	Empty          bool // Empty says that there is no incident yet.
	Admin, MayOpen bool
}

// needView is one sort of thing that waits for somebody.
type needView struct {
	ID, Title string
	Note      string // Note says why these are here.
	All       pageLink
	Rows      []needRow
}

// needRow is one thing that waits.
type needRow struct {
	When     string
	Late     bool
	Title    string
	Href     string
	Do       string // Do says what to do; DoHref is where, and where empty Href.
	DoHref   string
	Incident incidentRef
	From     string // From says where it came from, where that is no incident.
	State    string
	Tone     tone
}

// incidentRef names an incident in a line.
type incidentRef struct {
	Key, Title, Href string
	Severity         *report.SeverityView
}

func refOf(i activity.Incident) incidentRef {
	if i.ID == "" {
		return incidentRef{}
	}
	return incidentRef{Key: i.Key, Title: i.Title, Href: "/incidents/" + i.Key, Severity: report.SeverityOf(i.Severity)}
}

// needsOf are the sorts of things that wait, those of today first.
func needsOf(n activity.Needs, waiting []library.Waiting, documents []library.Row, policy hindcast.Policy, now time.Time) []needView {
	today := hindcast.DateOf(now.In(policy.Calendar.Zone))
	all := []needView{meetingsNeed(n, policy.Calendar.Zone), actionsNeed(n, today), reviewsNeed(n, now), brokenNeed(n, today), effectsNeed(n),
		proposalsNeed(waiting, now), documentsNeed(documents, now), unreviewedNeed(n, policy, now), lessonsNeed(n, now)}
	return slices.DeleteFunc(all, func(v needView) bool { return len(v.Rows) == 0 })
}

func actionsNeed(n activity.Needs, today hindcast.Date) needView {
	actions := needView{ID: "actions", Title: "Your actions", All: pageLink{Text: "All actions", Href: "/actions"}}
	for _, a := range n.Actions {
		when, late := dueWords(a.Action.Due, today)
		if a.Action.Due.IsZero() && a.Action.DueText != "" {
			when = a.Action.DueText
		}
		row := needRow{When: when, Late: late, Title: a.Action.Title, Href: actionHref(a.Action.ID), Incident: refOf(a.Incident), Do: "Say how far it is"}
		if a.Action.State == hindcast.ActionInProgress {
			row.State, row.Do = "in progress", "Finish it"
		}
		actions.Rows = append(actions.Rows, row)
	}
	return actions
}

// actionHref leads to the page of an action.
func actionHref(id hindcast.ActionID) string { return "/actions/" + string(id) }

// meetingsNeed are the meetings of today. Their time stands with the day's zone,
// as it is when somebody has to be there.
func meetingsNeed(n activity.Needs, zone *time.Location) needView {
	v := needView{ID: "meetings", Title: "Today's meetings"}
	for _, r := range n.Meetings {
		row := reviewRow(r)
		row.When, row.Do, row.DoHref = r.Review.MeetingAt.In(zone).Format("15:04 MST"), "Go to the meeting", row.Href+"/meeting"
		v.Rows = append(v.Rows, row)
	}
	return v
}

// reviewRow is a review as a line, without what is to be done about it.
func reviewRow(r activity.ReviewNeed) needRow {
	row := needRow{Title: "Review of " + r.Incident.Title, Href: "/incidents/" + r.Incident.Key + "/review", Incident: refOf(r.Incident)}
	row.Incident.Title = ""
	return row
}

func reviewsNeed(n activity.Needs, now time.Time) needView {
	v := needView{ID: "reviews", Title: "Reviews waiting for you", Note: "You run them or are invited."}
	for _, r := range n.Reviews {
		row := reviewRow(r)
		row.Do, row.When = "Read the draft", "no date set"
		switch r.Review.State {
		case hindcast.ReviewScheduled:
			row.State, row.Do = "not begun", "Read it up"
		case hindcast.ReviewDrafting:
			row.State = "draft"
		case hindcast.ReviewInReview:
			row.State, row.Tone = "answers asked for", accent
		}
		questions := len(hindcast.Questions())
		switch {
		case r.Review.State == hindcast.ReviewInReview && r.Answered < questions:
			row.Do, row.DoHref = "Answer the questions", row.Href+"/answers"
			if r.Answered > 0 {
				row.Do = "Answer the last " + counted(questions-r.Answered, "question", "questions")
			}
		case r.Runs && r.Review.State == hindcast.ReviewInReview:
			row.State, row.Tone, row.Do = "in review", quiet, "Bring it to sign-off"
		case r.Runs && r.Review.State == hindcast.ReviewDrafting:
			row.Do, row.DoHref = "Write the draft", row.Href+"/edit"
		case r.Runs:
			row.Do = "Begin it"
		}
		switch due, meeting := r.Review.DueAt, r.Review.MeetingAt; {
		case meeting.After(now):
			row.When = "meeting " + momentOf(meeting, now, "").Text
		case !due.IsZero():
			row.When, row.Late = deadline(due, now)
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

func effectsNeed(n activity.Needs) needView {
	v := needView{ID: "effects", Title: "Did it help?", Note: "Verified a while ago, from reviews you run."}
	for _, a := range n.Effects {
		v.Rows = append(v.Rows, needRow{Title: a.Action.Title, Href: actionHref(a.Action.ID), Incident: refOf(a.Incident), Do: "Judge its effect"})
	}
	return v
}

func proposalsNeed(waiting []library.Waiting, now time.Time) needView {
	v := needView{ID: "proposals", Title: "Waiting for your approval", All: pageLink{Text: "Library", Href: "/library"}}
	for _, w := range waiting {
		v.Rows = append(v.Rows, needRow{Title: w.Document.Title, Href: documentHref(w.Document.ID), Do: "Read and decide",
			From: "proposed by " + firstOf(w.Proposal.Value.Author.Name, "somebody"), When: momentOf(w.Proposal.Value.At, now, "").Text})
	}
	return v
}

func documentsNeed(documents []library.Row, now time.Time) needView {
	v := needView{ID: "documents", Title: "Your documents to look at again", Note: "Nobody revised them for longer than they should stand."}
	for _, d := range documents {
		row := needRow{Title: d.Document.Title, Href: documentHref(d.Document.ID), Do: "Look at it again", From: "revised " + momentOf(d.Latest.At, now, "").Text}
		row.When, row.Late = deadline(d.DueAt, now)
		v.Rows = append(v.Rows, row)
	}
	return v
}

// documentHref leads to the page of a document.
func documentHref(id hindcast.DocumentID) string { return "/library/" + url.PathEscape(string(id)) }

func brokenNeed(n activity.Needs, today hindcast.Date) needView {
	v := needView{ID: "broken", Title: "Proofs that broke", Note: "A change that was in place is not any more, or nobody can tell.",
		All: pageLink{Text: "All of them", Href: "/actions?proof=broken"}}
	for _, a := range n.Broken {
		row := needRow{Title: a.Action.Title, Href: actionHref(a.Action.ID), Incident: refOf(a.Incident), State: "broken", Tone: bad, Do: "Put it back in place"}
		if a.Proof == hindcast.ProofsStale {
			row.State, row.Tone, row.Do = "cannot be checked", warn, "Mend the proof"
		}
		if at := lastChecked(a.Action); !at.IsZero() {
			row.When = "checked " + at.UTC().Format("2 Jan")
			if at.UTC().Year() != today.Year {
				row.When = "checked " + at.UTC().Format("2 Jan 2006")
			}
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

func lastChecked(a hindcast.Action) (last time.Time) {
	for _, p := range a.Proofs {
		for _, r := range p.Results {
			if r.At.After(last) {
				last = r.At
			}
		}
	}
	return last
}

func unreviewedNeed(n activity.Needs, policy hindcast.Policy, now time.Time) needView {
	v := needView{ID: "unreviewed", Title: "Resolved, not reviewed", Note: "Your policy asks for a review by now.",
		All: pageLink{Text: "All resolved incidents", Href: "/incidents?state=resolved"}}
	for _, r := range n.Unreviewed {
		due := policy.Levels[r.Incident.Severity].ReviewDue.After(r.ResolvedAt, policy.Calendar)
		when, late := deadline(due, now)
		v.Rows = append(v.Rows, needRow{When: when, Late: late, Title: r.Incident.Title, Href: "/incidents/" + r.Incident.Key,
			Do: "Open its review", DoHref: "/incidents/" + r.Incident.Key + "/review",
			Incident: incidentRef{Key: r.Incident.Key, Href: "/incidents/" + r.Incident.Key, Severity: report.SeverityOf(r.Incident.Severity)}})
	}
	return v
}

func lessonsNeed(n activity.Needs, now time.Time) needView {
	v := needView{ID: "lessons", Title: "Lessons received", Note: "From others; nobody decided yet whether they matter here."}
	for _, l := range n.Lessons {
		v.Rows = append(v.Rows, needRow{When: momentOf(l.ReceivedAt, now, "").Text, Title: l.Title, Href: l.Link, From: l.Source, Do: "Read it"})
	}
	return v
}

// dueWords words a deadline by how far it is.
func dueWords(due, today hindcast.Date) (words string, late bool) {
	if due.IsZero() {
		return "no deadline", false
	}
	switch days := int(due.In(time.UTC).Sub(today.In(time.UTC)) / (24 * time.Hour)); {
	case days < 0:
		return counted(-days, "day", "days") + " late", true
	case days == 0:
		return "due today", true
	case days == 1:
		return "due tomorrow", false
	case days <= 14:
		return "due in " + counted(days, "day", "days"), false
	}
	if due.Year == today.Year {
		return "due " + due.In(time.UTC).Format("2 Jan"), false
	}
	return "due " + due.In(time.UTC).Format("2 Jan 2006"), false
}

// deadline words an instant that something should be done by.
func deadline(due, now time.Time) (words string, late bool) {
	return dueWords(hindcast.DateOf(due.UTC()), hindcast.DateOf(now.UTC()))
}
