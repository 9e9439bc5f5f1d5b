package web

import (
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// evidence hands out a file, never to be shown as a page of ours: it is downloaded,
// under a policy that would let it do nothing.
func (p *Pages) evidence(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	e, content, err := p.Incidents.OpenEvidence(r.Context(), by, r.PathValue("key"), hindcast.EvidenceID(r.PathValue("id")))
	if err != nil {
		return err
	}
	defer content.Close() // opened for reading: nothing can be lost
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", attachment(e.Name))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "private, no-cache")
	h.Set("ETag", `"`+e.SHA256+`"`)
	if sum, err := hex.DecodeString(e.SHA256); err == nil {
		h.Set("Repr-Digest", "sha-256=:"+base64.StdEncoding.EncodeToString(sum)+":") // RFC 9530
	}
	http.ServeContent(w, r, "", time.Time{}, content)
	return nil
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
