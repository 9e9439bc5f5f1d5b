package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// post sends a form and returns the answer.
func (s *site) post(t testing.TB, address string, form url.Values) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest("POST", address, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	s.err = nil
	s.mux.ServeHTTP(w, r)
	return w
}

// posted sends a form that must be taken and returns where it leads.
func (s *site) posted(t testing.TB, address string, form url.Values) string {
	t.Helper()
	w := s.post(t, address, form)
	if s.err != nil || w.Code != http.StatusSeeOther {
		t.Fatalf("%s: %d, %v\n%.2000s", address, w.Code, s.err, w.Body)
	}
	return w.Header().Get("Location")
}

// field is what a control of a page holds.
func fieldOf(t testing.TB, doc *html.Node, name string) string {
	t.Helper()
	var value string
	found := false
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || attribute(n, "name") != name || found {
			continue
		}
		switch found = true; n.Data {
		case "textarea":
			if n.FirstChild != nil {
				value = n.FirstChild.Data
			}
		case "select":
			for o := range n.Descendants() {
				for _, a := range o.Attr {
					if o.Data == "option" && a.Key == "selected" {
						value = attribute(o, "value")
					}
				}
			}
		default:
			value = attribute(n, "value")
		}
	}
	if !found {
		t.Fatalf("no control is called %s", name)
	}
	return value
}

// TestFromOpeningToCorrection opens an incident, types its timeline, corrects an
// event and moves the incident on, all by forms.
func TestFromOpeningToCorrection(t *testing.T) {
	s := newSite(t)
	home := s.posted(t, "/incidents", url.Values{"title": {"Checkout fails"}, "kind": {"operational"}, "severity": {"P2"}, "services": {"checkout, api"}, "began": {"2026-03-04 09:00"}})
	if home != "/incidents/INC-1" {
		t.Fatalf("opened at %s", home)
	}
	to := s.posted(t, home+"/lines", url.Values{"day": {"2026-03-04"}, "lines": {"09:14 alert fired, API 5xx above 5 %"}})
	_, id, ok := strings.Cut(to, "#")
	if !ok || !strings.HasPrefix(to, home+"?done=") {
		t.Fatalf("leads to %s", to)
	}
	address := home + "/events/" + id
	doc := s.page(t, address)
	if fieldOf(t, doc, "at") != "2026-03-04 09:14" || fieldOf(t, doc, "kind") != "signal" {
		t.Errorf("at %q, kind %q", fieldOf(t, doc, "at"), fieldOf(t, doc, "kind"))
	}
	form := url.Values{"version": {"1"}, "text": {"Alert fired"}, "at": {"2026-03-04 09:12:30"}, "precision": {"exact"}, "kind": {"signal"}, "milestone": {"detected"}, "noticed_by": {"monitoring"}}
	if w := s.post(t, address, form); s.err != nil || w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "09:12:30") {
		t.Errorf("without a reason: %d, %v", w.Code, s.err)
	}
	form.Set("reason", "the pager shows it")
	s.posted(t, address, form)
	form.Set("text", "Alert fired, later text")
	if w := s.post(t, address, form); w.Code != http.StatusPreconditionFailed || !strings.Contains(w.Body.String(), "later text") || !strings.Contains(w.Body.String(), "Alert fired<") {
		t.Errorf("a second time from the same version: %d, %v", w.Code, s.err)
	}
	if fieldOf(t, s.page(t, address), "at") != "2026-03-04 09:12:30" {
		t.Error("not corrected")
	}
	version := fieldOf(t, s.page(t, home+"/edit"), "version")
	s.posted(t, home+"/state", url.Values{"version": {version}, "to": {"mitigated"}, "at": {"2026-03-04 10:00"}})
	row, err := s.Incidents.Row(t.Context(), s.by, "INC-1")
	if err != nil || row.Incident.State != hindcast.IncidentMitigated {
		t.Errorf("%v, %v", row, err)
	}
}

// TestNothingTypedIsLost refuses every form once and looks for what was typed.
func TestNothingTypedIsLost(t *testing.T) {
	s := newSite(t)
	home := s.posted(t, "/incidents", url.Values{"title": {"Checkout fails"}, "kind": {"operational"}})
	for _, c := range []struct {
		address string
		form    url.Values
		kept    []string
	}{
		{"/incidents", url.Values{"title": {""}, "services": {"typed-services"}, "type": {"typed-type"}, "began": {"typed-began"}}, []string{"typed-services", "typed-type", "typed-began"}},
		{home + "/lines", url.Values{"day": {"2026-03-04"}, "lines": {"09:00 fine\nnobody can read this"}}, []string{"nobody can read this"}},
		{home + "/lines", url.Values{"day": {"2026-03-04"}, "lines": {"neither\nof these"}}, []string{"neither", "of these"}},
		{home + "/edit", url.Values{"version": {"1"}, "title": {""}, "kind": {"operational"}, "visibility": {"everyone"}, "labels": {"typed-label"}}, []string{"typed-label"}},
		{home + "/severity", url.Values{"version": {"1"}, "severity": {""}, "reason": {"typed-reason"}}, []string{"typed-reason"}},
		{home + "/state", url.Values{"version": {"1"}, "to": {"mitigated"}, "at": {"typed-time"}}, []string{"typed-time"}},
	} {
		w := s.post(t, c.address, c.form)
		if s.err != nil || w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d, %v", c.address, w.Code, s.err)
		}
		for _, text := range c.kept {
			if !strings.Contains(w.Body.String(), text) {
				t.Errorf("%s lost %q", c.address, text)
			}
		}
	}
}

// TestFormsAreForThoseWhoMay: a viewer sees no form, an outsider nothing.
func TestFormsAreForThoseWhoMay(t *testing.T) {
	s := newSite(t)
	home := s.posted(t, "/incidents", url.Values{"title": {"Secret"}, "kind": {"security"}, "restricted": {"yes"}})
	s.by = hindcast.Actor{User: "usr_outsider", Name: "Mallory", Role: hindcast.Member}
	for _, address := range []string{home + "/edit", home + "/events/evt_x"} {
		if s.get(t, address); hindcast.CodeOf(s.err) != hindcast.NotFound {
			t.Errorf("%s: %v", address, s.err)
		}
	}
	for _, address := range []string{"/lines", "/edit", "/state", "/severity"} {
		if s.post(t, home+address, url.Values{"version": {"1"}, "lines": {"09:00 x"}, "title": {"x"}, "to": {"mitigated"}, "severity": {"P1"}, "reason": {"x"}, "kind": {"security"}, "visibility": {"everyone"}}); hindcast.CodeOf(s.err) != hindcast.NotFound {
			t.Errorf("%s: %v", address, s.err)
		}
	}
}
