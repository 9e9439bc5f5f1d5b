package server

import (
	"encoding/base64"
	"encoding/hex"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// HandOut answers with a file, whole or in ranges, never to be shown as a page of
// ours: it is downloaded, under a policy that would let it do nothing. The hash is
// the file's SHA-256 in hex.
func HandOut(w http.ResponseWriter, r *http.Request, name, hash string, content io.ReadSeeker) {
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", attachment(name))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "private, no-cache")
	h.Set("ETag", `"`+hash+`"`)
	if sum, err := hex.DecodeString(hash); err == nil {
		h.Set("Repr-Digest", "sha-256=:"+base64.StdEncoding.EncodeToString(sum)+":") // RFC 9530
	}
	http.ServeContent(w, r, "", time.Time{}, content)
}

// attachment names a download as RFC 6266 does: in ASCII for old programs, and in
// full for the others.
func attachment(name string) string {
	if name = strings.TrimSpace(name); name == "" {
		name = "evidence"
	}
	plain := strings.Map(func(r rune) rune {
		if r < 0x20 || r > 0x7e || strings.ContainsRune(`"\/%;`, r) {
			return '_'
		}
		return r
	}, name)
	return `attachment; filename="` + plain + `"; filename*=UTF-8''` + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}
