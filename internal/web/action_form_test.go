package web

import (
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// TestTypedActions: what is typed becomes an action, and what stood there and was
// not touched stays.
func TestTypedActions(t *testing.T) {
	ann, bo := hindcast.Person{User: "usr_ann", Name: "Ann"}, hindcast.Person{User: "usr_bo", Name: "Bo"}
	form := actionForm{terms: actions.Terms{Zone: time.UTC}, people: []hindcast.Person{ann, bo, {User: "usr_x", Name: "Sam"}, {User: "usr_y", Name: "Sam"}}}
	may := hindcast.Date{Year: 2026, Month: 5, Day: 31}
	for _, c := range []struct {
		name       string
		owner, due string
		was        hindcast.Action
		wantOwner  hindcast.Person
		wantDue    hindcast.Date
		wantText   string
		refused    bool
	}{
		{name: "a colleague by name", owner: " ann ", due: "2026-05-31", wantOwner: ann, wantDue: may},
		{name: "two of one name", owner: "Sam", wantOwner: hindcast.Person{Name: "Sam"}},
		{name: "nobody", was: hindcast.Action{Owner: ann, Due: may}},
		{name: "a supplier", owner: "@Supplier", wantOwner: hindcast.Person{Name: "Supplier"}},
		{name: "untouched", owner: "Annie", due: "next sprint", was: hindcast.Action{Owner: hindcast.Person{User: "usr_old", Name: "Annie"}, DueText: "next sprint"},
			wantOwner: hindcast.Person{User: "usr_old", Name: "Annie"}, wantText: "next sprint"},
		{name: "no day", due: "soon", refused: true},
	} {
		f := form
		f.Title, f.Owner, f.Due = "x", c.owner, c.due
		a, err := f.action(c.was)
		if (err != nil) != c.refused {
			t.Errorf("%s: %v", c.name, err)
		}
		if a.Owner != c.wantOwner || a.Due != c.wantDue || a.DueText != c.wantText {
			t.Errorf("%s: %+v", c.name, a)
		}
	}
}
