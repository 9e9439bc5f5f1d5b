// Package together is the arithmetic of a text that several people write at once:
// changes as CodeMirror sends them, applied to a text.
//
//	c, err := together.Parse(`[5,[0,"new"],3]`)
//	text, err = c.Apply(text)
//
// A change names every place by its distance from the beginning, counted in UTF-16
// code units, as browsers count; a line end counts as one and is "\n" here. Whoever
// orders changes (the server) applies each to the text the one before left behind,
// so that it always knows the text itself and keeps nothing that does not fit it.
package together
