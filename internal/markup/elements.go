package markup

import "strings"

// place says where an element may stand.
type place int

const (
	unknown place = iota // shown as the text it is
	hidden               // its tags vanish, its content stays
	block                // not in Inline
	inline
)

// elements lists every HTML element the package knows. The hidden ones are
// wrappers that site generators and editors leave in Markdown.
var elements = listElements(map[place]string{
	block:  "blockquote details dd dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre summary table tbody td tfoot th thead tr ul",
	inline: "a abbr b br cite code del em i img ins kbd mark q s samp small strong sub sup u var",
	hidden: "article aside big caption center col colgroup div figcaption figure font footer header main nav picture section source span tt wbr",
})

func listElements(words map[place]string) map[string]place {
	list := map[string]place{}
	for p, names := range words {
		for name := range strings.FieldsSeq(names) {
			list[name] = p
		}
	}
	return list
}

// parents names, for elements that mean nothing alone, what must be the nearest
// of the elements that count. Out of place they would change the page around
// them: a lone <td> inside a cell of the page closes that cell.
var parents = map[string]struct{ among, oneOf string }{
	"li":      {"ul ol li", "ul ol"},
	"dt":      {"dl dt dd", "dl"},
	"dd":      {"dl dt dd", "dl"},
	"summary": {"details summary", "details"},
	"thead":   {"table thead tbody tfoot tr", "table"},
	"tbody":   {"table thead tbody tfoot tr", "table"},
	"tfoot":   {"table thead tbody tfoot tr", "table"},
	"tr":      {"table thead tbody tfoot tr td th", "table thead tbody tfoot"},
	"td":      {"table thead tbody tfoot tr td th", "tr"},
	"th":      {"table thead tbody tfoot tr td th", "tr"},
}

// hasWord reports whether a list of words separated by spaces contains one.
func hasWord(list, word string) bool {
	for w := range strings.FieldsSeq(list) {
		if w == word {
			return true
		}
	}
	return false
}
