package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/reviews"
)

// meetingView is who is asked to the meeting and who came.
type meetingView struct {
	Action    string
	At        momentView
	File      string // File is the address of the calendar file; empty while no time is set.
	People    []seatView
	Uninvited []seatView // Uninvited are named on the timeline and not invited.
	MayRun    bool
	MaySelf   bool // MaySelf offers the reader to note that they came.
	Guest     string
	Invite    fieldView
	Known     []hindcast.Person
	Wrong     *hindcast.Error
}

// seatView is somebody of the meeting.
type seatView struct {
	Who           string // Who is how a form names them.
	Name, Did     string // Did is what they did in the response.
	Here, Invited bool
	You           bool
}

const inviteForm = "invite"

// newMeeting is the meeting as a reader sees it.
func newMeeting(v reviews.View, by hindcast.Actor, colleagues []hindcast.Person, now time.Time, t typedForm) meetingView {
	r, address := v.Record.Review, incidentAddress(v.Record.Incident)+"/review"
	m := meetingView{Action: address, At: momentOf(r.MeetingAt, now, ""), MayRun: v.May.Run && v.Open, Known: colleagues, Wrong: t.wrong(inviteForm)}
	if !r.MeetingAt.IsZero() {
		m.File = address + "/meeting.ics"
	}
	all := slices.Clone(r.Invited)
	for _, p := range r.Attendees {
		if !slices.ContainsFunc(all, p.Same) {
			all = append(all, p)
		}
	}
	for _, p := range all {
		m.People = append(m.People, seatOf(v, p, by))
	}
	for _, p := range v.Uninvited {
		m.Uninvited = append(m.Uninvited, seatOf(v, p, by))
	}
	m.MaySelf = v.Open && v.May.Contribute && by.User != "" && !slices.ContainsFunc(r.Attendees, by.Person().Same)
	if m.MayRun {
		m.Guest = address + "/invite"
		m.Invite = fieldView{Scope: "invite-", Name: "who", Label: "Invite somebody else", Value: t.or(inviteForm, "who", ""), Required: true, List: "colleagues", Autocomplete: "off", Error: wrongWith(m.Wrong, "people")}
	}
	return m
}

func seatOf(v reviews.View, p hindcast.Person, by hindcast.Actor) seatView {
	r := v.Record.Review
	s := seatView{Who: asFacilitator(p), Name: personName(p), Here: slices.ContainsFunc(r.Attendees, p.Same), Invited: slices.ContainsFunc(r.Invited, p.Same), You: by.User != "" && p.User == by.User}
	for _, part := range v.Record.Participants {
		if part.Person.Same(p) {
			for _, role := range part.Roles {
				s.Did = firstOf(s.Did, role.Words())
			}
		}
	}
	if r.Facilitator.Same(p) && !r.Facilitator.IsZero() {
		s.Did = "facilitator"
	}
	return s
}

// namedInMeeting finds whom a form of the meeting names: among those of the review first,
// then among colleagues.
func (p *Pages) namedInMeeting(r *http.Request, by hindcast.Actor) ([]hindcast.Person, error) {
	v, err := p.Reviews.View(r.Context(), by, r.PathValue("key"))
	if err != nil {
		return nil, err
	}
	colleagues, err := p.Accounts.Colleagues(r.Context(), by)
	if err != nil {
		return nil, err
	}
	known := slices.Concat(v.Record.Review.Invited, v.Record.Review.Attendees, v.Involved, colleagues)
	var list []hindcast.Person
	for _, name := range namesIn(r.PostFormValue("who")) {
		list = append(list, among(known, name))
	}
	return list, nil
}

// invitePeople invites everybody who took part, or those who are named, or takes
// an invitation back.
func (p *Pages) invitePeople(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.seat(w, r, by, map[string]seating{"": p.Reviews.Invite, "not": p.Reviews.Uninvite})
}

// attendReview notes who came, or that somebody did not.
func (p *Pages) attendReview(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.seat(w, r, by, map[string]seating{"": p.Reviews.Attend, "not": p.Reviews.Miss})
}

// seating changes one of the lists of people of a review.
type seating = func(ctx context.Context, by hindcast.Actor, key string, people ...hindcast.Person) (hindcast.Review, error)

func (p *Pages) seat(w http.ResponseWriter, r *http.Request, by hindcast.Actor, ways map[string]seating) error {
	if r.PostFormValue("everybody") != "" {
		_, err := p.Reviews.InviteInvolved(r.Context(), by, r.PathValue("key"))
		return p.doneInReview(w, r, by, inviteForm, "meeting", err)
	}
	people, err := p.namedInMeeting(r, by)
	if err != nil {
		return err
	}
	change := ways[r.PostFormValue("do")]
	if change == nil {
		change = ways[""]
	}
	_, err = change(r.Context(), by, r.PathValue("key"), people...)
	return p.doneInReview(w, r, by, inviteForm, "meeting", err)
}

// inviteAll words the button that invites everybody who took part.
func inviteAll(n int) string {
	if n == 1 {
		return "Invite them"
	}
	return "Invite all " + strconv.Itoa(n)
}
