package web

import (
	"bytes"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
	"github.com/hindcast/hindcast/internal/insights"
)

// TestFromProofToVerified: a proof is tried, kept and checked, and somebody else
// verifies by it.
func TestFromProofToVerified(t *testing.T) {
	said := "all is well"
	world := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, said) }))
	defer world.Close()
	s := newSite(t)
	page := s.addedAction(t)

	if fieldOf(t, s.page(t, page+"/proofs/new"), "kind") != "alert_rule" {
		t.Error("an action about alerting is not proved by a rule")
	}
	form := url.Values{"kind": {"http"}, "url": {world.URL}, "contains": {"all is well"}, "do": {"try"}}
	w := s.post(t, page+"/proofs", form)
	if w.Code != http.StatusOK || len(with(parsed(t, w), "span", "proof-holds")) != 1 || !strings.Contains(w.Body.String(), world.URL) {
		t.Fatalf("trying: %d, %v\n%.3000s", w.Code, s.err, w.Body)
	}
	if len(with(s.page(t, page), "ul", "proofs")) != 0 {
		t.Error("what was tried was kept")
	}
	form.Set("do", "keep")
	at := s.posted(t, page+"/proofs", form)
	proof := page + "/proofs/" + strings.TrimPrefix(at, page+"#")
	s.posted(t, proof+"/check", url.Values{})
	if !s.holds(t, page, "proof-holds") {
		t.Error("the check is not shown")
	}
	if s.post(t, proof+"/remove", url.Values{"version": {"1"}}); s.err != nil || !s.holds(t, page, world.URL) {
		t.Errorf("a checked proof goes: %v", s.err)
	}
	change := url.Values{"version": {"7"}, "url": {world.URL}, "contains": {"typed-text"}, "do": {"keep"}}
	if w := s.post(t, proof, change); w.Code != http.StatusPreconditionFailed || len(with(parsed(t, w), "table", "theirs")) != 1 || !strings.Contains(w.Body.String(), "typed-text") {
		t.Errorf("a stale change does not show both: %d, %v", w.Code, s.err)
	}
	step := func(to string) url.Values {
		return url.Values{"version": {fieldOf(t, s.page(t, page), "version")}, "to": {to}}
	}
	s.posted(t, page+"/state", step("done"))
	s.by = hindcast.Actor{User: "usr_fay", Name: "Fay", Role: hindcast.Facilitator}
	s.posted(t, page+"/state", step("verified"))
	if !s.holds(t, page, "Verified") || len(with(s.page(t, page), "div", "judging")) != 2 {
		t.Error("it is not shown as verified, with when its effect is judged")
	}
	if len(elements(s.page(t, page), "del")) != 0 || len(with(s.page(t, page), "table", "diff")) != 0 {
		t.Error("a difference is shown where none is")
	}
	said = "all is well today"
	s.posted(t, proof+"/check", url.Values{})
	if page := s.page(t, page); len(with(page, "tr", "op-removed")) != 1 || len(with(page, "tr", "op-added")) != 1 {
		t.Error("before and after are not shown")
	}
	said = "it broke"
	s.posted(t, proof+"/check", url.Values{})
	s.posted(t, proof+"/check", url.Values{})
	if !s.holds(t, page, "A proof is broken") || !s.holds(t, page, "reopened it") {
		t.Error("broken twice does not reopen it")
	}
}

// TestAttestation: not the owner's, and refused without a word of what was seen.
func TestAttestation(t *testing.T) {
	s := newSite(t)
	page := s.addedAction(t)
	form := url.Values{"kind": {"attestation"}, "statement": {""}, "evidence": {"typed-evidence"}, "do": {"keep"}}
	if w := s.post(t, page+"/proofs", form); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "typed-evidence") {
		t.Errorf("without a statement: %d, %v", w.Code, s.err)
	}
	form.Set("statement", "the page arrives")
	proof := page + "/proofs/" + strings.TrimPrefix(s.posted(t, page+"/proofs", form), page+"#")
	if !s.holds(t, page, "Somebody other than its owner says what they see") {
		t.Error("the owner is asked to attest")
	}
	s.by = hindcast.Actor{User: "usr_bo", Name: "Bo", Role: hindcast.Member}
	shown, err := s.Incidents.AddLink(t.Context(), s.by, "INC-1", hindcast.Evidence{Name: "mail of 09:12", URL: "https://mail.test/1"})
	if err != nil {
		t.Fatal(err)
	}
	saw := url.Values{"outcome": {"holds"}, "seen": {" "}, "evidence": {string(shown.Value.ID)}}
	if w := s.post(t, proof+"/attest", saw); w.Code != http.StatusUnprocessableEntity || fieldOf(t, parsed(t, w), "evidence") != string(shown.Value.ID) {
		t.Errorf("nothing seen: %d, %v", w.Code, s.err)
	}
	saw.Set("seen", "it arrived at 09:12")
	s.posted(t, proof+"/attest", saw)
	if !s.holds(t, page, "it arrived at 09:12") || !s.holds(t, page, ">mail of 09:12</a>") {
		t.Error("what was seen is not shown, or not with what shows it")
	}
	s.open(t, incidents.Opening{Title: "Another", Kind: hindcast.Operational})
	other, err := s.Incidents.AddLink(t.Context(), s.by, "INC-2", hindcast.Evidence{Name: "of another incident", URL: "https://mail.test/2"})
	if err != nil {
		t.Fatal(err)
	}
	saw.Set("evidence", string(other.Value.ID))
	if w := s.post(t, proof+"/attest", saw); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("evidence of another incident: %d, %v", w.Code, s.err)
	}
}

// TestAttestedByFile: a file becomes evidence of the incident and shows what was
// seen, also where the first try said nothing.
func TestAttestedByFile(t *testing.T) {
	s := newSite(t)
	page := s.addedAction(t)
	proof := page + "/proofs/" + strings.TrimPrefix(s.posted(t, page+"/proofs", url.Values{"kind": {"attestation"}, "statement": {"the page arrives"}, "do": {"keep"}}), page+"#")
	s.by = hindcast.Actor{User: "usr_bo", Name: "Bo", Role: hindcast.Member}
	send := func(seen string) *httptest.ResponseRecorder {
		var body bytes.Buffer
		m := multipart.NewWriter(&body)
		for name, value := range map[string]string{"outcome": "holds", "seen": seen} {
			if err := m.WriteField(name, value); err != nil {
				t.Fatal(err)
			}
		}
		file, err := m.CreateFormFile("file", "page.eml")
		if err == nil {
			_, err = file.Write([]byte("Subject: 2 % errors"))
		}
		if err := errors.Join(err, m.Close()); err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest("POST", proof+"/attest", &body)
		r.Header.Set("Content-Type", m.FormDataContentType())
		w := httptest.NewRecorder()
		s.err = nil
		s.mux.ServeHTTP(w, r)
		return w
	}
	w := send("")
	kept, err := s.Incidents.Evidence(t.Context(), s.by, "INC-1")
	if err != nil || len(kept) != 1 || fieldOf(t, parsed(t, w), "evidence") != string(kept[0].Value.ID) {
		t.Fatalf("the file is not kept where the words are missing: %d, %v, %v", w.Code, kept, err)
	}
	if w := send("it arrived"); w.Code != http.StatusSeeOther || !s.holds(t, page, ">page.eml</a>") {
		t.Errorf("%d, %v", w.Code, s.err)
	}
}

// TestEveryIsChosen: how often a proof is looked at is set, kept and shown.
func TestEveryIsChosen(t *testing.T) {
	s := newSite(t)
	page := s.addedAction(t)
	form := url.Values{"kind": {"document"}, "document": {"doc_none"}, "every": {"168"}, "do": {"keep"}}
	proof := page + "/proofs/" + strings.TrimPrefix(s.posted(t, page+"/proofs", form), page+"#")
	if fieldOf(t, s.page(t, proof), "every") != "168" || !s.holds(t, page, "every week") {
		t.Error("the interval is not kept")
	}
	form.Set("every", "-3")
	form.Set("version", "1")
	if w := s.post(t, proof, form); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("an interval of -3 hours: %d, %v", w.Code, s.err)
	}
	form.Set("every", "")
	s.posted(t, proof, form)
	if s.holds(t, page, "every week") || fieldOf(t, s.page(t, proof), "every") != "" {
		t.Error("the interval is not given back to the policy")
	}
}

// TestWouldHaveHelped: the page of an action counts the incidents in which it
// would have helped, as far as the reader may see them.
func TestWouldHaveHelped(t *testing.T) {
	s := newSite(t)
	page := s.addedAction(t)
	id := strings.TrimPrefix(page, "/actions/")
	for _, o := range []incidents.Opening{{Title: "Checkout fails again", Kind: hindcast.Operational}, {Title: "Out of sight", Kind: hindcast.Operational, Visibility: hindcast.Restricted}} {
		k := s.open(t, o)
		if err := s.Insights.Judge(t.Context(), s.by, k.Key, hindcast.KnownAction, id, insights.Helpful); err != nil {
			t.Fatal(err)
		}
	}
	if !s.holds(t, page, "2 later incidents") {
		t.Error("what would have helped is not counted")
	}
	s.by = hindcast.Actor{User: "usr_vic", Name: "Vic", Role: hindcast.Viewer}
	if !s.holds(t, page, "1 later incident") || s.holds(t, page, "INC-3") {
		t.Error("a viewer is told of an incident they may not see")
	}
}
