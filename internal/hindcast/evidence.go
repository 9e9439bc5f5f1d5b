package hindcast

import (
	"regexp"
	"time"
)

// Evidence is a file or link that supports timeline events.
type Evidence struct {
	ID            EvidenceID
	Name          string
	URL           string // URL is set for links and empty for files.
	SHA256        string // SHA256 is 64 lower-case hex digits; empty for links.
	Size          int64  // Size is in bytes.
	Source        string // Source names an evidence source of the policy, as "CloudTrail".
	Availability  Availability
	Intact        *bool // Intact is the result of the last hash check; nil when never checked.
	CollectedBy   Person
	CollectedAt   time.Time
	CollectedFrom string
	Events        []EventID // Events it supports.
	Custody       []CustodyEntry
	Origin        Origin
}

// Availability says whether evidence could be had when it was needed.
type Availability string

// The availabilities. Empty means available.
const (
	Available    Availability = ""
	NotReachable Availability = "unavailable" // it existed but could not be reached
	Expired      Availability = "expired"     // it was past its retention
)

// CustodyEntry is one line of a custody log.
type CustodyEntry struct {
	At     time.Time
	By     Person
	Action string // Action is a past-tense verb: collected, read, moved, handed over.
	Note   string
}

// EvidenceSource is a place logs and other evidence come from, listed in the
// policy before anybody needs it.
type EvidenceSource struct {
	Name       string
	Volatility string        // Volatility says how soon it is gone, in the team's words.
	Retention  time.Duration // Retention is how long it is kept; zero when not stated.
}

// Validate checks the evidence by itself.
func (e Evidence) Validate() error {
	var p Problems
	checkLine(&p, "name", e.Name, MaxTitle, true)
	if e.SHA256 != "" && !regexp.MustCompile(`^[0-9a-f]{64}$`).MatchString(e.SHA256) {
		p.Add("sha256", "must be 64 lower-case hexadecimal digits")
	}
	if e.Size < 0 {
		p.Add("size", "must not be negative")
	}
	if e.Availability != Available && e.Availability != NotReachable && e.Availability != Expired {
		p.Add("availability", "must be empty, unavailable or expired")
	}
	return p.Err("the evidence")
}
