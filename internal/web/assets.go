package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/report"
	"github.com/hindcast/hindcast/internal/ribbon"
)

//go:embed static
var staticFiles embed.FS

// assets are what browsers load, each under a name that changes with its bytes,
// so that it may be kept for ever.
type assets struct {
	named map[string]string // named gives the address of a file by its plain name
	bytes map[string][]byte // bytes by the last part of the address
}

// loadAssets reads the embedded files. The stylesheets of static/css, in order of
// their names, become one style.css behind those of the report and the ribbon.
func loadAssets() assets {
	a := assets{named: map[string]string{}, bytes: map[string][]byte{}}
	style := bytes.Buffer{}
	style.WriteString(report.Tokens())
	style.Write(ribbon.CSS())
	style.WriteString(report.CSS())
	files, _ := fs.Glob(staticFiles, "static/*/*") // the pattern is valid, and a missing file fails the tests
	slices.Sort(files)
	for _, name := range files {
		content, _ := staticFiles.ReadFile(name)
		if strings.HasPrefix(name, "static/css/") {
			style.Write(content)
			continue
		}
		a.add(path.Base(name), content)
	}
	a.add("style.css", style.Bytes())
	return a
}

func (a assets) add(name string, content []byte) {
	sum := sha256.Sum256(content)
	stem, extension, _ := strings.Cut(name, ".")
	address := stem + "-" + hex.EncodeToString(sum[:6]) + "." + extension
	a.named[name], a.bytes[address] = "/static/"+address, content
}

// style is the whole stylesheet, for pages that carry it.
func (a assets) style() string { return string(a.bytes[path.Base(a.named["style.css"])]) }

// address is where a file of static is served.
func (a assets) address(name string) string { return a.named[name] }

// Asset is the address of a file of static, for a page that is made elsewhere.
func (p *Pages) Asset(name string) string { return p.assets.address(name) }

// asset serves a file browsers may keep for ever.
func (p *Pages) asset(w http.ResponseWriter, r *http.Request, _ hindcast.Actor) error {
	content, ok := p.assets.bytes[r.PathValue("name")]
	if !ok {
		return &hindcast.Error{Code: hindcast.NotFound, Message: "there is no such file"}
	}
	h := w.Header()
	h.Set("Content-Type", mime.TypeByExtension(path.Ext(r.PathValue("name"))))
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	_, err := w.Write(content)
	return err
}
