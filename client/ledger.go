package client

import (
	"encoding/json"
	"time"
)

// Entry is one line of the ledger.
type Entry struct {
	Number   int64     `json:"number"`
	At       time.Time `json:"at"`
	Verb     string    `json:"verb" doc:"noun.past, as event.added"`
	Kind     string    `json:"kind" doc:"What the subject is: incident, event, action"`
	Subject  string    `json:"subject" doc:"Identifier of what it is about"`
	Incident *string   `json:"incident" doc:"Key of the incident it belongs to"`
	Actor    *string   `json:"actor" doc:"User who did it"`
	Name     *string   `json:"name" doc:"What they were called then"`
	Token    *string   `json:"token" doc:"The service token used"`
	From     *string   `json:"from" doc:"The address it came from"`
	Hash     string    `json:"hash"`
}

// ExportedEntry is one line of an export: with all that its hash covers.
type ExportedEntry struct {
	Entry
	Previous    string          `json:"previous"`
	PayloadHash string          `json:"payload_hash"`
	Payload     json.RawMessage `json:"payload"` // Payload is null when it was purged.
}

// Change is what the stream of live changes tells: where to look, never what is
// written there.
type Change struct {
	Number   int64   `json:"number" doc:"Number of the ledger entry; go on after it"`
	Verb     string  `json:"verb"`
	Kind     string  `json:"kind"`
	Subject  string  `json:"subject"`
	Incident *string `json:"incident"`
}

// SearchResults is what was found, and how much of it there is of each sort. Each
// count is of what choosing it instead would leave.
type SearchResults struct {
	Items      []Found        `json:"items"`
	Cut        bool           `json:"cut" doc:"Whether more fits than was looked at; counts are then of the newest 300"`
	Kinds      map[string]int `json:"kinds"`
	Severities map[string]int `json:"severities"`
	Services   map[string]int `json:"services"`
	Types      map[string]int `json:"types"`
	Years      map[string]int `json:"years"`
}

// Found is one search result.
type Found struct {
	Kind    string  `json:"kind"`
	ID      string  `json:"id"`
	Key     *string `json:"key" doc:"Key of its incident"`
	Title   string  `json:"title"`
	Snippet []Span  `json:"snippet"`
}

// Span is part of a snippet.
type Span struct {
	Text  string `json:"text"`
	Match bool   `json:"match"`
}
