package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// How long connections may take where nothing of ours runs.
const (
	headerTime = 10 * time.Second // to send the header of a request
	idleTime   = 2 * time.Minute  // between requests
	drainTime  = 10 * time.Second // to finish what was begun when the server stops
)

// Serve answers on a listener until ctx ends. It then takes no more connections,
// ends the streams, and gives everything else that was begun ten seconds.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	h := &http.Server{
		Handler: s, ReadHeaderTimeout: headerTime, IdleTimeout: idleTime, WriteTimeout: patience, MaxHeaderBytes: 64 << 10,
		ErrorLog: slog.NewLogLogger(s.options.Log.Handler(), slog.LevelWarn),
	}
	ended := make(chan error, 1)
	go func() { ended <- h.Serve(l) }()
	select {
	case err := <-ended:
		return fmt.Errorf("listen on %s: %w", l.Addr(), err)
	case <-ctx.Done():
	}
	s.stop()
	drain, cancel := context.WithTimeout(context.Background(), drainTime)
	defer cancel()
	err := h.Shutdown(drain)
	if errors.Is(err, context.DeadlineExceeded) {
		s.options.Log.Warn("stopped before every request was answered")
		return h.Close()
	}
	return err
}
