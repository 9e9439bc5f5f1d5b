package report

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// browser starts Chromium, or skips the test where there is none.
// HINDCAST_TEST_REQUIRE=chromium turns the skip into a failure.
func browser(t *testing.T) context.Context {
	t.Helper()
	program, err := exec.LookPath("chromium")
	if err != nil {
		if slices.Contains(strings.Split(os.Getenv("HINDCAST_TEST_REQUIRE"), ","), "chromium") {
			t.Fatal("chromium is required and not installed")
		}
		t.Skip("chromium is not installed")
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(program), chromedp.NoSandbox,
		chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-background-networking", true))
	all, stopAll := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stopAll)
	ctx, stop := chromedp.NewContext(all)
	t.Cleanup(stop)
	ctx, expire := context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(expire)
	return ctx
}

// overflowing lists elements that stick out of the page on the right. Inside the
// picture text may stand on a line's end; the picture itself may not.
const overflowing = `document.querySelectorAll('details').forEach(d => d.open = true), [...document.querySelectorAll('body *:not(svg *, .sr, .sr *)')]
	.filter(e => { const r = e.getBoundingClientRect(); return r.width > 0 && (r.right > innerWidth + 0.5 || r.left < -0.5) && !e.closest('.stack thead') })
	.map(e => e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 40)).slice(0, 5)`

// faint lists texts whose contrast with their background is below 4.5 : 1 (WCAG
// 2.2, 1.4.3, for text of any size).
const faint = `(() => {
	const rgb = c => { const m = c.match(/[\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m };
	const light = c => { const [r, g, b] = c.slice(0, 3).map(v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 }); return 0.2126 * r + 0.7152 * g + 0.0722 * b };
	const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c[3] > 0.99) return c } return [255, 255, 255, 1] };
	const bad = [];
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walk.nextNode()) {
		const e = walk.currentNode.parentElement;
		if (!walk.currentNode.data.trim() || e.closest('svg, .sr')) continue;
		const a = light(rgb(getComputedStyle(e).color)), b = light(ground(e));
		const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
		if (ratio < 4.5) bad.push(ratio.toFixed(2) + ' ' + e.tagName + '.' + e.className + ' ' + walk.currentNode.data.trim().slice(0, 30));
	}
	return bad.slice(0, 5);
})()`

// loaded lists what the page asked the network for.
const loaded = `performance.getEntriesByType('resource').map(e => e.name)`

// scheme sets what the system prefers, light or dark.
func scheme(colours string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: colours}}})
		return err
	})
}

func TestInChromium(t *testing.T) {
	ctx := browser(t)
	r, answers := outage()
	pages := map[string]dom{
		"full":   written(t, r, answers, full),
		"empty":  written(t, &hindcast.Record{}, nil, Options{}),
		"long":   written(t, long(150), answers, Options{}),
		"pair":   writtenAll(t, []Entry{{Record: r, Answers: answers, Options: full}, {Record: rightToLeft()}}),
		"rtl":    written(t, rightToLeft(), nil, Options{}),
		"unread": written(t, &hindcast.Record{}, nil, Options{Unread: []UnreadLine{{Line: 123456, Text: strings.Repeat("x", 500), Reason: strings.Repeat("y", 500)}}}),
	}
	for name, page := range pages {
		file := filepath.Join(t.TempDir(), name+".html")
		if err := os.WriteFile(file, []byte(page.raw), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, view := range []struct {
			width   int64
			colours string
		}{{360, "light"}, {700, "light"}, {1280, "dark"}} {
			t.Run(fmt.Sprintf("%s %d %s", name, view.width, view.colours), func(t *testing.T) {
				err := chromedp.Do(ctx, scheme(view.colours), chromedp.EmulateViewport(view.width, 800), chromedp.Navigate("file://"+file))
				if err != nil {
					t.Fatal(err)
				}
				for complaint, script := range map[string]string{"sticks out": overflowing, "contrast below 4.5": faint, "asks for": loaded} {
					found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](script))
					if err != nil {
						t.Fatal(err)
					}
					if len(found) > 0 {
						t.Errorf("%s: %q", complaint, found)
					}
				}
				axe(t, ctx)
			})
		}
	}
}

// axe runs axe-core where HINDCAST_AXE names its file (npm install axe-core; the
// file is axe.min.js). It is not part of the repository for its licence and size.
func axe(t *testing.T, ctx context.Context) {
	t.Helper()
	file := os.Getenv("HINDCAST_AXE")
	if file == "" {
		return
	}
	script, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](string(script)+`
		;axe.run().then(r => r.violations.map(v => v.id + ' (' + v.impact + '): ' + v.nodes.length + ' × ' + v.help + ': ' + v.nodes[0].html.slice(0, 200)))`,
		chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	for _, violation := range found {
		t.Error(violation)
	}
}

// rightToLeft is a record in Arabic and Hebrew.
func rightToLeft() *hindcast.Record {
	r := &hindcast.Record{Incident: hindcast.Incident{Title: "انقطاع الخدمة في نظام الدفع", Kind: hindcast.Operational, Services: []string{"בסיס הנתונים"}}}
	for i, text := range []string{"بدأت الطلبات تفشل على checkout-api", "התראה: שיעור השגיאות מעל 5%", "تمت إعادة النشر 4.17"} {
		r.Timeline = append(r.Timeline, hindcast.TimelineEvent{ID: hindcast.EventID(fmt.Sprint("e", i)), At: at("2026-03-17 22:41").Add(time.Duration(i) * time.Minute),
			Precision: hindcast.PrecisionMinute, Kind: hindcast.Signal, Text: text, Actor: hindcast.Person{Name: "ليلى"}, Origin: hindcast.Origin{Line: i + 1}})
	}
	r.Review.Summary = "كان الخطأ في **التهيئة**."
	return r
}
