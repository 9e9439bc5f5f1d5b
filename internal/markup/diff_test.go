package markup

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawn writes a comparison as text: one line each, changed pieces in brackets.
func drawn(list []DiffLine) string {
	var b strings.Builder
	for _, l := range list {
		fmt.Fprintf(&b, "%s %d %d ", map[Op]string{Same: "=", Removed: "-", Added: "+"}[l.Op], l.Old, l.New)
		for _, s := range l.Segments {
			if s.Op == Same || len(l.Segments) == 1 {
				b.WriteString(s.Text)
			} else {
				b.WriteString("[" + s.Text + "]")
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestDiff(t *testing.T) {
	tests := []struct{ name, before, after, want string }{
		{"empty", "", "", ""},
		{"equal", "a\nb\n", "a\nb\n", "= 1 1 a\n= 2 2 b\n"},
		{"all new", "", "a\nb", "+ 0 1 a\n+ 0 2 b\n"},
		{"all gone", "a\nb", "", "- 1 0 a\n- 2 0 b\n"},
		{"only the last line end", "a\nb", "a\nb\n", "= 1 1 a\n= 2 2 b\n"},
		{"a word", "a\npage the DBA on call\nz\n", "a\npage the SRE on call\nz\n", "= 1 1 a\n- 2 0 page the [DBA] on call\n+ 0 2 page the [SRE] on call\n= 3 3 z\n"},
		{"wholly other", "restart the primary\n", "call legal first\n", "- 1 0 restart the primary\n+ 0 1 call legal first\n"},
		{"insertion", "a\nc\n", "a\nb\nc\n", "= 1 1 a\n+ 0 2 b\n= 2 3 c\n"},
		{"a number", "wait 5 min", "wait 15 min", "- 1 0 wait [5] min\n+ 0 1 wait [15] min\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, drawn(Diff(tt.before, tt.after))); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestDiffKeepsBothTexts: the lines that are not added are the earlier text, those
// not removed the later one, and the pieces of a line are the line.
func TestDiffKeepsBothTexts(t *testing.T) {
	line := rapid.StringMatching(`[abc ,é]{0,8}`)
	rapid.Check(t, func(t *rapid.T) {
		before := rapid.SliceOf(line).Draw(t, "before")
		after := rapid.SliceOf(line).Draw(t, "after")
		a, b := strings.Join(before, "\n"), strings.Join(after, "\n")
		var old, fresh []string
		for _, l := range Diff(a, b) {
			if l.Op != Added {
				old = append(old, textOf(l))
				if l.Old != len(old) {
					t.Fatalf("old line %d is numbered %d", len(old), l.Old)
				}
			}
			if l.Op != Removed {
				fresh = append(fresh, textOf(l))
				if l.New != len(fresh) {
					t.Fatalf("new line %d is numbered %d", len(fresh), l.New)
				}
			}
		}
		if got, want := strings.Join(old, "\n"), strings.TrimSuffix(a, "\n"); got != want {
			t.Fatalf("earlier text: got %q, want %q", got, want)
		}
		if got, want := strings.Join(fresh, "\n"), strings.TrimSuffix(b, "\n"); got != want {
			t.Fatalf("later text: got %q, want %q", got, want)
		}
	})
}

func BenchmarkDiff(b *testing.B) {
	var old, fresh strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&old, "step %d: check the replica lag and page the owner\n", i)
		if i%10 == 0 {
			fmt.Fprintf(&fresh, "step %d: check the replica delay and page the team\n", i)
		} else {
			fmt.Fprintf(&fresh, "step %d: check the replica lag and page the owner\n", i)
		}
	}
	others := strings.Repeat("wholly other words stand here in every line\n", 2000)
	for name, after := range map[string]string{"revised": fresh.String(), "replaced": others} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Diff(old.String(), after)
			}
		})
	}
	b.Run("one long line", func(b *testing.B) {
		x, y := strings.Repeat("lag ", 25_000), strings.Repeat("gal lag ", 12_500)
		for b.Loop() {
			Diff(x, y)
		}
	})
}

// textOf is a line put together from its pieces.
func textOf(l DiffLine) string {
	var b strings.Builder
	for _, s := range l.Segments {
		b.WriteString(s.Text)
	}
	return b.String()
}
