package writeup

// texts carries a list of texts or words.
func texts[T ~string](f *fields, key string, v *[]T) {
	list(f, key, v, func(s *T) *node { return newScalar(string(*s)) }, func(n *node, s *T) bool {
		*s = T(n.scalar)
		return n.kind == scalarNode
	})
}

// wordList carries a list of words of a fixed set.
func wordList[T ~string](f *fields, key string, v *[]T, all []T) {
	list(f, key, v, func(s *T) *node { return newScalar(string(*s)) }, func(n *node, s *T) bool {
		for _, w := range all {
			if string(w) == n.scalar {
				*s = w
				return true
			}
		}
		return false
	})
}

// list carries a list of anything. write returns the node of one value; read sets
// one from a node and reports whether it could.
func list[T any](f *fields, key string, v *[]T, write func(*T) *node, read func(*node, *T) bool) {
	if f.writing {
		if len(*v) == 0 {
			return
		}
		out := &node{kind: listNode}
		for i := range *v {
			out.items = append(out.items, write(&(*v)[i]))
		}
		f.node.set(key, out)
		return
	}
	n := f.find(key)
	if n == nil {
		return
	}
	if n.kind != listNode {
		f.complain(n, key+" takes a list")
		return
	}
	*v = nil
	for _, item := range n.items {
		var got T
		if !read(item, &got) {
			f.complain(item, "this does not belong in "+key)
			continue
		}
		*v = append(*v, got)
	}
}

// parts carries a list of mappings.
func parts[T any](f *fields, key string, v *[]T, carry func(*fields, *T)) {
	list(f, key, v, func(t *T) *node {
		return writeFields(f.book, func(inner *fields) { carry(inner, t) })
	}, func(n *node, t *T) bool {
		if n.kind != mapNode {
			return false
		}
		readFields(n, f.book, f.trouble, func(inner *fields) { carry(inner, t) })
		return true
	})
}

// part carries a mapping below a key; one without keys is not written.
func (f *fields) part(key string, carry func(*fields)) {
	if f.writing {
		if n := writeFields(f.book, carry); len(n.items) > 0 {
			f.node.set(key, n)
		}
		return
	}
	if n := f.find(key); n != nil {
		readFields(n, f.book, f.trouble, carry)
	}
}

// maybePart carries a mapping that may be missing; one that is there is written
// even when it is empty.
func maybePart[T any](f *fields, key string, v **T, carry func(*fields, *T)) {
	if f.writing {
		if *v != nil {
			f.node.set(key, writeFields(f.book, func(inner *fields) { carry(inner, *v) }))
		}
		return
	}
	if n := f.find(key); n != nil {
		*v = new(T)
		readFields(n, f.book, f.trouble, func(inner *fields) { carry(inner, *v) })
	}
}
