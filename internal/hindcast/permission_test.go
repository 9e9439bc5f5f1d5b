package hindcast_test

import (
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// mayTable is who may do what, stated a second time: A always, o where assigned,
// g in the one review of a guest, - never. The columns are those of OrgRoles.
var mayTable = map[hindcast.Permission]string{
	hindcast.MayRead:          "AAAAg",
	hindcast.MayOpenIncident:  "AAA--",
	hindcast.MayWriteTimeline: "AAA-g",
	hindcast.MayContribute:    "AAA-g",
	hindcast.MayRunReview:     "AAo--",
	hindcast.MayOwnActions:    "AAA--",
	hindcast.MayApprove:       "AAo--",
	hindcast.MayAdminister:    "A----",
	hindcast.MayBreakGlass:    "A----",
}

func actorOf(role hindcast.OrgRole) hindcast.Actor {
	a := hindcast.Actor{User: "u1", Name: "Ada", Role: role}
	if role == hindcast.Guest {
		a.Guest = "rev_1"
	}
	return a
}

// TestMay asks every role for every permission about every kind of subject.
func TestMay(t *testing.T) {
	subjects := map[string]hindcast.Subject{
		"nothing in particular":   {},
		"the guest's review":      {Review: "rev_1", Facilitator: "u9"},
		"another review":          {Review: "rev_2", Facilitator: "u9"},
		"a review they run":       {Review: "rev_2", Facilitator: "u1"},
		"named as approver":       {Review: "rev_2", Owner: "u9", Approvers: []hindcast.UserID{"u8", "u1"}},
		"named, but it is theirs": {Review: "rev_2", Owner: "u1", Approvers: []hindcast.UserID{"u1"}},
		"their own work":          {Review: "rev_2", Owner: "u1"},
	}
	if len(mayTable) != len(hindcast.PermissionTable()) {
		t.Errorf("%d permissions, want %d", len(hindcast.PermissionTable()), len(mayTable))
	}
	for permission, row := range mayTable {
		for column, role := range hindcast.OrgRoles() {
			for name, s := range subjects {
				var want bool
				switch row[column] {
				case 'A':
					want = true
				case 'g':
					want = s.Review == "rev_1"
				case 'o':
					want = permission == hindcast.MayRunReview && s.Facilitator == "u1" ||
						permission == hindcast.MayApprove && len(s.Approvers) > 0
				}
				if permission == hindcast.MayApprove && s.Owner == "u1" {
					want = false
				}
				err := actorOf(role).May(permission, s)
				if (err == nil) != want || err != nil && hindcast.CodeOf(err) != hindcast.Forbidden {
					t.Errorf("%s, %s, %s: %v, want %v", role, permission, name, err, want)
				}
			}
		}
	}
}

func TestMayAtTheEdges(t *testing.T) {
	for _, c := range []struct {
		name  string
		actor hindcast.Actor
		may   hindcast.Permission
		about hindcast.Subject
		want  hindcast.Code
	}{
		{"nobody", hindcast.Actor{}, hindcast.MayRead, hindcast.Subject{}, hindcast.Unauthenticated},
		{"nobody, with a token", hindcast.Actor{Token: "ci", Scopes: []hindcast.Scope{hindcast.ScopeAdmin}}, hindcast.MayRead, hindcast.Subject{}, hindcast.Unauthenticated},
		{"an unknown role", hindcast.Actor{Role: "owner"}, hindcast.MayRead, hindcast.Subject{}, hindcast.Forbidden},
		{"an unknown permission", actorOf(hindcast.Admin), "fly", hindcast.Subject{}, hindcast.Forbidden},
		{"a guest of no review, about nothing", hindcast.Actor{User: "u1", Role: hindcast.Guest}, hindcast.MayRead, hindcast.Subject{}, hindcast.Forbidden},
		{"a member without a user, no facilitator", hindcast.Actor{Role: hindcast.Member}, hindcast.MayRunReview, hindcast.Subject{}, hindcast.Forbidden},
		{"a member without a user, an empty approver", hindcast.Actor{Role: hindcast.Member}, hindcast.MayApprove,
			hindcast.Subject{Approvers: []hindcast.UserID{""}}, hindcast.Forbidden},
	} {
		if err := c.actor.May(c.may, c.about); hindcast.CodeOf(err) != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

// TestTokenScopes checks that a token can do no more than its scope, nor more
// than the role it acts with.
func TestTokenScopes(t *testing.T) {
	read := map[hindcast.Permission]bool{hindcast.MayRead: true}
	write := map[hindcast.Permission]bool{hindcast.MayRead: true, hindcast.MayOpenIncident: true, hindcast.MayWriteTimeline: true,
		hindcast.MayContribute: true, hindcast.MayRunReview: true, hindcast.MayOwnActions: true, hindcast.MayApprove: true}
	for name, c := range map[string]struct {
		scopes []hindcast.Scope
		may    func(hindcast.Permission) bool
	}{
		"none":           {nil, func(hindcast.Permission) bool { return false }},
		"unknown":        {[]hindcast.Scope{"everything"}, func(hindcast.Permission) bool { return false }},
		"read":           {[]hindcast.Scope{hindcast.ScopeRead}, func(p hindcast.Permission) bool { return read[p] }},
		"write":          {[]hindcast.Scope{hindcast.ScopeWrite}, func(p hindcast.Permission) bool { return write[p] }},
		"read and write": {[]hindcast.Scope{hindcast.ScopeRead, hindcast.ScopeWrite}, func(p hindcast.Permission) bool { return write[p] }},
		"admin":          {[]hindcast.Scope{hindcast.ScopeAdmin}, func(hindcast.Permission) bool { return true }},
	} {
		for p := range mayTable {
			admin := actorOf(hindcast.Admin)
			admin.Token, admin.Scopes = "ci", c.scopes
			if err := admin.May(p, hindcast.Subject{}); (err == nil) != c.may(p) {
				t.Errorf("scope %s, %s: %v", name, p, err)
			}
			viewer := actorOf(hindcast.Viewer)
			viewer.Token, viewer.Scopes = "ci", c.scopes
			if err := viewer.May(p, hindcast.Subject{}); err == nil && !(read[p] && c.may(p)) {
				t.Errorf("a viewer's token with scope %s may %s", name, p)
			}
		}
	}
}
