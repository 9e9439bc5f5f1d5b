package markup

import (
	"bytes"
	"html"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Options adjust HTML to the page it is put into.
type Options struct {
	// TopHeading is the level, 1 to 6, that the highest headings of the text get, so
	// that they stand below the page's own. The next lower ones that occur get the
	// next level, and levels end at 6. Zero leaves levels as they are written.
	TopHeading int
	// IDPrefix stands before the id of each heading and before the target of links
	// to them. Headings have no id when it is empty: ids are only unique on a page
	// when each text has a prefix of its own.
	IDPrefix string
	// Mentions become links where their texts stand as words, outside links and code.
	Mentions []Mention
}

// HTML renders Markdown as safe block-level HTML; see the package comment for
// what is promised. Blank text gives "".
func HTML(md string, o Options) string {
	md = clean(md)
	if strings.TrimSpace(md) == "" {
		return ""
	}
	if tangled(md) {
		return "<pre>" + html.EscapeString(md) + "</pre>\n"
	}
	sanitised := engines.blocks.run(md, o.IDPrefix)
	return strings.TrimLeft(finish(sanitised, finisher{levels: levelsOf(sanitised, o.TopHeading), idPrefix: o.IDPrefix, mentions: sorted(o.Mentions)}), "\n")
}

// Inline renders one line of Markdown as safe inline HTML: emphasis, code, links
// and the like. Signs that begin a block ("#", "-", "1.", ">", "|") are text, line
// ends count as spaces.
func Inline(md string) string {
	md = strings.Join(strings.Fields(clean(md)), " ")
	if unmarked(md) {
		return md
	}
	if tangled(md) {
		return html.EscapeString(md)
	}
	return finish(strings.TrimSpace(engines.line.run(md, "")), finisher{inlineOnly: true})
}

// unmarked reports whether one line has nothing that Markdown, HTML or a link could
// be made of. Most lines of a timeline are such.
func unmarked(line string) bool {
	return !strings.ContainsAny(line, "\\`*_[]<>&~!@\"'") && !strings.Contains(line, "//") && !strings.Contains(line, "www.")
}

// clean makes any bytes parseable: valid UTF-8, "\n" line ends, no control
// characters. A byte that is not UTF-8 becomes the replacement character.
func clean(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	if strings.Contains(s, "\r") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || r >= ' ' && (r < 0x7f || r > 0x9f) {
			return r
		}
		return -1
	}, s)
}

// run parses, renders and sanitises. What it returns still has to be finished.
func (e engine) run(md, idPrefix string) string {
	source := []byte(md)
	pc := parser.NewContext(parser.WithIDs(&headingIDs{used: map[string]int{}}))
	pc.Set(prefixKey, idPrefix)
	doc := e.md.Parser().Parse(text.NewReader(source), parser.WithContext(pc))
	var out bytes.Buffer
	if err := e.md.Renderer().Render(&out, source, doc); err != nil {
		// A bytes.Buffer takes every write; should a renderer fail all the same, the
		// text is shown as it is.
		return html.EscapeString(md)
	}
	return string(e.policy.SanitizeBytes(out.Bytes()))
}
