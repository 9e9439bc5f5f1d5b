package app

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/chromedp/chromedp"
)

// keyed are the pages that are worked on most; axe looks at the names and roles of
// the others.
var keyed = []string{"/", "/incidents", "/incidents/new", "/incidents/INC-15", "/incidents/INC-15/review", "/incidents/INC-15/review/answers",
	"/incidents/INC-15/review/meeting", "/incidents/INC-15/runbook", "/incidents/INC-15/communicate", "/actions?view=board", "/actions/new", "/changes", "/library", "/library/new", "/search?q=voucher",
	"/reviews", "/notifications", "/account"}

// focused tells of what has the focus: whether one sees that it has (2.4.7 of WCAG
// 2.2), and whether it lies in the window and under nothing (2.4.11). Each is told
// of once, so that the way round ends.
const focused = `(() => {
	const e = document.activeElement
	if (!e || e === document.body) return { "end": true }
	window.met ??= new Set()
	if (window.last === e) return { "within": true } // the parts of a date
	const again = window.met.has(e)
	window.met.add(window.last = e)
	const style = getComputedStyle(e), label = e.matches("input[type=file], input[type=radio], input[type=checkbox]") && e.closest("label, fieldset, form")
	const rings = s => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== "none"
	const faults = []
	if (!rings(style) && !(label && rings(getComputedStyle(label)))) faults.push("no ring")
	const seen = e.getClientRects().length ? [...e.getClientRects()] : [e.getBoundingClientRect()]
	const inside = seen.some(r => r.right > 0 && r.left < innerWidth && r.bottom > 0 && r.top < innerHeight)
	if (!inside) faults.push("out of sight")
	const bare = seen.some(r => [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]].some(([x, y]) => {
		const on = document.elementFromPoint(r.left + r.width * x, r.top + r.height * y)
		return on && (e.contains(on) || on.contains(e) && getComputedStyle(on).position !== "fixed" || label && label.contains(on))
	}))
	if (inside && !bare) faults.push("covered")
	return { again, "faults": faults.map(f => f + ": " + e.tagName + "." + e.className + " " + (e.getAttribute("aria-label") ?? e.textContent ?? e.name).trim().slice(0, 50)) }
})()`

// round is what the keyboard comes by on its way through a page.
type round struct {
	End, Again, Within bool
	Faults             []string
}

// TestEveryControlByKeyboard: Tab leads from the skip link through every control of
// a page and out at its end; where the focus is can be seen.
func TestEveryControlByKeyboard(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and nothing runs beside it")
	}
	p := startSample(t)
	w := p.browser()
	w.signIn(p.linkOf("ruth"))
	for _, address := range keyed {
		if status := w.open(address); status != http.StatusOK {
			t.Fatalf("%s answers %d", address, status)
		}
		controls := eval[int](w, `[...document.querySelectorAll("a[href], button, input, select, textarea, summary")].filter(e => e.checkVisibility() && e.tabIndex >= 0 && !e.disabled).length`)
		met := 0
		for range 2*controls + 10 {
			w.do(chromedp.KeyEvent("\t"))
			at := eval[round](w, focused)
			if at.End || at.Again {
				break
			}
			if at.Within {
				continue
			}
			met++
			for _, f := range at.Faults {
				t.Errorf("%s: %s", address, f)
			}
			if met == 1 && !eval[bool](w, `document.activeElement.getAttribute("href") === "#main"`) {
				t.Errorf("%s: the first is no skip link", address)
			}
		}
		if radios := 10; met+radios < controls*8/10 { // of radio buttons only one of a group is on the way
			t.Errorf("%s: Tab came by %d of %d controls", address, met, controls)
		}
	}
}

// tab presses Tab until something has the focus.
func (w *window) tabTo(selector string) {
	w.t.Helper()
	for range 400 {
		w.do(chromedp.KeyEvent("\t"))
		if eval[bool](w, fmt.Sprintf("document.activeElement?.matches(%q)", selector)) {
			return
		}
	}
	w.t.Fatalf("no Tab leads to %s at %s", selector, w.path())
}

// TestAReviewByKeyboardAlone: an incident is opened and told, its review begun and
// a question answered, without a mouse.
func TestAReviewByKeyboardAlone(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and nothing runs beside it")
	}
	p := startSample(t)
	w := p.browser()
	w.signIn(p.linkOf("ruth"))
	keys := func(text string) { t.Helper(); w.do(chromedp.KeyEvent(text)) }
	w.open("/incidents")
	w.tabTo(`main a[href="/incidents/new"]`)
	keys("\r")
	w.until(`location.pathname === "/incidents/new"`)
	w.tabTo(`[name="title"]`)
	keys("Gates stay shut\r")
	w.until(`/^\/incidents\/INC-\d+$/.test(location.pathname)`)
	incident := w.path()
	w.until(live)
	keys("t") // the shortcut of the line that is typed
	w.until(`document.activeElement.matches("[data-composer]")`)
	keys("09:14 alert fired, gates stay shut\r")
	w.until(`document.querySelectorAll("#timeline tr[id^=evt_]").length >= 1`)
	w.tabTo("form.inferred button")
	keys("\r")
	w.until(`!document.querySelector("form.inferred [name=mark]")`)

	w.open(incident + "/review")
	w.tabTo(`#open [name="facilitator"]`)
	keys("Ruth")
	keys("\r")
	if !eval[bool](w, `!!document.querySelector("#standing")`) {
		w.tabTo("#open form button")
		keys("\r")
	}
	w.until(exists("#standing .state"))
	w.tabTo(`#moves form:has([value="drafting"]) button`)
	keys("\r")
	w.until(`!document.querySelector('#moves form:has([value="drafting"])')`)
	w.open(incident + "/review/answers")
	w.tabTo(`form.answer [name="verdict"]`)
	keys(" ")
	w.tabTo("form.answer button")
	keys("\r")
	w.until(exists(".steps .given"))
}
