package client

import (
	"time"
)

// LessonChange is what a lesson changed, and whether it still holds.
type LessonChange struct {
	Action   string     `json:"action"`
	Title    string     `json:"title"`
	Owner    *Person    `json:"owner"`
	Incident string     `json:"incident" doc:"Key"`
	Lesson   *string    `json:"lesson"`
	Kind     *string    `json:"kind" doc:"Kind of change"`
	State    string     `json:"state" enum:"open,in_progress,done,verified,dropped"`
	Changed  time.Time  `json:"changed" doc:"When it was first said to be done"`
	Verified *time.Time `json:"verified" doc:"When it was last verified, even if it was reopened since"`
	Proof    string     `json:"proof" enum:"none,holds,broken,stale,unknown"`
	Holds    *time.Time `json:"holds" doc:"Since when its proofs hold"`
	Broken   *time.Time `json:"broken" doc:"Since when one is broken"`
	Effect   *string    `json:"effect" doc:"What was judged last: effective, not_effective or too_early"`
	Helped   []string   `json:"helped" doc:"Keys of incidents in which it would have helped"`
}

// ChangePack is the evidence of changes.
type ChangePack struct {
	Made   time.Time  `json:"made"`
	Ledger string     `json:"ledger" doc:"Where the ledger ended: hindcast verify --expect checks it"`
	Cut    bool       `json:"cut" doc:"There are more changes, or more results of a proof, than a pack holds"`
	SHA256 string     `json:"sha256" doc:"Of all parts as one list, with keys in order and without blanks"`
	Parts  []PackPart `json:"parts"`
}

// PackPart is a piece of a pack.
type PackPart struct {
	Name    string `json:"name"`
	SHA256  string `json:"sha256" doc:"Of the content with keys in order and without blanks"`
	Content any    `json:"content"`
}

// ChangeCounts count changes and how they stand.
type ChangeCounts struct {
	All      int `json:"all"`
	Verified int `json:"verified"`
	Holding  int `json:"holding" doc:"With proofs that hold"`
	Broken   int `json:"broken" doc:"With a proof that broke"`
	Unproven int `json:"unproven" doc:"Without a proof"`
}
