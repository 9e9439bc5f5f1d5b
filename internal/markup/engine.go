package markup

import (
	"regexp"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// engine is a parser with its renderer and sanitiser; it is never changed after
// it was built.
type engine struct {
	md     goldmark.Markdown
	policy *bluemonday.Policy
}

// engines are built once: a policy takes longer to build than a text to render.
var engines = struct{ blocks, line engine }{blockEngine(), lineEngine()}

// blockEngine reads whole texts.
func blockEngine() engine {
	p := parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(util.Prioritized(definitions{}, 100), util.Prioritized(wholeRows{}, 199)),
		parser.WithAutoHeadingID(),
		parser.WithASTTransformers(util.Prioritized(fragments{}, 100)))
	return engine{policy: policy(), md: goldmark.New(
		goldmark.WithParser(p),
		goldmark.WithExtensions(
			extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)),
			extension.Strikethrough, linkify(), extension.TaskList),
		goldmark.WithRendererOptions(html.WithUnsafe(),
			renderer.WithNodeRenderers(util.Prioritized(ownNodes{}, 1))),
	)}
}

// lineEngine reads one line: it knows no block but the paragraph.
func lineEngine() engine {
	p := parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(parser.NewParagraphParser(), 1)),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...))
	return engine{policy: policy(), md: goldmark.New(
		goldmark.WithParser(p),
		goldmark.WithExtensions(extension.Strikethrough, linkify()),
		goldmark.WithRendererOptions(html.WithUnsafe(),
			renderer.WithNodeRenderers(util.Prioritized(ownNodes{}, 1))),
	)}
}

func linkify() goldmark.Extender {
	return extension.NewLinkify(extension.WithLinkifyAllowedProtocols([]string{"http:", "https:"}))
}

// policy is bluemonday's part: which elements and attributes may stay at all. The
// finisher is stricter still.
func policy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	for name, where := range elements {
		if where == block || where == inline {
			p.AllowElements(name)
		}
	}
	p.RequireParseableURLs(true)
	p.AllowRelativeURLs(true) // the finisher leaves only "#…"
	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("title").OnElements("a", "abbr", "img")
	p.AllowAttrs("src", "alt").OnElements("img")
	p.AllowAttrs("id").OnElements("h1", "h2", "h3", "h4", "h5", "h6")
	p.AllowAttrs("align").Matching(regexp.MustCompile(`^(left|right|center)$`)).OnElements("td", "th")
	p.AllowAttrs("colspan", "rowspan").Matching(regexp.MustCompile(`^[1-9][0-9]?$`)).OnElements("td", "th")
	p.AllowAttrs("start").Matching(regexp.MustCompile(`^[0-9]{1,9}$`)).OnElements("ol")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^language-[A-Za-z0-9+#_-]{1,40}$`)).OnElements("code")
	return p
}
