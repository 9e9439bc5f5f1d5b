package activity

import (
	"context"
	"encoding/json"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Line is an entry of the ledger in words, or several alike as one.
type Line struct {
	Number   int64 // Number is that of the entry, of several the newest.
	At       time.Time
	Who      string // Who did it by the name they had; empty when that was purged.
	User     hindcast.UserID
	Token    string // Token names the service token used, if one was.
	From     string // From is the address it came from.
	Did      string // Did is what they did: "added a timeline event".
	Verb     string
	Subject  store.Subject
	Title    string   // Title is what it was done to, where that goes by a title and is not the incident.
	Incident Incident // Incident it belongs to; zero for what belongs to none.
	Count    int      // Count is how many entries the line stands for.
	Hash     string
}

// Recent returns what changed lately, the newest first. What one person did to
// one incident again and again within an hour is one line.
func (s *Service) Recent(ctx context.Context, by hindcast.Actor, limit int) ([]Line, error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return nil, err
	}
	const looked = 20 // entries read for a line wanted; ours
	rows, err := s.store.EntriesBefore(ctx, by, 0, limit*looked, store.EntryFilter{Kinds: recentKinds()})
	if err != nil {
		return nil, err
	}
	var lines []Line
	for _, r := range rows {
		next := lineOf(r)
		if n := len(lines); n > 0 && lines[n-1].continues(next) {
			lines[n-1].Count++
			lines[n-1].Did, lines[n-1].Title = Phrase(next.Verb, next.Subject.Kind, lines[n-1].Count), ""
			continue
		}
		if len(lines) == limit {
			break
		}
		lines = append(lines, next)
	}
	return lines, nil
}

// recentKinds are what a team follows: not who signed in or what was indexed.
func recentKinds() []string {
	return []string{"incident", "event", "participant", "impact", "evidence", "writeup", "review", "finding", "action", "proof", "proof_check",
		"effect_check", "known_check", "document", "revision", "proposal", "publication", "lesson", "service", "team", "glass"}
}

// continues reports whether an earlier entry goes on the same line.
func (l Line) continues(earlier Line) bool {
	return l.Verb == earlier.Verb && l.Subject.Kind == earlier.Subject.Kind && l.Incident.ID == earlier.Incident.ID && l.Who == earlier.Who &&
		l.User == earlier.User && l.At.Sub(earlier.At) < time.Hour
}

func lineOf(r store.EntryRow) Line {
	l := Line{
		Number: r.Number, At: r.At, Who: r.Name, User: r.Actor, Token: r.Token, From: r.From, Did: Phrase(r.Verb, r.Subject.Kind, 1), Verb: r.Verb,
		Subject: r.Subject, Incident: r.Incident, Count: 1, Hash: r.Hash,
	}
	if titled(r.Subject.Kind) {
		var payload struct {
			After, Before struct{ Title string }
		}
		if json.Unmarshal([]byte(r.Payload), &payload) == nil { // a purged payload has no title
			l.Title = firstOf(payload.After.Title, payload.Before.Title)
		}
	}
	return l
}

// titled reports whether what a line is about goes by its title.
func titled(kind string) bool {
	switch kind {
	case "action", "document", "service", "team", "lesson":
		return true
	}
	return false
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
