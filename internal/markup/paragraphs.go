package markup

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// definitions reads link definitions ("[1]: https://…") out of paragraphs, as
// Markdown asks, but only where all of them have something like an address:
// "[INFO]: restarted" would vanish from the text otherwise. Many thousands in one
// paragraph, which would take quadratic time, are text as well.
type definitions struct{}

func (definitions) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	const most = 2000
	lines := node.Lines()
	if lines.Len() > most {
		return
	}
	for i := range lines.Len() {
		segment := lines.At(i)
		line := bytes.TrimSpace(segment.Value(reader.Source()))
		_, address, found := bytes.Cut(line, []byte("]:"))
		if found && line[0] == '[' && len(address) > 0 && !bytes.ContainsAny(address, "/.#@:") {
			return
		}
	}
	parser.LinkReferenceParagraphTransformer.Transform(node, reader, pc)
}

// wholeRows makes tables as GitHub Flavored Markdown does, but keeps what a row
// has beyond the columns of its head, which GitHub drops: it stays, with its bars,
// in the row's last cell.
type wholeRows struct{}

func (wholeRows) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	parent, before := node.Parent(), node.PreviousSibling()
	extension.NewTableParagraphTransformer().Transform(node, reader, pc)
	made := parent.FirstChild()
	if before != nil {
		made = before.NextSibling()
	}
	for ; made != nil; made = made.NextSibling() {
		if table, ok := made.(*extast.Table); ok {
			for row := table.FirstChild(); row != nil; row = row.NextSibling() {
				widen(row.LastChild(), reader.Source())
			}
		}
	}
}

// widen extends a row's last cell to the end of its line when more than a closing
// bar stands there.
func widen(cell ast.Node, source []byte) {
	if cell == nil || cell.Lines().Len() != 1 {
		return
	}
	segment := cell.Lines().At(0)
	rest, _, _ := bytes.Cut(source[segment.Stop:], []byte("\n"))
	rest = bytes.TrimRight(bytes.TrimSuffix(bytes.TrimRight(rest, " \t"), []byte("|")), " \t")
	if len(bytes.Trim(rest, "| \t")) > 0 {
		cell.Lines().Set(0, segment.WithStop(segment.Stop+len(rest)))
	}
}
