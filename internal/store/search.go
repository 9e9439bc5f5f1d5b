package store

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"unicode"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Found is one search result.
type Found struct {
	Subject Subject
	Key     string // Key is the incident's.
	Title   string // Title is the incident's.
	Snippet []Span // Snippet is the text around the first match.
}

// Span is part of a snippet.
type Span struct {
	Text  string
	Match bool // Match spans are what was looked for.
}

// searchNewest is how many matches, the newest, are ranked. Ranking every match
// of a common word would cost time in proportion to the whole store.
const searchNewest = 300

// Search finds what the actor may see by the words somebody typed: each word, or
// the beginning of one, must occur. Results are ordered by how well they match
// among the newest matches.
func (s *Store) Search(ctx context.Context, by hindcast.Actor, typed string, limit int) ([]Found, error) {
	words := searchWords(typed)
	if len(words) == 0 {
		return nil, nil
	}
	var q query
	q.add("select d.subject_kind, d.subject_id, d.incident_id, d.title, d.body, coalesce(i.key_number, 0), coalesce(i.title, '') from " + s.dialect.searched() +
		" left join incidents i on i.id = d.incident_id where ")
	s.dialect.matches(&q, words)
	q.add(" and (d.incident_id = '' or (i.id is not null and ")
	q.visible("i", by, toMicros(s.now()))
	q.add(")) order by d.id desc limit ?", int64(searchNewest))
	rows, err := s.readers.QueryContext(ctx, q.text.String(), q.args...)
	if err != nil {
		return nil, s.dialect.explain("search", err)
	}
	defer rows.Close()
	type ranked struct {
		found       Found
		title, body string
		score       int
	}
	var all []ranked
	for rows.Next() {
		var r ranked
		var key int64
		if err := rows.Scan(&r.found.Subject.Kind, &r.found.Subject.ID, &r.found.Subject.Incident, &r.title, &r.body, &key, &r.found.Title); err != nil {
			return nil, s.dialect.explain("search", err)
		}
		if key > 0 {
			r.found.Key = incidentKey(key)
		}
		r.score = matchScore(words, r.title, r.body)
		all = append(all, r)
	}
	if err := rows.Err(); err != nil {
		return nil, s.dialect.explain("search", err)
	}
	slices.SortStableFunc(all, func(a, b ranked) int { return b.score - a.score })
	var found []Found
	for _, r := range all[:min(limit, len(all))] {
		r.found.Snippet = snippet(words, r.title, r.body)
		found = append(found, r.found)
	}
	return found, nil
}

// searchWords splits what was typed into folded words of letters and digits.
func searchWords(typed string) []string {
	const most = 12
	words := strings.FieldsFunc(strings.ToLower(typed), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return words[:min(most, len(words))]
}

// matchScore prefers matches in titles, whole words, and several matches.
func matchScore(words []string, title, body string) int {
	const inTitle, whole, most = 8, 3, 5
	score := 0
	for _, part := range []struct {
		text   string
		weight int
	}{{title, inTitle}, {body, 1}} {
		for _, w := range words {
			begun, exact := occurrences(part.text, w)
			score += part.weight * (min(begun, most) + whole*min(exact, most))
		}
	}
	return score
}

// occurrences counts the words of text that begin with w, and those that are w.
func occurrences(text, w string) (begun, exact int) {
	for _, word := range searchTokens(text) {
		if strings.HasPrefix(word.folded, w) {
			begun++
			if word.folded == w {
				exact++
			}
		}
	}
	return begun, exact
}

// token is a word of a text with its place in bytes.
type token struct {
	folded     string
	start, end int
}

func searchTokens(text string) []token {
	var tokens []token
	start := -1
	for i, r := range text + " " {
		inside := unicode.IsLetter(r) || unicode.IsDigit(r)
		if inside && start < 0 {
			start = i
		}
		if !inside && start >= 0 {
			tokens = append(tokens, token{strings.ToLower(text[start:i]), start, i})
			start = -1
		}
	}
	return tokens
}

// snippet cuts the text around the first match and marks what matched.
func snippet(words []string, title, body string) []Span {
	const before, length = 60, 180
	text := title
	if body != "" {
		text = strings.TrimSpace(title + "\n" + body)
	}
	text = strings.Join(strings.Fields(text), " ")
	matches := func(t token) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(t.folded, w) })
	}
	tokens := searchTokens(text)
	first := slices.IndexFunc(tokens, matches)
	start := 0
	if first >= 0 && tokens[first].start > before {
		for _, t := range tokens[:first+1] {
			if t.start >= tokens[first].start-before {
				start = t.start
				break
			}
		}
	}
	var spans []Span
	at := start
	for _, t := range tokens {
		if t.start < start || !matches(t) {
			continue
		}
		if t.end > start+length {
			break
		}
		if t.start > at {
			spans = append(spans, Span{Text: text[at:t.start]})
		}
		spans = append(spans, Span{Text: text[t.start:t.end], Match: true})
		at = t.end
	}
	end := len(text)
	for _, t := range tokens {
		if t.end >= start+length && t.start >= at {
			end = t.start
			break
		}
	}
	if end > at {
		spans = append(spans, Span{Text: text[at:end]})
	}
	return spans
}

// reindex makes a subject findable by its words as they are now. number is that
// of its entry and, for a subject that is new, becomes the document's own: newer
// documents have higher numbers, which search relies on.
func reindex(t *Tx, number int64, subject Subject, title, body string) error {
	result, err := t.sql.ExecContext(t.ctx, "update search_docs set title = $1, body = $2 where subject_kind = $3 and subject_id = $4", title, body, subject.Kind, subject.ID)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n > 0 {
		return err
	}
	_, err = t.sql.ExecContext(t.ctx, "insert into search_docs (id, subject_kind, subject_id, incident_id, title, body) values ($1, $2, $3, $4, $5, $6)",
		number, subject.Kind, subject.ID, string(subject.Incident), title, body)
	return err
}

func unindex(t *Tx, subject Subject) error {
	_, err := t.sql.ExecContext(t.ctx, "delete from search_docs where subject_kind = $1 and subject_id = $2", subject.Kind, subject.ID)
	return err
}

// jsonText is how a string stands in a list column.
func jsonText(s string) string {
	text, _ := json.Marshal(s) // a string never fails
	return string(text)
}

// likeLiteral keeps % and _ from matching anything else.
func likeLiteral(s string) string {
	return strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(s)
}
