package server

import (
	"io"
	"net/http"
	"time"
)

// patientBody gives a slow sender time as long as they go on sending.
type patientBody struct {
	io.ReadCloser
	connection *http.ResponseController
}

// patient puts a time limit on each read of a body, rather than on the whole,
// which may be a large upload. No body, no limit: what the connection is read
// for afterwards is to notice that the caller has gone.
func patient(w http.ResponseWriter, r *http.Request, limit int64) io.ReadCloser {
	if r.Body == nil || r.Body == http.NoBody {
		return http.NoBody
	}
	b := &patientBody{ReadCloser: http.MaxBytesReader(w, r.Body, limit), connection: http.NewResponseController(w)}
	b.wait(patience)
	return b
}

// Read gives the sender as long again.
func (b *patientBody) Read(p []byte) (int, error) {
	b.wait(patience)
	n, err := b.ReadCloser.Read(p)
	if err == io.EOF {
		b.wait(0)
	}
	return n, err
}

// wait limits the next read; zero takes the limit away.
func (b *patientBody) wait(d time.Duration) {
	var until time.Time
	if d > 0 {
		until = time.Now().Add(d)
	}
	_ = b.connection.SetReadDeadline(until) // a writer of a test has none
}
