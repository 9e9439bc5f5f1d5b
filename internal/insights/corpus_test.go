package insights

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/intake"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// masked is a real status history without what it says of components: the fields
// are taken away, and the names wherever they stand in titles and texts.
type masked struct {
	records    []*hindcast.Record
	components [][]string
	plain      []string // plain is all the text of each
	titles     []string
}

func maskedHistory(t testing.TB, strict bool) masked {
	t.Helper()
	corpus := os.Getenv("HINDCAST_CORPUS")
	if corpus == "" {
		t.Skip("HINDCAST_CORPUS names no folder of real incidents")
	}
	file, err := os.Open(filepath.Join(corpus, "github-status", "incidents.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	items, _, err := intake.StatusHistory("incidents.jsonl", file)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, item := range items {
		for _, s := range item.Record.Incident.Services {
			names[s] = true
		}
	}
	mask := maskOf(names, strict)
	var m masked
	for _, item := range items {
		r := item.Record
		m.components = append(m.components, r.Incident.Services)
		r.Incident.Services = nil
		r.Incident.Title = strings.TrimSpace(mask.ReplaceAllString(r.Incident.Title, " "))
		if r.Incident.Title == "" {
			r.Incident.Title = "Incident"
		}
		text := r.Incident.Title
		for i := range r.Timeline {
			r.Timeline[i].Text = mask.ReplaceAllString(r.Timeline[i].Text, " ")
			text += "\n" + r.Timeline[i].Text
		}
		r.Evidence = nil
		m.records, m.plain, m.titles = append(m.records, r), append(m.plain, text), append(m.titles, r.Incident.Title)
	}
	return m
}

// maskOf finds the names, with or without the s at their end; a strict one also
// every single word of a name.
func maskOf(names map[string]bool, strict bool) *regexp.Regexp {
	var parts []string
	add := func(s string) {
		parts = append(parts, regexp.QuoteMeta(strings.TrimSuffix(s, "s"))+"s?")
	}
	for n := range names {
		add(n)
		for _, w := range strings.FieldsFunc(n, func(r rune) bool { return r == ' ' || r == '(' || r == ')' || r == ',' }) {
			if strict && len(w) > 2 && !common[strings.ToLower(w)] {
				add(w)
			}
		}
	}
	slices.SortFunc(parts, func(a, b string) int { return len(b) - len(a) })
	return regexp.MustCompile(`(?i)\b(` + strings.Join(parts, "|") + `)\b`)
}

// precision counts how many of the five nearest share a component, over the
// incidents that have some. A place left empty counts as one that does not.
func (m masked) precision(nearest func(i int) []int) (float64, int) {
	hits, queries := 0, 0
	for i, mine := range m.components {
		if len(mine) == 0 {
			continue
		}
		queries++
		found := nearest(i)
		for _, n := range found[:min(5, len(found))] {
			if slices.ContainsFunc(m.components[n], func(c string) bool { return slices.Contains(mine, c) }) {
				hits++
			}
		}
	}
	return float64(hits) / float64(5*queries), queries
}

// TestPrecisionOnARealStatusPage compares with chance, and with the ranking of a
// full-text index over the same masked texts.
func TestPrecisionOnARealStatusPage(t *testing.T) {
	for _, strict := range []bool{false, true} {
		m := maskedHistory(t, strict)
		db := storetest.SQLite(t)
		st := db.Open(t)
		ctx := context.Background()
		at := map[hindcast.IncidentID]int{}
		var ids []hindcast.IncidentID
		for i, r := range m.records {
			err := st.Update(ctx, storetest.Admin(), func(tx *store.Tx) error {
				kept, err := tx.AddRecord(r)
				at[kept.ID], ids = i, append(ids, kept.ID)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		s := New(st, nil, time.Now)
		began := time.Now()
		ours, n := m.precision(func(i int) []int { return m.nearest(t, s, ids[i], at, true) })
		took := time.Since(began) / time.Duration(n)
		earlier, _ := m.precision(func(i int) []int { return m.nearest(t, s, ids[i], at, false) })
		random := rand.New(rand.NewPCG(1, 2))
		chance, _ := m.precision(func(i int) []int { return m.chance(random, i) })
		index := m.index(t, db)
		titles, _ := m.precision(func(i int) []int { return m.fullText(t, index, m.titles[i], i) })
		texts, _ := m.precision(func(i int) []int { return m.fullText(t, index, m.plain[i], i) })
		t.Logf("strict %v, %d of %d incidents: precision@5 %.3f, earlier ones only %.3f; random %.3f; full text by title %.3f, by whole text %.3f; %s a query",
			strict, n, len(m.records), ours, earlier, chance, titles, texts, took.Round(100*time.Microsecond))
		if ours < 2*chance || ours <= titles {
			t.Errorf("the nearest share a component %.3f of the time, by chance %.3f, by their titles %.3f", ours, chance, titles)
		}
	}
}

func (m masked) nearest(t testing.TB, s *Service, id hindcast.IncidentID, at map[hindcast.IncidentID]int, later bool) (list []int) {
	found, err := s.nearest(context.Background(), storetest.Admin(), id, 5, later)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		list = append(list, at[f.Incident.ID])
	}
	return list
}

func (m masked) chance(random *rand.Rand, not int) (list []int) {
	for len(list) < 5 {
		if n := random.IntN(len(m.records)); n != not && !slices.Contains(list, n) {
			list = append(list, n)
		}
	}
	return list
}

// index is a plain full-text index of the same texts, which ranks by BM25.
func (m masked) index(t testing.TB, db storetest.Database) *sql.DB {
	raw := db.Raw(t)
	t.Cleanup(func() { _ = raw.Close() })
	if _, err := raw.Exec("create virtual table plain using fts5 (words, tokenize = 'unicode61')"); err != nil {
		t.Fatal(err)
	}
	for i, text := range m.plain {
		if _, err := raw.Exec("insert into plain (rowid, words) values ($1, $2)", i+1, text); err != nil {
			t.Fatal(err)
		}
	}
	return raw
}

var plainWord = regexp.MustCompile(`[\p{L}\p{N}]+`)

func (m masked) fullText(t testing.TB, index *sql.DB, text string, not int) (list []int) {
	seen := map[string]bool{}
	var words []string
	for _, w := range plainWord.FindAllString(strings.ToLower(text), -1) {
		if !seen[w] {
			seen[w] = true
			words = append(words, `"`+w+`"`)
		}
	}
	rows, err := index.Query("select rowid from plain where words match $1 and rowid <> $2 order by rank limit 5", strings.Join(words, " OR "), not+1)
	if err != nil {
		t.Fatal(fmt.Errorf("%d words: %w", len(words), err))
	}
	defer rows.Close()
	for rows.Next() {
		var id int
		if err := rows.Scan(&id); err != nil {
			t.Fatal(err)
		}
		list = append(list, id-1)
	}
	return list
}
