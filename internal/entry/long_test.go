package entry

import (
	"strings"
	"testing"
)

// TestLongLines reads very long lines made of what the scanners look for. Time
// that grows with the square of the length would show as a test that hangs.
func TestLongLines(t *testing.T) {
	for _, unit := range []string{"(", "[", "**", "`", "- ", "| ", "not resolved ", "root cause .. ", "14:30 ", "9", "1h", "issue ", "\"", "#", "@", "Alice Bob ", "step by ", "next update ", "a", "~", "~ ", "at ", "Mon ", "é", "\xff"} {
		line := "14:30 " + strings.Repeat(unit, 1<<18/len(unit))
		if e, ok := Parse(line, clockOn29Jan()); ok && e.Text == "" && !strings.ContainsAny(unit, "(|[`*~- ") {
			t.Errorf("a line of %q lost its text", unit)
		}
		clockOn29Jan().Problem(line[len("14:30 "):])
		Duration(line[len("14:30 "):])
		Templated(line)
	}
}
