package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// remindersView is how somebody is reminded, as a form.
type remindersView struct {
	Mails   bool // Mails says that there is a mail server here.
	Version string
	Fields  []fieldView
	Kinds   []checkView
}

// remindersOf is the form as it stands, or as it was sent and refused.
func (p *Pages) remindersOf(r *http.Request, by hindcast.Actor, wrong *hindcast.Error) (v remindersView, err error) {
	wants, err := p.Reminders.Wants(r.Context(), by)
	if err != nil {
		return v, err
	}
	value := func(name, now string) string {
		if r.PostForm.Has("digest") {
			return r.PostForm.Get(name)
		}
		return now
	}
	v = remindersView{Mails: p.Reminders.Mails(), Version: strconv.FormatInt(wants.Version, 10), Fields: []fieldView{
		{Name: "digest", Label: "How they come", Value: value("digest", string(wants.Digest)), Choices: []choiceView{
			{string(hindcast.DailyDigest), "In one mail a day"}, {string(hindcast.WeeklyDigest), "In one mail on Mondays"}, {string(hindcast.EachReminder), "Each by itself"}, {string(hindcast.NoReminders), "Not at all"}}},
		{Name: "zone", Label: "Your time zone", Value: value("zone", wants.Zone), Optional: true, Hint: "Such as Europe/Oslo; the policy's when empty.", Autocomplete: "off"},
		{Name: "quiet_from", Label: "Quiet from", Type: "time", Value: value("quiet_from", clockWords(wants.QuietFrom)), Required: true},
		{Name: "quiet_to", Label: "until", Type: "time", Value: value("quiet_to", clockWords(wants.QuietTo)), Required: true},
	}}
	for i := range v.Fields {
		v.Fields[i].Error = wrongWith(wrong, v.Fields[i].Name)
	}
	for _, kind := range hindcast.ReminderKinds() {
		on := !slices.Contains(wants.Stopped, kind)
		if r.PostForm.Has("digest") {
			on = slices.Contains(r.PostForm["kind"], string(kind))
		}
		v.Kinds = append(v.Kinds, checkView{Name: "kind", Value: string(kind), Label: hindcast.Capital(reminderWords(kind)), On: on})
	}
	return v, nil
}

// reminderWords says what a kind of reminder is about.
func reminderWords(kind hindcast.ReminderKind) string {
	switch kind {
	case hindcast.RemindDeadline:
		return "deadlines of your actions"
	case hindcast.RemindOverdue:
		return "late actions that you decide about"
	case hindcast.RemindReview:
		return "reviews you run that are due"
	case hindcast.RemindAnswers:
		return "your answers, the day before a meeting"
	case hindcast.RemindDocument:
		return "documents of yours to look at again"
	case hindcast.RemindReopened:
		return "actions of yours, or of your reviews, that are open again"
	case hindcast.RemindEffect:
		return "whether an action helped, when it is time to judge"
	case hindcast.RemindGlass:
		return "a restricted incident of yours that an admin opened"
	case hindcast.RemindWebhook:
		return "webhooks of yours that were stopped"
	}
	return "everything that waits for you"
}

func clockWords(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// minutesOf reads a time of day; what is none is refused by what it is for.
func minutesOf(clock string) int {
	at, err := time.Parse("15:04", clock)
	if err != nil {
		return -1
	}
	return at.Hour()*60 + at.Minute()
}

// changeReminders keeps how somebody wants to be reminded.
func (p *Pages) changeReminders(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	version, _ := strconv.ParseInt(r.PostFormValue("version"), 10, 64) // what is no version is stale
	wants := hindcast.Reminders{
		Digest: hindcast.Digest(r.PostFormValue("digest")), Zone: r.PostFormValue("zone"), Version: version,
		QuietFrom: minutesOf(r.PostFormValue("quiet_from")), QuietTo: minutesOf(r.PostFormValue("quiet_to")),
	}
	for _, kind := range hindcast.ReminderKinds() {
		if !slices.Contains(r.PostForm["kind"], string(kind)) {
			wants.Stopped = append(wants.Stopped, kind)
		}
	}
	return p.doneOnAccount(w, r, by, p.Reminders.Change(r.Context(), by, wants))
}

// stoppingView is what a link in a mail stops.
type stoppingView struct {
	Token, Name, What string
	Done              bool
}

func (p *Pages) stoppingOf(r *http.Request) (stoppingView, error) {
	stop, err := p.Reminders.Stopping(r.Context(), r.PathValue("token"))
	return stoppingView{Token: r.PathValue("token"), Name: stop.Person.Name, What: reminderWords(stop.Kind)}, err
}

// stopping asks whoever opened a link from a mail whether they mean it: programs
// open links too.
func (p *Pages) stopping(w http.ResponseWriter, r *http.Request, _ hindcast.Actor) error {
	v, err := p.stoppingOf(r)
	if err != nil {
		return err
	}
	return p.render(w, r, hindcast.Actor{}, Shell{Title: "Stop reminders"}, stoppingPage(v))
}

// stopReminders stops them, whoever is signed in: the link is who asks.
func (p *Pages) stopReminders(w http.ResponseWriter, r *http.Request, _ hindcast.Actor) error {
	v, err := p.stoppingOf(r)
	if err != nil {
		return err
	}
	if err := p.Reminders.Stop(r.Context(), v.Token, visitOf(r).From); err != nil {
		return err
	}
	v.Done = true
	return p.render(w, r, hindcast.Actor{}, Shell{Title: "Stop reminders"}, stoppingPage(v))
}
