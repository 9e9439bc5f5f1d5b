package report

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

//go:embed tokens.css
var tokens string

//go:embed components.css
var components string

//go:embed frame.css
var frame string

// Tokens returns the colours and families of type that everything uses which
// Hindcast shows, as custom properties.
func Tokens() string { return tokens }

// CSS returns the stylesheet of the report's components, without the frame of the
// report as a file of its own. It needs Tokens before it.
func CSS() string { return components }

// pageView is the whole file.
type pageView struct {
	Title   string
	Kind    string // Kind says what sort of document this is.
	Style   string // Style is the one stylesheet of the file.
	Guard   string // Guard is the content security policy, which allows just Style.
	Marking hindcast.TLP
	Records []recordView
	Footer  footerView
}

// footerView says how what is shown was computed.
type footerView struct {
	Version, PolicyName, PolicyRevision string
}

// sentence says by what the answers were computed.
func (f footerView) sentence() string {
	s := strings.TrimSpace("Computed from the timelines above by Hindcast " + f.Version)
	if f.PolicyName != "" {
		s += " under the policy “" + f.PolicyName + "”"
	}
	if f.PolicyRevision != "" {
		s += ", revision " + f.PolicyRevision
	}
	return s + "."
}

func newPage(entries []Entry) pageView {
	p := pageView{Title: "No records", Kind: "Post-incident review, draft"}
	var markings []hindcast.TLP
	for i, e := range entries {
		markings = append(markings, e.Record.Incident.TLP)
		p.Records = append(p.Records, newRecord(fmt.Sprintf("r%d", i+1), e))
	}
	p.Marking = hindcast.Strictest(markings...)
	if len(entries) > 0 {
		o := entries[0].Options
		p.Footer = footerView{Version: o.Version, PolicyName: o.Policy.Name, PolicyRevision: o.Policy.Revision}
		p.Title = p.Records[0].Title
		if entries[0].Record.Review.State == hindcast.ReviewSignedOff {
			p.Kind = "Post-incident review, signed off"
		}
	}
	if len(entries) > 1 {
		p.Title = fmt.Sprintf("%d incident reviews", len(entries))
		p.Kind = "Post-incident reviews"
	}
	p.Style = tokens + components + frame + ribbonStyle() + markingStyle(p.Marking)
	sum := sha256.Sum256([]byte(p.Style))
	p.Guard = "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
	return p
}

// markingStyle puts the TLP label into header and footer of every printed page,
// right-aligned, in 12 point and in the colours that TLP 2.0 gives for the label
// (FIRST, "Traffic Light Protocol 2.0", usage and colour tables).
func markingStyle(marking hindcast.TLP) string {
	colour := map[hindcast.TLP]string{hindcast.TLPRed: "#ff2b2b", hindcast.TLPAmberStrict: "#ffc000", hindcast.TLPAmber: "#ffc000",
		hindcast.TLPGreen: "#33ff00", hindcast.TLPClear: "#ffffff"}[marking]
	if colour == "" {
		return ""
	}
	box := fmt.Sprintf(`content:"%s";font:700 12pt/1 system-ui,sans-serif;color:%s;background:#000;padding:3pt 6pt;print-color-adjust:exact;-webkit-print-color-adjust:exact;width:max-content;height:max-content;margin:auto 0 auto auto`,
		marking.Label(), colour)
	label := "." + markingClass(marking) + "{color:" + colour + "}\n"
	return "\n" + label + "@media print{@page{@top-right{" + box + "}@bottom-right{" + box + "}}}\n"
}

// markingClass is the class of a label, such as "tlp-amber-strict".
func markingClass(marking hindcast.TLP) string {
	return "tlp-" + strings.ReplaceAll(string(marking), "+", "-")
}

// slug makes part of an id of one of the report's own headings.
func slug(heading string) string { return strings.ReplaceAll(strings.ToLower(heading), " ", "-") }
