package server

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// note is what is told about a request once it is over. Addresses are told by
// the pattern of their route: what stands in their place, behind a question mark,
// in headers and in bodies may be secret.
type note struct {
	id      string
	started time.Time
	from    string
	route   string
	user    hindcast.UserID
	err     error
	answer  *answer
}

type noteKey struct{}

func noteOf(r *http.Request) *note {
	told, _ := r.Context().Value(noteKey{}).(*note)
	return told
}

// RequestID names a request in the answer's X-Request-Id, in the log and on error
// pages. It is never taken from the caller.
func RequestID(r *http.Request) string {
	if told := noteOf(r); told != nil {
		return told.id
	}
	return ""
}

// observe gives each request its number, catches panics, counts, and writes the
// log.
func (s *Server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		told := &note{id: rand.Text()[:16], started: time.Now(), answer: &answer{ResponseWriter: w}}
		r = r.WithContext(context.WithValue(r.Context(), noteKey{}, told))
		r.RemoteAddr = s.caller(r)
		told.from = r.RemoteAddr
		w.Header().Set("X-Request-Id", told.id)
		s.metrics.inFlight.Inc()
		defer func() {
			cut := s.caught(told, r, recover())
			s.metrics.inFlight.Dec()
			s.metrics.count(told, r.Method)
			s.log(told, r)
			if cut {
				panic(http.ErrAbortHandler)
			}
		}()
		next.ServeHTTP(told.answer, r)
	})
}

// caught deals with a panic, and reports whether the connection must be cut.
func (s *Server) caught(told *note, r *http.Request, p any) (cut bool) {
	if p == nil {
		return false
	}
	if p != http.ErrAbortHandler {
		told.err = &hindcast.Error{Code: hindcast.Internal, Message: "something went wrong here", Err: fmt.Errorf("panic: %v", p)}
		s.options.Log.Error("panic", "id", told.id, "route", told.route, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
	}
	if told.answer.status != 0 {
		return true
	}
	defer func() { cut = cut || recover() != nil }() // showing the error may be what panics
	g := s.groupOf(r.URL.Path)
	s.fail(g, told.answer, r, hindcast.Actor{}, told.err)
	return false
}

// log writes one line about a request.
func (s *Server) log(told *note, r *http.Request) {
	level, code := slog.LevelInfo, hindcast.CodeOf(told.err)
	attrs := []slog.Attr{
		slog.String("id", told.id), slog.String("method", method(r.Method)), slog.String("route", told.route), slog.Int("status", told.answer.status),
		slog.Int64("bytes", told.answer.bytes), slog.Duration("took", time.Since(told.started).Round(time.Microsecond)), slog.String("from", told.from),
	}
	if told.user != "" {
		attrs = append(attrs, slog.String("user", string(told.user)))
	}
	switch {
	case told.err == nil:
	case r.Context().Err() != nil:
		attrs = append(attrs, slog.String("code", "gone")) // nobody waits for the answer any more
	case code == hindcast.Internal || code == hindcast.Unavailable:
		level = slog.LevelError
		attrs = append(attrs, slog.String("code", string(code)), slog.String("error", told.err.Error()))
	default: // whose message may repeat what somebody sent
		attrs = append(attrs, slog.String("code", string(code)))
	}
	s.options.Log.LogAttrs(context.Background(), level, "request", attrs...)
}

// method keeps words that callers invent out of the log and the metrics.
func method(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return m
	}
	return "other"
}

// answer remembers what was answered, and gives a slow reader time as long as
// they go on reading.
type answer struct {
	http.ResponseWriter
	status int
	bytes  int64
}

// patience is how long a connection may stand still.
const patience = time.Minute

// WriteHeader remembers the status.
func (a *answer) WriteHeader(status int) {
	if a.status == 0 && status >= 200 {
		a.status = status
	}
	a.ResponseWriter.WriteHeader(status)
}

// Write counts.
func (a *answer) Write(b []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	_ = http.NewResponseController(a.ResponseWriter).SetWriteDeadline(time.Now().Add(patience)) // a writer of a test has none
	n, err := a.ResponseWriter.Write(b)
	a.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }
