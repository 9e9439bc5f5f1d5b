package markup

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

var prefixKey = parser.NewContextKey()

// fragments prefixes heading ids, and links to them, with Options.IDPrefix.
type fragments struct{}

func (fragments) Transform(doc *ast.Document, _ text.Reader, pc parser.Context) {
	prefix, _ := pc.Get(prefixKey).(string)
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			if id, ok := n.AttributeString("id"); ok {
				slug, _ := id.([]byte)
				n.SetAttributeString("id", append([]byte(prefix), slug...))
			}
		case *ast.Link:
			if bytes.HasPrefix(n.Destination, []byte("#")) && len(n.Destination) > 1 && prefix != "" {
				n.Destination = []byte("#" + prefix + string(n.Destination[1:]))
			}
		}
		return ast.WalkContinue, nil
	})
}

// ownNodes renders the nodes we treat otherwise than goldmark does: raw HTML,
// links that lead nowhere on the web, images and task boxes.
type ownNodes struct{}

func (o ownNodes) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindRawHTML, o.rawHTML)
	r.Register(ast.KindHTMLBlock, o.htmlBlock)
	r.Register(ast.KindLink, o.link)
	r.Register(ast.KindImage, o.image)
	r.Register(extast.KindTaskCheckBox, o.taskBox)
}

func (ownNodes) rawHTML(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(showUnknown(string(n.(*ast.RawHTML).Segments.Value(source))))
	}
	return ast.WalkSkipChildren, nil
}

func (ownNodes) htmlBlock(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		h := n.(*ast.HTMLBlock)
		raw := h.Lines().Value(source)
		if h.HasClosure() {
			raw = append(raw, h.ClosureLine.Value(source)...)
		}
		_, _ = w.WriteString(showUnknown(string(raw)))
	}
	return ast.WalkContinue, nil
}

// link keeps the address of a relative link as text: outside of the folder the
// text was written for it leads nowhere, but still says which file is meant.
func (ownNodes) link(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*ast.Link)
	dest := string(n.Destination)
	switch {
	case leads(dest) && entering:
		_, _ = w.WriteString(`<a href="` + escapeURL(dest) + `"`)
		if n.Title != nil {
			_, _ = w.WriteString(` title="` + string(util.EscapeHTML(n.Title)) + `"`)
		}
		_, _ = w.WriteString(">")
	case leads(dest):
		_, _ = w.WriteString("</a>")
	case !entering && relative(dest):
		_, _ = w.WriteString(" (" + string(util.EscapeHTML(n.Destination)) + ")")
	}
	return ast.WalkContinue, nil
}

// image writes an img element; the finisher makes a link of it.
func (ownNodes) image(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	n := node.(*ast.Image)
	dest, alt := string(n.Destination), strings.TrimSpace(plain(n, source))
	if relative(dest) {
		alt = strings.TrimSpace(alt + " (" + dest + ")")
	}
	_, _ = w.WriteString(`<img src="` + escapeURL(dest) + `" alt="` + string(util.EscapeHTML([]byte(alt))) + `">`)
	return ast.WalkSkipChildren, nil
}

func (ownNodes) taskBox(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering && node.(*extast.TaskCheckBox).IsChecked {
		_, _ = w.WriteString("☑ ")
	} else if entering {
		_, _ = w.WriteString("☐ ")
	}
	return ast.WalkContinue, nil
}

func escapeURL(dest string) string {
	return string(util.EscapeHTML(util.URLEscape([]byte(dest), true)))
}

// leads reports whether a link to dest is kept.
func leads(dest string) bool {
	lower := strings.ToLower(dest)
	for _, start := range []string{"http://", "https://", "mailto:", "#"} {
		if strings.HasPrefix(lower, start) {
			return true
		}
	}
	return false
}

// relative reports whether dest is a path rather than an address.
func relative(dest string) bool {
	if dest == "" || leads(dest) {
		return false
	}
	head, _, _ := strings.Cut(dest, "/")
	return !strings.Contains(head, ":")
}

// plain returns the text below a node, for an image's alternative.
func plain(n ast.Node, source []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			b.Write(util.UnescapePunctuations(n.Segment.Value(source)))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}
