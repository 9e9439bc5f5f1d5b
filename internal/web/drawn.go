package web

import (
	"sync"

	"github.com/hindcast/hindcast/internal/markup"
)

// drawn is what pages are made of that took long to make and depends on nothing
// but what it was made from.
type drawn struct {
	pictures pictures
	inline   inlines
}

// inlines remembers the HTML of short texts by the text: a long timeline is read
// again and again, and thousands of small documents take longer to make than all
// the rest of its page.
type inlines struct {
	mu   sync.Mutex
	kept map[string]string
	size int
}

// mostInlines is how many bytes of text and HTML are remembered; ours.
const mostInlines = 16 << 20

// of is markup.Inline.
func (n *inlines) of(text string) string {
	n.mu.Lock()
	html, ok := n.kept[text]
	n.mu.Unlock()
	if ok {
		return html
	}
	html = markup.Inline(text)
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.kept == nil || n.size > mostInlines {
		n.kept, n.size = map[string]string{}, 0
	}
	n.kept[text] = html
	n.size += len(text) + len(html)
	return html
}
