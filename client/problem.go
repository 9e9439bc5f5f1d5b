package client

// Problem is what the API answers with when something is wrong (RFC 9457).
type Problem struct {
	Type   string         `json:"type"` // Type is "urn:hindcast:" and a code: invalid, unauthenticated, forbidden, not_found, conflict, stale, unsupported, too_large, rate_limited, unavailable, internal.
	Title  string         `json:"title"`
	Status int            `json:"status"`
	Detail string         `json:"detail"` // Detail says what was wrong and what to do, for a person.
	Errors []ProblemField `json:"errors"`
}

// ProblemField says what is wrong with one part of a request.
type ProblemField struct {
	Location string `json:"location"` // Location is a path such as "body.services[3]".
	Message  string `json:"message"`
}
