package store

import (
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// query builds a statement with numbered arguments.
type query struct {
	text    strings.Builder
	args    []any
	planned bool // planned asks for a plan made for these arguments; see dialect
}

// add appends text in which each ? stands for the next argument.
func (q *query) add(text string, args ...any) {
	for _, arg := range args {
		before, after, _ := strings.Cut(text, "?")
		q.args = append(q.args, arg)
		q.text.WriteString(before + placeholder(len(q.args)))
		text = after
	}
	q.text.WriteString(text)
}

// fits reports whether every text among the arguments can be in a database at
// all; what cannot is not found there either.
func (q *query) fits() bool {
	for _, a := range q.args {
		if s, ok := a.(string); ok && !fits(s) {
			return false
		}
	}
	return true
}

// visible appends the predicate that holds for incidents the actor may see. The
// alias names the incidents table in the query. Every read of incident data, in
// whatever form, goes through it; what it hides does not exist for the reader.
//
// Everyone in the organisation sees incidents that are visible to everyone. A
// restricted one is seen by who opened it, by those named on it, by the members
// of teams named on it, by participants, and for a while by an admin who broke
// the glass. A guest sees the incidents of the one review they were invited to. A
// service token is nobody on any of these lists; it sees what is restricted to the
// teams it was given.
func (q *query) visible(alias string, by hindcast.Actor, now int64) {
	switch by.Role {
	case hindcast.Admin, hindcast.Facilitator, hindcast.Member, hindcast.Viewer:
		q.add("("+alias+".visibility <> ? or exists (select 1 from incident_readers r where r.incident_id = "+alias+".id and r.until > ? and r.user_id = ?)"+
			" or exists (select 1 from incident_teams r join team_members m on m.team_id = r.team_id where r.incident_id = "+alias+".id and m.user_id = ?)",
			string(hindcast.Restricted), now, string(by.User), string(by.User))
		if by.Token != "" {
			for _, team := range by.Teams {
				q.add(" or exists (select 1 from incident_teams r where r.incident_id = "+alias+".id and r.team_id = ?)", string(team))
			}
		}
		q.add(")")
	case hindcast.Guest:
		q.add("exists (select 1 from review_incidents r where r.review_id = ? and r.incident_id = "+alias+".id)", string(by.Guest))
	default:
		q.add("1 = 0")
	}
}

// seen appends the predicate for a row that may belong to an incident, joined as
// i, or to none: those are open to the organisation, but to no guest, when their
// kind is. An empty kind column means that all are of such a kind.
func (q *query) seen(incident string, by hindcast.Actor, now int64, kind string) {
	q.add("((" + incident + " <> '' and i.id is not null and ")
	q.visible("i", by, now)
	q.add(")")
	switch by.Role {
	case hindcast.Admin:
		q.add(" or " + incident + " = ''")
	case hindcast.Facilitator, hindcast.Member, hindcast.Viewer:
		q.add(" or " + incident + " = ''")
		if kind != "" {
			q.add(" and " + kind + " in ('document', 'revision', 'proposal', 'service', 'team', 'lesson', 'publication')")
		}
	}
	q.add(")")
}
