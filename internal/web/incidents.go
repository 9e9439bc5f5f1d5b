package web

import (
	"net/http"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
)

// incidents lists them.
func (p *Pages) incidents(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	rows, _, err := p.Incidents.List(r.Context(), by, incidents.Filter{}, "", incidents.Page{After: r.URL.Query().Get("after")})
	if err != nil {
		return err
	}
	return p.render(w, r, by, Shell{Title: "Incidents", Section: IncidentsSection, Live: Everything}, incidentList(rows))
}
