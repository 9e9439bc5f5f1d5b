package store

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

var argument = regexp.MustCompile(`\$(\d+)`)

// plansOf returns how SQLite carries out the queries that read runs.
func plansOf(t *testing.T, s *Store, read func() error) (plans []string) {
	t.Helper()
	s.readers.mu.Lock()
	clear(s.readers.kept)
	s.readers.mu.Unlock()
	if err := read(); err != nil {
		t.Fatal(err)
	}
	for _, text := range slices.Sorted(maps.Keys(s.readers.kept)) {
		most := 0
		for _, found := range argument.FindAllStringSubmatch(text, -1) {
			n, _ := strconv.Atoi(found[1])
			most = max(most, n)
		}
		rows, err := s.readers.DB.Query("explain query plan "+text, make([]any, most)...)
		if err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		defer rows.Close()
		var plan strings.Builder
		for rows.Next() {
			var id, parent, unused int
			var detail string
			if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
				t.Fatal(err)
			}
			plan.WriteString(detail + "\n")
		}
		plans = append(plans, plan.String())
	}
	return plans
}

// TestListsFollowAnIndex: what people page through is read off an index in its
// order, so that it costs the same however much there is. It neither reads a table
// whole nor sorts, except what is said to gather a part first.
func TestListsFollowAnIndex(t *testing.T) {
	s, err := Open(t.Context(), Config{Path: filepath.Join(t.TempDir(), "hindcast.db"), Now: time.Now, ID: func() string { return "id" }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx, by := t.Context(), hindcast.Actor{User: "usr_kim", Name: "Kim", Role: hindcast.Member}
	kim := by.Person()
	for name, list := range map[string]struct {
		read    func(context.Context) error
		gathers bool // gathers says that a part is gathered and sorted
	}{
		"incidents":           {read: incidentsBy(s, by, SortNewest, IncidentFilter{})},
		"incidents, oldest":   {read: incidentsBy(s, by, SortOldest, IncidentFilter{})},
		"incidents, worst":    {read: incidentsBy(s, by, SortSeverity, IncidentFilter{})},
		"incidents, by key":   {read: incidentsBy(s, by, SortKey, IncidentFilter{})},
		"incidents of a type": {read: incidentsBy(s, by, SortNewest, IncidentFilter{Type: "leak"})},
		"incidents by words":  {read: incidentsBy(s, by, SortNewest, IncidentFilter{Text: "slow"}), gathers: true},
		"actions by due":      {read: actionsBy(s, by, ActionsByDue, ActionFilter{})},
		"actions, newest":     {read: actionsBy(s, by, ActionsNewest, ActionFilter{})},
		"actions by owner":    {read: actionsBy(s, by, ActionsByOwner, ActionFilter{})},
		"actions to be done":  {read: actionsBy(s, by, ActionsByDue, ActionFilter{States: []hindcast.ActionState{hindcast.ActionOpen, hindcast.ActionInProgress}})},
		"my actions":          {read: actionsBy(s, by, ActionsByDue, ActionFilter{Owner: kim}), gathers: true},
		"broken proofs":       {read: actionsBy(s, by, ActionsByDue, ActionFilter{Proofs: []hindcast.ProofState{hindcast.ProofsBroken}})},
		"reviews":             {read: reviewsBy(s, by, ReviewFilter{})},
		"reviews in a state":  {read: reviewsBy(s, by, ReviewFilter{States: []hindcast.ReviewState{hindcast.ReviewDrafting}})},
		"my reviews":          {read: reviewsBy(s, by, ReviewFilter{Person: kim}), gathers: true},
		"late reviews": {read: func(ctx context.Context) error {
			_, err := s.Unreviewed(ctx, by, map[hindcast.Severity]time.Time{hindcast.P1: time.Now()}, 10)
			return err
		}},
		"ledger":                    {read: entriesBy(s, by, EntryFilter{})},
		"ledger of an incident":     {read: entriesBy(s, by, EntryFilter{Incident: "inc_1"})},
		"ledger of a person":        {read: entriesBy(s, by, EntryFilter{Actor: "usr_kim"})},
		"ledger of several kinds":   {read: entriesBy(s, by, EntryFilter{Kinds: []string{"incident", "event"}})},
		"ledger of an action":       {read: entriesBy(s, by, EntryFilter{Subject: "act_1", Kinds: []string{"action"}})},
		"search, with its document": {read: func(ctx context.Context) error { _, err := s.Search(ctx, by, "slow", 10); return err }},
	} {
		plans := plansOf(t, s, func() error { return list.read(ctx) })
		if len(plans) == 0 {
			t.Errorf("%s: nothing was read", name)
		}
		for _, plan := range plans {
			for line := range strings.Lines(plan) {
				scans := strings.HasPrefix(line, "SCAN ") && !strings.Contains(line, " INDEX ") && !strings.Contains(line, "CONSTANT ROW")
				if scans || strings.Contains(line, "TEMP B-TREE") && !list.gathers {
					t.Errorf("%s: %s%s", name, line, indented(plan))
				}
			}
		}
	}
}

func indented(plan string) string {
	return fmt.Sprint("\t", strings.ReplaceAll(strings.TrimSpace(plan), "\n", "\n\t"))
}

func incidentsBy(s *Store, by hindcast.Actor, sort IncidentSort, f IncidentFilter) func(context.Context) error {
	return func(ctx context.Context) error {
		_, _, err := s.Incidents(ctx, by, f, sort, Page{})
		return err
	}
}

func actionsBy(s *Store, by hindcast.Actor, sort ActionSort, f ActionFilter) func(context.Context) error {
	return func(ctx context.Context) error {
		_, _, err := s.ListActions(ctx, by, f, sort, Page{})
		return err
	}
}

func reviewsBy(s *Store, by hindcast.Actor, f ReviewFilter) func(context.Context) error {
	return func(ctx context.Context) error {
		_, _, err := s.ListReviews(ctx, by, f, Page{})
		return err
	}
}

func entriesBy(s *Store, by hindcast.Actor, f EntryFilter) func(context.Context) error {
	return func(ctx context.Context) error {
		_, err := s.EntriesBefore(ctx, by, 0, 10, f)
		return err
	}
}
