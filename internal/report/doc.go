// Package report writes a review draft as one HTML file that can be read,
// printed, mailed and archived by itself.
//
//	err := report.WriteAll(w, []report.Entry{{Record: record, Answers: answers, Options: report.Options{Policy: policy, Gaps: gaps, Actual: steps}}})
//
// The file asks the network for nothing: no script, font, image or stylesheet is
// loaded, and its content security policy forbids all of them; the one stylesheet
// inside is named by its hash. The only addresses in it are links people wrote.
// It follows the reader's light or dark setting, fits from 320 px up, and has a
// print stylesheet that repeats a TLP marking on every page.
//
// View types (files *_view.go) are built from the domain first; the templates
// (*.templ) only lay them out. The small components, such as VerdictChip and
// TimelineTable, take view types and can stand on any page that carries CSS.
//
// Output is deterministic: nothing here reads a clock.
package report
