package server

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Options say how requests are served.
type Options struct {
	Log     *slog.Logger                // Log takes a line for each request; never nil.
	Ready   func(context.Context) error // Ready says whether what requests need answers; never nil.
	Origin  string                      // Origin is how browsers reach us, as "https://hindcast.example"; empty is whatever they say.
	Proxies []netip.Prefix              // Proxies are believed when they say for whom they ask.
}

// Server is the route table and everything around it.
type Server struct {
	options Options
	groups  []Group // groups, those with the longest prefix first
	routes  []Route
	mux     *http.ServeMux
	origins *http.CrossOriginProtection
	metrics *metrics
	zips    zips
	handler http.Handler

	stopping context.Context // stopping ends when no more requests are wanted
	stop     context.CancelFunc
}

// New builds the server for a table of routes. A route that does not say what it
// needs, has no method, or stands twice is refused.
func New(groups []Group, o Options) (*Server, error) {
	s := &Server{options: o, mux: http.NewServeMux(), origins: http.NewCrossOriginProtection(), metrics: newMetrics(), zips: newZips()}
	s.stopping, s.stop = context.WithCancel(context.Background())
	if o.Origin != "" {
		if err := s.origins.AddTrustedOrigin(o.Origin); err != nil {
			return nil, fmt.Errorf("the address browsers reach us by: %w", err)
		}
	}
	for _, g := range append(groups, s.health()) {
		g.Prefix = cmp.Or(g.Prefix, "/")
		if len(g.Routes) > 0 && (g.Authenticate == nil || g.Fail == nil) {
			return nil, fmt.Errorf("the group of %q does not say how callers are recognised and errors shown", g.Routes[0].Pattern)
		}
		for _, route := range g.Routes {
			if err := s.add(g, route); err != nil {
				return nil, err
			}
		}
		s.groups = append(s.groups, g)
	}
	slices.SortStableFunc(s.groups, func(a, b Group) int { return len(b.Prefix) - len(a.Prefix) })
	s.handler = s.observe(s.harden(s.zip(http.HandlerFunc(s.dispatch))))
	return s, nil
}

// add puts one route into the table.
func (s *Server) add(g Group, route Route) (err error) {
	method, path, ok := strings.Cut(route.Pattern, " ")
	switch {
	case !ok || method == "" || !strings.HasPrefix(path, "/"):
		return fmt.Errorf("the route %q has no method; write it as \"GET /path\"", route.Pattern)
	case route.Needs == "":
		return fmt.Errorf("the route %q does not say what it needs", route.Pattern)
	case route.Serve == nil:
		return fmt.Errorf("the route %q serves nothing", route.Pattern)
	}
	defer func() {
		if conflict := recover(); conflict != nil { // how the mux refuses two patterns of which neither is the more specific
			err = fmt.Errorf("the route %q: %v", route.Pattern, conflict)
		}
	}()
	s.mux.Handle(route.Pattern, s.serve(g, route))
	s.routes = append(s.routes, route)
	return nil
}

// Routes is the table of everything that is served.
func (s *Server) Routes() []Route { return slices.Clone(s.routes) }

// Registry is where the metrics are; rooms may add their own.
func (s *Server) Registry() *prometheus.Registry { return s.metrics.registry }

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// dispatch finds the route. What no route answers is refused by the group whose
// address it would be.
func (s *Server) dispatch(w http.ResponseWriter, r *http.Request) {
	refuse, pattern := s.mux.Handler(r)
	if pattern != "" {
		s.mux.ServeHTTP(w, r)
		return
	}
	g := s.groupOf(r.URL.Path)
	answer := &refusal{header: http.Header{}}
	refuse.ServeHTTP(answer, r)
	err := &hindcast.Error{Code: hindcast.NotFound, Message: "there is no such page"}
	if answer.status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", answer.header.Get("Allow"))
		w = &fixedStatus{ResponseWriter: w, status: answer.status}
		err.Message = "this address does not answer " + r.Method + " requests"
	}
	by, _ := g.Authenticate(r) // a stranger is refused like anybody
	s.fail(g, w, r, by, err)
}

// groupOf is the group that answers for an address when no route does. The last
// one answers for everything that is nobody else's.
func (s *Server) groupOf(path string) Group {
	for _, g := range s.groups {
		if strings.HasPrefix(path, g.Prefix) {
			return g
		}
	}
	return s.groups[len(s.groups)-1]
}

// refusal hears what the mux says about a request that no route answers.
type refusal struct {
	header http.Header
	status int
}

func (a *refusal) Header() http.Header         { return a.header }
func (a *refusal) Write(b []byte) (int, error) { return len(b), nil }
func (a *refusal) WriteHeader(status int)      { a.status = status }

// fixedStatus answers with a status that no code of ours stands for.
type fixedStatus struct {
	http.ResponseWriter
	status int
}

func (w *fixedStatus) WriteHeader(int)             { w.ResponseWriter.WriteHeader(w.status) }
func (w *fixedStatus) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// serve is the handler of one route.
func (s *Server) serve(g Group, route Route) http.Handler {
	_, path, _ := strings.Cut(route.Pattern, " ")
	limit := cmp.Or(route.Limit, DefaultLimit)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		told := noteOf(r)
		told.route = path
		by, err := s.admit(g, route, r)
		told.user = by.User
		if err != nil {
			s.fail(g, w, r, by, err)
			return
		}
		if route.Stream {
			ctx, end := context.WithCancel(r.Context())
			defer end()
			defer context.AfterFunc(s.stopping, end)()
			r = r.WithContext(ctx)
		}
		r.Body = patient(w, r, limit)
		if err := route.Serve(w, r, by); err != nil {
			s.fail(g, w, r, by, err)
		}
	})
}

// foreign refuses what another site sends. A page of our own name without TLS is
// another site: whoever sits between can write it.
func (s *Server) foreign(r *http.Request) error {
	host, secure := strings.CutPrefix(s.options.Origin, "https:")
	if secure && r.Method != http.MethodGet && r.Method != http.MethodHead && r.Header.Get("Origin") == "http:"+host {
		return errors.New("cross-origin request from the same host without TLS")
	}
	return s.origins.Check(r)
}

// admit says who calls, and whether the route is for them.
func (s *Server) admit(g Group, route Route, r *http.Request) (hindcast.Actor, error) {
	if err := s.foreign(r); err != nil {
		return hindcast.Actor{}, &hindcast.Error{Code: hindcast.Forbidden, Message: "this request comes from another site", Err: err}
	}
	by, err := g.Authenticate(r)
	switch {
	case route.Needs == Anyone: // also when whoever would recognise callers is not there
		return by, nil
	case err != nil:
		return by, err
	case route.Needs != SignedIn:
		return by, by.Might(route.Needs)
	case by.Role == hindcast.Nobody:
		return by, &hindcast.Error{Code: hindcast.Unauthenticated, Message: "sign in first"}
	}
	return by, nil
}

// fail shows an error as the group does. An answer that has begun cannot be
// taken back: its connection is cut, so that nobody takes half for the whole.
func (s *Server) fail(g Group, w http.ResponseWriter, r *http.Request, by hindcast.Actor, err error) {
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
		err = &hindcast.Error{Code: hindcast.TooLarge, Message: fmt.Sprintf("that is more than the %s bytes taken here", hindcast.FormatCount(float64(tooLarge.Limit))), Err: err}
	}
	told := noteOf(r)
	told.err = err
	if told.answer.status != 0 {
		panic(http.ErrAbortHandler)
	}
	for _, spoken := range []string{"Content-Type", "Content-Length", "Content-Disposition", "Content-Encoding", "Etag", "Last-Modified"} {
		w.Header().Del(spoken)
	}
	w.Header().Set("Cache-Control", "no-store")
	g.Fail(w, r, by, err)
}
