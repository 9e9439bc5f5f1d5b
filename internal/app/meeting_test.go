package app

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// TestThreeInAMeeting: what one of three does in a meeting stands on the pages of
// the other two, and what was said becomes a finding.
func TestThreeInAMeeting(t *testing.T) {
	p := startSample(t)
	var table []*window
	for _, name := range []string{"ruth", "tomasz", "ifeoma"} {
		w := p.browser()
		w.signIn(p.linkOf(name))
		w.open("/incidents/INC-15/review/meeting")
		w.until(live)
		table = append(table, w)
	}
	ruth, tomasz, ifeoma := table[0], table[1], table[2]
	all := func(script string) {
		t.Helper()
		for _, w := range table {
			w.until(script)
		}
	}
	onTheTable := func(topic string) string {
		return `document.querySelector(".topics [aria-current=step] .name")?.textContent === "` + topic + `"`
	}

	ruth.do(chromedp.Click(chromedp.CSS(`button[value="begin"]`)))
	all(onTheTable("What happened"))

	const said = "The vouchers channel was muted that night"
	tomasz.do(chromedp.SendKeys(chromedp.CSS(`.remark-form textarea`), said), chromedp.Click(chromedp.CSS(`.remark-form button[value="note"]`)))
	all(shows(said))

	ifeoma.do(chromedp.Click(chromedp.CSS(`.remarks button[value="weakness"]`)))
	all(`document.querySelector('.remarks a[href*="/review#fnd_"]')`)

	tomasz.do(chromedp.Click(chromedp.CSS(`.walk button[aria-label^="It was so"]`)))
	all(`document.querySelector(".walk li .vouched")`)

	ruth.do(chromedp.Click(chromedp.CSS(`button[value="agree"]`)))
	all(shows("The timeline is agreed."))
	ruth.do(chromedp.Click(chromedp.CSS(`.topics > .tools .button-main`)))
	all(`!(` + onTheTable("What happened") + `) && document.querySelector(".topics .through .name")?.textContent === "What happened"`)
	ruth.do(chromedp.Click(chromedp.CSS(`button[value="end"]`)))
	all(shows("The meeting ended"))

	ruth.open("/incidents/INC-15/review")
	ruth.until(shows(said))
}
