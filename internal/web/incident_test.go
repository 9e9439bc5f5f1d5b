package web

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/blob"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
	"github.com/hindcast/hindcast/internal/insights"
	"github.com/hindcast/hindcast/internal/library"
	"github.com/hindcast/hindcast/internal/policy"
	"github.com/hindcast/hindcast/internal/reviews"
	"github.com/hindcast/hindcast/internal/safehttp"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// site is the pages over a fresh database.
type site struct {
	*Pages
	files *blob.Disk
	mux   *http.ServeMux
	by    hindcast.Actor
	err   error // err is what the last handler returned.
}

func newSite(t testing.TB) *site {
	t.Helper()
	db := storetest.SQLite(t)
	st := db.Open(t)
	files, err := blob.OpenDisk(t.TempDir(), blob.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { files.Close() })
	inForce := func(context.Context) (hindcast.Policy, error) { return policy.Default(), nil }
	now := func() time.Time { return time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC) }
	door := safehttp.New(safehttp.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	s := &site{files: files, mux: http.NewServeMux(), by: storetest.Member("Ines")}
	s.Pages = New(Services{Incidents: incidents.New(st, files), Reviews: reviews.New(st, inForce, now), Actions: actions.New(st, inForce, now, actions.Outside{Door: door, Large: door}),
		Accounts: accounts.New(st, accounts.Config{Now: now}), Library: library.New(st, now), Insights: insights.New(st, inForce, now)}, Options{Now: now})
	for _, r := range s.Routes() {
		s.mux.HandleFunc(r.Pattern, func(w http.ResponseWriter, q *http.Request) { s.err = r.Serve(w, q, s.by) })
	}
	return s
}

func (s *site) get(t testing.TB, address string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest("GET", address, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.err = nil
	s.mux.ServeHTTP(w, r)
	return w
}

func (s *site) page(t testing.TB, address string) *html.Node {
	t.Helper()
	w := s.get(t, address)
	if s.err != nil || w.Code != http.StatusOK {
		t.Fatalf("%s: %d, %v", address, w.Code, s.err)
	}
	doc, err := html.Parse(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func (s *site) open(t testing.TB, o incidents.Opening) hindcast.Incident {
	t.Helper()
	k, err := s.Incidents.Open(t.Context(), s.by, o)
	if err != nil {
		t.Fatal(err)
	}
	return k.Value
}

func (s *site) events(t testing.TB, key string, n int) []incidents.Outcome {
	t.Helper()
	list := make([]hindcast.TimelineEvent, n)
	for i := range list {
		kinds := []hindcast.EventKind{hindcast.Signal, hindcast.Decision, hindcast.Note}
		list[i] = hindcast.TimelineEvent{At: time.Date(2026, 3, 2, 8, 0, 10*i, 0, time.UTC), Precision: hindcast.PrecisionExact, Kind: kinds[i%3],
			Text: fmt.Sprintf("the connection pool of `checkout-%d` is at its limit, **again**", i), Actor: hindcast.Person{Name: []string{"Bo", "Cy"}[i%2]}}
	}
	outcomes, err := s.Incidents.AddEvents(t.Context(), s.by, key, list, true)
	if err != nil {
		t.Fatal(err)
	}
	return outcomes
}

// with returns the elements of a name that have a class; "" is any.
func with(n *html.Node, name, class string) []*html.Node {
	var found []*html.Node
	for _, e := range elements(n, name) {
		if class == "" || strings.Contains(" "+attribute(e, "class")+" ", " "+class+" ") {
			found = append(found, e)
		}
	}
	return found
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func rowsOf(doc *html.Node) []string {
	var titles []string
	for _, a := range elements(doc, "a") {
		for _, at := range a.Attr {
			if at.Key == "data-open" {
				titles = append(titles, strings.TrimSpace(textOf(a)))
			}
		}
	}
	return titles
}

func TestIncidentListFiltersSortsAndPages(t *testing.T) {
	s := newSite(t)
	if doc := s.page(t, "/incidents"); len(with(doc, "div", "empty")) != 1 || len(with(doc, "form", "filters")) != 0 {
		t.Error("an empty list does not say what to do")
	}
	for i := range 60 {
		s.open(t, incidents.Opening{Title: fmt.Sprintf("Outage %d", i), Kind: hindcast.Operational, Severity: hindcast.Severity(1 + i%5), Services: []string{"api"}})
	}
	s.open(t, incidents.Opening{Title: "Key stolen", Kind: hindcast.SecurityIncident, NearMiss: true})
	if got := rowsOf(s.page(t, "/incidents?kind=security&near=yes")); len(got) != 1 || got[0] != "Key stolen" {
		t.Errorf("filtered: %v", got)
	}
	if got := rowsOf(s.page(t, "/incidents?severity=P1&severity=P2&sort=severity")); len(got) != 24 {
		t.Errorf("two levels: %d rows", len(got))
	}
	doc := s.page(t, "/incidents?service=nothing")
	if len(with(doc, "div", "empty")) != 1 || len(with(doc, "form", "filters")) != 1 {
		t.Error("what fits nothing does not lead back")
	}
	first := s.page(t, "/incidents?sort=key")
	seen := rowsOf(first)
	next := relOf(first, "next")
	second := s.page(t, next)
	third := s.page(t, relOf(second, "next"))
	if all := len(seen) + len(rowsOf(second)) + len(rowsOf(third)); all != 61 || relOf(third, "next") != "" {
		t.Errorf("%d rows on three pages", all)
	}
	if back := rowsOf(s.page(t, relOf(third, "prev"))); strings.Join(back, "|") != strings.Join(rowsOf(second), "|") {
		t.Errorf("the page before the third is not the second: %v", back)
	}
	if w := s.get(t, "/incidents?q=&severity=P1&state="); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/incidents?severity=P1" {
		t.Errorf("a form with blanks leads to %d %s", w.Code, w.Header().Get("Location"))
	}
	if doc := s.page(t, "/incidents?from=yesterday"); len(with(doc, "div", "notice")) != 1 {
		t.Error("a day that is none is not said")
	}
}

func relOf(doc *html.Node, rel string) string {
	for _, a := range elements(doc, "a") {
		if attribute(a, "rel") == rel {
			return attribute(a, "href")
		}
	}
	return ""
}

func TestIncidentPage(t *testing.T) {
	s := newSite(t)
	i := s.open(t, incidents.Opening{Title: "Checkout <b>down</b>", Kind: hindcast.Operational, Severity: hindcast.P2,
		BeganAt: time.Date(2026, 3, 2, 7, 55, 0, 0, time.UTC), DetectedAt: time.Date(2026, 3, 2, 8, 5, 0, 0, time.UTC)})
	outcomes := s.events(t, i.Key, 30)
	if w := s.get(t, "/incidents/inc-1?kind=signal"); w.Header().Get("Location") != "/incidents/INC-1?kind=signal" {
		t.Errorf("inc-1 leads to %q", w.Header().Get("Location"))
	}
	doc := s.page(t, "/incidents/INC-1")
	ids := map[string]bool{}
	for _, tr := range elements(doc, "tr") {
		ids[attribute(tr, "id")] = true
	}
	for _, o := range outcomes {
		if !ids[string(o.ID)] {
			t.Fatalf("the event %s has no row", o.ID)
		}
	}
	marks := 0
	for _, a := range elements(doc, "a") {
		if to, ok := strings.CutPrefix(attribute(a, "href"), "#evt_"); ok {
			marks++
			if !ids["evt_"+to] {
				t.Errorf("a link leads to %s, which is not on the page", to)
			}
		}
	}
	if marks == 0 || len(with(doc, "div", "ribbon-set")) != 1 || len(with(doc, "ol", "milestones")) != 0 {
		t.Error("the picture does not lead to the timeline")
	}
	filtered := s.page(t, "/incidents/INC-1?kind=signal&person=bo")
	if n := len(with(filtered, "td", "when")); n != 5 {
		t.Errorf("%d signals of Bo", n)
	}
	s.by = storetest.Member("outsider")
	hidden := newSite(t)
	k := hidden.open(t, incidents.Opening{Title: "Hidden", Kind: hindcast.SecurityIncident, Visibility: hindcast.Restricted})
	hidden.by = storetest.Member("outsider")
	hidden.get(t, "/incidents/"+k.Key)
	theirs := hidden.err
	hidden.get(t, "/incidents/INC-999")
	if hindcast.CodeOf(theirs) != hindcast.NotFound || theirs.Error() != hidden.err.Error() {
		t.Errorf("what is hidden (%v) is told apart from what is absent (%v)", theirs, hidden.err)
	}
}

func TestEvidenceDownload(t *testing.T) {
	s := newSite(t)
	i := s.open(t, incidents.Opening{Title: "Leak", Kind: hindcast.SecurityIncident})
	k, err := s.Incidents.AddEvidence(t.Context(), s.by, i.Key, hindcast.Evidence{Name: `ünder "way".html`}, strings.NewReader("<script>alert(1)</script>"))
	if err != nil {
		t.Fatal(err)
	}
	address := "/incidents/INC-1/evidence/" + string(k.Value.ID)
	w := s.get(t, address)
	for name, want := range map[string]string{
		"Content-Disposition":     `attachment; filename="_nder _way_.html"; filename*=UTF-8''%C3%BCnder%20%22way%22.html`,
		"Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff",
		"Content-Type": "application/octet-stream", "Etag": `"` + k.Value.SHA256 + `"`, "Accept-Ranges": "bytes",
	} {
		if got := w.Header().Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if w.Body.String() != "<script>alert(1)</script>" {
		t.Errorf("got %q", w.Body)
	}
	if part := s.get(t, address, "Range", "bytes=1-6"); part.Code != http.StatusPartialContent || part.Body.String() != "script" {
		t.Errorf("a range is %d %q", part.Code, part.Body)
	}
	if again := s.get(t, address, "If-None-Match", `"`+k.Value.SHA256+`"`); again.Code != http.StatusNotModified {
		t.Errorf("what is known already is sent again: %d", again.Code)
	}
	s.get(t, "/incidents/INC-1/evidence/evi_none")
	if hindcast.CodeOf(s.err) != hindcast.NotFound {
		t.Errorf("no such file: %v", s.err)
	}
}

func FuzzIncidentsQuery(f *testing.F) {
	for _, seed := range []string{"", "q=x&severity=P1&severity=P9&kind=security", "from=2026-01-01&to=x&near=maybe&sort=odd&after=a&before=b", "q=%ff%00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		v, _ := url.ParseQuery(raw)
		q := readIncidentsQuery(v)
		address, err := url.Parse(q.address("", ""))
		if err != nil {
			t.Fatal(err)
		}
		again := readIncidentsQuery(address.Query())
		if len(again.Problems) != 0 || again.address("", "") != q.address("", "") {
			t.Errorf("%q was read as %q and then as %q, %v", raw, q.address("", ""), again.address("", ""), again.Problems)
		}
		for _, l := range (&incidentsView{}).chips(q) {
			if !strings.HasPrefix(l.Href, "/incidents") {
				t.Errorf("a choice leads to %q", l.Href)
			}
		}
	})
}

func (v *incidentsView) chips(q incidentsQuery) []pageLink {
	v.bar(q)
	return v.Bar.Chosen
}

// BenchmarkIncidentPage is reading, assessing, drawing and writing a page; view is
// the part behind the store.
func BenchmarkIncidentPage(b *testing.B) {
	for _, n := range []int{200, 2000} {
		s := newSite(b)
		i := s.open(b, incidents.Opening{Title: "Checkout down", Kind: hindcast.Operational, Severity: hindcast.P2})
		s.events(b, i.Key, n)
		b.Run(fmt.Sprintf("page-%d", n), func(b *testing.B) {
			for b.Loop() {
				s.get(b, "/incidents/INC-1")
			}
		})
		a, err := s.Reviews.Assessed(b.Context(), s.by, i.Key)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("view-%d", n), func(b *testing.B) {
			for b.Loop() {
				_ = incidentPage(newIncidentView(&drawn{}, a, timelineQuery{}, time.Unix(0, 0))).Render(b.Context(), io.Discard)
			}
		})
	}
}
