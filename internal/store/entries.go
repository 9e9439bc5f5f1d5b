package store

import (
	"context"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

const entryColumns = "l.number, l.at, l.verb, l.subject_kind, l.subject_id, l.incident_id, l.effect, l.actor, l.token, l.payload_hash, l.previous, l.hash, coalesce(p.body, '')"

func scanEntry(scan func(...any) error) (e Entry, err error) {
	var at int64
	err = scan(&e.Number, &at, &e.Verb, &e.Subject.Kind, &e.Subject.ID, &e.Subject.Incident, &e.Effect, &e.Actor, &e.Token, &e.PayloadHash, &e.Previous, &e.Hash, &e.Payload)
	e.At = fromMicros(at)
	return e, err
}

// EntryFilter narrows Entries. Zero fields ask for nothing.
type EntryFilter struct {
	Incident hindcast.IncidentID
	Subject  string // Subject is an identifier.
	Actor    hindcast.UserID
	Verb     string    // Verb, or the beginning of one with a dot at its end: "event.".
	Kinds    []string  // Kinds of subject.
	From, To time.Time // From and To bound when it was made; To is excluded.
}

// Entries returns up to limit ledger entries after a number, in order, that the
// actor may see. The last one's number is where to go on; what the actor may not
// see leaves gaps in the numbers and nothing else. When fewer than limit come
// back, all there is up to the head that Wait returned before has been read, and
// reading goes on from that head.
//
// Entries about what belongs to no incident are seen by the organisation where
// the thing itself is (documents, services, teams, lessons), and by admins
// alone otherwise. Entries of an incident that was removed are seen by nobody;
// Verify still reads them.
func (s *Store) Entries(ctx context.Context, by hindcast.Actor, after int64, limit int, f EntryFilter) ([]Entry, error) {
	var q query
	q.add("select "+entryColumns+" from ledger l left join ledger_payload p on p.number = l.number left join incidents i on i.id = l.incident_id where l.number > ?", after)
	f.narrow(&q)
	q.add(" and ")
	q.seen("l.incident_id", by, toMicros(s.now()), "l.subject_kind")
	q.add(" order by l.number limit ?", int64(max(0, limit)))
	return found(ctx, s, "read the ledger", &q, scanEntry)
}

// narrow appends the filter's conditions.
func (f EntryFilter) narrow(q *query) {
	if f.Incident != "" {
		q.add(" and l.incident_id = ?", string(f.Incident))
	}
	if f.Subject != "" {
		q.add(" and l.subject_id = ?", f.Subject)
	}
	if f.Actor != "" {
		q.add(" and l.actor = ?", string(f.Actor))
	}
	if prefix, isPrefix := strings.CutSuffix(f.Verb, "."); isPrefix {
		q.add(` and l.verb like ? escape '\'`, likeLiteral(prefix)+".%")
	} else if f.Verb != "" {
		q.add(" and l.verb = ?", f.Verb)
	}
	kind := "l.subject_kind"
	if len(f.Kinds) > 1 && f.Subject == "" {
		kind += " || ''" // most entries are of such kinds: they are read in order, not gathered by kind and sorted
	}
	in(q, kind, f.Kinds)
	if !f.From.IsZero() {
		q.add(" and l.at >= ?", toMicros(f.From))
	}
	if !f.To.IsZero() {
		q.add(" and l.at < ?", toMicros(f.To))
	}
}

// likeLiteral keeps % and _ from matching anything else.
func likeLiteral(s string) string {
	return strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(s)
}
