package writeup

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		`a \| b`:                    "a | b",
		"&lt;0.1% &amp;amp; &copy;": "<0.1% &amp; ©",
		"AT&T; R&D &nosuch; &":      "AT&T; R&D &nosuch; &",
		"one<br>two<BR/>three":      "one\ntwo\nthree",
		"`a\\_b \\| c` \\_d":        "`a\\_b | c` _d",
		`C:\temp \\server`:          `C:\temp \server`,
		"``not closed &lt;":         "``not closed <",
		`\`:                         `\`,
		"**bold** [a](b)":           "**bold** [a](b)",
	} {
		if got := plain(in); got != want {
			t.Errorf("plain(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestPlainUndoesEscaping checks the promise made to writers.
func TestPlainUndoesEscaping(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.TrimSpace(rapid.StringOf(rapid.RuneFrom([]rune("ab &;<>`|\\*_ltamp#é"))).Draw(t, "text"))
		var b strings.Builder
		for _, r := range text {
			if strings.ContainsRune("\\|`<&", r) {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		}
		row := cells("| " + b.String() + " | x |")
		if len(row) != 2 || plain(row[0]) != text {
			t.Fatalf("%q became %q", text, row)
		}
	})
}

func TestCells(t *testing.T) {
	for in, want := range map[string][]string{
		"| a | b |":      {"a", "b"},
		"a | b":          {"a", "b"},
		"| a | b":        {"a", "b"},
		"|a||c|":         {"a", "", "c"},
		`| a \| b | \\|`: {`a \| b`, `\\`},
		"|":              {""},
	} {
		if got := cells(in); !slices.Equal(got, want) {
			t.Errorf("cells(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestRoleOf(t *testing.T) {
	for heading, want := range map[string]role{
		"Timeline": timelineRole, "⏱ Timeline (all times UTC)": timelineRole, "3. Timeline:": timelineRole, "Incident log": timelineRole, "Timeline of events": timelineRole,
		"What Didn't Go So Well?": wrongRole, "What went well": wellRole, "5 Whys": whysRole, "2. Five whys": whysRole, "Root cause(s)": causeRole, "Root Cause (initial assessment)": causeRole,
		"Follow-up actions": actionsRole, "✅ Corrective actions": actionsRole, "Lessons learned": noRole, "Lessons for Runbooks": noRole, "Atendees": attendeesRole, "Links & Evidence": linksRole,
	} {
		if got := roleOf(heading, noRole); got != want {
			t.Errorf("roleOf(%q) = %d, want %d", heading, got, want)
		}
	}
}

func TestFigures(t *testing.T) {
	for in, want := range map[string]string{
		"$1.2 million": "1200000 USD", "12,500.75 USDC": "12500.75 USDC", "3,200,000 USDC": "3200000 USDC", "1.000.000 EUR": "1000000 EUR", "€ 40k": "40000 EUR", "~2 ETH": "2 ETH",
		"None": "", "about 60 engineering hours": "", "3 or 4 EUR": "", "10-20k USD": "", "1 ETH and 2 BTC": "", "0.5 WBTC": "0.5 WBTC",
	} {
		got := ""
		if m := moneyIn(in); m != nil {
			got = m.Amount + " " + m.Currency
		}
		if got != want {
			t.Errorf("moneyIn(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]int64{"~3,000": 3000, "12k": 12000, "None": 0, "1.5 million": 1_500_000, "about 40": 40, "10-20": -1, "30%": -1, "many": -1} {
		got := int64(-1)
		if n := countIn(in); n != nil {
			got = *n
		}
		if got != want {
			t.Errorf("countIn(%q) = %d, want %d", in, got, want)
		}
	}
}
