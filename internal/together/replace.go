package together

import (
	"strings"
	"unicode/utf8"
)

// Replace is the smallest single replacement that makes one text of another, nil
// when they are the same.
func Replace(before, after string) Changes {
	if before == after {
		return nil
	}
	head := 0
	for head < len(before) && head < len(after) && before[head] == after[head] {
		head++
	}
	for head > 0 && !(boundary(before, head) && boundary(after, head)) {
		head--
	}
	tail := 0
	for tail < len(before)-head && tail < len(after)-head && before[len(before)-1-tail] == after[len(after)-1-tail] {
		tail++
	}
	for tail > 0 && !(boundary(before, len(before)-tail) && boundary(after, len(after)-tail)) {
		tail--
	}
	return replacement(before, head, len(before)-tail, after[head:len(after)-tail])
}

// boundary reports whether a character begins at a byte, or the text ends there.
func boundary(s string, at int) bool { return at == len(s) || utf8.RuneStart(s[at]) }

// replacement puts other text in the place of the bytes from, to of a text.
func replacement(text string, from, to int, insert string) Changes {
	var c Changes
	if from > 0 {
		c = append(c, Part{Length: Length(text[:from]), Keep: true})
	}
	c = append(c, Part{Length: Length(text[from:to]), Inserted: insert})
	if to < len(text) {
		c = append(c, Part{Length: Length(text[to:]), Keep: true})
	}
	return c
}

// Merge makes of two texts that came of the same one a change to ours that brings
// theirs in. Where both changed the same place, nothing of ours is taken away:
// theirs stands behind it.
func Merge(base, ours, theirs string) Changes {
	if ours == base || ours == theirs {
		return Replace(ours, theirs)
	}
	from, to, insert := span(base, theirs)
	start, end, written := span(base, ours)
	moved := len(written) - (end - start)
	switch {
	case to < start || to == start && from < to: // theirs lies before ours
		return replacement(ours, from, to, insert)
	case from > end || from == end && from < to: // and behind it
		return replacement(ours, from+moved, to+moved, insert)
	case insert == "":
		return nil // they took away what was rewritten here meanwhile: it stays
	}
	behind := start + len(written)
	if behind > 0 && ours[behind-1] != '\n' && !strings.HasPrefix(insert, "\n") {
		insert = "\n" + insert
	}
	if behind < len(ours) && ours[behind] != '\n' && !strings.HasSuffix(insert, "\n") {
		insert += "\n"
	}
	return replacement(ours, behind, behind, insert)
}

// span is the bytes of before that after replaced, and what stands there now.
func span(before, after string) (from, to int, insert string) {
	at := 0
	for _, p := range Replace(before, after) {
		size, _ := cut(before[at:], p.Length) // Replace made it for this text
		if !p.Keep {
			return at, at + size, p.Inserted
		}
		at += size
	}
	return len(before), len(before), ""
}
