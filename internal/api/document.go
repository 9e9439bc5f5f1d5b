package api

import (
	"encoding/json"
	"net/http"
	"sync"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/server"
)

// registerDocument adds the OpenAPI document itself. Strangers may read it: it
// tells nothing that the published program does not.
func (a *API) registerDocument() {
	written := sync.OnceValues(func() ([]byte, error) { return json.Marshal(a.huma.OpenAPI()) })
	a.routes.list = append(a.routes.list, server.Route{Pattern: "GET " + Prefix + "/openapi.json", Needs: server.Anyone,
		Serve: func(w http.ResponseWriter, _ *http.Request, _ hindcast.Actor) error {
			document, err := written()
			if err != nil {
				return err
			}
			w.Header().Set("Content-Type", "application/vnd.oai.openapi+json;version=3.1")
			w.Header().Set("Cache-Control", "no-cache")
			_, err = w.Write(document)
			return err
		}})
}
