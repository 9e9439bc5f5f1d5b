package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// progress shows on a terminal how far a long job is; elsewhere it is silent.
type progress struct {
	out   io.Writer
	what  string
	total int
	drawn time.Time
	on    bool
}

// newProgress begins a bar on standard error when that is a terminal.
func newProgress(std *streams, what string, total int) *progress {
	return &progress{out: std.err, what: what, total: total, on: std.errTerminal}
}

// at shows that n of the total are done, at most ten times a second.
func (p *progress) at(n int) {
	const interval = 100 * time.Millisecond
	if !p.on || n < p.total && time.Since(p.drawn) < interval {
		return
	}
	p.drawn = time.Now()
	const columns = 30
	full := columns
	if p.total > 0 {
		full = columns * n / p.total
	}
	fmt.Fprintf(p.out, "\r%s [%s%s] %d of %d", p.what, strings.Repeat("█", full), strings.Repeat("·", columns-full), n, p.total)
}

// done removes the bar.
func (p *progress) done() {
	if p.on {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
}
