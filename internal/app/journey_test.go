package app

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// exists is the script that asks whether something can be seen.
func exists(selector string) string {
	return "document.querySelector(`" + selector + "`)?.checkVisibility()"
}

func TestALinkSignsInOnce(t *testing.T) {
	p := startSample(t)
	link := p.linkOf("tomasz")
	first := p.browser()
	first.open(link) // as mail scanners do: looking uses nothing up
	first.signIn(link)
	if first.path() != "/" {
		t.Errorf("signed in at %s", first.path())
	}
	for range 2 {
		other := p.browser()
		other.forgive("404")
		if status := other.open(link); status != http.StatusNotFound {
			t.Errorf("a used link opens with %d", status)
		}
		other.until(exists("main h1") + " && " + exists(`main a[href="/sign-in"]`))
		if status := other.open("/incidents"); status != http.StatusOK || !strings.HasPrefix(other.path(), "/sign-in?next=") {
			t.Errorf("whoever used a link again is at %s", other.path())
		}
	}
}

func TestFromTheListToAnEvent(t *testing.T) {
	p := startSample(t)
	w := p.browser()
	w.signIn(p.linkOf("maren"))
	w.follow(`nav a[href="/incidents"]`)
	all := eval[int](w, `document.querySelectorAll("table.incidents tbody tr").length`)

	w.do(chromedp.SetValue(chromedp.CSS(`main form [name="severity"]`), "P1"))
	w.follow("main form.filters button")
	w.until(`location.search.includes("severity=P1")`)
	few := eval[int](w, `document.querySelectorAll("table.incidents tbody tr").length`)
	if few == 0 || few >= all {
		t.Errorf("%d of %d incidents are left", few, all)
	}

	w.follow(`table.incidents a[href="/incidents/INC-15"]`)
	w.follow(`main a[href="/incidents/INC-15/review"]`)
	measure := `details.measure:has(ol.from a[href*="#"])`
	w.do(chromedp.Click(chromedp.CSS(measure + " summary")))
	w.until(exists(measure + "[open] ol.from a"))
	w.do(chromedp.Click(chromedp.CSS(measure + " ol.from a")))
	w.until(`location.pathname === "/incidents/INC-15"`)
	w.until(`document.querySelector("#timeline :target")?.checkVisibility()`)
	w.until(`(r => r.top >= 0 && r.bottom <= innerHeight)(document.querySelector(":target").getBoundingClientRect())`)
}

func TestTheRibbonLeadsToEvents(t *testing.T) {
	p := startSample(t)
	w := p.browser()
	w.signIn(p.linkOf("maren"))
	w.open("/incidents/INC-15")
	if !eval[bool](w, `(a => { a.focus(); return document.activeElement === a })([...document.querySelectorAll('main svg a[href*="#"]')].find(a => a.checkVisibility()))`) {
		t.Fatal("no link in the ribbon takes the focus")
	}
	w.do(chromedp.KeyEvent("\r"))
	w.until(`document.querySelector("#timeline :target")?.checkVisibility()`)
}

func TestSearchLeadsToTheThing(t *testing.T) {
	p := startSample(t)
	w := p.browser()
	w.signIn(p.linkOf("maren"))
	w.do(chromedp.KeyEvent("/"), chromedp.KeyEvent("voucher\r"))
	w.until(`location.pathname === "/search" && ` + exists(".results mark"))
	w.follow(".results li li a")
	w.until(`document.querySelector("main").textContent.toLowerCase().includes("voucher")`)
}
