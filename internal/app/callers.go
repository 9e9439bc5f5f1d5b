package app

import (
	"errors"
	"net/http"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/server"
)

// callers recognises nobody, but for development, where everybody is an admin.
func callers(dev bool, now func() time.Time) func(*http.Request) (hindcast.Actor, error) {
	return func(r *http.Request) (hindcast.Actor, error) {
		if !dev {
			return hindcast.Actor{}, nil
		}
		return hindcast.Actor{User: "usr_developer", Name: "Developer", Role: hindcast.Admin, From: r.RemoteAddr, At: now()}, nil
	}
}

// plainly shows an error as plain text.
func plainly(w http.ResponseWriter, r *http.Request, _ hindcast.Actor, err error) {
	code, message := hindcast.CodeOf(err), "something went wrong here"
	if e, ok := errors.AsType[*hindcast.Error](err); ok && code != hindcast.Internal {
		message = e.Message
	}
	http.Error(w, message+"\n"+server.RequestID(r), server.StatusOf(code))
}
