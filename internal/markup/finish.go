package markup

import (
	"strconv"
	"strings"
)

// deepest is how many elements may be open at once. Browsers give up at 512;
// nobody writes a list fifty levels deep.
const deepest = 100

// finisher writes sanitised HTML out again: well formed, in place, with our own
// attributes. What it does not understand it escapes.
type finisher struct {
	levels     map[string]string // levels gives a heading of the text its element on the page.
	idPrefix   string
	inlineOnly bool
	mentions   []Mention // mentions are escaped, the longest first

	out  []byte
	open []string
	link int // link is where, in out, the text of the open link begins.
	href string
	ids  map[string]bool
}

func finish(sanitised string, f finisher) string {
	f.ids = map[string]bool{}
	f.out = make([]byte, 0, len(sanitised)+len(sanitised)/8)
	for rest := sanitised; rest != ""; {
		start := strings.IndexByte(rest, '<')
		if start < 0 {
			f.text(rest)
			break
		}
		f.text(rest[:start])
		rest = rest[start:]
		t, size := readTag(rest)
		if size == 0 {
			f.out = append(f.out, "&lt;"...)
			size = 1
		} else {
			f.tag(t)
		}
		rest = rest[size:]
	}
	f.closeDownTo(0)
	return string(f.out)
}

func (f *finisher) tag(t tag) {
	where := elements[t.name]
	if where != inline && (where != block || f.inlineOnly) {
		return
	}
	switch {
	case t.name == "br" || t.name == "hr":
		if !t.closing {
			f.out = append(f.out, "<"+t.name+">"...)
		}
	case t.name == "img":
		f.image(t)
	case t.closing:
		if n := f.nearest(t.name); n >= 0 {
			f.closeDownTo(n)
		}
	case f.allows(t.name):
		f.openTag(t)
	}
}

// allows reports whether an element may begin here.
func (f *finisher) allows(name string) bool {
	if len(f.open) >= deepest || name == "a" && f.nearest("a") >= 0 {
		return false
	}
	rule, bound := parents[name]
	if !bound {
		return true
	}
	for i := len(f.open) - 1; i >= 0; i-- {
		if hasWord(rule.among, f.open[i]) {
			return hasWord(rule.oneOf, f.open[i])
		}
	}
	return false
}

// nearest returns the position of the innermost open element of a name, or -1. A
// cell holds what is inside it: an inline tag closes nothing outside of its cell.
func (f *finisher) nearest(name string) int {
	for i := len(f.open) - 1; i >= 0; i-- {
		switch f.open[i] {
		case name:
			return i
		case "td", "th":
			if elements[name] == inline {
				return -1
			}
		}
	}
	return -1
}

func (f *finisher) closeDownTo(n int) {
	for i := len(f.open) - 1; i >= n; i-- {
		if f.open[i] == "a" {
			f.markBare()
		}
		f.out = append(f.out, "</"+f.level(f.open[i])+">"...)
	}
	f.open = f.open[:n]
}

func (f *finisher) openTag(t tag) {
	f.open, f.href = append(f.open, t.name), ""
	f.out = append(f.out, "<"+f.level(t.name)...)
	for _, a := range t.attrs {
		switch a.name {
		case "href":
			if leads(a.value) {
				f.href = a.value
				f.attr("href", a.value)
				f.attr("rel", "noopener noreferrer nofollow")
			}
		case "id":
			if f.idPrefix != "" && strings.HasPrefix(a.value, f.idPrefix) && !f.ids[a.value] {
				f.ids[a.value] = true
				f.attr("id", a.value)
			}
		case "title", "align", "colspan", "rowspan", "start", "class":
			f.attr(a.name, a.value)
		}
	}
	f.out = append(f.out, '>')
	f.link = len(f.out)
}

// markBare gives the link that is about to be closed the class "bare" when its
// text is its address, so that a print stylesheet need not write it twice.
func (f *finisher) markBare() {
	if f.href != "" && string(f.out[f.link:]) == strings.TrimPrefix(f.href, "mailto:") {
		text := string(f.out[f.link:])
		f.out = append(f.out[:f.link-1], ` class="bare">`+text...)
	}
}

func (f *finisher) attr(name, value string) {
	f.out = append(f.out, " "+name+`="`+value+`"`...)
}

// level returns the element written for a name.
func (f *finisher) level(name string) string {
	if level, moved := f.levels[name]; moved {
		return level
	}
	return name
}

// levelsOf ranks the headings that occur in sanitised HTML and gives the highest
// the level top, the next one top+1, and so on. Skipped levels close up.
func levelsOf(sanitised string, top int) map[string]string {
	levels := map[string]string{}
	if top == 0 {
		return levels
	}
	for n := 1; n <= 6; n++ {
		name := "h" + strconv.Itoa(n)
		if strings.Contains(sanitised, "<"+name+">") || strings.Contains(sanitised, "<"+name+" ") {
			levels[name] = "h" + strconv.Itoa(min(max(top, 1)+len(levels), 6))
		}
	}
	return levels
}

// image writes a link to a picture in its place: to load it would tell its
// server who reads, and when.
func (f *finisher) image(t tag) {
	var src, alt string
	for _, a := range t.attrs {
		switch a.name {
		case "src":
			src = a.value
		case "alt":
			alt = a.value
		}
	}
	label := "Image"
	if alt != "" {
		label = "Image: " + alt
	}
	if !leads(src) || strings.HasPrefix(src, "#") || !f.allows("a") {
		f.out = append(f.out, "["+label+"]"...)
		return
	}
	f.openTag(tag{name: "a", attrs: []attribute{{"href", src}}})
	f.out = append(f.out, label...)
	f.closeDownTo(len(f.open) - 1)
}
