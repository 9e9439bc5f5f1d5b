package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// searched is the text that the search tests look through.
var searched = []string{
	"The checkout queue stalled at 14:30 because the disk was full",
	"Zoë paged the naïve café team in Ærøskøbing",
	"Rollback of api-gateway v1.2.3 to v1.2.2, see https://example.org/run?book=7#step",
	"東京リージョンの障害 を 検出しました",
	"error 503 error error from nginx/1.25 and 10.0.0.7",
	"NOT an outage AND not NEAR one; title: \"quoted words\" (parenthesised) 100% done*",
	"check out the CHECKOUT dashboard", "Straße ﬁle ½ x² ǅ İstanbul",
	"snake_case_name camelCaseName foo@example.org",
}

func TestSearch(t *testing.T) {
	results := map[string]map[string][]string{}
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		incident := addIncident(t, st, storetest.Admin(), "Searching")
		for _, text := range searched {
			addEvent(t, st, incident.ID, text, time.Time{})
		}
		for _, c := range []struct {
			typed string
			want  []int // places in searched, the best first
		}{
			{"checkout", []int{6, 0}}, {"CHECKOUT", []int{6, 0}}, {"check", []int{6, 0}}, {"ch", []int{6, 0}}, {"heckout", nil},
			{"checkout full", []int{0}}, {"full checkout disk", []int{0}}, {"checkout nginx", nil},
			{"zoe", []int{1}}, {"ZOË", []int{1}}, {"naive cafe", []int{1}}, {"aeroskobing", []int{1}}, {"ærøskøbing", []int{1}}, {"Zoe\u0308", []int{1}},
			{"api-gateway", []int{2}}, {"gateway api", []int{2}}, {"v1.2.3", []int{2}}, {"1.2", []int{4}}, {"example.org", []int{8, 2}}, {"book=7", []int{2}}, {"step", []int{2}},
			{"東京", []int{3}}, {"障害", []int{3}}, {"大阪", nil},
			{"503", []int{4}}, {"50", []int{4}}, {"10.0.0.7", []int{4}}, {"error", []int{4}},
			{"not", []int{5}}, {"NOT", []int{5}}, {"AND", []int{5, 4}}, {"outage AND done", []int{5}}, {"NEAR", []int{5}}, {"title:", []int{5}},
			{`"quoted words"`, []int{5}}, {"quoted*", []int{5}}, {"done*", []int{5}}, {"(parenthesised", []int{5}}, {"-outage", []int{5}}, {"100%", []int{5}}, {"out -full", nil},
			{"strasse", []int{7}}, {"file", []int{7}}, {"istanbul", []int{7}}, {"snake", []int{8}}, {"case", []int{8}}, {"camelcasename", []int{8}},
			{"", nil}, {"  \t ", nil}, {`"`, nil}, {"*", nil}, {"' or 1=1 --", nil}, {`\`, nil}, {"\x00", nil}, {"\xff", nil}, {"':*", nil}, {"&|!()", nil},
		} {
			found, err := st.Search(context.Background(), storetest.Member("kim"), c.typed, 25)
			if err != nil {
				t.Errorf("%q: %v", c.typed, err)
				continue
			}
			var got []int
			for _, f := range found {
				got = append(got, slices.IndexFunc(searched, func(s string) bool { return strings.Contains(s, plain(f.Snippet)) || plain(f.Snippet) == s }))
				if f.Key != incident.Key || f.Title != "Searching" || f.Subject.Kind != "event" || f.Subject.Incident != incident.ID {
					t.Errorf("%q: %+v", c.typed, f)
				}
				if !slices.ContainsFunc(f.Snippet, func(s store.Span) bool { return s.Match }) {
					t.Errorf("%q: nothing is marked in %v", c.typed, f.Snippet)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%q found %v, want %v", c.typed, got, c.want)
			}
		}
		results[db.Engine] = everySearch(t, st)
	})
	if len(results) == 2 {
		if diff := cmp.Diff(results["sqlite"], results["postgres"]); diff != "" {
			t.Errorf("the engines find different things (-sqlite +postgres):\n%s", diff)
		}
	}
}

// everySearch looks for every piece of every text, up to 6 bytes long.
func everySearch(t *testing.T, st *store.Store) map[string][]string {
	found := map[string][]string{}
	for _, text := range searched {
		for i := 0; i < len(text); i += 3 {
			typed := text[i:min(i+6, len(text))]
			results, err := st.Search(context.Background(), storetest.Admin(), typed, 5)
			if err != nil {
				t.Fatalf("%q: %v", typed, err)
			}
			for _, r := range results {
				found[typed] = append(found[typed], fmt.Sprint(r.Snippet))
			}
		}
	}
	return found
}

func plain(spans []store.Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// TestSearchFollowsChanges: what is searched is what is there now.
func TestSearchFollowsChanges(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		ctx, by := context.Background(), storetest.Admin()
		finds := func(typed string, want int) {
			t.Helper()
			if found, err := st.Search(ctx, by, typed, 25); err != nil || len(found) != want {
				t.Errorf("%q found %v, %v; want %d", typed, found, err, want)
			}
		}
		incident := addIncident(t, st, by, "Database outage")
		e := addEvent(t, st, incident.ID, "first wording", time.Time{})
		finds("wording", 1)
		update := func(do func(tx *store.Tx) error) {
			t.Helper()
			if err := st.Update(ctx, by, do); err != nil {
				t.Fatal(err)
			}
		}
		update(func(tx *store.Tx) error {
			e.Text = "second formulation"
			return tx.Events().Change("event.corrected", &e, e.Version)
		})
		finds("wording", 0)
		finds("formulation", 1)
		update(func(tx *store.Tx) error { return tx.Events().Remove("event.removed", string(e.ID), e.Version) })
		finds("formulation", 0)
		update(func(tx *store.Tx) error { // added, changed and removed within one update
			a, b := hindcast.Service{ID: "s1", Name: "a"}, hindcast.Document{ID: "d1", Kind: hindcast.Runbook, Title: "Failover steps"}
			c := hindcast.Document{ID: "d2", Kind: hindcast.Runbook, Title: "Ephemeral"}
			if err := tx.Services().Add("service.added", "", &a); err != nil {
				return err
			}
			if err := tx.Documents().AddAll("document.added", "", []*hindcast.Document{&b, &c}); err != nil {
				return err
			}
			b.Title = "Failback steps"
			if err := tx.Documents().Change("document.renamed", &b, 1); err != nil {
				return err
			}
			return tx.Documents().Remove("document.removed", "d2", 1)
		})
		finds("failover", 0)
		finds("failback", 1)
		finds("ephemeral", 0)
		if found, _ := st.Search(ctx, by, "failback", 1); len(found) == 1 && (found[0].Title != "Failback steps" || found[0].Key != "") {
			t.Errorf("%+v", found[0])
		}
	})
}

// TestSearchLongTexts: a text with more words than an index takes is still kept
// and found by its beginning, and harms nobody.
func TestSearchLongTexts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		incident := addIncident(t, st, storetest.Admin(), "Long")
		var b strings.Builder
		b.WriteString(strings.Repeat("z", 5000) + " needle ")
		for i := range 100_000 {
			fmt.Fprintf(&b, "wörter%d ", i)
		}
		addEvent(t, st, incident.ID, b.String(), time.Time{})
		for _, typed := range []string{"needle", "wörter7", strings.Repeat("z", 5000)} {
			if found, err := st.Search(context.Background(), storetest.Admin(), typed, 5); err != nil || len(found) != 1 {
				t.Errorf("%.20q: %d found, %v", typed, len(found), err)
			} else if n := len(plain(found[0].Snippet)); typed == "needle" && n > 300 {
				t.Errorf("the snippet has %d bytes", n)
			}
		}
	})
}
