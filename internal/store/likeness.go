package store

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// What makes incidents alike is judged above the store; here is what it is judged
// by, as far as the actor may see it.

// likenessKinds are the subjects whose words tell what an incident was about.
const likenessKinds = "('incident', 'event', 'review', 'writeup')"

// Told is an incident with what was written about it.
type Told struct {
	Incident hindcast.Incident
	Occurred time.Time
	Title    map[string]int // Title counts the words of its title and labels, Words those of everything else.
	Words    map[string]int
	Factors  map[string]string // Factors are those its reviews name, by their folded text.
}

// Told loads some incidents with their words. Of a long text the beginning counts.
func (s *Store) Told(ctx context.Context, by hindcast.Actor, ids []hindcast.IncidentID) (map[hindcast.IncidentID]*Told, error) {
	all := map[hindcast.IncidentID]*Told{}
	if len(ids) == 0 {
		return all, nil
	}
	var q query
	q.add(s.tables.incidents.selection("t.occurred_at") + " where ")
	q.visible("t", by, toMicros(s.now()))
	in(&q, "t.id", ids)
	_, err := found(ctx, s, "read incidents to compare", &q, func(scan row) (none struct{}, err error) {
		var at int64
		k, err := s.tables.incidents.scan(scan, &at)
		all[k.Value.ID] = &Told{Incident: k.Value, Occurred: fromMicros(at), Title: map[string]int{}, Words: map[string]int{}, Factors: map[string]string{}}
		return none, err
	})
	if err == nil {
		err = s.tellWords(ctx, by, ids, all)
	}
	if err == nil {
		err = s.tellFactors(ctx, by, ids, all)
	}
	return all, err
}

// longestTold is how many bytes of a text are compared.
const longestTold = 20_000

func (s *Store) tellWords(ctx context.Context, by hindcast.Actor, ids []hindcast.IncidentID, all map[hindcast.IncidentID]*Told) error {
	var q query
	q.add("select d.incident_id, d.title, substr(d.body, 1, ?) from search_docs d join incidents i on i.id = d.incident_id where d.subject_kind in "+likenessKinds, int64(longestTold))
	in(&q, "d.incident_id", ids)
	q.add(" and ")
	q.visible("i", by, toMicros(s.now()))
	_, err := found(ctx, s, "read texts to compare", &q, func(scan row) (none struct{}, err error) {
		var id hindcast.IncidentID
		var title, body string
		if err = scan(&id, &title, &body); err == nil && all[id] != nil {
			countWords(all[id].Title, title)
			countWords(all[id].Words, body)
		}
		return none, err
	})
	return err
}

func countWords(counts map[string]int, text string) {
	eachToken(text, func(t token) bool {
		if t.folded != "" {
			counts[t.folded]++
		}
		return true
	})
}

func (s *Store) tellFactors(ctx context.Context, by hindcast.Actor, ids []hindcast.IncidentID, all map[hindcast.IncidentID]*Told) error {
	var q query
	q.add("select f.incident_id, f.factor, f.body from review_factors f join incidents i on i.id = f.incident_id where ")
	q.visible("i", by, toMicros(s.now()))
	in(&q, "f.incident_id", ids)
	_, err := found(ctx, s, "read factors to compare", &q, func(scan row) (none struct{}, err error) {
		var id hindcast.IncidentID
		var folded, body string
		if err = scan(&id, &folded, &body); err == nil && all[id] != nil {
			all[id].Factors[folded] = body
		}
		return none, err
	})
	return err
}

// Use is where a word occurs.
type Use struct {
	Word      string
	Incidents []hindcast.IncidentID // Incidents are the latest that use it, each once.
	// Share is the part of the ledger's entries whose texts hold the word: of a
	// common word it is read off how far back the latest uses go.
	Share float64
}

// mostUses is how many texts with a word are looked at, the newest.
const mostUses = 200

// Uses says where words occur in what was written about other incidents. With a
// time, only incidents up to it count.
func (s *Store) Uses(ctx context.Context, by hindcast.Actor, of hindcast.IncidentID, until time.Time, words []string) ([]Use, error) {
	var newest int64
	if err := s.readers.QueryRowContext(ctx, "select coalesce(max(id), 0) from search_docs").Scan(&newest); err != nil {
		return nil, s.dialect.explain("look for words in use", err)
	}
	uses := make([]Use, 0, len(words))
	for _, word := range words {
		u, err := s.use(ctx, by, of, until, word, newest)
		if err != nil {
			return nil, err
		}
		uses = append(uses, u)
	}
	return uses, nil
}

func (s *Store) use(ctx context.Context, by hindcast.Actor, of hindcast.IncidentID, until time.Time, word string, newest int64) (Use, error) {
	u := Use{Word: word}
	var q query
	q.add("select d.id, d.incident_id from " + s.dialect.searched() + " join incidents i on i.id = d.incident_id where ")
	q.add(s.dialect.matches(), s.dialect.matching([]string{word}, false))
	q.add(" and d.subject_kind in "+likenessKinds+" and d.incident_id <> ?", string(of))
	if !until.IsZero() {
		q.add(" and i.occurred_at <= ?", toMicros(until))
	}
	q.add(" and ")
	q.visible("i", by, toMicros(s.now()))
	q.add(" order by "+s.dialect.newestFirst()+" limit ?", int64(mostUses))
	q.planned = true
	oldest, seen := int64(0), map[hindcast.IncidentID]bool{}
	texts, err := found(ctx, s, "look for words in use", &q, func(scan row) (none struct{}, err error) {
		var id hindcast.IncidentID
		if err = scan(&oldest, &id); err == nil && !seen[id] {
			seen[id] = true
			u.Incidents = append(u.Incidents, id)
		}
		return none, err
	})
	if n := len(texts); n == mostUses {
		u.Share = float64(n) / float64(newest-oldest+1)
	} else if newest > 0 {
		u.Share = float64(n) / float64(newest)
	}
	return u, err
}

// Sharing lists other incidents that share a service, the type or a contributing
// factor with one, the latest first. With a time, only incidents up to it count.
func (s *Store) Sharing(ctx context.Context, by hindcast.Actor, of hindcast.Incident, until time.Time, limit int) ([]hindcast.IncidentID, error) {
	id := string(of.ID)
	var q query
	q.add("select i.id from incidents i where i.id <> ?", id)
	if !until.IsZero() {
		q.add(" and i.occurred_at <= ?", toMicros(until))
	}
	q.add(" and i.id in (select a.id from incidents a where a.type <> '' and a.type = ?", of.Type)
	q.add(" union select b.incident_id from incident_tags a join incident_tags b on b.kind = a.kind and b.name = a.name where a.incident_id = ? and a.kind = 'service'", id)
	q.add(" union select b.incident_id from review_factors a join review_factors b on b.factor = a.factor where a.incident_id = ?) and ", id)
	q.visible("i", by, toMicros(s.now()))
	q.add(" order by i.occurred_at desc, i.id desc limit ?", int64(limit))
	q.planned = true
	return found(ctx, s, "find incidents that share something", &q, func(scan row) (other hindcast.IncidentID, err error) {
		return other, scan(&other)
	})
}
