package web

import (
	"net/http"
	"time"

	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
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
	recent, err := p.Activity.Recent(r.Context(), by, 20)
	if err != nil {
		return err
	}
	v := homeView{
		Needs: needsOf(needs, policy, now), Recent: recentOf(recent, now),
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

func needsOf(n activity.Needs, policy hindcast.Policy, now time.Time) []needView {
	today := hindcast.DateOf(now.In(policy.Calendar.Zone))
	actions := needView{ID: "actions", Title: "Your actions", All: pageLink{Text: "All actions", Href: "/actions"}}
	for _, a := range n.Actions {
		when, late := dueWords(a.Action.Due, today)
		if a.Action.Due.IsZero() && a.Action.DueText != "" {
			when = a.Action.DueText
		}
		row := needRow{When: when, Late: late, Title: a.Action.Title, Href: actionHref(a.Action.ID), Incident: refOf(a.Incident)}
		if a.Action.State == hindcast.ActionInProgress {
			row.State = "in progress"
		}
		actions.Rows = append(actions.Rows, row)
	}
	var kept []needView
	for _, v := range []needView{actions, reviewsNeed(n, now), brokenNeed(n, today), unreviewedNeed(n, policy, now), lessonsNeed(n, now)} {
		if len(v.Rows) > 0 {
			kept = append(kept, v)
		}
	}
	return kept
}

// actionHref leads to the page of an action.
func actionHref(id hindcast.ActionID) string { return "/actions/" + string(id) }

func reviewsNeed(n activity.Needs, now time.Time) needView {
	v := needView{ID: "reviews", Title: "Reviews waiting for you", Note: "You run them or are invited."}
	for _, r := range n.Reviews {
		row := needRow{Title: "Review of " + r.Incident.Title, Href: "/incidents/" + r.Incident.Key + "/review", Incident: refOf(r.Incident), When: "no date set"}
		row.Incident.Title = ""
		switch r.Review.State {
		case hindcast.ReviewScheduled:
			row.State = "not begun"
		case hindcast.ReviewDrafting:
			row.State = "draft"
		case hindcast.ReviewInReview:
			row.State, row.Tone = "answers asked for", accent
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

func brokenNeed(n activity.Needs, today hindcast.Date) needView {
	v := needView{ID: "broken", Title: "Proofs that broke", Note: "A change that was in place is not any more, or nobody can tell.",
		All: pageLink{Text: "All of them", Href: "/actions?proof=broken"}}
	for _, a := range n.Broken {
		row := needRow{Title: a.Action.Title, Href: actionHref(a.Action.ID), Incident: refOf(a.Incident), State: "broken", Tone: bad}
		if a.Proof == hindcast.ProofsStale {
			row.State, row.Tone = "cannot be checked", warn
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
			Incident: incidentRef{Key: r.Incident.Key, Href: "/incidents/" + r.Incident.Key, Severity: report.SeverityOf(r.Incident.Severity)}})
	}
	return v
}

func lessonsNeed(n activity.Needs, now time.Time) needView {
	v := needView{ID: "lessons", Title: "Lessons received", Note: "From others; nobody decided yet whether they matter here."}
	for _, l := range n.Lessons {
		v.Rows = append(v.Rows, needRow{When: momentOf(l.ReceivedAt, now, "").Text, Title: l.Title, Href: l.Link, From: l.Source})
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
