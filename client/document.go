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
	Revisions   []Revision `json:"revisions" doc:"Oldest first; without bodies in lists"`
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
	ID         string    `json:"id"`
	Number     int       `json:"number" doc:"Zero while it is only proposed"`
	At         time.Time `json:"at"`
	Author     *Person   `json:"author"`
	ApprovedBy *Person   `json:"approved_by" doc:"Null while it is only proposed"`
	Reason     string    `json:"reason"`
	Lesson     *string   `json:"lesson" doc:"The finding that caused it"`
	Body       *string   `json:"body" doc:"Markdown; null in lists"`
}

// NewRevision proposes a text.
type NewRevision struct {
	Body   string `json:"body" minLength:"1" maxLength:"500000"`
	Reason string `json:"reason" minLength:"1" maxLength:"2000"`
	Lesson string `json:"lesson,omitempty" doc:"The finding that causes it"`
}

// Policy is what the team holds itself to.
type Policy struct {
	Name     string `json:"name"`
	Revision string `json:"revision"`
	Text     string `json:"text" doc:"YAML"`
}
