package hindcast

import "strings"

// TLP is a Traffic Light Protocol 2.0 label (FIRST, August 2022). No label means
// no implied right to share.
type TLP string

// The labels, least strict first, in the form STIX uses.
const (
	TLPClear       TLP = "clear"
	TLPGreen       TLP = "green"
	TLPAmber       TLP = "amber"
	TLPAmberStrict TLP = "amber+strict"
	TLPRed         TLP = "red"
)

// TLPs lists the labels, least strict first.
func TLPs() []TLP { return []TLP{TLPClear, TLPGreen, TLPAmber, TLPAmberStrict, TLPRed} }

// Valid reports whether t is one of the labels.
func (t TLP) Valid() bool { return oneOf(t, TLPs()) }

// Label returns the label as it is written on documents: "TLP:AMBER+STRICT".
func (t TLP) Label() string {
	if t == "" {
		return ""
	}
	return "TLP:" + strings.ToUpper(string(t))
}

// ParseTLP reads "TLP:AMBER+STRICT", "amber", and TLP 1's WHITE, which is CLEAR
// today.
func ParseTLP(text string) (TLP, bool) {
	s := strings.ToLower(strings.TrimSpace(text))
	s = strings.TrimSpace(strings.TrimPrefix(s, "tlp:"))
	if s == "white" {
		return TLPClear, true
	}
	return TLP(s), TLP(s).Valid()
}

// Strictest returns the strictest of the labels, which is the label of a whole
// made of such parts; "" when none is given.
func Strictest(parts ...TLP) TLP {
	best, rank := TLP(""), -1
	for _, part := range parts {
		for i, t := range TLPs() {
			if t == part && i > rank {
				best, rank = t, i
			}
		}
	}
	return best
}
