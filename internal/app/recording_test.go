package app

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestRecordingInABrowser opens an incident, types a line that is shown as read,
// takes it back and puts it there again, brings a file, and keeps what was typed
// when the session ends.
func TestRecordingInABrowser(t *testing.T) {
	p := startSample(t)
	w := p.browser()
	w.signIn(p.linkOf("maren"))
	w.open("/incidents/new")
	w.do(chromedp.SendKeys(chromedp.CSS(`[name="title"]`), "Checkout fails for one bank"))
	w.follow(`main form button.button-main`)
	w.until(`/^\/incidents\/INC-\d+$/.test(location.pathname)`)
	box := chromedp.CSS("[data-composer]")
	w.do(chromedp.SendKeys(box, "09:14 alert fired, API 5xx above 5 %"))
	w.until(`document.querySelector("[data-read] .read-kind")?.textContent === "signal"`)
	w.do(chromedp.SendKeys(box, "\r"))
	w.until(exists(".done") + ` && document.querySelectorAll("#timeline tr[id^=evt_]").length === 1`)
	w.follow(".done button")
	w.until(exists(".done") + ` && document.querySelectorAll("#timeline tr[id^=evt_]").length === 0`)
	w.follow(".done button")
	w.until(exists(".done") + ` && document.querySelectorAll("#timeline tr[id^=evt_]").length === 1`)

	file := filepath.Join(t.TempDir(), "api.log")
	if err := os.WriteFile(file, []byte("09:14:02 502 bank\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.do(chromedp.SetUploadFiles(chromedp.CSS("#field-file"), []string{file}))
	w.do(chromedp.Click(chromedp.CSS("form.files button")))
	w.until(exists(`.evidence a[href$="/look"]`))
	w.follow(`.evidence a[href$="/look"]`)
	w.until(`document.querySelector("pre.look")?.textContent.includes("502 bank")`)

	w.open("/incidents/new")
	w.do(chromedp.SendKeys(chromedp.CSS(`[name="title"]`), "Typed before the session ended"))
	other := p.tab(w)
	other.open("/account")
	other.signOut()
	w.follow(`main form button.button-main`)
	w.until(`location.pathname === "/sign-in"`)
	w.signIn(p.linkOf("maren"))
	w.open("/incidents/new")
	w.until(exists(".draft"))
	w.do(chromedp.Click(chromedp.CSS(".draft button")))
	w.until(`document.querySelector('[name="title"]').value === "Typed before the session ended"`)
}
