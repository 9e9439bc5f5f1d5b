package hindcast_test

import (
	"strings"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// spellOut turns a history written in letters into words.
var spellOut = strings.NewReplacer("h", "holds ", "b", "broken ", "u", "unknown ")

// proofOf makes a proof with a history: h holds, b broken, u unknown.
func proofOf(history string) hindcast.Proof {
	p := hindcast.Proof{Kind: hindcast.ProofHTTP, Subject: "https://status.example"}
	for _, word := range strings.Fields(spellOut.Replace(history)) {
		p.Results = append(p.Results, hindcast.ProofResult{Outcome: hindcast.Outcome(word)})
	}
	return p
}

// judged is the table of the judge: a history, what it comes to, whether a second
// check is needed, and whether the proof is stale.
var judged = []struct {
	history    string
	result     hindcast.Outcome
	confirming bool
	stale      bool
}{
	{"", hindcast.Due, false, false},
	{"h", hindcast.Holds, false, false},
	{"u", hindcast.Unknown, false, false},
	{"b", hindcast.Unknown, true, false},
	{"bb", hindcast.Broken, false, false},
	{"bub", hindcast.Broken, false, false},
	{"bh", hindcast.Holds, false, false},
	{"hb", hindcast.Holds, true, false},
	{"hbu", hindcast.Holds, true, false},
	{"hbb", hindcast.Broken, false, false},
	{"hbub", hindcast.Broken, false, false},
	{"hbhb", hindcast.Holds, true, false},
	{"hbbh", hindcast.Holds, false, false},
	{"hbbhb", hindcast.Holds, true, false},
	{"hu", hindcast.Holds, false, false},
	{"huu", hindcast.Holds, false, false},
	{"huuu", hindcast.Holds, false, true},
	{"hbbuuu", hindcast.Broken, false, true},
	{"uuu", hindcast.Unknown, false, true},
	{"uuuh", hindcast.Holds, false, false},
}

func TestProofJudge(t *testing.T) {
	for _, c := range judged {
		p := proofOf(c.history)
		if p.Result() != c.result || p.NeedsConfirming() != c.confirming || p.Stale() != c.stale {
			t.Errorf("%q: %s, confirming %v, stale %v; want %s, %v, %v", c.history,
				p.Result(), p.NeedsConfirming(), p.Stale(), c.result, c.confirming, c.stale)
		}
	}
}

// TestProofJudgeEverywhere goes through every history of up to seven checks.
func TestProofJudgeEverywhere(t *testing.T) {
	var walk func(history string)
	walk = func(history string) {
		result := proofOf(history).Result()
		known := strings.ReplaceAll(history, "u", "")
		switch {
		case result == hindcast.Broken && !strings.HasSuffix(known, "bb"):
			t.Errorf("%q is broken without two broken checks at its end", history)
		case result != hindcast.Broken && strings.HasSuffix(known, "bb"):
			t.Errorf("%q is %s", history, result)
		case result != hindcast.Holds && strings.HasSuffix(known, "h"):
			t.Errorf("%q is %s", history, result)
		case result == hindcast.Holds && !strings.Contains(known, "h"):
			t.Errorf("%q never held", history)
		}
		if after := proofOf(history + "u").Result(); after != result && result != hindcast.Due {
			t.Errorf("unknown after %q changes %s to %s", history, result, after)
		}
		if len(history) < 7 {
			for _, next := range "hbu" {
				walk(history + string(next))
			}
		}
	}
	walk("")
}
