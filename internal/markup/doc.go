// Package markup turns the Markdown people write into HTML that is safe to put
// on a page, into plain text, and shows what changed between two revisions.
//
//	markup.HTML(text, markup.Options{TopHeading: 3, IDPrefix: "s1-"})
//	markup.Inline("see `deploy.sh` and **do not** retry")
//	markup.Text(text)
//	markup.Diff(before, after)
//
// What goes in is GitHub Flavored Markdown: tables, task lists, strikethrough,
// bare links. What comes out is a fixed, small set of elements (see elements.go)
// with four promises:
//
//   - Nothing runs and nothing loads: no script, style, frame, form, event
//     attribute or image. A picture becomes a link to itself.
//   - Links lead to http, https and mailto, or to a heading of the same text, or are
//     mentions whose addresses the caller gave; all but those carry rel="noopener noreferrer nofollow".
//   - The HTML is well formed and cannot close or reopen an element of the page
//     it is put into. HTML's result belongs into a div, table cell or list item;
//     Inline's anywhere that takes running text outside a link.
//   - No text is lost. Tags that are not known, such as the <Foo> of a stack
//     trace, are shown as they were written.
//
// Three hands see to that, one after the other: goldmark parses, bluemonday
// removes attributes and addresses that are not allowed, and the finisher
// (finish.go) writes out again, strictly, only what it knows.
//
// Everything is safe for concurrent use and takes time linear in the input: text
// built to be slow or to explode is recognised beforehand and shown preformatted
// (see tangle.go).
package markup
