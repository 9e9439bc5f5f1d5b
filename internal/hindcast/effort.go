package hindcast

import (
	"time"
)

// RoleEffort is the time that people spent on a response in one role. A person's
// time counts once, under the first of their roles.
type RoleEffort struct {
	Role   Role // Role is empty for people whose role was not recorded.
	People int
	Time   time.Duration
	Ended  int // Ended is of how many nobody recorded when they left: their time ends with the resolution.
	Absent int // Absent is of how many nobody recorded when they joined, or when it ended: they have no time.
}

// Effort returns what the response cost in people's time, in the order in which
// roles are offered.
func (r *Record) Effort() []RoleEffort {
	var end time.Time
	if e := r.Milestone(Resolved); e != nil {
		end = e.At
	}
	by := map[Role]*RoleEffort{}
	for _, p := range r.Participants {
		role := Role("")
		if len(p.Roles) > 0 {
			role = p.Roles[0]
		}
		if by[role] == nil {
			by[role] = &RoleEffort{Role: role}
		}
		by[role].count(r.Presence(p), end)
	}
	var list []RoleEffort
	for _, role := range append(Roles(), "") {
		if e := by[role]; e != nil {
			list = append(list, *e)
		}
	}
	return list
}

// count adds one person's stay.
func (e *RoleEffort) count(at Presence, end time.Time) {
	e.People++
	if at.Joined == nil {
		e.Absent++
		return
	}
	left := end
	if at.Left != nil {
		left = at.Left.At
	}
	if !left.After(at.Joined.At) {
		e.Absent++
		return
	}
	if at.Left == nil {
		e.Ended++
	}
	e.Time += left.Sub(at.Joined.At)
}
