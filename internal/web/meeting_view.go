package web

import (
	"slices"
	"strconv"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/report"
	"github.com/hindcast/hindcast/internal/reviews"
)

// tableView is the page of a meeting.
type tableView struct {
	Head     headView
	Address  string // Address is where its forms go.
	Review   string // Review is the address of the review's page.
	Held     bool
	Ended    string // Ended says when it was over; empty before.
	Planned  string // Planned is when it is to begin; empty when that is not said.
	Agreed   bool
	May      meetingMay
	Topics   []topicView
	Now      *topicView // Now is the item on the table; nil in a pause.
	Next     *topicView
	Present  []presentView
	Here     bool // Here says that whoever looks is noted as present.
	Events   []walkedView
	More     int // More counts the events that are not listed.
	Walked   string
	Question *answerView // Question is the one on the table.
	Blind    string      // Blind says how many answered alone and are not opened; empty for none.
	Findings []findingGroup
	Actions  []reviewAction
	Remarks  []remarkView
	Typed    meetingTyped
	Script   string // Script is where the clocks' is.
}

// meetingMay is what whoever looks may do.
type meetingMay struct{ Contribute, Run bool }

// topicView is an item of the agenda.
type topicView struct {
	hindcast.Topic
	Name    string
	Spent   string // Spent is the time on the table so far, as "12:05".
	Seconds int64  // Seconds is the same, for the clock that goes on.
	Limit   int64  // Limit is the planned time in seconds.
	Minutes string // Minutes is the planned time: "35 min".
	Over    bool
	Now     bool
	Through bool
}

// presentView is somebody who was asked or came.
type presentView struct {
	Name, User string
	There      bool
}

// walkedView is an event in the walk through the timeline.
type walkedView struct {
	ID, Anchor   string
	Time, Text   string
	Who          string
	Milestones   []string
	Confirmed    string // Confirmed counts those who say that it was so.
	Disputes     []disputeView
	Mine         bool // Mine says that whoever looks confirmed it.
	MineDisputed bool
}

// disputeView is who says that it was otherwise, and how.
type disputeView struct{ Name, Note string }

// remarkView is something that was written down.
type remarkView struct {
	ID         hindcast.RemarkID
	Text, Who  string
	Topic      string
	Parked     bool
	Event      *report.Cite
	Became     string // Became is the address of what came of it.
	BecameWord string
	Action     actionForm
}

// mostWalked is how many events a meeting is shown at once.
const mostWalked = 60

func newTableView(t reviews.Table, by hindcast.Actor, all bool, now time.Time) tableView {
	r := t.Record
	address, m := incidentAddress(r.Incident), t.Meeting.Value
	cite := report.NewCiter(address, r)
	subject := hindcast.Subject{Review: r.Review.ID, Facilitator: r.Review.Facilitator.User}
	v := tableView{
		Head:    headView{Trail: []pageLink{{"Incidents", "/incidents"}, {r.Incident.Key, address}, {"Review", address + "/review"}}, Key: "Meeting", Title: titleOf(r.Incident)},
		Address: meetingAddress(r.Incident.Key), Review: address + "/review", Held: m.Held(), Agreed: !m.AgreedAt.IsZero(),
		May:     meetingMay{Contribute: by.May(hindcast.MayContribute, subject) == nil, Run: by.May(hindcast.MayRunReview, subject) == nil},
		Present: presentOf(t), Findings: findingsOf(t.View, cite), Actions: actionsOf(t.View),
	}
	v.Here = by.User != "" && slices.ContainsFunc(r.Review.Attendees, by.Person().Same)
	if !m.EndedAt.IsZero() {
		v.Ended = momentOf(m.EndedAt, now, "").Text
	}
	if !r.Review.MeetingAt.IsZero() {
		v.Planned = momentOf(r.Review.MeetingAt, now, "").Text
	}
	if t.Given.Blind > 0 {
		v.Blind = counted(t.Given.Blind, "person has", "people have") + " answered alone; whoever runs the review opens the answers."
	}
	v.agenda(t, now)
	v.walk(t, by, cite, all)
	for _, k := range t.Remarks {
		v.Remarks = append(v.Remarks, remarkOf(k.Value, r, cite))
	}
	if v.Now != nil && v.Now.Kind == hindcast.TopicQuestion {
		answers := answersOf(t.Assessed, cite)
		if at := slices.IndexFunc(answers, func(a answerView) bool { return a.ID == v.Now.Question }); at >= 0 {
			v.Question = &answers[at]
		}
	}
	return v
}

// agenda lists the topics. One that was on the table stays, even when people came
// to agree on it.
func (v *tableView) agenda(t reviews.Table, now time.Time) {
	m := t.Meeting.Value
	topics := t.Agenda
	if known, ok := hindcast.TopicOf(m.Topic); ok && !slices.ContainsFunc(topics, func(a hindcast.Topic) bool { return a.ID == m.Topic }) {
		topics = slices.Insert(slices.Clone(topics), 1, known)
	}
	for _, topic := range topics {
		v.Topics = append(v.Topics, topicOf(topic, m, now))
	}
	for i := range v.Topics {
		switch one := &v.Topics[i]; {
		case one.Now:
			v.Now = one
		case v.Next == nil && !one.Through && (v.Now != nil || m.Topic == ""):
			v.Next = one
		}
	}
}

func topicOf(topic hindcast.Topic, m hindcast.Meeting, now time.Time) topicView {
	spent := m.TimeOn(topic.ID, now)
	one := topicView{Topic: topic, Seconds: int64(spent / time.Second), Limit: int64(topic.Planned / time.Second), Through: m.Through(topic.ID),
		Now: m.Held() && m.Topic == topic.ID, Over: topic.Planned > 0 && spent > topic.Planned}
	if spent > 0 {
		one.Spent = clockText(spent)
	}
	if topic.Planned > 0 {
		one.Minutes = strconv.Itoa(int(topic.Planned/time.Minute)) + " min"
	}
	switch topic.Kind {
	case hindcast.TopicTimeline:
		one.Name = "What happened"
	case hindcast.TopicQuestion:
		one.Name = questionName(topic.Question)
	case hindcast.TopicFindings:
		one.Name = "What we learned"
	case hindcast.TopicActions:
		one.Name = "What changes"
	}
	return one
}

// clockText is a time on the table: "12:05".
func clockText(d time.Duration) string {
	seconds := int(d / time.Second)
	return strconv.Itoa(seconds/60) + ":" + strconv.Itoa(100 + seconds%60)[1:]
}

// presentOf is everybody who was asked or came, those who are there first.
func presentOf(t reviews.Table) []presentView {
	var list []presentView
	for _, p := range t.Record.Review.Attendees {
		list = append(list, presentView{Name: personName(p), User: string(p.User), There: true})
	}
	for _, p := range t.Record.Review.Invited {
		if !slices.ContainsFunc(t.Record.Review.Attendees, p.Same) {
			list = append(list, presentView{Name: personName(p), User: string(p.User)})
		}
	}
	return list
}

// walk lists the events to confirm. Of a long timeline those that decide most
// come first: milestones and what is disputed, then decisions and responses.
func (v *tableView) walk(t reviews.Table, by hindcast.Actor, cite *report.Citer, all bool) {
	said := map[hindcast.EventID][]hindcast.Confirmation{}
	for _, k := range t.Confirmations {
		said[k.Value.Event] = append(said[k.Value.Event], k.Value)
	}
	shown := map[hindcast.EventID]bool{}
	wanted := []func(hindcast.TimelineEvent) bool{
		func(e hindcast.TimelineEvent) bool { return all || len(e.Milestones) > 0 || len(said[e.ID]) > 0 },
		func(e hindcast.TimelineEvent) bool {
			return e.Kind == hindcast.Decision || e.Kind == hindcast.ResponseEvent
		},
		func(hindcast.TimelineEvent) bool { return true },
	}
	for _, wants := range wanted {
		for _, e := range t.Record.Timeline {
			if (all || len(shown) < mostWalked) && wants(e) {
				shown[e.ID] = true
			}
		}
	}
	confirmed := 0
	for _, e := range t.Record.Timeline {
		if len(said[e.ID]) > 0 {
			confirmed++
		}
		if shown[e.ID] {
			v.Events = append(v.Events, walkedOf(e, said[e.ID], by, cite))
		}
	}
	v.More = len(t.Record.Timeline) - len(v.Events)
	v.Walked = strconv.Itoa(confirmed) + " of " + counted(len(t.Record.Timeline), "event", "events") + " gone through"
}

func walkedOf(e hindcast.TimelineEvent, said []hindcast.Confirmation, by hindcast.Actor, cite *report.Citer) walkedView {
	one := walkedView{ID: string(e.ID), Anchor: "walk-" + string(e.ID), Time: cite.At(e.ID).Text, Text: eventText(e), Who: personName(e.Actor)}
	for _, m := range e.Milestones {
		one.Milestones = append(one.Milestones, m.Words())
	}
	agree := 0
	for _, c := range said {
		mine := by.User != "" && c.By.User == by.User
		if c.Disputed {
			one.Disputes = append(one.Disputes, disputeView{personName(c.By), c.Note})
			one.MineDisputed = one.MineDisputed || mine
		} else {
			agree++
			one.Mine = one.Mine || mine
		}
	}
	if agree > 0 {
		one.Confirmed = counted(agree, "person says so", "people say so")
	}
	return one
}

func remarkOf(r hindcast.Remark, of *hindcast.Record, cite *report.Citer) remarkView {
	v := remarkView{ID: r.ID, Text: r.Text, Who: personName(r.By), Parked: r.Kind == hindcast.RemarkParked}
	if topic, ok := hindcast.TopicOf(r.Topic); ok {
		v.Topic = topicOf(topic, hindcast.Meeting{}, time.Time{}).Name
	}
	if r.Event != "" {
		at := cite.At(r.Event)
		v.Event = &at
	}
	switch {
	case r.Became == "":
	case slices.ContainsFunc(of.Actions, func(a hindcast.Action) bool { return string(a.ID) == r.Became }):
		v.Became, v.BecameWord = actionHref(hindcast.ActionID(r.Became)), "an action"
	default:
		v.Became, v.BecameWord = incidentAddress(of.Incident)+"/review#"+r.Became, "a finding"
	}
	return v
}

func (v tableView) none(parked bool) bool {
	return !slices.ContainsFunc(v.Remarks, func(r remarkView) bool { return r.Parked == parked })
}

// meetingNext says what comes before the meeting.
func meetingNext(v tableView) string {
	next := "Whoever runs the review begins it; everybody invited can follow on this page."
	if v.Planned != "" {
		next = "It is planned for " + v.Planned + ". " + next
	}
	if v.Blind != "" {
		next += " " + hindcast.Capital(v.Blind)
	}
	return next
}

// meetingWrong is what was wrong with a form that does not say so itself.
func meetingWrong(v tableView) *hindcast.Error {
	if v.Typed.Action != nil {
		return nil
	}
	return v.Typed.Wrong
}

func disputeTyped(v tableView, event string) string {
	if v.Typed.Event == event {
		return v.Typed.Dispute
	}
	return ""
}

func disputeError(v tableView, event string) string {
	if v.Typed.Event == event {
		return wrongWith(v.Typed.Wrong, "note")
	}
	return ""
}
