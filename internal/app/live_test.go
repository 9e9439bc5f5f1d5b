package app

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// note puts a line on a timeline, as somebody else does it.
func (p *program) note(key, text string) {
	p.t.Helper()
	incident, err := p.store.Incident(p.t.Context(), operator(), key)
	if err != nil {
		p.t.Fatal(err)
	}
	p.update(func(tx *store.Tx) error {
		return tx.Events().Add("event.added", incident.ID, &hindcast.TimelineEvent{ID: hindcast.EventID(tx.NewID("evt")), At: tx.Now().Truncate(time.Minute),
			Precision: hindcast.PrecisionMinute, Kind: hindcast.Note, Text: text, EnteredAt: tx.Now(), EnteredBy: operator().Person()})
	})
}

// shows is the script that asks whether the page shows a text.
func shows(text string) string {
	return fmt.Sprintf("document.querySelector('main').textContent.includes(%q)", text)
}

// live is the script that asks whether the page hears of changes.
const live = "document.documentElement.dataset.connection === 'live'"

// streams counts the requests that have no end of their own; others are over by
// the time it counts.
func (p *program) streams() int {
	p.t.Helper()
	families, err := p.server.Registry().Gather()
	if err != nil {
		p.t.Fatal(err)
	}
	for _, f := range families {
		if f.GetName() == "hindcast_http_requests_in_flight" {
			return int(f.GetMetric()[0].GetGauge().GetValue())
		}
	}
	p.t.Fatal("nobody counts the requests in flight")
	return 0
}

// streamsBecome waits for a number of streams, and sees that it stays.
func (p *program) streamsBecome(want int) {
	p.t.Helper()
	for end := time.Now().Add(patience); p.streams() != want; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			p.t.Fatalf("%d streams are open, want %d", p.streams(), want)
		}
	}
	time.Sleep(200 * time.Millisecond)
	if n := p.streams(); n != want {
		p.t.Errorf("%d streams are open, want %d", n, want)
	}
}

func TestAChangeIsSeenElsewhere(t *testing.T) {
	p := startSample(t)
	hers, his := p.browser(), p.browser()
	hers.signIn(p.linkOf("maren"))
	his.signIn(p.linkOf("tomasz"))
	tab := p.tab(hers)
	for _, w := range []*window{hers, his, tab} {
		w.open("/incidents/INC-15")
		w.until(live)
	}
	p.streamsBecome(2) // one for each browser, however many tabs

	his.do(chromedp.Click(chromedp.CSS("main details.more summary")))
	his.do(chromedp.Evaluate[chromedp.Void](`window.unloaded = false; document.querySelector("#timeline").scrollIntoView()`))
	const place = `[window.unloaded, Math.round(document.querySelector("#timeline").getBoundingClientRect().top), document.querySelector("main details.more").open]`
	before := eval[[]any](his, place)
	p.note("INC-15", "the pager was silent")
	for _, w := range []*window{hers, his, tab} {
		w.until(shows("the pager was silent"))
	}
	if after := eval[[]any](his, place); !slices.Equal(after, before) {
		t.Errorf("taking over a change, the page lost its place: %v, was %v", after, before)
	}
	p.note("INC-2", "somewhere else")
	p.note("INC-15", "and here again")
	hers.until(shows("and here again"))
}

func TestALostConnectionLosesNothing(t *testing.T) {
	p := startSample(t)
	w := p.browser()
	w.signIn(p.linkOf("maren"))
	w.open("/incidents/INC-15")
	w.until(live)
	w.do(chromedp.Evaluate[chromedp.Void]("window.unloaded = false"))
	w.forgive("ERR_CONNECTION_REFUSED") // how Chromium writes down what is meant to happen
	w.forgive("ERR_INCOMPLETE_CHUNKED_ENCODING")
	w.forgive("ERR_CONNECTION_RESET")

	p.stop()
	w.until(`document.documentElement.dataset.connection === "lost"`)
	w.until(`document.querySelector("[data-live-status]").textContent !== ""`)
	p.again()
	for i := range 3 {
		p.note("INC-15", fmt.Sprintf("while it was away %d", i))
	}
	for i := range 3 {
		w.until(shows(fmt.Sprintf("while it was away %d", i)))
	}
	w.until(live)
	if !eval[bool](w, "window.unloaded === false") {
		t.Error("the page was loaded anew")
	}
}
