package app

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// TestThePaletteGoesAnywhere by the keyboard alone: it opens, finds a page and an
// incident, gives the focus back, and ? lists the keys.
func TestThePaletteGoesAnywhere(t *testing.T) {
	p := startSample(t)
	w := p.browser()
	w.signIn(p.linkOf("maren"))
	w.open("/actions")
	w.do(chromedp.KeyEvent("?"))
	w.until(`document.querySelector("dialog.keys")?.open`)
	w.do(chromedp.KeyEvent("\x1b"))
	w.until(`!document.querySelector("dialog")`)
	w.do(chromedp.KeyEvent("k", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	w.until(`document.querySelector("dialog.palette")?.open && document.activeElement.getAttribute("role") === "combobox"`)
	w.until(`document.querySelectorAll("dialog [role=option]").length > 4`)
	if bad := w.barriers(); len(bad) > 0 {
		t.Errorf("barriers: %q", bad)
	}
	w.do(chromedp.KeyEvent("INC-15"))
	w.until(`document.querySelector("dialog [aria-selected=true] .key")?.textContent === "INC-15"`)
	w.do(chromedp.KeyEvent("\r"))
	w.until(`location.pathname === "/incidents/INC-15"`)
	w.until(live) // the scripts of the page are there
	w.do(chromedp.KeyEvent("g"), chromedp.KeyEvent("l"))
	w.until(`location.pathname === "/library"`)
}
