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

	Marks   []DocumentMark   `json:"marks" doc:"What was said of it without changing its text, oldest first; empty in lists"`
	Outline *DocumentOutline `json:"outline" doc:"What is understood of the text in force; null in lists"`
}

// DocumentMark is something said of a document without changing its text.
type DocumentMark struct {
	Kind   string    `json:"kind" enum:"reviewed,contradicted,retired,restored"`
	At     time.Time `json:"at"`
	By     *Person   `json:"by"`
	Note   *string   `json:"note"`
	Lesson *string   `json:"lesson" doc:"The finding that contradicts it"`
}

// NewDocumentMark says something of a document.
type NewDocumentMark struct {
	Kind   string     `json:"kind" enum:"reviewed,contradicted,retired,restored,used,drilled"`
	Note   string     `json:"note,omitempty" maxLength:"2000" doc:"Required to retire and to restore"`
	Lesson string     `json:"lesson,omitempty" doc:"The finding that contradicts it"`
	At     *time.Time `json:"at,omitempty" doc:"When it was used or drilled; now when it is left out"`
}

// DocumentOutline is what is understood of a document's text.
type DocumentOutline struct {
	Steps     []RunbookStep   `json:"steps"`
	Checklist []ChecklistItem `json:"checklist"`
	Variables []string        `json:"variables" doc:"What stands in double braces to be filled in"`
}

// RunbookStep is one step of a runbook.
type RunbookStep struct {
	ID    string `json:"id" doc:"Stays through small edits"`
	Phase string `json:"phase" doc:"The heading it stands under"`
	Name  string `json:"name" doc:"What response events cite it by"`
	Text  string `json:"text" doc:"Markdown"`
}

// ChecklistItem is a box to tick.
type ChecklistItem struct {
	Phase  string `json:"phase"`
	Text   string `json:"text"`
	Ticked bool   `json:"ticked"`
}

// Runbook is a runbook with its steps.
type Runbook struct {
	ID    string        `json:"id"`
	Title string        `json:"title"`
	Steps []RunbookStep `json:"steps"`
}

// Starter is a document of the starter set.
type Starter struct {
	Name  string `json:"name"`
	Kind  string `json:"kind"`
	Title string `json:"title"`
	Taken bool   `json:"taken" doc:"The library has it"`
}

// StarterChoice names documents of the starter set.
type StarterChoice struct {
	Names []string `json:"names" maxItems:"100"`
}

// PolicyText is a policy that is not in force.
type PolicyText struct {
	Text string `json:"text" minLength:"1" maxLength:"1000000" doc:"YAML"`
}

// PolicyEffect is what a policy would change in past answers.
type PolicyEffect struct {
	Judged  int             `json:"judged" doc:"How many incidents were looked at"`
	More    bool            `json:"more" doc:"The year had more; the newest were looked at"`
	Changed []ChangedAnswer `json:"changed"`
}

// ChangedAnswer is an answer that would be another one.
type ChangedAnswer struct {
	Incident string  `json:"incident"`
	Question string  `json:"question"`
	Before   string  `json:"before"`
	After    string  `json:"after"`
	Signed   *string `json:"signed" doc:"What was signed, and stays"`
	Reason   string  `json:"reason"`
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
	Steps   []string `json:"steps,omitempty" doc:"Steps of a runbook as they will be; left out, they are read from the text's numbered lists, and stay where it has none"`
	Body    string   `json:"body" minLength:"1" maxLength:"1000000"`
	Reason  string   `json:"reason" minLength:"1" maxLength:"2000"`
	Lesson  string   `json:"lesson,omitempty" doc:"The finding that causes it"`
}

// Policy is what the team holds itself to.
type Policy struct {
	Name string `json:"name"`
	Text string `json:"text" doc:"YAML"`
}

// FoundLesson is a finding of a review that may be cited.
type FoundLesson struct {
	ID       string `json:"id"`
	Kind     string `json:"kind" enum:"strength,weakness,luck"`
	Text     string `json:"text"`
	Incident string `json:"incident" doc:"Key"`
	Title    string `json:"title" doc:"Of the incident"`
}
