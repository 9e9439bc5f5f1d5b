package server

import (
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// worthZipping is the size below which compressing costs more than it saves.
const worthZipping = 1 << 10

// zips holds compressors for the next answer.
type zips struct{ pool *sync.Pool }

func newZips() zips {
	return zips{&sync.Pool{New: func() any {
		z, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // the level is valid
		return z
	}}}
}

// zip compresses answers that are text for callers that take it.
func (s *Server) zip(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		z := &zipped{ResponseWriter: w, zips: s.zips, taken: takesGzip(r.Header.Values("Accept-Encoding"))}
		next.ServeHTTP(z, r) // a panic leaves the answer unfinished, as it should be
		z.finish()
	})
}

// takesGzip reads what a caller says it can unpack.
func takesGzip(headers []string) bool {
	for _, coding := range strings.Split(strings.Join(headers, ","), ",") {
		name, quality, weighed := strings.Cut(strings.ReplaceAll(coding, " ", ""), ";q=")
		if !strings.EqualFold(name, "gzip") {
			continue
		}
		q, err := strconv.ParseFloat(quality, 64)
		return !weighed || err == nil && q > 0
	}
	return false
}

// zipped is an answer that is compressed when it turns out to be worth it.
type zipped struct {
	http.ResponseWriter
	zips  zips
	taken bool // taken says that the caller unpacks
	begun bool
	gzip  *gzip.Writer
}

// WriteHeader decides by what the handler says about its answer.
func (z *zipped) WriteHeader(status int) { z.begin(status, worthZipping) }

// Write compresses.
func (z *zipped) Write(b []byte) (int, error) {
	if !z.begun {
		z.begin(http.StatusOK, len(b))
	}
	if z.gzip != nil {
		return z.gzip.Write(b)
	}
	return z.ResponseWriter.Write(b)
}

// begin sends the headers. An entity tag becomes a weak one, since the bytes are
// no longer those it was made for.
func (z *zipped) begin(status, size int) {
	if status >= 200 {
		z.begun = true
	}
	h := z.Header()
	if length, err := strconv.Atoi(h.Get("Content-Length")); err == nil {
		size = length
	}
	bodiless := status < 200 || status == http.StatusNoContent || status == http.StatusNotModified || status == http.StatusPartialContent
	if text(h.Get("Content-Type")) && !bodiless && h.Get("Content-Encoding") == "" {
		h.Add("Vary", "Accept-Encoding")
		if z.taken && size >= worthZipping {
			h.Set("Content-Encoding", "gzip")
			h.Del("Content-Length")
			if tag := h.Get("Etag"); tag != "" && !strings.HasPrefix(tag, "W/") {
				h.Set("Etag", "W/"+tag)
			}
			z.gzip = z.zips.pool.Get().(*gzip.Writer)
			z.gzip.Reset(z.ResponseWriter)
		}
	}
	z.ResponseWriter.WriteHeader(status)
}

// FlushError sends what there is so far.
func (z *zipped) FlushError() error {
	if z.gzip != nil {
		if err := z.gzip.Flush(); err != nil {
			return err
		}
	}
	return http.NewResponseController(z.ResponseWriter).Flush()
}

// Unwrap lets http.ResponseController reach the connection.
func (z *zipped) Unwrap() http.ResponseWriter { return z.ResponseWriter }

func (z *zipped) finish() {
	if z.gzip == nil {
		return
	}
	_ = z.gzip.Close() // fails when the caller has gone
	z.zips.pool.Put(z.gzip)
	z.gzip = nil
}

// text reports whether a type of content shrinks. Streams of events do, but must
// arrive as they are sent.
func text(contentType string) bool {
	name, _, _ := strings.Cut(contentType, ";")
	switch name {
	case "text/event-stream", "":
		return false
	case "application/json", "application/problem+json", "application/javascript", "image/svg+xml", "application/yaml", "application/openapi+json":
		return true
	}
	return strings.HasPrefix(name, "text/")
}
