package report

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// dom is a parsed report.
type dom struct {
	t    testing.TB
	root *html.Node
	raw  string
}

func written(t testing.TB, r *hindcast.Record, answers []hindcast.Answer, o Options) dom {
	t.Helper()
	return writtenAll(t, []Entry{{Record: r, Answers: answers, Options: o}})
}

func writtenAll(t testing.TB, entries []Entry) dom {
	t.Helper()
	var b bytes.Buffer
	if err := WriteAll(&b, entries); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	return dom{t, root, b.String()}
}

// find returns the elements that match a selector of element, .class and #id
// parts, where a space means "somewhere below".
func (d dom) find(selector string) []*html.Node {
	found := []*html.Node{d.root}
	for part := range strings.FieldsSeq(selector) {
		var next []*html.Node
		for _, n := range found {
			for below := range n.Descendants() {
				if below.Type == html.ElementNode && matches(below, part) && !slices.Contains(next, below) {
					next = append(next, below)
				}
			}
		}
		found = next
	}
	return found
}

// one returns the text of the only element that matches.
func (d dom) one(selector string) string {
	d.t.Helper()
	found := d.find(selector)
	if len(found) != 1 {
		d.t.Fatalf("%q matches %d elements, not one", selector, len(found))
	}
	return textOf(found[0])
}

// texts returns the text of every element that matches.
func (d dom) texts(selector string) []string {
	var list []string
	for _, n := range d.find(selector) {
		list = append(list, textOf(n))
	}
	return list
}

func matches(n *html.Node, part string) bool {
	for part != "" {
		end := strings.IndexAny(part[1:], ".#") + 1
		if end == 0 {
			end = len(part)
		}
		switch word := part[:end]; word[0] {
		case '.':
			if !slices.Contains(strings.Fields(attr(n, "class")), word[1:]) {
				return false
			}
		case '#':
			if attr(n, "id") != word[1:] {
				return false
			}
		default:
			if n.Data != word {
				return false
			}
		}
		part = part[end:]
	}
	return true
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// textOf returns the text below a node as it is seen, with a space between the
// boxes it stands in.
func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		if matches(n, ".sr") {
			return
		}
		box := slices.Contains([]string{"td", "th", "li", "p", "div", "dt", "dd", "span", "bdi"}, n.Data)
		if box {
			b.WriteByte(' ')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if box {
			b.WriteByte(' ')
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}
