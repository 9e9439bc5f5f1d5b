package store

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Found is one search result.
type Found struct {
	Subject Subject
	Key     string // Key is the incident's; empty for what belongs to none.
	Title   string // Title is the incident's, else the subject's own.
	// Document is the one a document or a revision belongs to.
	Document hindcast.DocumentID
	Snippet  []Span // Snippet is the text around the first match.
	// Of is what is known of the incident; zero for what belongs to none.
	Of FoundIn
}

// FoundIn is what results are counted and narrowed by.
type FoundIn struct {
	Severity   hindcast.Severity
	Type       string
	Services   []string
	OccurredAt time.Time
}

// SearchFilter narrows a search. Zero fields ask for nothing; all but Kinds ask for
// what belongs to an incident.
type SearchFilter struct {
	Kinds    []string // Kinds of subject.
	Severity hindcast.Severity
	Type     string
	Service  string    // Service is compared without case.
	From, To time.Time // From and To bound when the incident occurred; To is excluded.
}

// searchNewest is how many matches, the newest, are ranked. Ranking every match
// of a common word would cost time in proportion to the whole store.
const searchNewest = 300

// Search finds what the actor may see by the words somebody typed: each must
// occur, or begin a word that does. Of the newest 300 matches the best come
// first; whole words in titles count most. Search of nothing finds nothing.
func (s *Store) Search(ctx context.Context, by hindcast.Actor, typed string, limit int) ([]Found, error) {
	return s.SearchWithin(ctx, by, typed, SearchFilter{}, limit)
}

// SearchWithin is Search among what a filter leaves.
func (s *Store) SearchWithin(ctx context.Context, by hindcast.Actor, typed string, f SearchFilter, limit int) ([]Found, error) {
	words := searchWords(typed)
	if len(words) == 0 || limit <= 0 {
		return nil, nil
	}
	// Whole words are read off the index newest first, however common they are.
	// Beginnings of words have to be gathered first, which is only done when whole
	// words did not fill the set.
	all, err := s.candidates(ctx, by, words, f, false)
	if err == nil && len(all) < searchNewest {
		all, err = s.candidates(ctx, by, words, f, true)
	}
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return b.score - a.score })
	all = all[:min(limit, len(all))]
	found := make([]Found, len(all))
	for i, c := range all {
		c.found.Snippet = snippet(words, c.title, c.body)
		found[i] = c.found
	}
	return found, nil
}

// candidate is a match before it is known whether it is among the best.
type candidate struct {
	found       Found
	title, body string
	score       int
}

// candidates returns the newest matches, the newest first.
func (s *Store) candidates(ctx context.Context, by hindcast.Actor, words []string, f SearchFilter, begun bool) ([]candidate, error) {
	var q query
	q.add("select d.subject_kind, d.subject_id, d.incident_id, d.title, d.body, coalesce(i.key_number, 0), coalesce(i.title, ''), coalesce(o.id, ''), coalesce(o.title, ''), coalesce(i.severity, 0), coalesce(i.type, ''), coalesce(i.services, ''), coalesce(i.occurred_at, 0) from " + s.dialect.searched() +
		" left join incidents i on i.id = d.incident_id" +
		" left join revisions v on d.subject_kind = 'revision' and v.id = d.subject_id" +
		" left join documents o on o.id = case d.subject_kind when 'document' then d.subject_id else v.document_id end where ")
	q.add(s.dialect.matches(), s.dialect.matching(words, begun))
	q.add(" and ")
	q.seen("d.incident_id", by, toMicros(s.now()), "")
	f.narrow(&q)
	q.add(" order by "+s.dialect.newestFirst()+" limit ?", int64(searchNewest))
	q.planned = true
	return found(ctx, s, "search", &q, func(scan row) (candidate, error) { return scanCandidate(scan, words) })
}

func scanCandidate(scan row, words []string) (c candidate, err error) {
	var key int64
	var document, services string // document is the title of the one found, or of the one whose revision was
	var occurred int64
	of := &c.found.Of
	err = scan(&c.found.Subject.Kind, &c.found.Subject.ID, &c.found.Subject.Incident, &c.title, &c.body, &key, &c.found.Title, &c.found.Document, &document,
		&of.Severity, &of.Type, &services, &occurred)
	if c.found.Subject.Incident == "" {
		c.found.Title = cmp.Or(document, c.title)
	} else {
		c.found.Key, of.OccurredAt = incidentKey(key), fromMicros(occurred)
		_ = json.Unmarshal([]byte(services), &of.Services) // none
	}
	c.score = matchScore(words, c.title, c.body)
	return c, err
}

// narrow appends the filter's conditions.
func (f SearchFilter) narrow(q *query) {
	in(q, "d.subject_kind", f.Kinds)
	if f.Severity != 0 {
		q.add(" and i.severity = ?", int64(f.Severity))
	}
	if f.Type != "" {
		q.add(" and i.type = ?", f.Type)
	}
	if f.Service != "" {
		q.add(" and i.id in (select g.incident_id from incident_tags g where g.kind = 'service' and g.name = ?)", hindcast.Fold(f.Service))
	}
	if !f.From.IsZero() {
		q.add(" and i.occurred_at >= ?", toMicros(f.From))
	}
	if !f.To.IsZero() {
		q.add(" and i.occurred_at < ?", toMicros(f.To))
	}
}

// matchScore prefers matches in titles, whole words, and several matches. It
// looks at the beginning of a long body only: up to 300 of them are scored.
func matchScore(words []string, title, body string) int {
	const inTitle, whole, most, looked = 8, 3, 5, 2000
	if len(body) > looked {
		body = strings.ToValidUTF8(body[:looked], "")
	}
	score := 0
	for _, part := range []struct {
		text   string
		weight int
	}{{title, inTitle}, {body, 1}} {
		begun, exact := make([]int, len(words)), make([]int, len(words))
		eachToken(part.text, func(t token) bool {
			for i, w := range words {
				if strings.HasPrefix(t.folded, w) {
					begun[i]++
					if t.folded == w {
						exact[i]++
					}
				}
			}
			return true
		})
		for i := range words {
			score += part.weight * (min(begun[i], most) + whole*min(exact[i], most))
		}
	}
	return score
}
