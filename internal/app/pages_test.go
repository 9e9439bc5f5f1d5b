package app

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// notPages are what browsers get that nobody looks at: files, streams, and stations
// on the way to a page.
var notPages = []string{"GET /static/{name}", "GET /live", "GET /search/quick", "GET /ledger/export", "GET /changes/export", "GET /changes/pack.pdf", "GET /incidents/{key}/evidence/{id}",
	"GET /incidents/{key}/evidence/{id}/image", "GET /incidents/{key}/evidence/{id}/pdf",
	"GET /incidents/{key}/review/edit/live", "GET /incidents/{key}/review/edit/completions",
	"GET /incidents/{key}/review/meeting.ics", "GET /calendar/{secret}",
	"GET /sign-in/oidc", "GET /sign-in/oidc/return", "GET /healthz", "GET /readyz"}

// examples are addresses of every page, by the pattern of its route.
func (p *program) examples() map[string][]string {
	p.t.Helper()
	ctx, few := p.t.Context(), store.Page{Limit: 1}
	actions, _, err := p.store.Actions().List(ctx, operator(), few)
	if err != nil {
		p.t.Fatal(err)
	}
	teams, _, err := p.store.Teams().List(ctx, operator(), few)
	if err != nil {
		p.t.Fatal(err)
	}
	outlines, err := p.store.Outlines(ctx, operator())
	if err != nil {
		p.t.Fatal(err)
	}
	documents := map[string]string{} // one of each kind
	for _, o := range outlines {
		documents[string(o.Document.Value.Kind)] = "/library/" + string(o.Document.Value.ID)
	}
	record, err := p.store.Record(ctx, operator(), "INC-15")
	if err != nil {
		p.t.Fatal(err)
	}
	var looked string // looked is at a file
	for _, e := range record.Evidence {
		if e.SHA256 != "" {
			looked = "/incidents/INC-15/evidence/" + string(e.ID) + "/look"
		}
	}
	pages := map[string][]string{
		"GET /sign-in":                     {"/sign-in?next=%2Fincidents"},
		"GET /sign-in/link/{token}":        {p.linkOf("tomasz")},
		"GET /{$}":                         {"/"},
		"GET /incidents":                   {"/incidents", "/incidents?q=nothing+like+this"},
		"GET /incidents/{key}":             {"/incidents/INC-15", "/incidents/INC-1", "/incidents/INC-15?edit=" + string(record.Timeline[0].ID)},
		"GET /incidents/new":               {"/incidents/new"},
		"GET /incidents/{key}/edit":        {"/incidents/INC-15/edit"},
		"GET /incidents/{key}/events/new":  {"/incidents/INC-15/events/new?kind=communication", "/incidents/INC-15/events/new?kind=response"},
		"GET /incidents/{key}/events/{id}": {"/incidents/INC-15/events/" + string(record.Timeline[0].ID)},
		"GET /incidents/{key}/known":       {"/incidents/INC-15/known", "/incidents/INC-1/known"},
		"GET /incidents/{key}/review":      {"/incidents/INC-15/review", "/incidents/INC-2/review"},
		"GET /actions":                     {"/actions", "/actions?view=board", "/actions?q=nothing+like+this"},
		"GET /actions/new":                 {"/actions/new"},
		"GET /actions/trend":               {"/actions/trend"},
		"GET /actions/{id}/proofs/new":     {"/actions/" + string(actions[0].Value.ID) + "/proofs/new", "/actions/" + string(actions[0].Value.ID) + "/proofs/new?kind=http"},
		"GET /actions/{id}/proofs/{proof}": {p.proofPage()},
		"GET /actions/{id}":                {"/actions/" + string(actions[0].Value.ID)},
		"GET /changes":                     {"/changes", "/changes?proof=stale&team=none"},
		"GET /changes/pack":                {"/changes/pack", "/changes/pack?incident=INC-1"},
		"GET /library":                     {"/library"},
		"GET /library/policy":              {"/library/policy"},
		"GET /search":                      {"/search?q=voucher", "/search?q=nothinglikethis"},
		"GET /reminders/stop/{token}":      {strings.TrimPrefix(p.reminders.StopLink("usr_tomasz", "deadline"), p.Base())},
		"GET /notifications":               {"/notifications", "/notifications?show=new"},
		"GET /ledger":                      {"/ledger"},
		"GET /account":                     {"/account"},
		"GET /settings":                    {"/settings"},
		"GET /settings/people":             {"/settings/people"},
		"GET /settings/people/{id}":        {"/settings/people/usr_tomasz"},
		"GET /settings/teams":              {"/settings/teams"},
		"GET /settings/teams/{id}":         {"/settings/teams/" + string(teams[0].Value.ID)},
		"GET /settings/tokens":             {"/settings/tokens"},
		"GET /style":                       {"/style"},
		"GET /api/v1/docs":                 {"/api/v1/docs"},
		"GET /settings/sources":            {"/settings/sources"},
		"GET /settings/sources/{id}":       {"/settings/sources/" + p.source()},
		"GET /settings/webhooks":           {"/settings/webhooks"},
		"GET /settings/webhooks/{id}":      {"/settings/webhooks/" + p.webhook()},

		"GET /incidents/{key}/review/edit":           {"/incidents/INC-15/review/edit"},
		"GET /incidents/{key}/review/edit/{section}": {"/incidents/INC-15/review/edit/summary"},

		"GET /incidents/break-glass": {"/incidents/break-glass"},

		"GET /library/new":                        {"/library/new"},
		"GET /library/starter":                    {"/library/starter"},
		"GET /library/{id}/propose":               {documents["runbook"] + "/propose", "/library/doc_policy/propose"},
		"GET /library/{id}/about":                 {documents["runbook"] + "/about"},
		"GET /incidents/{key}/runbook":            {"/incidents/INC-15/runbook"},
		"GET /incidents/{key}/runbook/{document}": {"/incidents/INC-15/runbook/" + strings.TrimPrefix(documents["runbook"], "/library/")},
		"GET /incidents/{key}/communicate":        {"/incidents/INC-15/communicate"},

		"GET /incidents/{key}/review/invite": {"/incidents/INC-15/review/invite"},

		"GET /incidents/{key}/people/new":         {"/incidents/INC-15/people/new"},
		"GET /incidents/{key}/people/{id}":        {"/incidents/INC-15/people/" + string(record.Participants[0].ID)},
		"GET /incidents/{key}/impact/new":         {"/incidents/INC-15/impact/new"},
		"GET /incidents/{key}/impact/{id}":        {"/incidents/INC-15/impact/" + string(record.Impact[0].ID)},
		"GET /incidents/{key}/evidence/new":       {"/incidents/INC-15/evidence/new"},
		"GET /incidents/{key}/evidence/{id}/look": {looked},
		"GET /incidents/{key}/review/answers":     {"/incidents/INC-15/review/answers", "/incidents/INC-13/review/answers?ask=severity"},
		"GET /incidents/{key}/review/meeting":     {"/incidents/INC-15/review/meeting"},
		"GET /incidents/{key}/review/rounds/{n}":  {"/incidents/INC-1/review/rounds/1"},
		"GET /reviews":                            {"/reviews", "/reviews?state=all", "/reviews?state=waived&who=me"},
	}
	for _, address := range documents {
		pages["GET /library/{id}"] = append(pages["GET /library/{id}"], address)
	}
	return pages
}

// proofPage is the form of a proof of a kind that has one.
func (p *program) proofPage() string {
	p.t.Helper()
	proofs, _, err := p.store.Proofs().List(p.t.Context(), operator(), store.Page{Limit: store.MaxPage})
	if err != nil {
		p.t.Fatal(err)
	}
	for _, k := range proofs {
		if k.Value.Proof.Kind == hindcast.ProofAttestation || k.Value.Proof.Kind == hindcast.ProofDocument {
			return "/actions/" + string(k.Value.Action) + "/proofs/" + string(k.Value.Proof.ID)
		}
	}
	return ""
}

// webhook is one that was subscribed to, as the sample has none.
func (p *program) webhook() string {
	p.t.Helper()
	kept, _, err := p.hooks.Subscribe(p.t.Context(), operator(), activity.NewWebhook{Name: "status board", URL: "https://hooks.example.com/hindcast"})
	if err != nil {
		p.t.Fatal(err)
	}
	return string(kept.ID)
}

// source is one that was registered, as the sample has none.
func (p *program) source() string {
	p.t.Helper()
	kept, err := p.actions.AddSource(p.t.Context(), operator(), actions.NewSource{Name: "metrics", Kind: hindcast.SourcePrometheus, Base: "https://prometheus.example.com", Secret: "only-read"})
	if err != nil {
		p.t.Fatal(err)
	}
	return string(kept.ID)
}

// strange reports whether a page is for those who are not signed in.
func strange(pattern string) bool {
	return strings.HasPrefix(pattern, "GET /sign-in") || strings.HasPrefix(pattern, "GET /reminders/stop")
}

// eachPage visits every page of the table. A page without an example fails the test.
func (p *program) eachPage(visit func(t *testing.T, pattern, address string)) {
	p.t.Helper()
	t, pages := p.t, p.examples()
	defer func() { p.t = t }()
	for _, route := range p.Routes() {
		if !strings.HasPrefix(route.Pattern, "GET /") || strings.HasPrefix(route.Pattern, "GET /api/") && len(pages[route.Pattern]) == 0 || slices.Contains(notPages, route.Pattern) {
			continue
		}
		if len(pages[route.Pattern]) == 0 {
			t.Errorf("%s has no example; name an address in examples, or list it in notPages", route.Pattern)
		}
		for _, address := range pages[route.Pattern] {
			t.Run(strings.ReplaceAll(strings.TrimPrefix(address, p.Base()), "/", "·"), func(t *testing.T) { visit(t, route.Pattern, address) })
		}
	}
}

// visitors is somebody signed in and a stranger, who open pages together.
type visitors struct{ admin, stranger *window }

// on is the one of them whom a page is for, with the faults to be told in t.
func (v visitors) on(t *testing.T, pattern string) *window {
	w := v.admin
	if strange(pattern) {
		w = v.stranger
	}
	before := w.t
	w.t = t
	t.Cleanup(func() {
		for _, f := range w.faults {
			t.Error(f)
		}
		w.t, w.faults = before, nil
	})
	return w
}

func (p *program) visitors() visitors {
	v := visitors{p.browser(), p.browser()}
	v.admin.signIn(p.linkOf("maren"))
	return v
}

// sticksOut lists what is wider than the page, the innermost things first to blame.
const sticksOut = `document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")]
	.filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1)
	.map(e => e.tagName + "." + e.className + " " + e.textContent.trim().slice(0, 40)).slice(-4)`

// shifted is how much moved while the page came up, by what moved. A fortieth is a
// quarter of what Web Vitals still call good, and more than an editor that takes
// the place of its field, the window's own change of width, or a table that a busy
// machine draws before its last row has come.
const shifted = `new Promise(done => {
	const moved = [];
	new PerformanceObserver(list => list.getEntries().filter(e => e.value >= 0.025).forEach(e => moved.push(e.value.toFixed(4) + " " + e.sources.map(s => (s.node?.nodeName ?? "") + "." + (s.node?.className ?? "") + " " + [s.previousRect, s.currentRect].map(r => [r.x, r.y, r.width, r.height]).join(" → ")).join(", "))))
		.observe({ type: "layout-shift", buffered: true });
	setTimeout(() => done(moved), 50);
})`

// budget is what a first visit to a page may weigh, everything included; ours.
const budget = 100 << 10

func TestEveryPageInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and nothing runs beside it")
	}
	p := startSample(t)
	v := p.visitors()
	v.admin.uncached()
	v.stranger.uncached()
	p.eachPage(func(t *testing.T, pattern, address string) {
		w := v.on(t, pattern)
		told := func(complaint string, found []string) {
			for _, f := range found {
				t.Errorf("%s: %s", complaint, f)
			}
		}
		w.scheme("light", "")
		w.do(chromedp.EmulateViewport(1280, 800))
		w.weight = 0
		if status := w.open(address); status != http.StatusOK {
			t.Fatalf("answers %d", status)
		}
		if eval[bool](w, `!!document.body.dataset.live`) {
			w.until(live)
			eval[int](w, `fetch(document.querySelector('meta[name="hindcast-worker"]').content).then(r => r.text()).then(t => t.length)`) // the worker's own request is not the page's
		}
		may := float64(budget)
		if strings.Contains(pattern, "/review/edit") {
			may = 2 * budget // the editor, which loads only where one edits
		}
		if w.mu.Lock(); w.weight > may {
			t.Errorf("a first visit weighs %.0f bytes", w.weight)
		}
		w.mu.Unlock()
		told("moved", eval[[]string](w, shifted))
		told("axe, light", w.barriers())
		w.scheme("dark", "")
		told("axe, dark", w.barriers("color-contrast"))
		w.scheme("dark", "print")
		if !eval[bool](w, `document.querySelector("main").innerText.trim().length > 20 && ![...document.querySelectorAll(".rail, .foot")].some(e => e.checkVisibility())`) {
			t.Error("on paper there is no content, or the menu")
		}

		w.scheme("light", "")
		w.do(chromedp.EmulateViewport(360, 740))
		w.open(address)
		told("moved at 360 px", eval[[]string](w, shifted))
		told("sticks out at 360 px", eval[[]string](w, sticksOut))
		told("axe, 360 px", w.barriers("target-size", "scrollable-region-focusable", "region", "aria-hidden-focus", "empty-table-header"))
	})
}

func TestEveryPageWithoutScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and nothing runs beside it")
	}
	p := startSample(t)
	v := p.visitors()
	v.admin.withoutScripts()
	v.stranger.withoutScripts()
	p.eachPage(func(t *testing.T, pattern, address string) {
		w := v.on(t, pattern)
		if status := w.open(address); status != http.StatusOK {
			t.Fatalf("answers %d", status)
		}
		w.until(`document.querySelector("main").innerText.trim().length > 20 && ` + exists("main h1"))
	})
	w := v.admin
	w.open("/incidents")
	all := eval[int](w, `document.querySelectorAll("table.incidents tbody tr").length`)
	w.do(chromedp.SendKeys(chromedp.CSS(`main form.filters input[type="search"]`), "voucher"))
	w.follow("main form.filters button")
	if few := eval[int](w, `document.querySelectorAll("table.incidents tbody tr").length`); few == 0 || few >= all {
		t.Errorf("without scripts a filter leaves %d of %d incidents", few, all)
	}
	w.do(chromedp.SendKeys(chromedp.CSS(`.seek input`), "voucher\r"))
	w.until(`location.pathname === "/search" && ` + exists(".results mark"))
}

func TestPagesThatAreNotThere(t *testing.T) {
	p := startSample(t)
	w := p.browser()
	w.signIn(p.linkOf("maren"))
	w.forgive("404")
	for _, address := range []string{"/nowhere", "/incidents/INC-999", "/library/doc_none"} {
		if status := w.open(address); status != http.StatusNotFound {
			t.Errorf("%s answers %d", address, status)
		}
		w.until(exists("main h1") + " && " + exists("main a[href]"))
		for _, b := range w.barriers() {
			t.Error(fmt.Sprint(address, " axe: ", b))
		}
	}
}
