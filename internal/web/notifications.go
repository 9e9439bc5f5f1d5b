package web

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// notificationsView is what concerns the reader, by day.
type notificationsView struct {
	Tabs    []tabView
	Days    []noticeDay
	Older   string
	Newest  string // Newest leads back to the first page; empty on it.
	Through string // Through is up to where this page looked.
	News    bool   // News says that something on it is new.
	Chosen  bool   // Chosen says that not everything is asked for.

}

type noticeDay struct {
	Name  string
	Lines []noticeView
}

// noticeView is one line: what was done, and why it is here.
type noticeView struct {
	deedView
	Why, Href string
	New       bool
}

// shownNotices is how many a page has; ours.
const shownNotices = 40

// notifications shows what concerns the reader.
func (p *Pages) notifications(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	show := r.URL.Query().Get("show")
	before, _ := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64) // what is no number begins at the end
	found, err := p.Activity.Notices(r.Context(), by, noticeKinds()[show], show == "new", before, shownNotices)
	if err != nil {
		return err
	}
	now := p.options.Now()
	v := notificationsView{Tabs: noticeTabs(show), Through: strconv.FormatInt(found.Head, 10), Chosen: show != ""}
	if found.Next > 0 {
		v.Older = noticesAddress(show, found.Next)
	}
	if before > 0 {
		v.Newest = noticesAddress(show, 0)
	}
	for _, n := range found.List {
		name := dayName(n.At, now)
		if last := len(v.Days) - 1; last < 0 || v.Days[last].Name != name {
			v.Days = append(v.Days, noticeDay{Name: name})
		}
		day := &v.Days[len(v.Days)-1]
		day.Lines = append(day.Lines, noticeView{deedView: deedOf(n.Line, now), Why: n.Why, New: n.New, Href: noticeHref(n)})
		v.News = v.News || n.New
	}
	return p.render(w, r, by, Shell{Title: "Notifications", Live: Everything}, notificationsPage(v))
}

// noticeKinds are the kinds of subject behind each tab.
func noticeKinds() map[string][]string {
	return map[string][]string{
		"actions": {"action", "effect"}, "reviews": {"review", "answer", "note"}, "incidents": {"incident", "glass"}, "library": {"revision"},
	}
}

func noticeTabs(show string) (list []tabView) {
	for _, t := range [][2]string{{"", "Everything"}, {"new", "New"}, {"actions", "Actions"}, {"reviews", "Reviews"}, {"incidents", "Incidents"}, {"library", "Library"}} {
		list = append(list, tabView{Text: t[1], Href: noticesAddress(t[0], 0), Current: show == t[0]})
	}
	return list
}

func noticesAddress(show string, before int64) string {
	q := url.Values{}
	if show != "" {
		q.Set("show", show)
	}
	if before > 0 {
		q.Set("before", strconv.FormatInt(before, 10))
	}
	return joined("/notifications", q)
}

// noticeHref is where what a line is about stands.
func noticeHref(n activity.Notice) string {
	incident := "/incidents/" + n.Incident.Key
	switch n.Subject.Kind {
	case "action":
		return actionHref(hindcast.ActionID(n.Subject.ID))
	case "review", "answer", "note":
		return incident + "/review"
	case "revision":
		return "/library"
	}
	return incident
}

// readNotifications notes that the reader has looked, up to where their page did.
func (p *Pages) readNotifications(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	through, err := strconv.ParseInt(r.PostFormValue("through"), 10, 64)
	if err != nil {
		return &hindcast.Error{Code: hindcast.Invalid, Message: "the page did not say up to where you looked; reload it", Err: err}
	}
	if err := p.Activity.Looked(r.Context(), by, through); err != nil {
		return err
	}
	http.Redirect(w, r, "/notifications", http.StatusSeeOther)
	return nil
}
