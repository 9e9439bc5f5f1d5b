package app

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestFromActionToVerifiedAndBack: a colleague undertakes something, tries and
// keeps its proof and says that it is done; somebody else verifies it; found
// broken twice, it is open again.
func TestFromActionToVerifiedAndBack(t *testing.T) {
	var broken atomic.Bool
	world := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "limit: ", !broken.Load()) }))
	defer world.Close()
	p := startSample(t, func(cfg *Config) { cfg.Allow = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")} })

	owner := p.browser()
	owner.signIn(p.linkOf("tomasz"))
	owner.open("/actions/new?incident=INC-15")
	owner.do(chromedp.SendKeys(chromedp.CSS(`main [name="title"]`), "Answer with a limit at "+world.URL))
	owner.follow(`main form.form button`)
	owner.until(exists(".state-open"))
	page := owner.path()
	owner.follow(`main a[href$="/proofs/new"]`)
	owner.do(chromedp.SendKeys(chromedp.CSS(`main [name="contains"]`), "limit: true"))
	owner.follow(`main button[value="try"]`)
	owner.until(exists(".seen-now .proof-holds"))
	owner.follow(`main button[value="keep"]`)
	owner.until(exists("ul.proofs .proof-due"))
	owner.follow(`main form[action$="/check"] button`)
	owner.until(exists("ul.proofs .proof-holds"))
	owner.follow(`main form:has([name="to"][value="done"]) button`)
	owner.until(exists(".state-done") + ` && !document.querySelector('main [name="to"][value="verified"]')`)

	other := p.browser()
	other.signIn(p.linkOf("maren"))
	other.open(page)
	other.follow(`main form:has([name="to"][value="verified"]) button`)
	other.until(exists(".state-verified"))
	broken.Store(true)
	other.follow(`main form[action$="/check"] button`)
	other.until(exists(".state-verified")) // once is no proof of the contrary
	other.follow(`main form[action$="/check"] button`)
	other.until(exists(".state-open") + " && " + exists("dl.standing .broken"))
	for _, fault := range other.barriers() {
		t.Error(fault)
	}
}
