package writeup

import (
	"fmt"

	"github.com/goccy/go-yaml/ast"
)

// node is a piece of YAML: a mapping, a list or a scalar. Scalars are texts; what
// they mean is up to the field that holds them, so that YAML's own ideas about
// "no" and "012" do no harm.
type node struct {
	kind   nodeKind
	scalar string
	keys   []string // of a mapping, one for each item
	items  []*node
	line   int // in the YAML text, counted from 1; zero when it was not read
}

type nodeKind uint8

const (
	scalarNode nodeKind = iota
	mapNode
	listNode
)

func newScalar(s string) *node { return &node{scalar: s} }

// set adds a key to a mapping.
func (n *node) set(key string, value *node) {
	n.keys = append(n.keys, key)
	n.items = append(n.items, value)
}

// get returns the value of a key, nil when the mapping has none.
func (n *node) get(key string) *node {
	for i, k := range n.keys {
		if k == key {
			return n.items[i]
		}
	}
	return nil
}

// fromAST takes over what the YAML reader found. Anchors, aliases and tags have
// no use here and are refused.
func fromAST(from ast.Node) (*node, error) {
	line := 0
	if t := from.GetToken(); t != nil && t.Position != nil {
		line = t.Position.Line
	}
	switch v := from.(type) {
	case *ast.MappingNode:
		n := &node{kind: mapNode, line: line}
		for _, pair := range v.Values {
			if err := n.addPair(pair); err != nil {
				return nil, err
			}
		}
		return n, nil
	case *ast.MappingValueNode:
		n := &node{kind: mapNode, line: line}
		return n, n.addPair(v)
	case *ast.SequenceNode:
		n := &node{kind: listNode, line: line}
		for _, item := range v.Values {
			child, err := fromAST(item)
			if err != nil {
				return nil, err
			}
			n.items = append(n.items, child)
		}
		return n, nil
	case *ast.NullNode:
		return &node{line: line}, nil
	case *ast.LiteralNode:
		return &node{scalar: v.Value.Value, line: line}, nil
	case *ast.StringNode:
		return &node{scalar: v.Value, line: line}, nil
	case ast.ScalarNode:
		return &node{scalar: from.GetToken().Value, line: line}, nil
	}
	return nil, fmt.Errorf("line %d: %s is not used here", line, from.Type())
}

func (n *node) addPair(pair *ast.MappingValueNode) error {
	value, err := fromAST(pair.Value)
	if err != nil {
		return err
	}
	if t := pair.Key.GetToken(); t != nil {
		if value.line == 0 || value.kind != scalarNode {
			value.line = t.Position.Line
		}
		n.set(t.Value, value)
	}
	return nil
}
