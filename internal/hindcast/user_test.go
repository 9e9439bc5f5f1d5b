package hindcast_test

import (
	"strings"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func TestUserIsValidated(t *testing.T) {
	kim := hindcast.User{ID: "usr_1", Name: "Kim", Email: "kim@example.org", Role: hindcast.Member}
	for field, spoil := range map[string]func(*hindcast.User){
		"":      func(*hindcast.User) {},
		"name":  func(u *hindcast.User) { u.Name = " " },
		"role":  func(u *hindcast.User) { u.Role = "owner" },
		"guest": func(u *hindcast.User) { u.Role = hindcast.Guest },
		"email": func(u *hindcast.User) { u.Email = "kim@" },
	} {
		u := kim
		spoil(&u)
		err := u.Validate()
		if (field == "") != (err == nil) || err != nil && !strings.Contains(err.Error(), field+": ") {
			t.Errorf("%q: %v", field, err)
		}
	}
	bound := kim
	bound.Guest = "rev_1"
	if bound.Validate() == nil {
		t.Error("a member bound to one review is accepted")
	}
}

func TestEmailAddresses(t *testing.T) {
	for address, valid := range map[string]bool{
		"a@b": true, "k.im+x@example.org": true, "zoë@exämple.org": true,
		"": false, "@": false, "a@": false, "@b": false, "a@b@c": false, "a b@c": false, "a@b\n": false, "<a@b>": false, "a@b,c@d": false,
		strings.Repeat("a", hindcast.MaxEmail) + "@b": false,
	} {
		u := hindcast.User{Name: "x", Email: address, Role: hindcast.Viewer}
		if err := u.Validate(); (err == nil) != valid {
			t.Errorf("%q: %v", address, err)
		}
	}
	if hindcast.FoldEmail(" Kim@Example.ORG ") != "kim@example.org" {
		t.Error("not folded")
	}
}

func TestRolesAreRanked(t *testing.T) {
	roles := hindcast.OrgRoles()
	for i, role := range roles {
		for j, other := range roles {
			if role.Outranks(other) != (i < j) {
				t.Errorf("%s outranks %s: %v", role, other, role.Outranks(other))
			}
		}
		if !role.Outranks(hindcast.Nobody) {
			t.Errorf("%s does not outrank nobody", role)
		}
	}
}
