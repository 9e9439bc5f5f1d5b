package server

import (
	"context"
	"io"
	"net/http"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// health is what machines ask: is the process up, and should requests be sent to
// it.
func (s *Server) health() Group {
	return Group{
		Prefix: "/healthz",
		Routes: []Route{
			{Pattern: "GET /healthz", Needs: Anyone, Serve: s.alive},
			{Pattern: "GET /readyz", Needs: Anyone, Serve: s.ready},
		},
		Authenticate: func(*http.Request) (hindcast.Actor, error) { return hindcast.Actor{}, nil },
		Fail: func(w http.ResponseWriter, _ *http.Request, _ hindcast.Actor, err error) {
			http.Error(w, string(hindcast.CodeOf(err)), StatusOf(hindcast.CodeOf(err)))
		},
	}
}

func (s *Server) alive(w http.ResponseWriter, _ *http.Request, _ hindcast.Actor) error {
	return say(w, "up\n")
}

// ready asks what requests need.
func (s *Server) ready(w http.ResponseWriter, r *http.Request, _ hindcast.Actor) error {
	if s.stopping.Err() != nil {
		return &hindcast.Error{Code: hindcast.Unavailable, Message: "stopping"}
	}
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if err := s.options.Ready(ctx); err != nil {
		return &hindcast.Error{Code: hindcast.Unavailable, Message: "the store does not answer", Err: err}
	}
	return say(w, "ready\n")
}

func say(w http.ResponseWriter, word string) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err := io.WriteString(w, word)
	return err
}
