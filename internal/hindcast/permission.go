package hindcast

// Permission is something a person may or may not do. Every route and every
// service method names one.
type Permission string

// The permissions: the rows of the table in docs/permissions.md.
const (
	MayRead          Permission = "read"           // read incidents and reviews they can see
	MayWriteTimeline Permission = "write_timeline" // open incidents, write timeline, evidence, impact
	MayContribute    Permission = "contribute"     // answer questions, write findings, propose actions
	MayRunReview     Permission = "run_review"     // invite, open blind answers, sign off, reopen, waive
	MayOwnActions    Permission = "own_actions"    // own actions, record proofs
	MayApprove       Permission = "approve"        // verify or drop an action, accept a risk, approve a document or edition
	MayAdminister    Permission = "administer"     // change policy, people, tokens, integrations; read the whole ledger
	MayOpenIncident  Permission = "open_incident"  // declare a new incident
	MayBreakGlass    Permission = "break_glass"    // open a restricted incident for a stated reason and time
)

// Reach says how far a role's permission goes.
type Reach int

// The reaches, narrowest first.
const (
	Never    Reach = iota
	ThatOne        // only the review a guest was invited to
	Assigned       // as its facilitator, or where the policy names them; never their own work
	Always
)

// PermissionRow is one line of the permission table.
type PermissionRow struct {
	Permission Permission
	Text       string
	Reach      map[OrgRole]Reach // Reach of a role that is not listed is Never.
}

// PermissionTable is the table of docs/permissions.md. It is the only place that
// says who may do what.
func PermissionTable() []PermissionRow {
	row := func(p Permission, text string, admin, facilitator, member, viewer, guest Reach) PermissionRow {
		return PermissionRow{Permission: p, Text: text, Reach: map[OrgRole]Reach{
			Admin: admin, Facilitator: facilitator, Member: member, Viewer: viewer, Guest: guest}}
	}
	return []PermissionRow{
		row(MayRead, "read incidents and reviews they can see", Always, Always, Always, Always, ThatOne),
		row(MayOpenIncident, "open incidents", Always, Always, Always, Never, Never),
		row(MayWriteTimeline, "write timeline, evidence, impact", Always, Always, Always, Never, ThatOne),
		row(MayContribute, "answer questions, write findings, propose actions", Always, Always, Always, Never, ThatOne),
		row(MayRunReview, "run a review: invite, open blind answers, sign off, reopen, waive", Always, Always, Assigned, Never, Never),
		row(MayOwnActions, "own actions, record proofs", Always, Always, Always, Never, Never),
		row(MayApprove, "verify or drop an action, accept a risk, approve a document or edition", Always, Always, Assigned, Never, Never),
		row(MayAdminister, "change policy, people, tokens, integrations; read the whole ledger", Always, Never, Never, Never, Never),
		row(MayBreakGlass, "open a restricted incident for a stated reason and time", Always, Never, Never, Never, Never),
	}
}

// Subject is what a permission is asked about. The zero value stands for
// something that belongs to no review, such as a new incident.
type Subject struct {
	Review      ReviewID
	Facilitator UserID   // Facilitator of the review.
	Owner       UserID   // Owner or author of what is to be approved; they never approve it.
	Approvers   []UserID // Approvers are those the policy names for this kind of change.
}

// May reports whether the actor may do something to a subject they can see. It
// returns nil, or an Unauthenticated or Forbidden error. Whether they can see it
// is the store's predicate, and what they cannot see is NotFound.
func (a Actor) May(p Permission, s Subject) error {
	if a.Role == Nobody {
		return &Error{Code: Unauthenticated, Message: "sign in first"}
	}
	if !a.scopeAllows(p) {
		return &Error{Code: Forbidden, Message: "this token's scope does not allow it"}
	}
	if p == MayApprove && s.Owner != "" && s.Owner == a.User {
		return &Error{Code: Forbidden, Message: "nobody approves their own work"}
	}
	switch reachOf(a.Role, p) {
	case Always:
		return nil
	case ThatOne:
		if a.Guest != "" && a.Guest == s.Review {
			return nil
		}
	case Assigned:
		if p == MayRunReview && a.User != "" && a.User == s.Facilitator {
			return nil
		}
		if p == MayApprove && a.User != "" && oneOf(a.User, s.Approvers) {
			return nil
		}
	}
	return &Error{Code: Forbidden, Message: "your role does not allow it"}
}

func reachOf(role OrgRole, p Permission) Reach {
	for _, row := range PermissionTable() {
		if row.Permission == p {
			return row.Reach[role]
		}
	}
	return Never
}

// Scope is the least scope with which a token has the permission.
func (p Permission) Scope() Scope {
	switch p {
	case MayRead:
		return ScopeRead
	case MayAdminister, MayBreakGlass:
		return ScopeAdmin
	}
	return ScopeWrite
}

func (a Actor) scopeAllows(p Permission) bool {
	if a.Token == "" {
		return true
	}
	need := p.Scope()
	rank := map[Scope]int{ScopeRead: 1, ScopeWrite: 2, ScopeAdmin: 3}
	for _, s := range a.Scopes {
		if rank[s] >= rank[need] {
			return true
		}
	}
	return false
}

// Might reports whether the actor's role and scope allow something for at least
// one subject: what a route asks before the subject is known. It returns nil, or
// an Unauthenticated or Forbidden error; May decides once the subject is loaded.
func (a Actor) Might(p Permission) error {
	if a.Role == Nobody {
		return &Error{Code: Unauthenticated, Message: "sign in first"}
	}
	if !a.scopeAllows(p) {
		return &Error{Code: Forbidden, Message: "this token's scope does not allow it"}
	}
	if reachOf(a.Role, p) == Never {
		return &Error{Code: Forbidden, Message: "your role does not allow it"}
	}
	return nil
}
