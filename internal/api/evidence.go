package api

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"net/http"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
	"github.com/hindcast/hindcast/internal/server"
)

// MaxUpload is the largest file of evidence that is taken at once; ours.
const MaxUpload = 1 << 30

func (a *API) registerEvidence() {
	register(a, hindcast.MayRead, op("GET /incidents/{key}/evidence", "List evidence"), a.listEvidence)
	a.raw(hindcast.MayWriteTimeline, a.uploadOperation(), MaxUpload, a.upload)
	register(a, hindcast.MayWriteTimeline, creates(op("POST /incidents/{key}/evidence/links", "Add a link to evidence that lies elsewhere")), a.addLink)
	register(a, hindcast.MayRead, op("GET /incidents/{key}/evidence/{id}", "Get what is known of evidence"), a.getEvidence)
	a.raw(hindcast.MayRead, downloadOperation(), 0, a.download)
	register(a, hindcast.MayWriteTimeline, describes(op("POST /incidents/{key}/evidence/{id}/verify", "Hash a file again"),
		"What was found stands in intact, and in the custody log."), a.verifyEvidence)
	register(a, hindcast.MayWriteTimeline, describes(op("DELETE /incidents/{key}/evidence/{id}", "Remove evidence"),
		"The ledger keeps what was known of it and its custody log, with who removed it and why."), a.removeEvidence)
}

func (a *API) listEvidence(ctx context.Context, by hindcast.Actor, in *OfIncident) (*list[client.Evidence], error) {
	kept, err := a.Incidents.Evidence(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	return whole(kept, evidence), nil
}

func (a *API) getEvidence(ctx context.Context, by hindcast.Actor, in *Part) (*one[client.Evidence], error) {
	all, err := a.Incidents.Evidence(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	k, err := amongst(all, func(e hindcast.Evidence) bool { return string(e.ID) == in.ID })
	if err != nil {
		return nil, err
	}
	return shown(k.Version, evidence(k)), nil
}

func (a *API) addLink(ctx context.Context, by hindcast.Actor, in *inside[client.NewLink]) (*made[client.Evidence], error) {
	n := in.Body
	e := hindcast.Evidence{Name: n.Name, URL: n.URL, Source: n.Source, Events: named[hindcast.EventID](n.Events)}
	if n.Availability != "available" {
		e.Availability = hindcast.Availability(n.Availability)
	}
	kept, err := a.Incidents.AddLink(ctx, by, in.Key, e)
	if err != nil {
		return nil, err
	}
	return created(kept.Version, evidence(kept), "incidents", in.Key, "evidence", string(kept.Value.ID)), nil
}

func (a *API) verifyEvidence(ctx context.Context, by hindcast.Actor, in *Part) (*one[client.Evidence], error) {
	kept, err := a.Incidents.VerifyEvidence(ctx, by, in.Key, hindcast.EvidenceID(in.ID))
	if err != nil {
		return nil, err
	}
	return shown(kept.Version, evidence(kept)), nil
}

func (a *API) removeEvidence(ctx context.Context, by hindcast.Actor, in *struct {
	Part
	Matching
	Reason string `query:"reason" required:"true" minLength:"1" maxLength:"2000" doc:"Why it is removed"`
}) (*nothing, error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	return nil, a.Incidents.RemoveEvidence(ctx, by, in.Key, hindcast.EvidenceID(in.ID), version, in.Reason)
}

// upload keeps a file whose bytes are the body, as they come in.
func (a *API) upload(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	q := r.URL.Query()
	e := hindcast.Evidence{Name: q.Get("name"), Source: q.Get("source"), CollectedFrom: q.Get("collected_from"), Events: named[hindcast.EventID](q["event"])}
	key := r.PathValue("key")
	kept, err := a.Incidents.AddEvidence(r.Context(), by, key, e, r.Body)
	if err != nil {
		return err
	}
	answer := created(kept.Version, evidence(kept), "incidents", key, "evidence", string(kept.Value.ID))
	var text bytes.Buffer
	if err := json.NewEncoder(&text).Encode(answer.Body); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("ETag", answer.ETag)
	w.Header().Set("Location", answer.Location)
	w.WriteHeader(http.StatusCreated)
	_, err = w.Write(text.Bytes())
	return err
}

// download hands out a file.
func (a *API) download(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	e, content, err := a.Incidents.OpenEvidence(r.Context(), by, r.PathValue("key"), hindcast.EvidenceID(r.PathValue("id")))
	if err != nil {
		return err
	}
	defer content.Close() // opened for reading: nothing can be lost
	server.HandOut(w, r, e.Name, e.SHA256, content)
	return nil
}

func evidence(k incidents.Kept[hindcast.Evidence]) client.Evidence {
	e := k.Value
	form := client.Evidence{
		ID: string(e.ID), Version: k.Version, Name: e.Name, URL: text(e.URL), SHA256: text(e.SHA256), Source: text(e.Source),
		Availability: string(cmp.Or(e.Availability, "available")), Intact: e.Intact, CollectedBy: person(e.CollectedBy), CollectedAt: instant(e.CollectedAt),
		CollectedFrom: text(e.CollectedFrom), Events: words(e.Events), Custody: []client.Custody{},
	}
	if e.SHA256 != "" {
		form.Size = &e.Size
	}
	for _, c := range e.Custody {
		form.Custody = append(form.Custody, client.Custody{At: c.At.UTC(), By: person(c.By), Action: c.Action, Note: c.Note})
	}
	return form
}
