package web

import (
	"net/http"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/server"
)

// evidence hands out a file.
func (p *Pages) evidence(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	e, content, err := p.Incidents.OpenEvidence(r.Context(), by, r.PathValue("key"), hindcast.EvidenceID(r.PathValue("id")))
	if err != nil {
		return err
	}
	defer content.Close() // opened for reading: nothing can be lost
	server.HandOut(w, r, e.Name, e.SHA256, content)
	return nil
}
