package writeup

import "hash/fnv"

// face is what the body shows of an element, in two halves: a row's time and its
// text, an action's title and the rest. Where an element shows one text only,
// both halves are made of it.
type face struct{ first, second string }

// mark is a short hash of a face, four letters for each half. Letters, because
// YAML takes some strings of digits for numbers.
func (f face) mark() string { return letters(f.first) + letters(f.second) }

const markHalf = 4

func letters(s string) string {
	h := fnv.New64a()
	h.Write([]byte(s))
	sum := h.Sum64()
	var b [markHalf]byte
	for i := range b {
		b[i] = byte('a' + sum%26)
		sum /= 26
	}
	return string(b[:])
}

// match pairs what the front matter knows (known) with what stands in the body
// (shown), both as marks in order, and returns for each shown element the index
// of its partner, or -1. Untouched elements find each other wherever they were
// moved; of several that look the same, those beside the same neighbours. An
// edited element finds its partner by the second half where that stayed, by its
// place between two others where the first half stayed, or, with byPlace, by its
// place alone.
func match(known, shown []string, byPlace bool) []int {
	m := &matching{known: known, shown: shown, byPlace: byPlace, partner: make([]int, len(shown)), taken: make([]bool, len(known))}
	for i := range m.partner {
		m.partner[i] = -1
	}
	whole := func(s string) string { return s }
	m.ends()
	m.unique(whole)
	m.neighbours()
	m.inOrder()
	m.unique(func(s string) string { return s[len(s)/2:] })
	m.gaps()
	return m.partner
}

type matching struct {
	known, shown []string
	byPlace      bool
	partner      []int
	taken        []bool
}

func (m *matching) pair(shown, known int) {
	m.partner[shown] = known
	m.taken[known] = true
}

// ends pairs what is the same at both ends.
func (m *matching) ends() {
	i := 0
	for i < len(m.known) && i < len(m.shown) && m.known[i] == m.shown[i] {
		m.pair(i, i)
		i++
	}
	for k, s := len(m.known)-1, len(m.shown)-1; k >= i && s >= i && m.known[k] == m.shown[s]; k, s = k-1, s-1 {
		m.pair(s, k)
	}
}

// unique pairs elements of which each side has one, judged by a part of the mark.
func (m *matching) unique(of func(string) string) {
	count := map[string]int{}
	at := map[string]int{}
	for i, s := range m.shown {
		if m.partner[i] < 0 {
			count[of(s)]++
			at[of(s)] = i
		}
	}
	seen := map[string]int{}
	for k, s := range m.known {
		if !m.taken[k] {
			seen[of(s)]++
		}
	}
	for k, s := range m.known {
		if key := of(s); !m.taken[k] && seen[key] == 1 && count[key] == 1 {
			m.pair(at[key], k)
		}
	}
}

// neighbours pairs elements that look the same and follow, or are followed by, a
// pair.
func (m *matching) neighbours() {
	for i := 1; i < len(m.shown); i++ {
		if k := m.partner[i-1] + 1; m.partner[i] < 0 && m.partner[i-1] >= 0 && k < len(m.known) && !m.taken[k] && m.known[k] == m.shown[i] {
			m.pair(i, k)
		}
	}
	for i := len(m.shown) - 2; i >= 0; i-- {
		if k := m.partner[i+1] - 1; m.partner[i] < 0 && k >= 0 && !m.taken[k] && m.known[k] == m.shown[i] {
			m.pair(i, k)
		}
	}
}

// inOrder pairs the elements left that look the same, first with first.
func (m *matching) inOrder() {
	left := map[string][]int{}
	for k, s := range m.known {
		if !m.taken[k] {
			left[s] = append(left[s], k)
		}
	}
	for i, s := range m.shown {
		if list := left[s]; m.partner[i] < 0 && len(list) > 0 {
			m.pair(i, list[0])
			left[s] = list[1:]
		}
	}
}

// gaps pairs what stands between two pairs.
func (m *matching) gaps() {
	for i := 0; i < len(m.shown); i++ {
		if m.partner[i] >= 0 {
			continue
		}
		end := i
		for end < len(m.shown) && m.partner[end] < 0 {
			end++
		}
		before, after := -1, len(m.known)
		if i > 0 {
			before = m.partner[i-1]
		}
		if end < len(m.shown) {
			after = m.partner[end]
		}
		m.fill(i, end, before+1, after)
		i = end
	}
}

// fill pairs the shown elements of a gap with the known ones of the same gap: one
// by one where both sides have equally many, else those whose first half only
// one of each side has.
func (m *matching) fill(from, to, first, last int) {
	var free []int
	count, seen, at := map[string]int{}, map[string]int{}, map[string]int{}
	for k := first; k < last; k++ {
		if !m.taken[k] {
			free = append(free, k)
			count[m.known[k][:markHalf]]++
			at[m.known[k][:markHalf]] = k
		}
	}
	for i := from; i < to; i++ {
		seen[m.shown[i][:markHalf]]++
	}
	for i := from; i < to && len(free) > 0; i++ {
		half := m.shown[i][:markHalf]
		switch {
		case len(free) == to-from:
			if k := free[i-from]; m.byPlace || m.known[k][:markHalf] == half {
				m.pair(i, k)
			}
		case count[half] == 1 && seen[half] == 1:
			m.pair(i, at[half])
		}
	}
}
