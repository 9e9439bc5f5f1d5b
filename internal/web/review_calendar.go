package web

import (
	"net/http"
	"time"

	ics "github.com/arran4/golang-ical"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/reviews"
)

// meetingFile answers with the meeting of a review as a calendar file.
func (p *Pages) meetingFile(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	m, err := p.Reviews.MeetingOf(r.Context(), by, r.PathValue("key"))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Disposition", `attachment; filename="`+m.Incident.Key+`-review.ics"`)
	return p.calendarOf(w, []reviews.Meeting{m})
}

// calendar answers a calendar program with the meetings of whoever has the secret
// address. What they may not see is not in it.
func (p *Pages) calendar(w http.ResponseWriter, r *http.Request, _ hindcast.Actor) error {
	reader, err := p.Accounts.CalendarReader(r.Context(), r.PathValue("secret"), visitOf(r).From)
	if err != nil {
		return err
	}
	list, err := p.Reviews.Meetings(r.Context(), reader)
	if err != nil {
		return err
	}
	return p.calendarOf(w, list)
}

func (p *Pages) calendarOf(w http.ResponseWriter, list []reviews.Meeting) error {
	h := w.Header()
	h.Set("Content-Type", "text/calendar; charset=utf-8")
	h.Set("Cache-Control", "private, no-cache")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	_, err := w.Write([]byte(newCalendar(list, p.Accounts.BaseURL(), p.options.Now()).Serialize(ics.WithNewLineWindows)))
	return err
}

// newCalendar is meetings as RFC 5545 has them. They name the incident and who
// runs the review; what happened stays here.
func newCalendar(list []reviews.Meeting, origin string, now time.Time) *ics.Calendar {
	c := ics.NewCalendarFor("hindcast")
	c.SetMethod(ics.MethodPublish)
	c.SetName("Reviews")
	c.SetXWRCalName("Reviews")
	for _, m := range list {
		e := c.AddEvent(string(m.Review.ID) + "@hindcast")
		e.SetDtStampTime(now)
		e.SetSequence(int(m.Review.Version))
		e.SetStartAt(m.Review.MeetingAt)
		e.SetEndAt(m.Review.MeetingAt.Add(meetingLength(m)))
		e.SetSummary("Review of " + m.Incident.Key + ": " + titleText(m.Incident.Title, "untitled incident"))
		address := origin + "/incidents/" + m.Incident.Key + "/review"
		e.SetURL(address)
		e.SetDescription("Facilitator: " + firstOf(personName(m.Review.Facilitator), "nobody yet") + "\nAnswer alone before it: " + address + "/answers\nThe review: " + address)
		if m.Review.State == hindcast.ReviewSignedOff {
			e.SetStatus(ics.ObjectStatusConfirmed)
		}
	}
	return c
}

func meetingLength(m reviews.Meeting) time.Duration {
	if m.Length <= 0 {
		return time.Hour
	}
	return m.Length
}

// makeCalendar makes the secret address of the reader's meetings and shows it
// once.
func (p *Pages) makeCalendar(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	address, err := p.Accounts.MakeCalendar(r.Context(), by)
	if err != nil {
		return err
	}
	return p.showAccountWith(w, r, by, nil, address)
}

func (p *Pages) revokeCalendar(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.doneOnAccount(w, r, by, p.Accounts.RevokeCalendar(r.Context(), by))
}

// calendarView is the address of somebody's meetings, which is shown once.
type calendarView struct {
	Address string
	Made    momentView
	There   bool
}
