package app

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// pictured are the pages of the sample organisation that are pictured, by the
// name of their picture.
var pictured = map[string]string{
	"home":      "/",
	"incidents": "/incidents",
	"incident":  "/incidents/INC-13",
	"review":    "/incidents/INC-15/review",
	"meeting":   "/incidents/INC-15/review/meeting",
	"changes":   "/changes",
	"actions":   "/actions",
	"board":     "/actions?view=board",
	"library":   "/library",
	"policy":    "/library/policy",
	"search":    "/search?q=queue",
	"ledger":    "/ledger",
	"open":      "/incidents/new",
	"account":   "/account",
	"people":    "/settings/people",
	"tokens":    "/settings/tokens",
}

// TestScreenshots writes the first screen of every page, light, dark and on a
// phone, into the folder HINDCAST_SCREENSHOTS names; `make screenshots` runs it.
func TestScreenshots(t *testing.T) {
	folder := os.Getenv("HINDCAST_SCREENSHOTS")
	if folder == "" {
		t.Skip("HINDCAST_SCREENSHOTS names no folder")
	}
	p := startSample(t)
	w := p.browser()
	w.signIn(p.linkOf("maren"))
	for _, look := range []struct {
		name, colours string
		width, height int64
	}{{"light", "light", 1280, 860}, {"dark", "dark", 1280, 860}, {"phone", "light", 360, 740}} {
		w.do(chromedp.EmulateViewport(look.width, look.height))
		w.scheme(look.colours, "")
		for name, address := range pictured {
			w.open(address)
			if err := os.WriteFile(filepath.Join(folder, name+"-"+look.name+".webp"), w.picture(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// picture is what the window shows, as WebP.
func (w *window) picture() (picture []byte) {
	w.t.Helper()
	quality := int64(82)
	w.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		taken, err := cdp.Call(ctx, t, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatWebp, Quality: &quality})
		if err == nil {
			picture = taken.Data
		}
		return err
	}))
	return picture
}
