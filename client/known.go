package client

import "time"

// Known is what was known before an incident and not done.
type Known struct {
	Incident  string            `json:"incident" doc:"Key"`
	Similar   []SimilarIncident `json:"similar" doc:"Earlier incidents, the most similar first"`
	Recurring []KnownItem       `json:"recurring" doc:"Contributing factors that came back"`
}

// Alike is an incident like another one.
type Alike struct {
	Incident string     `json:"incident" doc:"Key"`
	Title    string     `json:"title"`
	Occurred *time.Time `json:"occurred"`
	Score    float64    `json:"score" doc:"Orders; it measures nothing"`
	Words    []string   `json:"words" doc:"The shared words that tell most"`
	Services []string   `json:"services" doc:"Shared services"`
	Type     *string    `json:"type" doc:"The shared type"`
	Factors  []string   `json:"factors" doc:"Shared contributing factors"`
}

// SimilarIncident is an earlier incident like another one, and what became of it.
type SimilarIncident struct {
	Alike
	Actions int         `json:"actions" doc:"Actions it undertook"`
	Kept    int         `json:"kept" doc:"Those of them that are verified and hold"`
	Known   []KnownItem `json:"known" doc:"Open, overdue or dropped actions, and accepted risks"`
}

// KnownItem is one thing that was known.
type KnownItem struct {
	Kind    string   `json:"kind" enum:"action,risk,factor"`
	Known   string   `json:"known" doc:"What verdicts name it by"`
	Text    string   `json:"text"`
	State   *string  `json:"state" doc:"Of an action"`
	Owner   *Person  `json:"owner" doc:"Owner of the action, or who accepted the risk"`
	Due     *string  `json:"due" format:"date" doc:"Deadline of the action, or until when the risk is accepted"`
	In      []string `json:"in,omitempty" doc:"Keys of earlier incidents with the factor"`
	Verdict *string  `json:"verdict" enum:"helped,not_helped" doc:"What a reviewer said of it in this incident"`
	By      *Person  `json:"by" doc:"Who said so"`
	Helped  []string `json:"helped" doc:"Keys of other incidents in which it would have helped"`
}

// KnownVerdict says whether something known would have helped.
type KnownVerdict struct {
	Kind    string `json:"kind" enum:"action,risk,factor"`
	Known   string `json:"known" minLength:"1" maxLength:"10000"`
	Verdict string `json:"verdict" enum:"helped,not_helped," doc:"Empty takes back what was said"`
}
