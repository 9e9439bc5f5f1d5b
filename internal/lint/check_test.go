package lint

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func TestCheck(t *testing.T) {
	tests := []struct {
		name   string
		change func(*hindcast.Record)
		source string
		want   []string
	}{
		{"nothing to say", func(*hindcast.Record) {}, "# Sign-in down\n", []string{}},
		{"record and prose", func(r *hindcast.Record) { r.Review.Summary = "" }, "# Sign-in down\n\n## Summary\n\nShe should have noticed.\n",
			[]string{"3:0 no-summary ", "5:1 hindsight She should have noticed"}},
		{"absent heading", func(r *hindcast.Record) { r.Review.Summary = "" }, "\n# Sign-in down\n", []string{"2:0 no-summary "}},
		{"names of the record", func(*hindcast.Record) {}, "# T\n\nRuiz failed to check it. Ana forgot.\n",
			[]string{"3:1 blame-person Ruiz failed to check", "3:26 blame-person Ana forgot"}},
		{"one word is less sure", func(*hindcast.Record) {}, "# T\n\nBo failed to start. Bo failed to notice it.\n", []string{"3:21 blame-person Bo failed to notice"}},
		{"column of an action", func(r *hindcast.Record) {
			r.Actions[0].Origin.Line, r.Actions[0].Title = 3, "Improve monitoring"
		}, "# T\n\n| Improve monitoring | Ana |\n", []string{"3:3 vague-action Improve monitoring"}},
		{"vague in action and prose once", func(r *hindcast.Record) {
			r.Actions[0].Origin.Line, r.Actions[0].Title = 3, "Be more careful"
		}, "# T\n\n- Be more careful\n", []string{"3:3 vague-action Be more careful"}},
		{"timeline in a fence", func(r *hindcast.Record) {
			r.Timeline[2].Origin.Line, r.Timeline[2].Text = 4, "Bob forgot to renew it"
		}, "# T\n\n```\n14:02 UTC - Bob forgot to renew it\n```\n", []string{"4:13 blame-person Bob forgot"}},
		{"template", func(*hindcast.Record) {}, "# T\n\n| HH:MM | x |\n\n- TBD\n\n**Owner:** [Name]\n\n[a link](x) and [1]\n",
			[]string{"3:3 left-over-template HH:MM", "5:3 left-over-template TBD", "7:12 left-over-template [Name]"}},
		{"template passes where something else was said", func(r *hindcast.Record) {
			r.Actions[0].Origin.Line, r.Actions[0].Title, r.Actions[0].Owner.Name = 3, "Add it", "TBD"
		}, "# T\n\n| Add it | TBD |\n", []string{"3:3 action-without-owner Add it"}},
		{"whole document allowed from anywhere", func(r *hindcast.Record) { r.Review.Summary = "" },
			"# T\n\ntext\n\n<!-- hindcast:allow no-summary because it is in the ticket -->\n", []string{}},
		{"unknown rule allowed", func(*hindcast.Record) {}, "# T\n<!-- hindcast:allow summary because it is in the ticket -->\n",
			[]string{"2:6 allow-incomplete hindcast:allow summary because it is in the ticket"}},
		{"allowed without reason", func(*hindcast.Record) {}, "# T\n<!-- hindcast:allow no-summary -->\n", []string{"2:6 allow-incomplete hindcast:allow no-summary"}},
		{"a line beyond the source", func(r *hindcast.Record) { r.Actions[0].Owner.Name = "" }, "", []string{"30:0 action-without-owner Alert 14 days before a certificate expires"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := complete()
			test.change(r)
			if diff := cmp.Diff(test.want, short(Check(r, []byte(test.source), false))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDraftsPass(t *testing.T) {
	empty := &hindcast.Record{Actions: []hindcast.Action{{Title: "Improve monitoring"}}}
	source := []byte("# T\n\n## Summary\n\n_To record: two sentences._\n\n## Links\n\n_To record: links._\n")
	if !failing(Check(empty, source, false)) {
		t.Error("an empty review passes")
	}
	draft := Check(empty, source, true)
	if failing(draft) {
		t.Error("a draft does not pass")
	}
	if slices.ContainsFunc(draft, func(h Hint) bool { return h.Line == 5 }) {
		t.Error("the missing summary is named twice")
	}
	if len(draft) < 8 || !slices.ContainsFunc(draft, func(h Hint) bool { return h.Rule == "left-over-template" }) {
		t.Errorf("a draft keeps its hints as notes: %v", short(draft))
	}
}

func TestOrder(t *testing.T) {
	hints := Check(&hindcast.Record{Actions: []hindcast.Action{{Title: "x", Origin: hindcast.Origin{Line: 4}}}}, []byte("# T\n\nBob forgot.\n- x\n"), false)
	if !slices.IsSortedFunc(hints, func(a, b Hint) int { return a.Line - b.Line }) {
		t.Errorf("not in order of place: %v", short(hints))
	}
	seen := map[string]bool{}
	for _, h := range short(hints) {
		if seen[h] {
			t.Errorf("%s comes twice", h)
		}
		seen[h] = true
	}
	if !strings.Contains(strings.Join(short(hints), "\n"), "4:3 action-without-owner x") {
		t.Errorf("the action has no place: %v", short(hints))
	}
}

// failing reports whether any hint is a problem, which makes a check fail.
func failing(hints []Hint) bool {
	return slices.ContainsFunc(hints, func(h Hint) bool { return h.Level == Problem })
}
