package client

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// IncidentQuery narrows a list of incidents. Zero fields ask for nothing.
type IncidentQuery struct {
	Text                  string
	Kinds, States, Levels []string
	Service, Label, Type  string
	From, To              time.Time
	Sort                  string // Sort is newest, oldest, severity or key.
	After                 string // After is the Next of the page before.
	Limit                 int
}

// Incidents lists incidents.
func (c *Client) Incidents(ctx context.Context, q IncidentQuery) (p Page[Incident], err error) {
	v := url.Values{}
	set(v, "q", q.Text)
	set(v, "kind", q.Kinds...)
	set(v, "state", q.States...)
	set(v, "severity", q.Levels...)
	set(v, "service", q.Service)
	set(v, "label", q.Label)
	set(v, "type", q.Type)
	set(v, "sort", q.Sort)
	setTime(v, "from", q.From)
	setTime(v, "to", q.To)
	return p, c.do(ctx, call{method: http.MethodGet, path: "/incidents", query: paging{q.After, q.Limit}.onto(v), answer: &p})
}

// Incident returns one incident.
func (c *Client) Incident(ctx context.Context, key string) (i Incident, err error) {
	return i, c.do(ctx, call{method: http.MethodGet, path: at("incidents", key), answer: &i})
}

// OpenIncident opens an incident. With once, a text of the caller's choice, it is
// opened once however often it is sent; empty lets every call open one.
func (c *Client) OpenIncident(ctx context.Context, n NewIncident, once string) (i Incident, err error) {
	return i, c.do(ctx, call{method: http.MethodPost, path: "/incidents", body: n, answer: &i, once: once})
}

// ChangeIncident changes what is said of an incident, from the version it was
// read with.
func (c *Client) ChangeIncident(ctx context.Context, key string, version int64, change IncidentChange) (i Incident, err error) {
	return i, c.do(ctx, call{method: http.MethodPatch, path: at("incidents", key), body: change, answer: &i, version: version})
}

// MoveIncident takes an incident to another state.
func (c *Client) MoveIncident(ctx context.Context, key string, version int64, m IncidentMove) (i Incident, err error) {
	return i, c.do(ctx, call{method: http.MethodPost, path: at("incidents", key, "state"), body: m, answer: &i, version: version})
}

// Events lists the timeline of an incident in the order it was entered.
func (c *Client) Events(ctx context.Context, key, after string, limit int) (p Page[Event], err error) {
	return p, c.do(ctx, call{method: http.MethodGet, path: at("incidents", key, "events"), query: paging{after, limit}.onto(url.Values{}), answer: &p})
}

// AddEvent puts an event on the timeline; once is as for OpenIncident.
func (c *Client) AddEvent(ctx context.Context, key string, n NewEvent, once string) (e Event, err error) {
	return e, c.do(ctx, call{method: http.MethodPost, path: at("incidents", key, "events"), body: n, answer: &e, once: once})
}

// AddLine puts a typed line on the timeline, as "14:32 alert fired".
func (c *Client) AddLine(ctx context.Context, key string, n NewLine, once string) (p Page[Event], err error) {
	return p, c.do(ctx, call{method: http.MethodPost, path: at("incidents", key, "events", "line"), body: n, answer: &p, once: once})
}

// AddEvents puts up to 10,000 events on the timeline and says what became of each.
func (c *Client) AddEvents(ctx context.Context, key string, n NewEvents, once string) (r EventResults, err error) {
	return r, c.do(ctx, call{method: http.MethodPost, path: at("incidents", key, "events", "bulk"), body: n, answer: &r, once: once})
}

// Assessment returns the answers to the seven questions.
func (c *Client) Assessment(ctx context.Context, key string) (a Assessment, err error) {
	return a, c.do(ctx, call{method: http.MethodGet, path: at("incidents", key, "assessment"), answer: &a})
}

// Review returns the review of an incident.
func (c *Client) Review(ctx context.Context, key string) (r Review, err error) {
	return r, c.do(ctx, call{method: http.MethodGet, path: at("incidents", key, "review"), answer: &r})
}

// ReviewQuery narrows a list of reviews. Zero fields ask for nothing.
type ReviewQuery struct {
	States              []string
	Facilitator, Person string // Facilitator and Person are users, or names of people without an account.
	DueBefore           time.Time
	After               string
	Limit               int
}

// Reviews lists reviews across incidents, the one due first before the others.
func (c *Client) Reviews(ctx context.Context, q ReviewQuery) (p Page[ReviewLine], err error) {
	v := url.Values{}
	set(v, "state", q.States...)
	set(v, "facilitator", q.Facilitator)
	set(v, "person", q.Person)
	setTime(v, "due_before", q.DueBefore)
	return p, c.do(ctx, call{method: http.MethodGet, path: "/reviews", query: paging{q.After, q.Limit}.onto(v), answer: &p})
}

// Gates lists what stands before the sign-off of a review.
func (c *Client) Gates(ctx context.Context, key string) (p Page[Gate], err error) {
	return p, c.do(ctx, call{method: http.MethodGet, path: at("incidents", key, "review", "gates"), answer: &p})
}

// ActionQuery narrows a list of actions. Zero fields ask for nothing.
type ActionQuery struct {
	Text, Owner, Incident string
	States                []string
	Unowned, Overdue      bool
	Sort                  string // Sort is due, newest or owner.
	After                 string
	Limit                 int
}

// Actions lists actions across incidents.
func (c *Client) Actions(ctx context.Context, q ActionQuery) (p Page[Action], err error) {
	v := url.Values{}
	set(v, "q", q.Text)
	set(v, "owner", q.Owner)
	set(v, "incident", q.Incident)
	set(v, "state", q.States...)
	set(v, "sort", q.Sort)
	for name, asked := range map[string]bool{"unowned": q.Unowned, "overdue": q.Overdue} {
		if asked {
			v.Set(name, "true")
		}
	}
	return p, c.do(ctx, call{method: http.MethodGet, path: "/actions", query: paging{q.After, q.Limit}.onto(v), answer: &p})
}

// Action returns one action.
func (c *Client) Action(ctx context.Context, id string) (a Action, err error) {
	return a, c.do(ctx, call{method: http.MethodGet, path: at("actions", id), answer: &a})
}

// AddAction proposes an action; once is as for OpenIncident.
func (c *Client) AddAction(ctx context.Context, incident string, n NewAction, once string) (a Action, err error) {
	return a, c.do(ctx, call{method: http.MethodPost, path: at("incidents", incident, "actions"), body: n, answer: &a, once: once})
}

// MoveAction takes an action to another state.
func (c *Client) MoveAction(ctx context.Context, id string, version int64, m ActionMove) (a Action, err error) {
	return a, c.do(ctx, call{method: http.MethodPost, path: at("actions", id, "state"), body: m, answer: &a, version: version})
}

// Search finds what the caller may see by words.
func (c *Client) Search(ctx context.Context, words string, limit int) (p SearchResults, err error) {
	return p, c.do(ctx, call{method: http.MethodGet, path: "/search", query: paging{limit: limit}.onto(url.Values{"q": {words}}), answer: &p})
}

// Me says whom the server takes the caller for.
func (c *Client) Me(ctx context.Context) (m Caller, err error) {
	return m, c.do(ctx, call{method: http.MethodGet, path: "/me", answer: &m})
}

// Upload keeps a file of evidence. It is sent once: content cannot be read again.
func (c *Client) Upload(ctx context.Context, key, name string, content io.Reader) (e Evidence, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+at("incidents", key, "evidence")+"?"+url.Values{"name": {name}}.Encode(), content)
	if err != nil {
		return e, err
	}
	r.Header.Set("Content-Type", "application/octet-stream")
	_, err = c.send(r, &e)
	return e, err
}

// at is the address of something.
func at(parts ...string) string {
	path := ""
	for _, p := range parts {
		path += "/" + url.PathEscape(p)
	}
	return path
}

func set(v url.Values, name string, values ...string) {
	for _, value := range values {
		if value != "" {
			v.Add(name, value)
		}
	}
}

func setTime(v url.Values, name string, t time.Time) {
	if !t.IsZero() {
		v.Set(name, t.UTC().Format(time.RFC3339Nano))
	}
}

// paging asks for part of a list.
type paging struct {
	after string
	limit int
}

func (p paging) onto(v url.Values) url.Values {
	set(v, "after", p.after)
	if p.limit > 0 {
		v.Set("limit", strconv.Itoa(p.limit))
	}
	return v
}
