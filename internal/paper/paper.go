// Package paper prints pages: HTML that carries all it shows becomes a PDF, by a
// Chromium that an operator names.
package paper

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Limits of one printing; ours.
const (
	longest    = 45 * time.Second
	largest    = 16 << 20 // largest is how much HTML is printed.
	mostMemory = 2 << 30  // mostMemory is what Chromium and its children may hold.
	looking    = 100 * time.Millisecond
)

// Printer prints one page at a time.
type Printer struct {
	program string
	turn    chan struct{}
}

// New returns a printer that runs a program; none prints when it is empty.
func New(program string) *Printer { return &Printer{program: program, turn: make(chan struct{}, 1)} }

// Print returns a page as PDF; without a program it is a Conflict. The page must carry all that it shows, and a policy that
// lets it run no script: no name is resolved for it. Whoever stops waiting stops
// the printing.
func (p *Printer) Print(ctx context.Context, page []byte) ([]byte, error) {
	if p.program == "" {
		return nil, &hindcast.Error{Code: hindcast.Conflict, Op: "paper.Print", Message: "no PDF is made here: print the page instead, it has a form for paper; an operator can set --chromium"}
	}
	if len(page) > largest {
		return nil, &hindcast.Error{Code: hindcast.TooLarge, Op: "paper.Print", Message: "this is too much for one PDF: ask for less, or print the page"}
	}
	ctx, stop := context.WithTimeoutCause(ctx, longest, errors.New("it took too long"))
	defer stop()
	select {
	case p.turn <- struct{}{}:
		defer func() { <-p.turn }()
	case <-ctx.Done():
		return nil, failed(context.Cause(ctx), nil)
	}
	folder, err := os.MkdirTemp("", "hindcast-print-")
	if err != nil {
		return nil, failed(err, nil)
	}
	defer os.RemoveAll(folder)
	return p.run(ctx, folder, page)
}

func (p *Printer) run(ctx context.Context, folder string, page []byte) ([]byte, error) {
	from, to := filepath.Join(folder, "page.html"), filepath.Join(folder, "page.pdf")
	if err := os.WriteFile(from, page, 0o600); err != nil {
		return nil, failed(err, nil)
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	command := exec.CommandContext(ctx, p.program, flags(folder, from, to)...)
	var said bytes.Buffer
	command.Stderr = &said
	command.WaitDelay = 5 * time.Second
	alone(command)
	if err := command.Start(); err != nil {
		return nil, failed(err, nil)
	}
	go watch(ctx, command.Process.Pid, stop)
	err := command.Wait()
	end(command) // what it started may outlive it
	if ctx.Err() != nil {
		return nil, failed(context.Cause(ctx), said.Bytes())
	}
	if err != nil {
		return nil, failed(err, said.Bytes())
	}
	pdf, err := os.ReadFile(to)
	if err != nil {
		return nil, failed(err, said.Bytes())
	}
	return pdf, nil
}

// flags let Chromium print a file, and nothing else.
func flags(folder, from, to string) []string {
	list := []string{"--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
		"--disable-extensions", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND",
		"--user-data-dir=" + filepath.Join(folder, "profile"), "--no-pdf-header-footer", "--print-to-pdf=" + to}
	if os.Geteuid() == 0 {
		list = append(list, "--no-sandbox") // it refuses to run as root with one
	}
	return append(list, "file://"+from)
}

// watch stops a printing that holds too much memory.
func watch(ctx context.Context, group int, stop context.CancelCauseFunc) {
	tick := time.NewTicker(looking)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if held(group) > mostMemory {
				stop(errors.New("it took too much memory"))
				return
			}
		}
	}
}

func failed(err error, said []byte) error {
	const shown = 2000
	return &hindcast.Error{Code: hindcast.Unavailable, Op: "paper.Print", Message: "the PDF could not be made; print the page instead, and tell an operator",
		Err: fmt.Errorf("%w: %s", err, said[max(0, len(said)-shown):])}
}
