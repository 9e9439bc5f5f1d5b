package web

import (
	"net/http"
	"strconv"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
)

// writable gives a page what is only for those who write the timeline: links to
// correct its rows, the row that is being corrected, what was just done.
func (p *Pages) writable(r *http.Request, by hindcast.Actor, record *hindcast.Record, v *incidentView) (err error) {
	key := record.Incident.Key
	v.Timeline.Edit(func(id hindcast.EventID) string { return editAddress(key, id) })
	if e := record.Event(hindcast.EventID(r.URL.Query().Get("edit"))); e != nil {
		v.Timeline.Replace(e.ID, eventInPlace(p.inPlace(r, by, *e)))
	}
	v.writePeople(record)
	for n := range v.Impact {
		v.Impact[n].Edit = v.Address + "/impact/" + string(record.Impact[n].ID)
	}
	if len(v.Missing) > 0 {
		v.Names = p.knownNames(r.Context(), by, key).People
	}
	v.Proposal = newProposal(record)
	v.Inferred = newInferred(record)
	v.Done, err = p.done(r, by, record)
	return err
}

// inPlace is the form of an event in its row.
func (p *Pages) inPlace(r *http.Request, by hindcast.Actor, e hindcast.TimelineEvent) correctionView {
	v := p.newCorrection(r, by, incidents.Event{Value: e, Version: e.Version}, formOf(e), nil)
	v.Full = v.Action
	const fresh = 10 * time.Minute // ours: who corrects so soon has mistyped
	if e.EnteredBy.User != "" && e.EnteredBy.User == by.User && p.options.Now().Sub(e.EnteredAt) < fresh {
		v.Reason = "mistyped"
	}
	return v
}

// proposalView offers the state that the timeline tells of already.
type proposalView struct{ Action, Version, To, Event, Words, But, Button string }

// newProposal looks for a milestone that says more than the state of an incident;
// nil when the two agree.
func newProposal(record *hindcast.Record) *proposalView {
	i := record.Incident
	to, at := hindcast.IncidentResolved, record.Milestone(hindcast.Resolved)
	if at == nil {
		to, at = hindcast.IncidentMitigated, record.Milestone(hindcast.Mitigated)
	}
	if at == nil || at.At.IsZero() || i.State != hindcast.IncidentActive && (i.State != hindcast.IncidentMitigated || to != hindcast.IncidentResolved) {
		return nil
	}
	when := hindcast.FormatInstant(at.At, at.Precision)
	return &proposalView{Action: incidentAddress(i) + "/state", Version: strconv.FormatInt(i.Version, 10), To: string(to), Event: "#" + string(at.ID),
		Words: "The timeline says it was " + string(to) + " at " + when + " UTC.", But: "The incident still stands as " + string(i.State) + ".",
		Button: "Mark it " + string(to)}
}
