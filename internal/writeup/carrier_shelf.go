package writeup

import (
	"slices"
	"strconv"
)

// shelf is a list of a record whose elements stand in the body in part, or not
// at all.
type shelf[T any] struct {
	key    string // in the front matter
	prefix string // of the identifiers given to new elements

	face   func(*T) face
	carry  func(*fields, *T) // what the body has no place for
	first  func(*fields, *T) // what the first half of the face stands for
	second func(*fields, *T) // what the second half stands for
	keep   func(from, to *T) // copies both

	id    func(*T) string // nil when the elements have none
	setID func(*T, string)
	line  func(*T) *int

	// single says that the elements show one text, so that an edited one is known by
	// its place alone.
	single bool

	// hidden says that the body does not show the elements, so that those of the
	// front matter stay whatever the body says.
	hidden bool
}

// write lists the elements of a record. shown are the elements that the body,
// read by itself, gives. The list is nil when it would say nothing.
func (s *shelf[T]) write(book *people, items, shown []T) *node {
	if s.hidden {
		return s.writeHidden(book, items, shown)
	}
	s.byLine(shown)
	partner := match(s.marks(items), s.marks(shown), true)
	entries, telling := s.entries(book, items, shown, partner)
	if !telling {
		return nil
	}
	return &node{kind: listNode, items: entries}
}

// writeHidden lists the elements whole, and those that the body reads as if they
// were there.
func (s *shelf[T]) writeHidden(book *people, items, shown []T) *node {
	list := &node{kind: listNode}
	for i := range items {
		list.items = append(list.items, writeFields(book, func(f *fields) { s.carry(f, &items[i]) }))
	}
	marks := s.marks(shown)
	for n, i := range match(s.marks(items), marks, false) {
		if i < 0 {
			list.items = append(list.items, dropped(marks[n]))
		}
	}
	return list
}

// dropped is the entry of an element that the body only seems to show.
func dropped(mark string) *node {
	e := &node{kind: mapNode}
	e.set("row", newScalar(mark))
	e.set("drop", newScalar("true"))
	return e
}

func (s *shelf[T]) marks(items []T) []string {
	list := make([]string, len(items))
	for i := range items {
		list[i] = s.face(&items[i]).mark()
	}
	return list
}

func (s *shelf[T]) byLine(items []T) {
	slices.SortStableFunc(items, func(a, b T) int { return *s.line(&a) - *s.line(&b) })
}

// entries writes one entry for each element: in the order of the body, those that
// the body does not show behind the element they follow in the record. telling
// reports whether they say more than the body does.
func (s *shelf[T]) entries(book *people, items, shown []T, partner []int) (list []*node, telling bool) {
	back := make([]int, len(items)) // from an item to where it is shown, -1 for nowhere
	for i := range back {
		back[i] = -1
	}
	for n, i := range partner {
		if i >= 0 {
			back[i] = n
		}
	}
	moved := false
	last := -1
	for _, i := range partner {
		if i >= 0 {
			moved = moved || i < last
			last = i
		}
	}
	add := func(i int) {
		e := &node{kind: mapNode}
		var there *T
		if back[i] >= 0 {
			there = &shown[back[i]]
			e.set("row", newScalar(s.face(there).mark()))
		}
		if moved {
			e.set("place", newScalar(strconv.Itoa(i+1)))
		}
		said := len(e.items)
		s.entry(e, book, &items[i], there)
		list = append(list, e)
		telling = telling || moved || there == nil || len(e.items) > said
	}
	follow := func(i int) {
		for i++; i < len(items) && back[i] < 0; i++ {
			add(i)
		}
	}
	follow(-1)
	for n, i := range partner {
		if i >= 0 {
			add(i)
			follow(i)
			continue
		}
		list, telling = append(list, dropped(s.face(&shown[n]).mark())), true
	}
	return list, telling
}

// entry adds what is carried of an element. there is the element as the body
// gives it, nil when it does not.
func (s *shelf[T]) entry(e *node, book *people, item, there *T) {
	add := func(n *node) {
		for i, key := range n.keys {
			e.set(key, n.items[i])
		}
	}
	add(writeFields(book, func(f *fields) { s.carry(f, item) }))
	whole := func(t *T) *node { return writeFields(book, func(f *fields) { s.first(f, t); s.second(f, t) }) }
	if there == nil {
		add(whole(item))
		return
	}
	if is := differing(whole(item), whole(there)); len(is.items) > 0 {
		e.set("is", is)
	}
}

// differing returns the keys of a whose value is another in b, and those of b
// that a lacks, without a value.
func differing(a, b *node) *node {
	d := &node{kind: mapNode}
	for i, key := range a.keys {
		if there := b.get(key); there == nil || there.flow() != a.items[i].flow() {
			d.set(key, a.items[i])
		}
	}
	for i, key := range b.keys {
		if a.get(key) == nil {
			d.set(key, &node{kind: b.items[i].kind})
		}
	}
	return d
}
