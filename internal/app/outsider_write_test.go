package app

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// write sends something as JSON, as if it were made from the first version.
func (v visitor) write(t *testing.T, method, address, body string) (status int, text string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("If-Match", `"1"`)
	resp, err := v.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, resp.Header.Get("Location") + string(answer)
}

// bodies are examples of what each operation takes, by method and path, as the
// document shows them.
func (p *program) bodies() map[string]string {
	p.t.Helper()
	_, _, text := p.fetch(visitor{name: "anybody", client: http.DefaultClient}, "/api/v1/openapi.json")
	var document struct {
		Paths map[string]map[string]struct {
			RequestBody struct {
				Content map[string]struct{ Example json.RawMessage }
			}
		}
	}
	if err := json.Unmarshal([]byte(text), &document); err != nil {
		p.t.Fatal(err)
	}
	found := map[string]string{}
	for path, item := range document.Paths {
		for method, o := range item {
			found[strings.ToUpper(method)+" /api/v1"+path] = string(o.RequestBody.Content["application/json"].Example)
		}
	}
	return found
}

// citing are requests about something visible that name something in the body.
// {key} is an incident that the writer sees; what is named stands as <kind>.
func citing() []string {
	return []string{
		`POST /incidents/{key}/actions {"title":"x","finding":"<fin>"}`,
		`POST /incidents/{key}/review/findings {"kind":"luck","text":"x","events":["<evt>"]}`,
		`POST /incidents/{key}/impact {"text":"x","event":"<evt>"}`,
		`POST /incidents/{key}/evidence/links {"name":"x","url":"https://example.org","events":["<evt>"]}`,
		`POST /incidents/{key}/evidence/<evi>/support {"event":"<evt>","on":true}`,
		`POST /incidents/{key}/evidence/{evidence}/support {"event":"<evt>","on":true}`,
		`PUT /incidents/{key}/review/plan {"covers":["<key>"]}`,
		`POST /alerts/<alt>/attach {"incident":"{key}"}`,
		`PUT /incidents/{key}/known {"kind":"action","known":"<act>","verdict":"helped"}`,
		`PUT /incidents/{key}/known {"kind":"risk","known":"<fin>","verdict":"helped"}`,
		`POST /documents/{document}/proposals {"body":"x","reason":"x","lesson":"<fin>"}`,
		`POST /documents/{document}/marks {"kind":"contradicted","note":"x","lesson":"<fin>"}`,
		`POST /incidents/{key}/review/meeting/remarks {"text":"x","event":"<evt>"}`,
		`PUT /incidents/{key}/review/meeting/events/<evt> {"disputed":false}`,
		`PUT /incidents/{key}/review/findings/<fin> {"kind":"luck","text":"x"}`,
		`PUT /incidents/{key}/events/<evt> {"text":"x","reason":"x"}`,
		`DELETE /incidents/{key}/events/<evt> `,
		`POST /incidents/{key}/events/<evt>/mark {"milestone":"began","on":true}`,
		`PUT /incidents/{key}/participants/<par> {"person":{"name":"x"}}`,
		`PUT /incidents/{key}/impact/<imp> {"text":"x"}`,
		`DELETE /incidents/{key}/evidence/<evi> `,
		`POST /actions/<act>/state {"to":"in_progress"}`,
		`POST /actions/<act>/proofs {"kind":"attestation","subject":"x"}`,
		`POST /proofs/<prf>/attestations {"outcome":"holds","seen":"x"}`,
		`DELETE /proofs/<prf> `,
		`POST /incidents/<key>/review {}`,
		`POST /incidents/<inc>/events {"text":"x"}`,
	}
}

// TestWritingAboutWhatIsHidden writes as everybody who may not see a restricted
// incident: at its addresses with bodies that are whole, and elsewhere with its
// parts named in the body. It is answered as if they named what never was, and
// nothing of it changes.
func TestWritingAboutWhatIsHidden(t *testing.T) {
	p := start(t)
	p.hide()
	ids := planted()
	own := p.furnish()
	before := p.traces()
	hiddenNames := map[string]string{"<key>": p.hidden}
	absentNames := map[string]string{"<key>": "INC-998"}
	for kind, id := range ids {
		hiddenNames["<"+kind+">"], absentNames["<"+kind+">"] = id, kind+"_0absent00"+kind[:3]
	}
	name := func(text string, names map[string]string) string {
		for from, to := range names {
			text = strings.ReplaceAll(text, from, to)
		}
		for from, to := range own {
			text = strings.ReplaceAll(text, from, to)
		}
		return text
	}
	blank := func(text string, names map[string]string) string {
		for _, id := range names {
			text = strings.ReplaceAll(text, id, "…")
		}
		return numbered.ReplaceAllString(text, "…")
	}
	asked := 0
	compare := func(v visitor, what string) {
		method, rest, _ := strings.Cut(what, " ")
		path, body, _ := strings.Cut(rest, " ")
		status, text := v.write(t, method, p.Base()+"/api/v1"+name(path, hiddenNames), name(body, hiddenNames))
		wants, want := v.write(t, method, p.Base()+"/api/v1"+name(path, absentNames), name(body, absentNames))
		asked++
		if status != wants || blank(text, hiddenNames) != blank(want, absentNames) {
			t.Errorf("%s as %s: %d for what is hidden, %d for what is not there\n%.400s\n%.400s", what, v.name, status, wants, text, want)
		}
		if status < 400 || status >= 500 {
			t.Errorf("%s as %s is answered %d: %.300s", what, v.name, status, text)
		}
	}
	bodies := p.bodies()
	for _, role := range []hindcast.OrgRole{hindcast.Member, hindcast.Facilitator, hindcast.Admin} {
		v := visitor{name: string(role), client: p.client(role)}
		for _, what := range citing() {
			compare(v, what)
		}
		for _, pattern := range slices.Sorted(maps.Keys(bodies)) {
			method, path, _ := strings.Cut(strings.Replace(pattern, "/api/v1", "", 1), " ")
			if method == http.MethodGet || !strings.Contains(path, "{key}") {
				continue
			}
			room := regexp.MustCompile(`/([a-z-]+)/\{id\}`).FindStringSubmatch(path)
			kinds := map[string]string{"events": "<evt>", "evidence": "<evi>", "findings": "<fin>", "impact": "<imp>", "participants": "<par>"}
			id := "<evt>"
			if len(room) > 0 && kinds[room[1]] != "" {
				id = kinds[room[1]]
			}
			if strings.HasSuffix(path, "/break-glass") && role == hindcast.Admin {
				continue // an admin opens it so, and it is told
			}
			path = strings.NewReplacer("{key}", "<key>", "{id}", id, "{question}", "detection", "{section}", "summary").Replace(path)
			compare(v, method+" "+path+" "+bodies[pattern])
		}
	}
	if asked < 150 {
		t.Errorf("only %d requests were made", asked)
	}
	if after := p.traces(); after != before {
		t.Errorf("something of it changed:\n%s", firstDifference(before, after))
	}
}

// traces is all that is kept of the restricted incident, and how often the ledger
// tells of it.
func (p *program) traces() string {
	p.t.Helper()
	insider := hindcast.Actor{User: "usr_insider", Name: "Insider", Role: hindcast.Member}
	record, err := p.store.Record(p.t.Context(), insider, p.hidden)
	if err != nil {
		p.t.Fatal(err)
	}
	entries, err := p.store.EntriesBefore(p.t.Context(), insider, 0, 1000, store.EntryFilter{Incident: record.Incident.ID})
	if err != nil {
		p.t.Fatal(err)
	}
	text, err := json.Marshal(record)
	if err != nil {
		p.t.Fatal(err)
	}
	return fmt.Sprintf("%d entries\n%s", len(entries), text)
}

// furnish makes an incident that everybody sees, with a review, evidence and a
// document, for requests to name.
func (p *program) furnish() map[string]string {
	p.t.Helper()
	p.openOne("inc_public")
	incident, err := p.store.Incident(p.t.Context(), operator(), "inc_public")
	if err != nil {
		p.t.Fatal(err)
	}
	p.update(func(tx *store.Tx) error {
		for _, err := range []error{
			tx.Evidence().Add("evidence.added", "inc_public", &hindcast.Evidence{ID: "evi_public", Name: "a log", URL: "https://example.org"}),
			tx.Reviews().Add("review.scheduled", "inc_public", &hindcast.Review{ID: "rev_public", Incidents: []hindcast.IncidentID{"inc_public"}, State: hindcast.ReviewDrafting}),
			tx.Documents().Add("document.added", "", &hindcast.Document{ID: "doc_public", Kind: hindcast.Runbook, Title: "x"}),
		} {
			if err != nil {
				return err
			}
		}
		return nil
	})
	return map[string]string{"{key}": incident.Key, "{evidence}": "evi_public", "{document}": "doc_public"}
}
