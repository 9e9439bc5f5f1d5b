package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
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
	saw := url.Values{"outcome": {"holds"}, "seen": {" "}, "evidence": {"typed-link"}}
	if w := s.post(t, proof+"/attest", saw); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "typed-link") {
		t.Errorf("nothing seen: %d, %v", w.Code, s.err)
	}
	saw.Set("seen", "it arrived at 09:12")
	s.posted(t, proof+"/attest", saw)
	if !s.holds(t, page, "it arrived at 09:12") || !s.holds(t, page, "Shown by: typed-link") {
		t.Error("what was seen is not shown")
	}
}
