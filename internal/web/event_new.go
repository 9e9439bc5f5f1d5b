package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
	"github.com/hindcast/hindcast/internal/library"
)

// editAddress is the timeline with the form of an event in its row.
func editAddress(key string, id hindcast.EventID) string {
	to := url.URL{Path: "/incidents/" + key, RawQuery: url.Values{"edit": {string(id)}}.Encode(), Fragment: string(id)}
	return to.String()
}

// newEventTitles are the kinds that have a form of their own, in words.
func newEventTitles() map[hindcast.EventKind]pageLink {
	return map[hindcast.EventKind]pageLink{
		hindcast.Communicated:  {Text: "Record a message", Href: "Whom it told, where, and when the next update was promised."},
		hindcast.ResponseEvent: {Text: "Record a response step", Href: "Whether it followed a step of a runbook, or was improvised."},
		hindcast.Page:          {Text: "Record that somebody was paged", Href: "When each was paged, joined and left is read from events like this one."},
		hindcast.Join:          {Text: "Record that somebody joined", Href: "The time in which they took part is counted from here."},
		hindcast.Leave:         {Text: "Record that somebody left", Href: "The time in which they took part ends here."},
	}
}

// newEvent shows the form of an event that is not there yet.
func (p *Pages) newEvent(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	q := r.URL.Query()
	f := eventForm{At: formInstant(p.options.Now().Truncate(time.Minute)), Precision: string(hindcast.PrecisionMinute), Kind: q.Get("kind"), Who: line(q.Get("who")), Role: q.Get("role")}
	if !hindcast.EventKind(f.Kind).Valid() {
		f.Kind = string(hindcast.Observation)
	}
	if f.Kind == string(hindcast.Communicated) {
		f.Audience = string(hindcast.ToExternal)
	}
	return p.showNewEvent(w, r, by, f, nil)
}

func (p *Pages) showNewEvent(w http.ResponseWriter, r *http.Request, by hindcast.Actor, f eventForm, wrong *hindcast.Error) error {
	if _, err := p.Incidents.Row(r.Context(), by, r.PathValue("key")); err != nil {
		return err
	}
	v := p.newCorrection(r, by, incidents.Event{}, f, wrong)
	v.New, v.Action = true, "/incidents/"+r.PathValue("key")+"/events"
	v.Head.Title, v.Head.Lead = "Add an event", "With everything that can be said of it."
	if title, ok := newEventTitles()[hindcast.EventKind(f.Kind)]; ok {
		v.Head.Title, v.Head.Lead = title.Text, title.Href
	}
	return p.renderAs(w, r, by, statusOf(wrong), Shell{Title: v.Head.Title, Section: IncidentsSection}, eventPage(v))
}

// addEvent puts an event on the timeline that was typed field by field.
func (p *Pages) addEvent(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	typed := typedEvent(r)
	e, err := typed.event(hindcast.TimelineEvent{})
	var kept incidents.Event
	if err == nil {
		kept, err = p.Incidents.AddEvent(r.Context(), by, r.PathValue("key"), e)
	}
	if err != nil {
		wrong, err := refusedForm(err)
		if err != nil {
			return err
		}
		return p.showNewEvent(w, r, by, typed, wrong)
	}
	http.Redirect(w, r, doneAddress(r.PathValue("key"), incidents.Span{From: kept.Added, Through: kept.Added}, string(kept.Value.ID)), http.StatusSeeOther)
	return nil
}

// known are names that forms of an incident offer while somebody types.
type known struct{ People, Runbooks, Templates []string }

// knownNames are the names an incident is likely to be told with. What cannot be
// had is not offered: anything may be typed.
func (p *Pages) knownNames(ctx context.Context, by hindcast.Actor, key string) (k known) {
	add := func(list *[]string, name string) {
		if name != "" && !slices.Contains(*list, name) {
			*list = append(*list, name)
		}
	}
	participants, _ := p.Incidents.Participants(ctx, by, key)
	for _, kept := range participants {
		add(&k.People, personName(kept.Value.Person))
	}
	if p.Accounts != nil {
		colleagues, _ := p.Accounts.Colleagues(ctx, by)
		for _, person := range colleagues {
			add(&k.People, personName(person))
		}
	}
	if p.Library == nil {
		return k
	}
	for kind, list := range map[hindcast.DocumentKind]*[]string{hindcast.Runbook: &k.Runbooks, hindcast.CommunicationTemplate: &k.Templates} {
		found, _ := p.Library.List(ctx, by, library.Filter{Kind: kind}, library.Page{Limit: 100})
		for _, row := range found.Rows {
			add(list, row.Document.Title)
		}
	}
	return k
}
