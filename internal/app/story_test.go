package app

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// typing puts a text into a field, in the place of what stood there.
func (w *window) typing(selector, text string) {
	w.t.Helper()
	w.do(chromedp.SetValue(chromedp.CSS(selector), text))
}

// press clicks something that changes the page without a promise of a new one.
func (w *window) press(selector string) {
	w.t.Helper()
	w.do(chromedp.Click(chromedp.CSS(selector)))
}

// answerAll answers the seven questions alone: the first of the verdicts, but for
// the questions named.
func (w *window) answerAll(review, note string, otherwise map[hindcast.Question]hindcast.Verdict) {
	w.t.Helper()
	w.open(review + "/answers")
	for _, q := range hindcast.Questions() {
		w.until(`document.querySelector('form.answer [name="question"]')?.value === "` + string(q) + `"`)
		verdict := hindcast.Met
		if v, ok := otherwise[q]; ok {
			verdict = v
			w.typing(`form.answer [name="note"]`, note)
		}
		w.press(`form.answer [name="verdict"][value="` + string(verdict) + `"]`)
		w.follow("form.answer button")
	}
	w.until(shows("You answered all seven."))
}

// TestFromIncidentToLearned is the whole story in browsers: an incident is opened
// and written down, two people answer alone, three meet, what they found becomes
// an action with an owner, a deadline and a kind of change, the gates open, the
// review is signed, and later it is opened again.
func TestFromIncidentToLearned(t *testing.T) {
	p := startSample(t)
	tomasz, ruth, ifeoma := p.browser(), p.browser(), p.browser()
	tomasz.signIn(p.linkOf("tomasz"))
	ruth.signIn(p.linkOf("ruth"))
	ifeoma.signIn(p.linkOf("ifeoma"))
	yesterday := time.Now().UTC().AddDate(0, 0, -1).Format(time.DateOnly)

	// Recorded.
	tomasz.open("/incidents/new")
	tomasz.typing(`[name="title"]`, "Tickets are sold twice")
	tomasz.typing(`[name="severity"]`, "P2")
	tomasz.typing(`[name="services"]`, "ticket-checkout")
	tomasz.press("main form details > summary")
	tomasz.typing(`[name="began"]`, yesterday+" 13:50")
	tomasz.follow("main form button.button-main")
	tomasz.until(`/^\/incidents\/INC-\d+$/.test(location.pathname)`)
	incident := tomasz.path()
	review := incident + "/review"
	tomasz.typing(`[name="day"]`, yesterday)
	tomasz.typing(`[name="lines"]`, strings.Join([]string{
		"14:02 alert fired, ticket-checkout sells seats twice",
		"14:05 Tomasz Wróbel paged",
		"14:07 Tomasz Wróbel acknowledged",
		"14:12 Tomasz Wróbel declared P2",
		"14:20 Ifeoma Okafor joined",
		"14:25 status page updated: some tickets are sold twice",
		"14:58 Ifeoma Okafor rolled the seat cache back",
		"15:10 resolved, no seat was sold twice for ten minutes",
	}, "\n"))
	tomasz.follow("form.composer button")
	tomasz.until(`document.querySelectorAll("#timeline tr[id^=evt_]").length >= 8`)
	tomasz.until(exists(`form.inferred`))
	tomasz.follow("form.inferred button") // when it was detected, who took part
	tomasz.until(`!document.querySelector("form.inferred") && document.querySelectorAll(".people tbody tr").length === 2`)
	tomasz.follow("form.propose button") // that it is over
	tomasz.until(`!document.querySelector("form.propose")`)

	// Planned: the facilitator took no part.
	ruth.open(review)
	ruth.typing(`#open [name="facilitator"]`, "usr_ruth")
	ruth.follow(`#open form button`)
	ruth.until(exists("#standing"))
	ruth.follow(`#uninvited button[name="everybody"]`)
	ruth.until(`!document.querySelector("#uninvited")`)
	ruth.follow(`#moves form:has([value="drafting"]) button`)
	ruth.until(`document.querySelectorAll(".blocking li").length > 0`)

	// Answered alone.
	const reason = "We had no message for those who held a seat twice"
	ifeoma.answerAll(review, reason, map[hindcast.Question]hindcast.Verdict{hindcast.AskCommunication: hindcast.Missed})
	tomasz.answerAll(review, "", nil)
	for _, w := range []*window{tomasz, ruth} {
		w.open(review + "/answers")
		w.until("!" + shows(reason))
		w.open(review)
		w.until("!" + shows(reason))
	}
	ruth.open(review + "/answers")
	ruth.press("details.unfold > summary")
	ruth.follow(`form[action$="/answers/open"] button`)
	ruth.until(shows(reason))

	// Met.
	table := []*window{ruth, tomasz, ifeoma}
	all := func(script string) {
		t.Helper()
		for _, w := range table {
			w.until(script)
		}
	}
	for _, w := range table {
		w.open(review + "/meeting")
		w.until(live)
	}
	ruth.press(`button[value="begin"]`)
	all(exists(".walk li"))
	tomasz.press(`.walk button[aria-label="It was so: 14:58"]`)
	all(`document.querySelectorAll(".walk .vouched").length === 1`)
	ruth.press(`button[value="agree"]`)
	all(shows("The timeline is agreed."))
	ruth.press(".topics > .tools .button-main")
	all(shows(reason)) // where they differ comes next
	const weakness = "Nobody at the counter knew which seats were sold twice"
	ifeoma.typing(".remark-form textarea", weakness)
	ifeoma.press(`.remark-form button[value="note"]`)
	all(shows(weakness))
	tomasz.press(`.remarks button[value="weakness"]`)
	all(`document.querySelector('.remarks a[href*="/review#fnd_"]')`)
	ruth.press(`button[value="end"]`)
	all(shows("The meeting ended"))

	// What was found changes something.
	ruth.open(review)
	finding := `.f-weakness li[id^="fnd_"]`
	ruth.until(exists(finding + " .undecided"))
	ruth.press(finding + " .finding-tools details:first-child summary")
	form := finding + ` form[action$="/actions"]`
	ruth.typing(form+` [name="title"]`, "The counter screen marks seats that are sold twice")
	ruth.typing(form+` [name="owner"]`, "Priya Raman")
	ruth.typing(form+` [name="due"]`, time.Now().AddDate(0, 0, 14).Format(time.DateOnly))
	ruth.typing(form+` [name="change"]`, "system")
	ruth.press(form + ` [name="level"][value="stronger"]`)
	ruth.follow(form + " .button-main")
	ruth.until("!document.querySelector('.undecided') && " + exists("#actions .undertaken li"))
	if left := eval[[]string](ruth, `[...document.querySelectorAll(".blocking li")].map(l => l.textContent)`); len(left) > 0 {
		t.Fatalf("before sign-off stands still: %q", left)
	}

	// Signed: the answers stay as they were.
	ruth.follow(`#moves form:has([value="in_review"]) button`)
	ruth.press(`#move-signed_off summary`)
	ruth.follow(`#move-signed_off form button`)
	ruth.until(fmt.Sprintf(`document.querySelector("#standing .state").textContent.includes(%q)`, "igned"))
	ruth.until(`!document.querySelector(".finding-tools")`)
	tomasz.open(review + "/answers")
	tomasz.until(`!document.querySelector("form.answer")`)

	// And opened again: what was signed stays a round of its own.
	ruth.press(`#move-drafting summary`)
	ruth.typing(`#moves details[open] [name="reason"]`, "The bank reports more seats")
	ruth.follow(`#moves details[open] form button`)
	ruth.until(exists(".finding-tools"))
	ruth.follow(`#meeting a[href$="/rounds/1"]`)
	ruth.until(shows(reason))
	for _, w := range table {
		for _, fault := range w.barriers() {
			t.Error(fault)
		}
	}
}
