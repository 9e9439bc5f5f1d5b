package store

import (
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// query builds a statement with numbered arguments.
type query struct {
	text strings.Builder
	args []any
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

// visible appends the predicate that holds for incidents the actor may see. The
// alias names the incidents table in the query. Every read of incident data, in
// whatever form, goes through it; what it hides does not exist for the reader.
//
// Everyone in the organisation sees incidents that are visible to everyone. A
// restricted one is seen by those named on it, by the members of teams named on
// it, by participants, and for a while by an admin who broke the glass. A guest
// sees the incidents of the one review they were invited to.
func (q *query) visible(alias string, by hindcast.Actor, now int64) {
	switch by.Role {
	case hindcast.Admin, hindcast.Facilitator, hindcast.Member, hindcast.Viewer:
		q.add("("+alias+".visibility <> ? or exists (select 1 from incident_readers r where r.incident_id = "+alias+".id and (r.until = 0 or r.until > ?) and (r.user_id = ? or r.team_id in (select m.team_id from team_members m where m.user_id = ?))))",
			string(hindcast.Restricted), now, string(by.User), string(by.User))
	case hindcast.Guest:
		q.add("exists (select 1 from reviews v where v.id = ? and v.incident_id = "+alias+".id)", string(by.Guest))
	default:
		q.add("1 = 0")
	}
}
