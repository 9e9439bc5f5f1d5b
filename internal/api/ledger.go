package api

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
)

func (a *API) registerLedger() {
	register(a, hindcast.MayAdminister, describes(op("GET /ledger", "List the ledger"), "The newest entry first."), a.listLedger)
	a.raw(hindcast.MayAdminister, exportOperation(), 0, a.exportLedger)
	register(a, hindcast.MayRead, describes(op("GET /search", "Search everything you may see"), "Of the newest 300 that fit, the best first, with how many there are of each kind, severity, service, type and year: each count is of what choosing it would leave."), a.search)
}

// ledgerQuery narrows the ledger.
type ledgerQuery struct {
	Paging
	User     string `query:"user" maxLength:"100" doc:"Who did it"`
	Verb     string `query:"verb" maxLength:"100" doc:"A verb, or the beginning of one with a dot at its end: event."`
	Kind     string `query:"kind" maxLength:"100" doc:"Kind of subject"`
	Incident string `query:"incident" maxLength:"100" doc:"Key of the incident"`
	From     string `query:"from" format:"date"`
	To       string `query:"to" format:"date" doc:"That day included"`
}

func (q ledgerQuery) query() (activity.Query, error) {
	out := activity.Query{Person: hindcast.UserID(q.User), Verb: q.Verb, Kind: q.Kind, Incident: q.Incident}
	var err error
	if out.From, err = readDay("from", q.From); err != nil {
		return out, err
	}
	out.To, err = readDay("to", q.To)
	return out, err
}

func (a *API) listLedger(ctx context.Context, by hindcast.Actor, in *ledgerQuery) (*list[client.Entry], error) {
	before, err := in.entered()
	if err != nil {
		return nil, err
	}
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	found, err := a.Activity.Ledger(ctx, by, q, before, in.Limit)
	if err != nil {
		return nil, err
	}
	next := ""
	if found.Next > 0 {
		next = strconv.FormatInt(found.Next, 10)
	}
	return &list[client.Entry]{Body: page(found.Lines, next, func(l activity.Line) client.Entry {
		return client.Entry{Number: l.Number, At: l.At.UTC(), Verb: l.Verb, Kind: l.Subject.Kind, Subject: l.Subject.ID, Incident: text(l.Incident.Key),
			Actor: text(l.User), Name: text(l.Who), Token: text(l.Token), From: text(l.From), Hash: l.Hash}
	})}, nil
}

func exportOperation() huma.Operation {
	o := describes(op("GET /ledger/export", "Export the ledger"), "One entry a line, the newest first, each with all that its hash covers. Narrowed like the list.")
	for _, name := range []string{"user", "verb", "kind", "incident", "from", "to"} {
		o.Parameters = append(o.Parameters, queryParameter(name, "", false))
	}
	o.Responses = map[string]*huma.Response{"200": {Description: "The entries", Content: bytesOf("application/jsonl")}}
	return o
}

// exportLedger writes entries as they are read.
func (a *API) exportLedger(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	asked := func(v url.Values) ledgerQuery {
		return ledgerQuery{User: v.Get("user"), Verb: v.Get("verb"), Kind: v.Get("kind"), Incident: v.Get("incident"), From: v.Get("from"), To: v.Get("to")}
	}(r.URL.Query())
	q, err := asked.query()
	if err != nil {
		return err
	}
	lines := json.NewEncoder(w)
	return a.Activity.Export(r.Context(), by, q, func(entries []activity.Entry) error {
		w.Header().Set("Content-Type", "application/jsonl")
		for _, e := range entries {
			line := client.ExportedEntry{Entry: client.Entry{Number: e.Number, At: e.At.UTC(), Verb: e.Verb, Kind: e.Subject.Kind, Subject: e.Subject.ID, Incident: text(e.Incident.Key),
				Actor: text(e.Actor), Name: text(e.Name), Token: text(e.Token), From: text(e.From), Hash: e.Hash}, Previous: e.Previous, PayloadHash: e.PayloadHash}
			if e.Payload != "" {
				line.Payload = json.RawMessage(e.Payload)
			}
			if err := lines.Encode(line); err != nil {
				return err
			}
		}
		return nil
	})
}

type searchQuery struct {
	Words    string `query:"q" required:"true" minLength:"1" maxLength:"500"`
	Limit    int    `query:"limit" minimum:"1" maximum:"100" default:"25"`
	Kind     string `query:"in" enum:"incidents,timeline,reviews,actions,library"`
	Severity string `query:"severity" enum:"P1,P2,P3,P4,P5" doc:"Of the incident it belongs to, as all that follow"`
	Service  string `query:"service" maxLength:"200" doc:"Compared without case"`
	Type     string `query:"type" maxLength:"200"`
	Year     int    `query:"year" minimum:"1970" maximum:"9998"`
	From     string `query:"from" format:"date" doc:"First day, in UTC"`
	To       string `query:"to" format:"date" doc:"Last day"`
}

// sought reads the query.
func (in *searchQuery) sought() (q activity.Sought, err error) {
	q = activity.Sought{Words: in.Words, Kind: activity.SearchKind(in.Kind), Service: in.Service, Type: in.Type, Year: in.Year}
	q.Severity, _ = hindcast.ParseSeverity(in.Severity) // it is one of ours, or none
	if in.From != "" {
		if q.From, err = hindcast.ParseDate(in.From); err != nil {
			return q, err
		}
	}
	if in.To != "" {
		q.To, err = hindcast.ParseDate(in.To)
	}
	return q, err
}

func (a *API) search(ctx context.Context, by hindcast.Actor, in *searchQuery) (*one[client.SearchResults], error) {
	q, err := in.sought()
	if err != nil {
		return nil, err
	}
	found, err := a.Activity.Narrowed(ctx, by, q)
	if err != nil {
		return nil, err
	}
	form := client.SearchResults{Items: []client.Found{}, Cut: found.Cut, Kinds: counts(found.Kinds), Services: counts(found.Services), Types: counts(found.Types), Severities: map[string]int{}, Years: map[string]int{}}
	for level, n := range found.Severities {
		form.Severities[level.String()] = n
	}
	for year, n := range found.Years {
		form.Years[strconv.Itoa(year)] = n
	}
	for _, f := range found.List[:min(in.Limit, len(found.List))] {
		form.Items = append(form.Items, foundThing(f))
	}
	return &one[client.SearchResults]{Body: form}, nil
}

// counts are how many there are of each name.
func counts[K ~string](of map[K]int) map[string]int {
	named := map[string]int{}
	for name, n := range of {
		named[string(name)] = n
	}
	return named
}

func foundThing(f activity.Found) client.Found {
	form := client.Found{Kind: f.Subject.Kind, ID: f.Subject.ID, Key: text(f.Key), Title: f.Title, Snippet: []client.Span{}}
	for _, s := range f.Snippet {
		form.Snippet = append(form.Snippet, client.Span{Text: s.Text, Match: s.Match})
	}
	return form
}
