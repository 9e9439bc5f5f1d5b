package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hindcast/hindcast/internal/assess"
	"github.com/hindcast/hindcast/internal/policy"
	"github.com/hindcast/hindcast/internal/writeup"
)

// longLog is an incident log of about n lines over several days.
func longLog(n int) []byte {
	lines := []string{
		"alert fired, API 5xx above 5%", "Jon Reyes joined", "restarted pod api-%d", "customers report errors at checkout",
		"suspect the database pool", "decided to roll back release %d", "status page updated: we are investigating, next update in 30 min",
		"error rate falls to 2%", "paged Ada Quill", "collected logs of node %d",
	}
	var b strings.Builder
	b.WriteString("# Incident: Long night\n\n## Summary\n\n| Field | Value |\n|---|---|\n| **Severity** | P2 |\n| **Start Time** | 2026-03-02 08:00 UTC |\n\n## Timeline\n\n```\n")
	for i := range n {
		text := lines[i%len(lines)]
		if strings.Contains(text, "%d") {
			text = fmt.Sprintf(text, i)
		}
		fmt.Fprintf(&b, "%02d:%02d UTC - %s\n", (8+i/60)%24, i%60, text)
	}
	b.WriteString("```\n")
	return []byte(b.String())
}

// BenchmarkDraft reads and assesses a log: what draft does without showing it.
func BenchmarkDraft(b *testing.B) {
	p := policy.Default()
	for _, n := range []int{100, 1_000, 10_000, 100_000} {
		text := longLog(n)
		b.Run(fmt.Sprintf("lines=%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				doc, err := writeup.Read("log.md", text, writeup.Options{})
				if err != nil {
					b.Fatal(err)
				}
				if len(doc.Record.Timeline) < n {
					b.Fatalf("%d events of %d lines", len(doc.Record.Timeline), n)
				}
				assess.Assess(&doc.Record, p, assess.Options{})
			}
		})
	}
}
