// Package ribbon draws the picture of an incident: one time axis with the phases
// of the response as bands, and lanes for severity, signals, people, decisions
// and responses, communication and evidence. The picture is SVG made here, so
// that the same one stands in a page, a printed report, a PDF and an e-mail.
//
//	picture := ribbon.Draw(record, ribbon.Options{Answers: answers, Gaps: gaps, Actual: steps})
//
// Draw makes one picture for one width. Responsive makes the same picture for
// three widths, of which the stylesheet (CSS) shows the one that fits its
// container; that is what a page wants. Table gives the same content as rows for
// the accessible table beside it. Nothing here carries style attributes, so a
// page with a strict content security policy only has to link the stylesheet; a
// file that stands alone sets Options.Standalone and carries it inside.
//
// The drawing keeps four promises, each held by a property test: the XML is
// valid whatever the texts contain, no label covers another, everything stays
// inside the view box, and equal input gives equal bytes. Dense stretches are
// drawn as counts, never as marks upon marks, which bounds the size of the file.
package ribbon
