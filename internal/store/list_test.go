package store_test

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// listed is what the model knows of an incident.
type listed struct {
	hindcast.Incident
	occurred, resolved time.Time
}

// seedList keeps incidents with many ties, some of them with events.
func seedList(t *testing.T, st *store.Store, n int) []listed {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(words ...string) string { return words[random.IntN(len(words))] }
	day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	var all []listed
	for i := range n {
		opened := day.AddDate(0, 0, random.IntN(5))
		incident := addIncident(t, st, storetest.Admin(), fmt.Sprintf("%s %d", pick("Outage", "Slow", "Leak"), i), func(in *hindcast.Incident) {
			in.Kind = hindcast.IncidentKind(pick("operational", "security", "exercise"))
			in.State = hindcast.IncidentState(pick("active", "resolved", "closed"))
			in.Severity = hindcast.Severity(random.IntN(6))
			in.NearMiss = random.IntN(3) == 0
			in.Type = pick("", "key compromise", "deploy")
			in.Services = []string{pick("API", "api", "web", `we"b`, "we_b", "we%b")}
			in.Labels = strings.Fields(pick("", "red", "red blue", "Blue"))
			in.CreatedAt = opened
		})
		l := listed{Incident: incident, occurred: opened}
		switch random.IntN(4) {
		case 0: // a first event, with an undated one before it
			at := day.AddDate(0, 0, -random.IntN(3))
			addEvent(t, st, incident.ID, "noted", time.Time{})
			addEvent(t, st, incident.ID, "seen", at)
			l.occurred = at
		case 1: // milestones win over earlier events
			at := day.AddDate(0, 0, random.IntN(3))
			addEvent(t, st, incident.ID, "earlier", at.Add(-time.Hour))
			addEvent(t, st, incident.ID, "began", at, hindcast.Began)
			addEvent(t, st, incident.ID, "over", at.Add(time.Hour), hindcast.Mitigated, hindcast.Resolved)
			l.occurred, l.resolved = at, at.Add(time.Hour)
		case 2: // before 1970
			l.occurred = time.Date(1969, 7, 20, 20, 17, random.IntN(2), 0, time.UTC)
			addEvent(t, st, incident.ID, "landed", l.occurred)
		}
		all = append(all, l)
	}
	return all
}

// order is how the model sorts.
func order(sort store.IncidentSort) func(a, b listed) int {
	key := func(l listed) int { n := 0; fmt.Sscanf(l.Key, "INC-%d", &n); return n }
	worst := func(l listed) int { return (6 - int(l.Severity)) % 6 }
	switch sort {
	case store.SortOldest:
		return func(a, b listed) int { return cmp.Or(a.occurred.Compare(b.occurred), cmp.Compare(a.ID, b.ID)) }
	case store.SortSeverity:
		return func(a, b listed) int {
			return cmp.Or(cmp.Compare(worst(b), worst(a)), b.occurred.Compare(a.occurred), cmp.Compare(b.ID, a.ID))
		}
	case store.SortKey:
		return func(a, b listed) int { return cmp.Compare(key(b), key(a)) }
	}
	return func(a, b listed) int { return cmp.Or(b.occurred.Compare(a.occurred), cmp.Compare(b.ID, a.ID)) }
}

func TestListsAgainstAModel(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		all := seedList(t, st, 60)
		yes := true
		day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		filters := []struct {
			name   string
			filter store.IncidentFilter
			keeps  func(listed) bool
		}{
			{"all", store.IncidentFilter{}, func(listed) bool { return true }},
			{"kind", store.IncidentFilter{Kinds: []hindcast.IncidentKind{"security", "exercise"}}, func(l listed) bool { return l.Kind != "operational" }},
			{"state", store.IncidentFilter{States: []hindcast.IncidentState{"closed"}}, func(l listed) bool { return l.State == "closed" }},
			{"level", store.IncidentFilter{Levels: []hindcast.Severity{1, 0}}, func(l listed) bool { return l.Severity <= 1 }},
			{"service", store.IncidentFilter{Service: "Api"}, func(l listed) bool { return l.HasService("api") }},
			{"service with a quote", store.IncidentFilter{Service: `we"b`}, func(l listed) bool { return l.HasService(`we"b`) }},
			{"service with an underscore", store.IncidentFilter{Service: "we_b"}, func(l listed) bool { return l.HasService("we_b") }},
			{"label", store.IncidentFilter{Label: "blue"}, func(l listed) bool { return slices.Contains(l.Labels, "blue") || slices.Contains(l.Labels, "Blue") }},
			{"type", store.IncidentFilter{Type: "key compromise"}, func(l listed) bool { return l.Type == "key compromise" }},
			{"near miss", store.IncidentFilter{NearMiss: &yes}, func(l listed) bool { return l.NearMiss }},
			{"from and to", store.IncidentFilter{From: day, To: day.AddDate(0, 0, 2)}, func(l listed) bool {
				return !l.occurred.Before(day) && l.occurred.Before(day.AddDate(0, 0, 2))
			}},
			{"text", store.IncidentFilter{Text: "out", Kinds: []hindcast.IncidentKind{"security"}}, func(l listed) bool {
				return strings.HasPrefix(l.Title, "Outage") && l.Kind == "security"
			}},
		}
		for _, sort := range []store.IncidentSort{"", store.SortNewest, store.SortOldest, store.SortSeverity, store.SortKey} {
			for _, f := range filters {
				for _, limit := range []int{1, 7, 500} {
					var want []string
					sorted := slices.SortedStableFunc(slices.Values(all), order(sort))
					for _, l := range sorted {
						if f.keeps(l) {
							want = append(want, fmt.Sprint(l.Key, " ", l.occurred, " ", l.resolved))
						}
					}
					if got := readList(t, st, f.filter, sort, limit, nil); !slices.Equal(got, want) {
						t.Errorf("%s by %q, %d a page:\n got %q\nwant %q", f.name, sort, limit, got, want)
					}
				}
			}
		}
	})
}

// readList reads a list page by page.
func readList(t *testing.T, st *store.Store, f store.IncidentFilter, sort store.IncidentSort, limit int, between func()) (seen []string) {
	t.Helper()
	page := store.Page{Limit: limit}
	for {
		rows, next, err := st.Incidents(context.Background(), storetest.Member("kim"), f, sort, page)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			seen = append(seen, fmt.Sprint(r.Incident.Key, " ", r.OccurredAt, " ", r.ResolvedAt))
		}
		if next == "" {
			return seen
		}
		page.After = next
		if between != nil {
			between()
		}
	}
}

// TestPagesUnderInserts: what was there when reading began is seen exactly once,
// whatever is added meanwhile.
func TestPagesUnderInserts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		all := seedList(t, st, 30)
		for _, sort := range []store.IncidentSort{store.SortNewest, store.SortOldest, store.SortSeverity, store.SortKey} {
			seen := readList(t, st, store.IncidentFilter{}, sort, 4, func() {
				addIncident(t, st, storetest.Admin(), "meanwhile", func(i *hindcast.Incident) { i.CreatedAt, i.Severity = all[7].occurred, all[7].Severity })
			})
			count := map[string]int{}
			for _, s := range seen {
				count[strings.Fields(s)[0]]++
			}
			for _, l := range all {
				if count[l.Key] != 1 {
					t.Errorf("by %s: %s was seen %d times", sort, l.Key, count[l.Key])
				}
			}
		}
	})
}

func TestForeignPageMarks(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		seedList(t, st, 3)
		_, mark, err := st.Incidents(context.Background(), storetest.Admin(), store.IncidentFilter{}, store.SortNewest, store.Page{Limit: 1})
		if err != nil || mark == "" {
			t.Fatal(mark, err)
		}
		for _, c := range []struct {
			sort  store.IncidentSort
			after string
		}{{store.SortSeverity, mark}, {store.SortNewest, "x"}, {store.SortNewest, mark + "AAAA"}, {store.SortNewest, mark[1:]}, {"random", ""}} {
			if _, _, err := st.Incidents(context.Background(), storetest.Admin(), store.IncidentFilter{}, c.sort, store.Page{After: c.after}); hindcast.CodeOf(err) != hindcast.Invalid {
				t.Errorf("%s after %q: %v", c.sort, c.after, err)
			}
		}
		if _, _, err := st.Events().List(context.Background(), storetest.Admin(), store.Page{After: mark}); hindcast.CodeOf(err) != hindcast.Invalid {
			t.Errorf("events after a mark of incidents: %v", err)
		}
	})
}
