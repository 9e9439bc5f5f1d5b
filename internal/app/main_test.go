package app

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/hindcast/hindcast/internal/demo"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// shared is what many tests use and the first of them makes: a folder with the
// sample organisation, and a browser.
type shared struct {
	folder string // folder goes when the tests are over.
	sample func() (demo.Result, error)
	chrome func() (context.Context, error)
}

var common shared

func TestMain(m *testing.M) {
	if folder := os.Getenv(nodeFolder); folder != "" {
		runNode(folder)
		return
	}
	folder, err := os.MkdirTemp("", "hindcast-app-")
	if err != nil {
		panic(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	common = shared{
		folder: folder,
		sample: sync.OnceValues(func() (demo.Result, error) { return fillFolder(filepath.Join(folder, "sample")) }),
		chrome: sync.OnceValues(func() (context.Context, error) { return startChromium(ctx, filepath.Join(folder, "chromium")) }),
	}
	storetest.Main(m, func() { stop(); _ = os.RemoveAll(folder) })
}

// fillFolder fills a data folder as serve --demo does.
func fillFolder(folder string) (demo.Result, error) {
	a, err := New(context.Background(), Config{Data: Data{Folder: folder}, Addr: "127.0.0.1:0", Demo: true}, io.Discard)
	if err != nil {
		return demo.Result{}, err
	}
	return *a.sample, a.Close()
}

// startChromium starts the browser that the windows of all tests belong to.
func startChromium(ctx context.Context, profile string) (context.Context, error) {
	program, err := exec.LookPath("chromium")
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:len(chromedp.DefaultExecAllocatorOptions):len(chromedp.DefaultExecAllocatorOptions)],
		chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(profile),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true))
	ctx, _ = chromedp.NewExecAllocator(ctx, options...) //nolint:govet // ends with ctx
	ctx, _ = chromedp.NewContext(ctx)                   //nolint:govet // likewise
	return ctx, chromedp.Do(ctx)
}
