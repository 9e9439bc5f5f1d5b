package demo_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hindcast/hindcast/internal/assess"
	"github.com/hindcast/hindcast/internal/blob"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/policy"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// seen counts what occurs.
type seen map[string]int

func want[T ~string](t *testing.T, have seen, what string, all []T) {
	t.Helper()
	for _, v := range all {
		if have[what+" "+string(v)] == 0 {
			t.Errorf("no %s %q occurs", what, v)
		}
	}
}

func TestEverythingOccurs(t *testing.T) {
	ctx := context.Background()
	st, evidence, result := fill(t, storetest.SQLite(t))
	by := hindcast.Actor{User: result.Admin.User, Name: result.Admin.Name, Role: hindcast.Admin}
	rows, _, err := st.Incidents(ctx, by, store.IncidentFilter{}, store.SortKey, store.Page{Limit: 100})
	if err != nil || len(rows) < 16 {
		t.Fatalf("%d incidents, %v", len(rows), err)
	}
	have := seen{}
	for _, row := range rows {
		r, err := st.Record(ctx, by, row.Incident.Key)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Validate(); err != nil {
			t.Errorf("%s: %v", r.Incident.Key, err)
		}
		if r.Incident.State != row.Incident.State {
			t.Errorf("%s is %s", r.Incident.Key, row.Incident.State)
		}
		count(have, r)
		for _, e := range r.Evidence {
			if e.SHA256 == "" {
				continue
			}
			if _, err := blob.Verify(ctx, evidence, e.SHA256); err != nil {
				t.Errorf("%s, %s: %v", r.Incident.Key, e.Name, err)
			}
		}
	}
	want(t, have, "kind", hindcast.IncidentKinds())
	want(t, have, "state", hindcast.IncidentStates())
	want(t, have, "severity", []string{"P1", "P2", "P3", "P4", "P5"})
	want(t, have, "event", hindcast.EventKinds())
	want(t, have, "action", hindcast.ActionStates())
	want(t, have, "change", hindcast.ChangeKinds())
	want(t, have, "intent", hindcast.Intents())
	want(t, have, "hierarchy", hindcast.Hierarchies())
	want(t, have, "proof", hindcast.ProofKinds())
	want(t, have, "outcome", []hindcast.Outcome{hindcast.Due, hindcast.Holds, hindcast.Broken})
	want(t, have, "verdict", hindcast.Verdicts())
	want(t, have, "disposition", []hindcast.DispositionKind{hindcast.Undisposed, hindcast.DisposedAction, hindcast.AcceptedRisk, hindcast.NoChange})
	want(t, have, "finding", hindcast.FindingKinds())
	want(t, have, "role", hindcast.Roles())
	want(t, have, "review", []hindcast.ReviewState{hindcast.ReviewDrafting, hindcast.ReviewInReview, hindcast.ReviewSignedOff, hindcast.ReviewWaived})
	want(t, have, "is", []string{"near miss", "restricted", "reopened", "stale", "overdue", "recurring"})
	documents, err := st.Outlines(ctx, by)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range documents {
		have["document "+string(d.Document.Value.Kind)]++
	}
	want(t, have, "document", hindcast.DocumentKinds())
}

// count notes what a record shows.
func count(have seen, r *hindcast.Record) {
	note := func(what, value string) { have[what+" "+value]++ }
	note("kind", string(r.Incident.Kind))
	note("state", string(r.Incident.State))
	note("severity", r.Incident.Severity.String())
	note("review", string(r.Review.State))
	if r.Incident.NearMiss {
		note("is", "near miss")
	}
	if r.Incident.Visibility == hindcast.Restricted {
		note("is", "restricted")
	}
	if len(r.Review.Rounds) > 0 {
		note("is", "reopened")
	}
	for _, e := range r.Timeline {
		note("event", string(e.Kind))
	}
	for _, p := range r.Participants {
		for _, role := range p.Roles {
			note("role", string(role))
		}
	}
	for _, f := range r.Review.Findings {
		note("finding", string(f.Kind))
		note("disposition", string(f.Disposition.Kind))
	}
	for _, f := range r.Review.Factors {
		if note("factor", string(f.ID)); have["factor "+string(f.ID)] == 3 {
			note("is", "recurring")
		}
	}
	for _, a := range assess.Assess(r, policy.Default(), assess.Options{Today: hindcast.DateOf(now())}) {
		note("verdict", string(a.Verdict))
	}
	countActions(have, r)
}

func countActions(have seen, r *hindcast.Record) {
	for _, a := range r.Actions {
		have["action "+string(a.State)]++
		have["change "+string(a.Change)]++
		have["intent "+string(a.Intent)]++
		have["hierarchy "+string(a.Hierarchy)]++
		if a.Overdue(hindcast.DateOf(now())) {
			have["is overdue"]++
		}
		for _, p := range a.Proofs {
			have["proof "+string(p.Kind)]++
			have["outcome "+string(p.Result())]++
			if p.Stale() {
				have["is stale"]++
			}
		}
	}
}

// TestNothingIsReal: every address in the sample files is one that is set apart
// for examples.
func TestNothingIsReal(t *testing.T) {
	domain := regexp.MustCompile(`(?i)(?:https?://|@)([a-z0-9.-]+\.[a-z]{2,})`)
	address := regexp.MustCompile(`\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b`)
	texts, err := filepath.Glob("*/*.*")
	if err != nil || len(texts) < 40 {
		t.Fatalf("%d files, %v", len(texts), err)
	}
	for _, name := range append(texts, "organisation.yaml") {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, ".png") {
			continue
		}
		for _, m := range domain.FindAllSubmatch(text, -1) {
			host := string(m[1])
			if !strings.HasSuffix(host, ".test") && !slices.ContainsFunc([]string{"example.com", "example.org"}, func(d string) bool { return host == d || strings.HasSuffix(host, "."+d) }) {
				t.Errorf("%s: %s", name, host)
			}
		}
		for _, ip := range address.FindAllString(string(text), -1) {
			if !strings.HasPrefix(ip, "192.0.2.") && !strings.HasPrefix(ip, "198.51.100.") && !strings.HasPrefix(ip, "203.0.113.") {
				t.Errorf("%s: %s", name, ip)
			}
		}
	}
}
