package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
)

// doneView says what was just done, and offers to take it back.
type doneView struct {
	Words         string
	Event         *parsedView // Event is what one new event was read as.
	Edit          string      // Edit is where it is corrected in place.
	Warn          string
	Action        string
	From, Through string
	Close         string // Close is the page without this.
}

// doneAddress is the page of an incident after something was done, at what it was
// done to.
func doneAddress(key string, did incidents.Span, anchor string) string {
	to := url.URL{Path: "/incidents/" + key, Fragment: anchor}
	if did.Through >= did.From && did.From > 0 {
		to.RawQuery = url.Values{"done": {fmt.Sprintf("%d-%d", did.From, did.Through)}}.Encode()
	}
	return to.String()
}

// spanIn reads what doneAddress wrote.
func spanIn(text string) (did incidents.Span, ok bool) {
	from, through, ok := strings.Cut(text, "-")
	var err, other error
	did.From, err = strconv.ParseInt(from, 10, 64)
	did.Through, other = strconv.ParseInt(through, 10, 64)
	return did, ok && err == nil && other == nil && did.From > 0 && did.Through >= did.From
}

// undo takes back what somebody did a moment ago.
func (p *Pages) undo(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	if _, err := p.Incidents.Row(r.Context(), by, r.PathValue("key")); err != nil {
		return err
	}
	of, ok := spanIn(r.PostFormValue("from") + "-" + r.PostFormValue("through"))
	if !ok {
		return &hindcast.Error{Code: hindcast.Invalid, Message: "it is not said what to undo"}
	}
	did, err := p.Incidents.Undo(r.Context(), by, r.PathValue("key"), of)
	if err != nil {
		return err
	}
	http.Redirect(w, r, doneAddress(r.PathValue("key"), did, ""), http.StatusSeeOther)
	return nil
}

// done says what the address says was just done; nil when that is nothing of the
// reader's own.
func (p *Pages) done(r *http.Request, by hindcast.Actor, record *hindcast.Record) (*doneView, error) {
	did, ok := spanIn(r.URL.Query().Get("done"))
	if !ok {
		return nil, nil
	}
	key := record.Incident.Key
	steps, err := p.Incidents.Steps(r.Context(), by, key, did)
	if err != nil || len(steps) == 0 {
		return nil, err
	}
	v := &doneView{Words: doneWords(record, steps), Action: "/incidents/" + key + "/undo", Close: "/incidents/" + key,
		From: strconv.FormatInt(did.From, 10), Through: strconv.FormatInt(did.Through, 10)}
	for _, s := range steps {
		e := record.Event(hindcast.EventID(s.ID))
		if s.Kind != "event" || e == nil {
			continue
		}
		if len(steps) == 1 {
			parsed := newParsed(*e)
			v.Event, v.Edit = &parsed, editAddress(key, e.ID)
		}
		if v.Warn == "" {
			v.Warn = aheadWords(e.At, p.options.Now())
		}
	}
	return v, nil
}

// aheadWords warns of a time that has not come yet; an hour or a zone was mistyped.
func aheadWords(at, now time.Time) string {
	const skew = 2 * time.Minute // clocks differ
	if at.IsZero() || !at.After(now.Add(skew)) {
		return ""
	}
	return "That is " + hindcast.FormatDuration(at.Sub(now).Round(time.Minute)) + " ahead of now: check its day, and that its time is UTC."
}

// doneWords says in few words what was done.
func doneWords(record *hindcast.Record, steps []incidents.Step) string {
	nouns := map[string][2]string{"event": {"event", "events"}, "participant": {"participant", "participants"}, "impact": {"impact statement", "impact statements"}, "evidence": {"piece of evidence", "pieces of evidence"}}
	type group struct{ verb, kind string }
	count, order := map[group]int{}, []group{}
	for _, s := range steps {
		g := group{verbWord(s.Verb), s.Kind}
		if count[g]++; count[g] == 1 {
			order = append(order, g)
		}
	}
	var parts []string
	for n, g := range order {
		verb := g.verb
		if n > 0 {
			verb = strings.ToLower(verb[:1]) + verb[1:]
		}
		parts = append(parts, verb+" "+counted(count[g], nouns[g.kind][0], nouns[g.kind][1]))
	}
	return strings.Join(parts, ", ")
}

// verbWord is what a verb of the ledger did.
func verbWord(verb string) string {
	switch {
	case strings.HasSuffix(verb, ".added"):
		return "Added"
	case strings.HasSuffix(verb, ".removed"):
		return "Removed"
	case strings.HasSuffix(verb, ".restored"):
		return "Put back"
	}
	return "Changed"
}

// markEvent puts a milestone on an event, or takes it off.
func (p *Pages) markEvent(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	id := hindcast.EventID(r.PathValue("id"))
	did, err := p.Incidents.Mark(r.Context(), by, r.PathValue("key"), id, versionIn(r), hindcast.Milestone(r.PostFormValue("milestone")), r.PostFormValue("on") != "")
	if err != nil {
		return err
	}
	http.Redirect(w, r, doneAddress(r.PathValue("key"), did, string(id)), http.StatusSeeOther)
	return nil
}
