package client

import "time"

// Notice is something others did that concerns you.
type Notice struct {
	Number   int64     `json:"number" doc:"Number of the ledger entry; of several alike, the newest"`
	At       time.Time `json:"at"`
	Verb     string    `json:"verb" doc:"noun.past, as action.reopened"`
	Kind     string    `json:"kind" doc:"What the subject is: action, review, incident"`
	Subject  string    `json:"subject" doc:"Identifier of what it is about"`
	Incident *string   `json:"incident" doc:"Key of the incident it belongs to"`
	Name     *string   `json:"name" doc:"Who did it"`
	Title    *string   `json:"title" doc:"Of an action, its title"`
	Why      string    `json:"why" doc:"Why it concerns you"`
	Count    int       `json:"count" doc:"How many entries alike it stands for"`
	New      bool      `json:"new" doc:"You have not looked since"`
}

// Looked says up to where you have looked.
type Looked struct {
	Number int64 `json:"number" minimum:"0" doc:"Number of the newest entry you saw"`
}

// Reminders is how you are reminded by e-mail.
type Reminders struct {
	Digest    string   `json:"digest" enum:"each,daily,weekly,off" example:"daily"`
	Zone      string   `json:"zone" maxLength:"100" doc:"IANA name of your time zone; empty for the policy's" example:"Europe/Oslo"`
	QuietFrom string   `json:"quiet_from" maxLength:"5" doc:"Time of day from which nothing is sent" example:"19:00"`
	QuietTo   string   `json:"quiet_to" maxLength:"5" doc:"Time of day until which nothing is sent" example:"07:00"`
	Stopped   []string `json:"stopped" enum:"deadline,overdue,review,answers,document,reopened,effect,glass,webhook" doc:"Kinds that are not sent" example:"[\"review\"]"`
}
