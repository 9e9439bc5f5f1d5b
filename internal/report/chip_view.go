package report

import "github.com/hindcast/hindcast/internal/hindcast"

// VerdictView is a verdict for people: a word, and a shape of its own.
type VerdictView struct {
	Verdict hindcast.Verdict
	Word    string
}

// VerdictOf returns the view of a verdict.
func VerdictOf(v hindcast.Verdict) VerdictView {
	return VerdictView{Verdict: v, Word: hindcast.Capital(v.Words())}
}

// SeverityView is a level: "P2", "High", and how many of four bars are filled.
type SeverityView struct {
	Code, Name string
	Bars       int
}

// SeverityOf returns the view of a level, nil when no level was declared.
func SeverityOf(s hindcast.Severity) *SeverityView {
	if s.String() == "" {
		return nil
	}
	return &SeverityView{Code: s.String(), Name: s.Name(), Bars: int(hindcast.P5) - int(s)}
}

// filled says which of the bars, counted from 0, are.
func (s *SeverityView) filled(bar int) string {
	if bar < s.Bars {
		return "on"
	}
	return "off"
}
