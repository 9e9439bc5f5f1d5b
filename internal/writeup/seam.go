package writeup

import "github.com/goccy/go-yaml/ast"

// applyCarrier gives the record what stands in the front matter under carrierKey.
// It is called once, after everything else was read.
func applyCarrier(doc *Document, node ast.Node) {
	if line := node.GetToken().Position.Line; line > 0 {
		doc.Unread = append(doc.Unread, Unread{Line: line, Text: carrierKey + ":", Reason: "written by a newer version"})
	}
}
