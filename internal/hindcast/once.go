package hindcast

import "time"

// OnceLength is how long a request that takes effect once is remembered; ours.
const OnceLength = 24 * time.Hour

// Once names a request that is to take effect once, however often it is sent.
type Once struct {
	Key     string // Key is what the caller chose; empty for what may take effect again.
	Request string // Request is the SHA-256 of what is asked for.
	Attempt string // Attempt is this one time that it was sent.
}

// Repeated says that a request took effect before: the cause of a Conflict.
type Repeated struct {
	Subject string // Subject is what it changed first, as "incident inc_0193…".
}

// Error says where to look.
func (r Repeated) Error() string { return "took effect before: " + r.Subject }

// Reply is what a request that took effect was answered with.
type Reply struct {
	Once
	Subject string            // Subject is what it changed first.
	Status  int               // Status is zero where the answer was not kept: it was too large, a secret, or lost.
	Header  map[string]string // Header holds what an answer to the same must say again.
	Body    string
}
