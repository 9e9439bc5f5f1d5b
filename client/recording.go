package client

// LedgerSpan is the entries of the ledger that a change made, both ends included.
type LedgerSpan struct {
	From    int64 `json:"from" minimum:"1"`
	Through int64 `json:"through" minimum:"0"`
}

// Mark puts a milestone on an event, or takes it off.
type Mark struct {
	Milestone string `json:"milestone" enum:"began,detected,responded,cause_found,mitigated,resolved"`
	On        bool   `json:"on"`
}

// Support says that evidence supports an event, or no longer does.
type Support struct {
	Event string `json:"event" maxLength:"100"`
	On    bool   `json:"on"`
}
