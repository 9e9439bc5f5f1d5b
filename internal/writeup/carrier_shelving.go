package writeup

import (
	"slices"
	"strconv"
	"strings"
)

// carried is an element as the front matter lists it.
type carried struct {
	mark  string // of the element in the body; empty when the body does not show it
	place int    // in the record's list, counted from 1; zero where the body has the same order
	drop  bool   // the body reads as if there were such an element, and there is none
	node  *node
	used  bool
}

// shelved is an element put together from body and front matter.
type shelved[T any] struct {
	item  T
	place int
	fresh bool // the front matter knows nothing of it
}

// shelving puts the elements of one list together.
type shelving[T any] struct {
	*shelf[T]
	book    *people
	trouble *[]trouble
	entries []carried
	done    []shelved[T]
	renamed map[string]string // identifiers given by the reader, to those they became
	ids     map[string]bool   // of what was put together; filled when first asked for
}

// read gives the elements of the body what the list carries for them.
func (s *shelf[T]) read(list *node, book *people, problems *[]trouble, shown []T) *shelving[T] {
	b := &shelving[T]{shelf: s, book: book, trouble: problems, renamed: map[string]string{}}
	b.list(list)
	if s.hidden {
		b.readHidden(shown)
		b.identify()
		return b
	}
	s.byLine(shown)
	var known []string
	var rows []int
	for i, e := range b.entries {
		if e.mark != "" {
			known = append(known, e.mark)
			rows = append(rows, i)
		}
	}
	marks := s.marks(shown)
	partner := match(known, marks, s.single)
	for n, k := range partner {
		if k >= 0 {
			partner[n] = rows[k]
			b.entries[rows[k]].used = true
		}
	}
	b.follow(-1)
	for n := range shown {
		b.take(&shown[n], marks[n], partner[n])
	}
	for i := range b.entries {
		b.follow(i)
	}
	b.arrange()
	b.identify()
	return b
}

// readHidden takes the elements of the front matter as they are, and adds those
// of the body that it does not know.
func (b *shelving[T]) readHidden(shown []T) {
	var known []string
	for i := range b.entries {
		if e := &b.entries[i]; e.drop {
			known = append(known, e.mark)
			continue
		}
		b.alone(&b.entries[i])
	}
	for i := range b.done {
		known = append(known, b.face(&b.done[i].item).mark())
	}
	dropped := len(known) - len(b.done)
	for n, k := range match(known, b.marks(shown), false) {
		if k >= dropped && k < len(known) {
			*b.line(&b.done[k-dropped].item) = *b.line(&shown[n])
		} else if k < 0 {
			b.done = append(b.done, shelved[T]{item: shown[n], fresh: true})
		}
	}
}

// list reads the entries of a list.
func (b *shelving[T]) list(list *node) {
	if list == nil {
		return
	}
	if list.kind != listNode {
		*b.trouble = append(*b.trouble, trouble{list.line, list.flow(), b.key + " takes a list"})
		return
	}
	for _, n := range list.items {
		if n.kind != mapNode {
			*b.trouble = append(*b.trouble, trouble{n.line, n.flow(), "this does not belong in " + b.key})
			continue
		}
		e := carried{node: &node{kind: mapNode, line: n.line}}
		for i, key := range n.keys {
			switch key {
			case "row":
				e.mark = n.items[i].scalar
			case "place":
				e.place, _ = strconv.Atoi(n.items[i].scalar)
			case "drop":
				e.drop = n.items[i].scalar == "true"
			default:
				e.node.set(key, n.items[i])
			}
		}
		if len(e.mark) != 2*markHalf && (e.mark != "" || e.drop) {
			*b.trouble = append(*b.trouble, trouble{n.line, n.flow(), "row takes eight letters"})
			continue
		}
		b.entries = append(b.entries, e)
	}
}

// follow adds the elements behind entry i that the body does not show.
func (b *shelving[T]) follow(i int) {
	for i++; i < len(b.entries); i++ {
		e := &b.entries[i]
		if e.used || e.drop || e.mark != "" {
			return
		}
		b.alone(e)
	}
}

// alone adds an element from the front matter only.
func (b *shelving[T]) alone(e *carried) {
	e.used = true
	s := shelved[T]{place: e.place}
	readFields(e.node, b.book, b.trouble, func(f *fields) {
		b.carry(f, &s.item)
		if !b.hidden {
			b.first(f, &s.item)
			b.second(f, &s.item)
		}
	})
	b.done = append(b.done, s)
}

// take adds an element of the body with what entry i carries for it.
func (b *shelving[T]) take(shown *T, mark string, i int) {
	switch {
	case i < 0 || b.entries[i].drop && b.entries[i].mark != mark:
		b.done = append(b.done, shelved[T]{item: *shown, fresh: true})
		return
	case b.entries[i].drop:
		return
	default:
		b.together(shown, mark, &b.entries[i])
	}
	if b.id != nil {
		b.renamed[b.id(shown)] = b.id(&b.done[len(b.done)-1].item)
	}
	b.follow(i)
}

func (b *shelving[T]) keepLine(shown *T) { *b.line(&b.done[len(b.done)-1].item) = *b.line(shown) }

// together adds what the body shows and the entry carries. Values that stand in
// the entry because the body cannot show them count while their half of the body
// is untouched.
func (b *shelving[T]) together(shown *T, mark string, e *carried) {
	s := shelved[T]{place: e.place}
	is := e.node.get("is")
	readFields(e.node, b.book, b.trouble, func(f *fields) {
		f.taken["is"] = true
		b.carry(f, &s.item)
	})
	b.keep(shown, &s.item)
	if is != nil {
		var unused T
		first, second := &unused, &unused
		if e.mark[:markHalf] == mark[:markHalf] {
			first = &s.item
		}
		if e.mark[markHalf:] == mark[markHalf:] {
			second = &s.item
		}
		readFields(is, b.book, b.trouble, func(f *fields) {
			b.first(f, first)
			b.second(f, second)
		})
	}
	b.done = append(b.done, s)
	b.keepLine(shown)
}

// arrange restores an order that the body does not have. A new element stays
// behind the one it was written after.
func (b *shelving[T]) arrange() {
	place, any := 0, false
	for i := range b.done {
		if p := b.done[i].place; p > 0 {
			place, any = p, true
		}
		b.done[i].place = place
	}
	if any {
		slices.SortStableFunc(b.done, func(x, y shelved[T]) int { return x.place - y.place })
	}
}

// identify gives new elements identifiers that no other has, nor had one that is
// gone, which something may still cite.
func (b *shelving[T]) identify() {
	if b.id == nil {
		return
	}
	taken, highest := map[string]bool{}, 0
	count := func(id string) {
		if number, err := strconv.Atoi(strings.TrimPrefix(id, b.prefix)); err == nil {
			highest = max(highest, number)
		}
	}
	gone := map[string]bool{}
	for _, e := range b.entries {
		if n := e.node.get("id"); n != nil {
			count(n.scalar)
			gone[n.scalar] = true
		}
	}
	for i := range b.done {
		id := b.id(&b.done[i].item)
		count(id)
		if !b.done[i].fresh && id != "" {
			if taken[id] {
				b.done[i].fresh = true
			}
			taken[id] = true
		}
	}
	for i := range b.done {
		item := &b.done[i].item
		id := b.id(item)
		if !b.done[i].fresh || id == "" {
			continue
		}
		if taken[id] || gone[id] {
			highest++
			b.setID(item, b.prefix+strconv.Itoa(highest))
			b.renamed[id] = b.id(item)
		}
		taken[b.id(item)] = true
	}
}

// items returns the finished list.
func (b *shelving[T]) items() []T {
	if len(b.done) == 0 {
		return nil
	}
	list := make([]T, len(b.done))
	for i := range b.done {
		list[i] = b.done[i].item
	}
	return list
}
