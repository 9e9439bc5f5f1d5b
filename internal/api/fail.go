package api

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// fail answers with the problem document of an error that arose before an
// operation was reached: who calls, may they, how long is the body.
func fail(w http.ResponseWriter, _ *http.Request, _ hindcast.Actor, err error) {
	p := problem(err)
	w.Header().Set("Content-Type", "application/problem+json")
	if p.Status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="hindcast"`)
	}
	if wait, ok := errors.AsType[accounts.Wait](err); ok {
		w.Header().Set("Retry-After", strconv.Itoa(wait.Seconds()))
	}
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // a caller who is gone needs no answer
}
