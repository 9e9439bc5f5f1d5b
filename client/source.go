package client

// Source is where proofs look with credentials.
type Source struct {
	ID        string `json:"id"`
	Version   int64  `json:"version"`
	Name      string `json:"name"`
	Kind      string `json:"kind"`
	Base      string `json:"base" doc:"Its address"`
	HasSecret bool   `json:"has_secret" doc:"Whether it has credentials, which are never returned"`
}

// NewSource is a source to be registered, or what a change makes of one.
type NewSource struct {
	Name   string `json:"name" minLength:"1" maxLength:"200" doc:"What proofs call it"`
	Kind   string `json:"kind" enum:"prometheus,http,git,github,gitlab,gitea,jira"`
	Base   string `json:"base" minLength:"1" maxLength:"2000" doc:"Its address, as https://prometheus.example.com"`
	Secret string `json:"secret,omitempty" maxLength:"10000" doc:"A token, or name:password"`
	Forget bool   `json:"forget,omitempty" doc:"Takes the secret away"`
}
