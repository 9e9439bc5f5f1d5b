package web

import (
	"slices"
	"testing"
)

// TestFactorGraph: every time a factor and an incident met there is one line, an
// incident stands at the height of its factors, and one that shares several says so.
func TestFactorGraph(t *testing.T) {
	shared := func(keys ...string) (list []incidentRef) {
		for _, k := range keys {
			list = append(list, incidentRef{Key: k, Title: "About " + k, Href: "/incidents/" + k})
		}
		return list
	}
	g := newFactorGraph([]factorView{
		{Plain: "Nobody owned the key", Primary: true, Shared: shared("INC-9", "INC-4")},
		{Plain: "Alerts went to one person"},
		{Plain: "Changes are not reviewed", Shared: shared("INC-2", "INC-4")},
	})
	var order []string
	for _, i := range g.Incidents {
		order = append(order, i.Text)
	}
	if want := []string{"INC-9", "INC-4, 2 of them", "INC-2"}; !slices.Equal(order, want) {
		t.Errorf("from above: %q, want %q", order, want)
	}
	if len(g.Lines) != 4 || g.Lines[0] != "M270 14C323 14 323 14 376 14" {
		t.Errorf("lines %q", g.Lines)
	}
	for _, n := range slices.Concat(g.Factors, g.Incidents) {
		if n.Y < 0 || n.Y > g.Height {
			t.Errorf("%q stands outside, at %d of %d", n.Text, n.Y, g.Height)
		}
	}
	if g.Says != "3 other incidents share a factor with this one; 1 shares more than one." {
		t.Error(g.Says)
	}
	if newFactorGraph([]factorView{{Plain: "Alone", Shared: shared("INC-1")}}) != nil || newFactorGraph([]factorView{{Plain: "a"}, {Plain: "b"}}) != nil {
		t.Error("a picture of what needs none")
	}
}
