package client

import "time"

// Document is a runbook, playbook, policy, procedure, template, contact sheet or
// training.
type Document struct {
	ID          string     `json:"id"`
	Version     int64      `json:"version"`
	Kind        string     `json:"kind" enum:"runbook,playbook,policy,procedure,communication_template,contact_sheet,training"`
	Title       string     `json:"title"`
	Link        *string    `json:"link" doc:"Where it is kept when that is not here"`
	Types       []string   `json:"types" doc:"Incident types it is for; empty means any"`
	Services    []string   `json:"services" doc:"Services it is for; empty means any"`
	Owner       *Person    `json:"owner"`
	ReviewDays  *int       `json:"review_days" doc:"How often it is reviewed; null when the policy says"`
	Steps       []string   `json:"steps"`
	LastUsed    *time.Time `json:"last_used"`
	LastDrilled *time.Time `json:"last_drilled"`
	DueAt       *time.Time `json:"due_at" doc:"When it has to be looked at again"`
	Revisions   []Revision `json:"revisions" doc:"Oldest first; in lists the newest alone, without its body"`
	Proposals   []Proposal `json:"proposals" doc:"Texts that wait for approval, oldest first; empty in lists"`
}

// Proposal is a revision that waits for approval.
type Proposal struct {
	ID      string    `json:"id"`
	Version int64     `json:"version"`
	BasedOn int       `json:"based_on" doc:"Number of the revision it was written from"`
	At      time.Time `json:"at"`
	Author  *Person   `json:"author"`
	Reason  string    `json:"reason"`
	Lesson  *string   `json:"lesson"`
	Steps   []string  `json:"steps"`
	Body    string    `json:"body"`
}

// NewDocument adds a document, without a text yet.
type NewDocument struct {
	Kind       string   `json:"kind" enum:"runbook,playbook,policy,procedure,communication_template,contact_sheet,training"`
	Title      string   `json:"title" minLength:"1" maxLength:"300"`
	Link       string   `json:"link,omitempty" format:"uri"`
	Types      []string `json:"types,omitempty"`
	Services   []string `json:"services,omitempty"`
	Owner      *Person  `json:"owner,omitempty"`
	ReviewDays int      `json:"review_days,omitempty" minimum:"0" maximum:"3650"`
}

// Revision is one state of a document.
type Revision struct {
	Number     int       `json:"number"`
	At         time.Time `json:"at"`
	Author     *Person   `json:"author"`
	ApprovedBy *Person   `json:"approved_by"`
	Reason     string    `json:"reason"`
	Lesson     *string   `json:"lesson" doc:"The finding that caused it"`
	Body       *string   `json:"body" doc:"Markdown; null in lists"`
}

// NewRevision proposes a text.
type NewRevision struct {
	BasedOn int      `json:"based_on,omitempty" minimum:"0" doc:"Number of the revision it was written from; 0 for the first"`
	Steps   []string `json:"steps,omitempty" doc:"Steps of a runbook as they will be; left out, they stay"`
	Body    string   `json:"body" minLength:"1" maxLength:"1000000"`
	Reason  string   `json:"reason" minLength:"1" maxLength:"2000"`
	Lesson  string   `json:"lesson,omitempty" doc:"The finding that causes it"`
}

// Policy is what the team holds itself to.
type Policy struct {
	Name string `json:"name"`
	Text string `json:"text" doc:"YAML"`
}
