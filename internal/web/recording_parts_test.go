package web

import (
	"bytes"
	"image"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// opened is an incident that forms are tried on.
func (s *site) opened(t testing.TB) string {
	t.Helper()
	return s.posted(t, "/incidents", url.Values{"title": {"Checkout fails"}, "kind": {"operational"}, "severity": {"P1"}, "began": {"2026-03-04 09:00"}, "detected": {"2026-03-04 09:05"}})
}

// TestPeopleByForms names a required role inline, with when they joined; their
// times are events, and their effort follows from them.
func TestPeopleByForms(t *testing.T) {
	s := newSite(t)
	home := s.opened(t)
	missing := with(s.page(t, home), "form", "role-missing")
	if len(missing) == 0 {
		t.Fatal("nobody leads, and nothing says so")
	}
	s.posted(t, home+"/people", url.Values{"name": {"Ada Quill"}, "role": {"incident_leader"}, "paged": {"2026-03-04 09:06"}, "joined": {"2026-03-04 09:10"}})
	doc := s.page(t, home)
	if n := len(with(doc, "form", "role-missing")); n != len(missing)-1 {
		t.Errorf("%d roles are missing of %d", n, len(missing))
	}
	var leave string
	for _, a := range elements(doc, "a") {
		if strings.Contains(attribute(a, "href"), "kind=leave") {
			leave = attribute(a, "href")
		}
	}
	if form := s.page(t, leave); fieldOf(t, form, "kind") != "leave" || fieldOf(t, form, "actor") != "Ada Quill" {
		t.Errorf("%s offers no leave of Ada", leave)
	}
	s.posted(t, home+"/events", url.Values{"kind": {"leave"}, "actor": {"Ada Quill"}, "text": {"Ada Quill left"}, "at": {"2026-03-04 09:40"}, "precision": {"minute"}})
	if body := s.get(t, home).Body.String(); !strings.Contains(body, "30 person-minutes") {
		t.Error("the effort is not counted from joined to left")
	}
	people, err := s.Incidents.Participants(t.Context(), s.by, "INC-1")
	if err != nil || len(people) != 1 {
		t.Fatal(people, err)
	}
	address := home + "/people/" + string(people[0].Value.ID)
	to := s.posted(t, address+"/remove", url.Values{"version": {"1"}})
	gone := s.page(t, strings.Split(to, "#")[0])
	s.posted(t, home+"/undo", url.Values{"from": {fieldOf(t, gone, "from")}, "through": {fieldOf(t, gone, "through")}})
	if doc := s.page(t, address); fieldOf(t, doc, "name") != "Ada Quill" {
		t.Error("not put back")
	}
	w := s.post(t, home+"/people", url.Values{"name": {"Bo"}, "joined": {"typed-time"}})
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "typed-time") {
		t.Errorf("a wrong time: %d, %v", w.Code, s.err)
	}
}

// TestImpactByForm states harm with every figure, and when it was known.
func TestImpactByForm(t *testing.T) {
	s := newSite(t)
	home := s.opened(t)
	form := url.Values{"text": {"Orders are lost"}, "since": {"2026-03-04 09:00"}, "known": {"2026-03-04 09:20"}, "users_affected": {"1,200"}, "down": {"checkout"}, "degraded": {"api, search"},
		"funds_at_risk": {"EUR 1,250,000.50"}, "cost": {"800 EUR"}, "public": {"yes"}, "media": {"no"}}
	s.posted(t, home+"/impact", form)
	body := s.get(t, home).Body.String()
	for _, want := range []string{"1,200", "1,250,000.50 EUR", "checkout down", "search degraded", "800 EUR", "09:20"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page has no %q", want)
		}
	}
	all, err := s.Incidents.Impact(t.Context(), s.by, "INC-1")
	if err != nil || len(all) != 1 || all[0].Value.Event == "" {
		t.Fatalf("%+v, %v", all, err)
	}
	address := home + "/impact/" + string(all[0].Value.ID)
	doc := s.page(t, address)
	if fieldOf(t, doc, "known") != "2026-03-04 09:20" || fieldOf(t, doc, "degraded") != "api, search" || fieldOf(t, doc, "media") != "no" {
		t.Error("the form does not hold what was stated")
	}
	form.Set("version", "1")
	form.Set("text", "Orders were lost")
	s.posted(t, address, form)
	if again, _ := s.Incidents.Impact(t.Context(), s.by, "INC-1"); again[0].Value.Event != all[0].Value.Event {
		t.Error("the same moment became another event")
	}
	w := s.post(t, home+"/impact", url.Values{"text": {"typed-text"}, "users_affected": {"many"}, "cost": {"5"}})
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "typed-text") || strings.Count(w.Body.String(), `class="error"`) != 2 {
		t.Errorf("wrong figures: %d, %v", w.Code, s.err)
	}
}

// sent posts files as browsers do.
func (s *site) sent(t testing.TB, address string, files map[string][]byte) *httptest.ResponseRecorder {
	t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	_ = m.WriteField("source", "CloudTrail")
	for name, content := range files {
		part, err := m.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = part.Write(content)
	}
	_ = m.Close()
	r := httptest.NewRequest("POST", address, &body)
	r.Header.Set("Content-Type", m.FormDataContentType())
	w := httptest.NewRecorder()
	s.err = nil
	s.mux.ServeHTTP(w, r)
	return w
}

// TestEvidenceByForm adds files and looks at each: text as text, an image drawn
// anew, a PDF as what it is, everything else as a download.
func TestEvidenceByForm(t *testing.T) {
	s := newSite(t)
	home := s.opened(t)
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewRGBA(image.Rect(0, 0, 3000, 20))); err != nil {
		t.Fatal(err)
	}
	w := s.sent(t, home+"/evidence", map[string][]byte{"log.html": []byte("<script>alert(1)</script> line"), "graph.png": append(picture.Bytes(), "<script>"...), "report.pdf": []byte("%PDF-1.4 x"), "dump": {0, 1, 2}})
	if s.err != nil || w.Code != http.StatusSeeOther {
		t.Fatal(w.Code, s.err)
	}
	kept, err := s.Incidents.Evidence(t.Context(), s.by, "INC-1")
	if err != nil || len(kept) != 4 {
		t.Fatal(len(kept), err)
	}
	for _, k := range kept {
		address := home + "/evidence/" + string(k.Value.ID)
		page := s.get(t, address+"/look")
		if s.err != nil || !strings.Contains(page.Body.String(), k.Value.SHA256) || k.Value.Source != "CloudTrail" {
			t.Fatal(k.Value, s.err)
		}
		if strings.Contains(page.Body.String(), "<script>alert") {
			t.Errorf("%s is run", k.Value.Name)
		}
		picture, pdf := s.get(t, address+"/image"), s.get(t, address+"/pdf")
		switch k.Value.Name {
		case "graph.png":
			shape, kind, err := image.DecodeConfig(picture.Body)
			if err != nil || kind != "jpeg" || shape.Width > 1600 || bytes.Contains(picture.Body.Bytes(), []byte("<script>")) {
				t.Errorf("drawn as %s %+v, %v", kind, shape, err)
			}
		case "report.pdf":
			if pdf.Header().Get("Content-Type") != "application/pdf" {
				t.Error("the PDF does not open")
			}
		default:
			if pdf.Header().Get("Content-Type") == "application/pdf" || picture.Header().Get("Content-Type") == "image/jpeg" {
				t.Errorf("%s is shown as what it is not", k.Value.Name)
			}
		}
	}
	if w := s.sent(t, home+"/evidence", nil); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("no file: %d, %v", w.Code, s.err)
	}
	if w := s.post(t, home+"/evidence/links", url.Values{"url": {"javascript:alert(1)"}, "name": {"typed-name"}}); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "typed-name") {
		t.Errorf("no web address: %d, %v", w.Code, s.err)
	}
	s.posted(t, home+"/evidence/links", url.Values{"url": {"https://wiki.example/graph"}, "name": {"Graph"}})
}

// TestEvidenceSupportsEvents from the event's page.
func TestEvidenceSupportsEvents(t *testing.T) {
	s := newSite(t)
	home := s.opened(t)
	s.posted(t, home+"/evidence/links", url.Values{"url": {"https://wiki.example/graph"}, "name": {"Graph"}})
	record, err := s.Incidents.Record(t.Context(), s.by, "INC-1")
	if err != nil {
		t.Fatal(err)
	}
	event := home + "/events/" + string(record.Timeline[0].ID)
	s.posted(t, event+"/evidence", url.Values{"evidence": {string(record.Evidence[0].ID)}, "on": {"yes"}})
	record, err = s.Incidents.Record(t.Context(), s.by, "INC-1")
	if err != nil || len(record.Evidence[0].Events) != 1 {
		t.Fatalf("%v, %v", record.Evidence, err)
	}
	s.posted(t, event+"/evidence", url.Values{"evidence": {string(record.Evidence[0].ID)}})
	if record, _ = s.Incidents.Record(t.Context(), s.by, "INC-1"); len(record.Evidence[0].Events) != 0 {
		t.Error("still supports it")
	}
}

// TestPromises are kept, late, broken or due.
func TestPromises(t *testing.T) {
	s := newSite(t)
	home := s.opened(t)
	say := func(at, promised string) {
		s.posted(t, home+"/events", url.Values{"kind": {"communication"}, "text": {"We are looking into it"}, "at": {at}, "precision": {"minute"}, "audience": {"external"}, "channel": {"status page"}, "promised": {promised}})
	}
	say("2026-03-04 09:10", "30m")
	say("2026-03-04 09:40", "2026-03-04 10:00")
	say("2026-03-04 10:20", "2026-03-04 11:00")
	record, err := s.Incidents.Record(t.Context(), s.by, "INC-1")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i := range record.Timeline {
		if c := record.Timeline[i].Communication; c != nil {
			words, _ := kept(nextTold(record.Timeline[i+1:], c.Audience), c, "2026-03-04 12:00")
			got = append(got, words)
		}
	}
	if want := "kept|late by 20 min|no further message"; strings.Join(got, "|") != want {
		t.Errorf("%q, want %q", strings.Join(got, "|"), want)
	}
	if !strings.Contains(s.get(t, home).Body.String(), "status page") || hindcast.CodeOf(s.err) != "" {
		t.Error("the messages are not on the page")
	}
}
