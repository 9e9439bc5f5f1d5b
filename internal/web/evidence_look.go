package web

import (
	"bytes"
	"image"
	_ "image/gif" // what browsers show, read here so that they are given our own bytes
	"image/jpeg"
	_ "image/png"
	"io"
	"net/http"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/report"
)

// What is shown of a file is bounded; all ours.
const (
	mostText   = 64 << 10
	mostLines  = 300
	mostImage  = 32 << 20 // bytes
	mostPixels = 50_000_000
	imageSide  = 1600
)

// lookView is a piece of evidence, and what can be seen of it here.
type lookView struct {
	Head             headView
	Evidence         evidenceView
	Image, PDF, Text string // Image and PDF are addresses.
	Width, Height    string // Width and Height are the image's as it is drawn.
	Cut              string // Cut says that there is more.
	None             string // None says why nothing is shown.
	Verify           string
	May              bool
}

// look shows what is known of a file, and what can be seen of it without running
// anything of it: text as text, images as we draw them anew. A PDF opens by
// itself in the browser's own viewer, as none shows one in a sandbox.
func (p *Pages) look(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	key := r.PathValue("key")
	record, err := p.Incidents.Record(r.Context(), by, key)
	if err != nil {
		return err
	}
	key = record.Incident.Key
	e, content, err := p.Incidents.OpenEvidence(r.Context(), by, key, hindcast.EvidenceID(r.PathValue("id")))
	if err != nil {
		return err
	}
	defer content.Close() // opened for reading: nothing can be lost
	v := lookView{Head: headView{Trail: []pageLink{{"Incidents", "/incidents"}, {key, "/incidents/" + key + "#evidence"}}, Title: e.Name}, May: by.May(hindcast.MayWriteTimeline, hindcast.Subject{Review: by.Guest}) == nil}
	only := *record
	only.Evidence = []hindcast.Evidence{e}
	v.Evidence = evidenceViews(&only, report.NewCiter(incidentAddress(record.Incident), record), incidentAddress(record.Incident))[0]
	v.Verify = v.Evidence.Href + "/verify"
	start, err := io.ReadAll(io.LimitReader(content, mostText))
	if err != nil {
		return err
	}
	v.see(start, e)
	return p.render(w, r, by, Shell{Title: e.Name, Section: IncidentsSection}, lookPage(v))
}

// see decides what can be shown by how the file begins, never by its name.
func (v *lookView) see(start []byte, e hindcast.Evidence) {
	switch kind := http.DetectContentType(start); {
	case (kind == "image/png" || kind == "image/jpeg" || kind == "image/gif") && e.Size <= mostImage:
		v.Image = v.Evidence.Href + "/image"
		v.measure(start)
	case kind == "application/pdf":
		v.PDF = v.Evidence.Href + "/pdf"
	case len(start) == 0:
		v.None = "The file is empty."
	default:
		text, ok := readable(start)
		if !ok {
			v.None = "This is no text, image or PDF that can be shown here. Download it to look at it."
			return
		}
		if v.Text = text; int64(len(text)) < e.Size {
			v.Cut = "Only the beginning is shown; the download has all of it."
		}
	}
}

// measure says how large the image is drawn, so that nothing moves when it comes.
func (v *lookView) measure(start []byte) {
	size, _, err := image.DecodeConfig(bytes.NewReader(start))
	if err != nil || size.Width < 1 || size.Height < 1 {
		return // the image says itself that it cannot be drawn
	}
	scale := min(1, float64(imageSide)/float64(max(size.Width, size.Height)))
	v.Width, v.Height = strconv.Itoa(max(1, int(float64(size.Width)*scale))), strconv.Itoa(max(1, int(float64(size.Height)*scale)))
}

// readable is the beginning of a text, without what terminals would obey.
func readable(start []byte) (string, bool) {
	for cut := 0; cut < utf8.UTFMax && !utf8.Valid(start) && len(start) > 0; cut++ {
		start = start[:len(start)-1] // a character that the limit cut in two
	}
	if !utf8.Valid(start) || bytes.IndexByte(start, 0) >= 0 {
		return "", false
	}
	text := string(start)
	if lines := strings.SplitAfterN(text, "\n", mostLines+1); len(lines) > mostLines {
		text = strings.Join(lines[:mostLines], "")
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, text), true
}

// evidenceImage draws an image anew, so that what browsers read are bytes of ours.
func (p *Pages) evidenceImage(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	e, content, err := p.Incidents.OpenEvidence(r.Context(), by, r.PathValue("key"), hindcast.EvidenceID(r.PathValue("id")))
	if err != nil {
		return err
	}
	defer content.Close() // opened for reading: nothing can be lost
	unseen := &hindcast.Error{Code: hindcast.Unsupported, Message: "the image cannot be shown here; download it"}
	if e.Size > mostImage {
		return unseen
	}
	bytesOf, err := io.ReadAll(content)
	if err != nil {
		return err
	}
	shape, _, err := image.DecodeConfig(bytes.NewReader(bytesOf))
	if err != nil || shape.Width*shape.Height > mostPixels {
		return unseen
	}
	drawn, _, err := image.Decode(bytes.NewReader(bytesOf))
	if err != nil {
		return unseen
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, smaller(drawn), &jpeg.Options{Quality: 88}); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "image/jpeg")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "private, max-age=3600")
	_, err = w.Write(out.Bytes())
	return err
}

// smaller takes every n-th point of a large image, on white where it is
// transparent.
func smaller(from image.Image) image.Image {
	size := from.Bounds().Size()
	n := max(1, (max(size.X, size.Y)+imageSide-1)/imageSide)
	to := image.NewRGBA(image.Rect(0, 0, max(1, size.X/n), max(1, size.Y/n)))
	for y := range to.Rect.Dy() {
		for x := range to.Rect.Dx() {
			r, g, b, a := from.At(from.Bounds().Min.X+x*n, from.Bounds().Min.Y+y*n).RGBA()
			white := 0xffff - a
			i := to.PixOffset(x, y)
			to.Pix[i], to.Pix[i+1], to.Pix[i+2], to.Pix[i+3] = uint8((r+white)>>8), uint8((g+white)>>8), uint8((b+white)>>8), 0xff
		}
	}
	return to
}

// evidencePDF opens a PDF in the browser's own viewer, which is apart from our
// pages; what only says that it is one is not opened.
func (p *Pages) evidencePDF(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	_, content, err := p.Incidents.OpenEvidence(r.Context(), by, r.PathValue("key"), hindcast.EvidenceID(r.PathValue("id")))
	if err != nil {
		return err
	}
	defer content.Close() // opened for reading: nothing can be lost
	start := make([]byte, 5)
	if _, err := io.ReadFull(content, start); err != nil || string(start) != "%PDF-" {
		return &hindcast.Error{Code: hindcast.Unsupported, Message: "this is no PDF; download it"}
	}
	if _, err := content.Seek(0, io.SeekStart); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/pdf")
	h.Set("Content-Disposition", "inline")
	h.Set("Content-Security-Policy", "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'")
	h.Set("Cache-Control", "private, no-cache")
	_, err = io.Copy(w, content)
	return err
}

// verifyEvidence hashes a file again.
func (p *Pages) verifyEvidence(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	if _, err := p.Incidents.VerifyEvidence(r.Context(), by, r.PathValue("key"), hindcast.EvidenceID(r.PathValue("id"))); err != nil {
		return err
	}
	http.Redirect(w, r, "/incidents/"+r.PathValue("key")+"/evidence/"+r.PathValue("id")+"/look", http.StatusSeeOther)
	return nil
}

// supportEvent says which event a piece of evidence supports.
func (p *Pages) supportEvent(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	id := hindcast.EventID(r.PathValue("id"))
	if _, err := p.Incidents.Support(r.Context(), by, r.PathValue("key"), hindcast.EvidenceID(r.PostFormValue("evidence")), id, r.PostFormValue("on") != ""); err != nil {
		return err
	}
	http.Redirect(w, r, "/incidents/"+r.PathValue("key")+"/events/"+string(id)+"#evidence", http.StatusSeeOther)
	return nil
}
