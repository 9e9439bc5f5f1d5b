package app

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// axe looks for barriers: axe-core 4.14.1 of Deque Systems, under the Mozilla
// Public License 2.0, unchanged.
//
//go:embed testdata/axe.min.js
var axe string

// patience is how long a page may take to become as a test wants it; what takes
// longer never happens.
const patience = 15 * time.Second

// window is a tab of somebody's browser. What its pages complain of, and what they
// ask of other hosts, fails the test.
type window struct {
	t    *testing.T
	ctx  context.Context
	base string

	mu       sync.Mutex
	faults   []string
	forgiven []string // forgiven are parts of what may be complained of
	weight   float64  // weight is how many bytes came over the network
}

// browser opens the browser of somebody new: no cookies, nothing cached. Without
// Chromium the test is skipped; HINDCAST_TEST_REQUIRE=chromium fails it.
func (p *program) browser() *window {
	p.t.Helper()
	if _, err := exec.LookPath("chromium"); err != nil {
		if slices.Contains(strings.Split(os.Getenv("HINDCAST_TEST_REQUIRE"), ","), "chromium") {
			p.t.Fatal("chromium is required and not installed")
		}
		p.t.Skip("chromium is not installed")
	}
	chrome, err := common.chrome()
	if err != nil {
		p.t.Fatal(err)
	}
	return p.window(chrome, chromedp.WithNewBrowserContext())
}

// tab opens another tab of the same browser.
func (p *program) tab(w *window) *window {
	p.t.Helper()
	return p.window(w.ctx)
}

func (p *program) window(parent context.Context, options ...chromedp.ContextOption) *window {
	p.t.Helper()
	w := &window{t: p.t, base: p.Base()}
	ctx, stop := chromedp.NewContext(parent, append(options, chromedp.WithListener(w.hear))...)
	w.ctx = ctx
	p.t.Cleanup(func() {
		stop()
		for _, f := range w.faults {
			p.t.Error(f)
		}
	})
	w.do(chromedp.EmulateViewport(1280, 800))
	return w
}

// hear takes down what a page complains of and asks for.
func (w *window) hear(event any) {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		w.fault("exception: " + e.ExceptionDetails.Text + " " + e.ExceptionDetails.Exception.Description)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			w.fault("console: " + fmt.Sprint(e.Args))
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			w.fault("console: " + e.Entry.Text + " " + e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, w.base+"/") && !strings.HasPrefix(e.Request.URL, "data:") {
			w.fault("asks another host: " + e.Request.URL)
		}
	case *network.EventLoadingFinished:
		w.mu.Lock()
		w.weight += e.EncodedDataLength
		w.mu.Unlock()
	}
}

func (w *window) fault(what string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !slices.ContainsFunc(w.forgiven, func(part string) bool { return strings.Contains(what, part) }) {
		w.faults = append(w.faults, what)
	}
}

// forgive says what may be complained of from now on.
func (w *window) forgive(part string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.forgiven = append(w.forgiven, part)
}

func (w *window) do(steps ...chromedp.Action[chromedp.Void]) {
	w.t.Helper()
	ctx, stop := w.bounded()
	defer stop()
	if err := chromedp.Do(ctx, steps...); err != nil {
		w.t.Fatalf("%v, at %s", err, w.path())
	}
}

// bounded is the window's context with an end. The first use opens the tab, which
// would go with a context that ends.
func (w *window) bounded() (context.Context, context.CancelFunc) {
	if err := chromedp.Do(w.ctx); err != nil {
		w.t.Fatal(err)
	}
	return context.WithTimeout(w.ctx, 2*patience)
}

// eval asks the page something.
func eval[T any](w *window, script string) T {
	w.t.Helper()
	ctx, stop := w.bounded()
	defer stop()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		w.t.Fatalf("%v: %.200s", err, script)
	}
	return v
}

// path is where the window is.
func (w *window) path() string {
	at, err := chromedp.Run(w.ctx, chromedp.Location())
	if err != nil {
		return err.Error()
	}
	return strings.TrimPrefix(at, w.base)
}

// open goes to an address and returns the status of its page.
func (w *window) open(address string) int {
	w.t.Helper()
	ctx, stop := w.bounded()
	defer stop()
	resp, err := chromedp.Run(ctx, chromedp.NavigateResponse(w.base+strings.TrimPrefix(address, w.base)))
	if err != nil {
		w.t.Fatalf("open %s: %v", address, err)
	}
	return int(resp.Status)
}

// follow clicks what a selector finds first and returns the status of the page
// that comes.
func (w *window) follow(selector string) int {
	w.t.Helper()
	ctx, stop := w.bounded()
	defer stop()
	resp, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS(selector)))
	if err != nil {
		w.t.Fatalf("follow %s at %s: %v", selector, w.path(), err)
	}
	return int(resp.Status)
}

// until waits for something to be true in the page.
func (w *window) until(script string) {
	w.t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		ctx, stop := w.bounded()
		is, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+script+")", chromedp.EvalAwaitPromise))
		stop()
		if is && err == nil {
			return
		}
		if time.Now().After(end) {
			w.t.Fatalf("never true at %s: %s (%v)", w.path(), script, err) // an error may be that the page was on its way out
		}
	}
}

// signIn uses a link as somebody does: open it, press the button.
func (w *window) signIn(link string) {
	w.t.Helper()
	if status := w.open(link); status != http.StatusOK {
		w.t.Fatalf("the link opens with %d", status)
	}
	if status := w.follow("main form button"); status != http.StatusOK {
		w.t.Fatalf("signed in with %d", status)
	}
}

// scheme sets what the person prefers, "light" or "dark", and what the page is
// shown on: "" for a screen, or "print".
func (w *window) scheme(colours, medium string) {
	w.t.Helper()
	w.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Media: medium, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: colours}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
		return err
	}))
}

// withoutScripts has the pages that are opened from now on run none.
func (w *window) withoutScripts() {
	w.t.Helper()
	w.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
}

// uncached has every page be a first visit.
func (w *window) uncached() {
	w.t.Helper()
	w.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
		return err
	}))
}

// barriers lists what axe finds wrong with the page, by all of its rules or by some.
func (w *window) barriers(rules ...string) []string {
	w.t.Helper()
	options, err := json.Marshal(map[string]any{"resultTypes": []string{"violations"}, "runOnly": append([]string{}, rules...)})
	if err != nil {
		w.t.Fatal(err)
	}
	if len(rules) == 0 {
		options = []byte(`{"resultTypes": ["violations"]}`)
	}
	if eval[bool](w, "!window.axe") {
		w.do(chromedp.Evaluate[chromedp.Void](axe))
	}
	return eval[[]string](w, `axe.run(`+string(options)+`).then(r => r.violations.map(v =>
		v.id + " (" + v.impact + ") " + v.nodes.length + " × " + v.help + ": " + v.nodes.slice(0, 3).map(n => n.target.join(" ") + " " + (n.any[0]?.message ?? "")).join("; ")))`)
}
