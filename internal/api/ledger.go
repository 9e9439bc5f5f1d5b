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
	register(a, hindcast.MayRead, op("GET /search", "Search everything you may see"), a.search)
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
	Words string `query:"q" required:"true" minLength:"1" maxLength:"500"`
	Limit int    `query:"limit" minimum:"1" maximum:"100" default:"25"`
}

func (a *API) search(ctx context.Context, by hindcast.Actor, in *searchQuery) (*list[client.Found], error) {
	found, err := a.Activity.Search(ctx, by, in.Words, in.Limit)
	if err != nil {
		return nil, err
	}
	return whole(found, func(f activity.Found) client.Found {
		form := client.Found{Kind: f.Subject.Kind, ID: f.Subject.ID, Key: text(f.Key), Title: f.Title, Snippet: []client.Span{}}
		for _, s := range f.Snippet {
			form.Snippet = append(form.Snippet, client.Span{Text: s.Text, Match: s.Match})
		}
		return form
	}), nil
}
