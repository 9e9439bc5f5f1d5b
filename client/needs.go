package client

import "time"

// Needs is what waits for the caller, some of each.
type Needs struct {
	Actions    []Action          `json:"actions" doc:"Yours and still to be done, by deadline"`
	Meetings   []ReviewLine      `json:"meetings" doc:"Of today"`
	Reviews    []ReviewLine      `json:"reviews" doc:"Under way, that you run or are invited to"`
	Broken     []Action          `json:"broken" doc:"With a proof that broke or cannot tell any more"`
	Effects    []Action          `json:"effects" doc:"Whose effect is to be judged"`
	Unreviewed []Incident        `json:"unreviewed" doc:"Resolved, and should have had their review by now"`
	Proposals  []WaitingProposal `json:"proposals" doc:"Revisions you may approve"`
	Documents  []Document        `json:"documents" doc:"Yours, whose review is due"`
}

// WaitingProposal is a proposed revision that waits for approval.
type WaitingProposal struct {
	Proposal string  `json:"proposal"`
	Document string  `json:"document"`
	Title    string  `json:"title"`
	By       *Person `json:"by" doc:"Who wrote it"`
	Reason   string  `json:"reason"`
}

// RecentChange is something that somebody did.
type RecentChange struct {
	Number   int64     `json:"number" doc:"Number of the ledger entry; of several alike, the newest"`
	At       time.Time `json:"at"`
	Verb     string    `json:"verb" doc:"noun.past, as action.reopened"`
	Kind     string    `json:"kind" doc:"What the subject is: action, review, incident"`
	Subject  string    `json:"subject" doc:"Identifier of what it is about"`
	Incident *string   `json:"incident" doc:"Key of the incident it belongs to"`
	Name     *string   `json:"name" doc:"Who did it"`
	Did      string    `json:"did" doc:"What they did, in words"`
	Title    *string   `json:"title" doc:"What it was done to, where that goes by a title"`
	Count    int       `json:"count" doc:"How many entries it stands for"`
}
