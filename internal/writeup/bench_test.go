package writeup

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// longLog writes an incident log whose timeline has so many lines.
func longLog(lines int) []byte {
	var b strings.Builder
	b.WriteString("# Incident: a long day\n\n## Summary\n\n| Field | Value |\n|---|---|\n| **Severity** | P2 |\n| **Start Time** | 2025-03-01 00:00 UTC |\n\n## Timeline\n\n```\n")
	for i := range lines {
		switch i % 5 {
		case 0:
			fmt.Fprintf(&b, "%02d:%02d UTC - Alert fired: p99 of service %d above 2 s\n", i/60%24, i%60, i%17)
		case 1:
			fmt.Fprintf(&b, "%02d:%02d UTC - Mira joined, looking at the dashboard of service %d\n", i/60%24, i%60, i%17)
		case 2:
			fmt.Fprintf(&b, "%02d:%02d UTC - Decided to restart node %d\n", i/60%24, i%60, i)
		case 3:
			fmt.Fprintf(&b, "%02d:%02d UTC - Restarted, see https://ci.example/run/%d\n", i/60%24, i%60, i)
		default:
			fmt.Fprintf(&b, "%02d:%02d UTC - Status page updated: still working on it &amp; watching\n", i/60%24, i%60)
		}
	}
	b.WriteString("```\n\n## What Went Well\n\n- It ended\n")
	return []byte(b.String())
}

// longTable writes the same as a table, with prose and bullets around it.
func longTable(lines int) []byte {
	var b strings.Builder
	b.WriteString("# A long table\n\n## Timeline\n\nAll times in CET.\n\n| Time | Event | Notes |\n|---|---|---|\n")
	for i := range lines {
		fmt.Fprintf(&b, "| 2025-03-%02d %02d:%02d | Disk of node %d at %d %% \\| rising | seen by %d |\n", 1+i/1440%28, i/60%24, i%60, i, i%100, i%7)
	}
	b.WriteString("\n## Lessons Learned\n\n")
	for i := range lines / 10 {
		fmt.Fprintf(&b, "- lesson %d\n  - and its detail\n", i)
	}
	return []byte(b.String())
}

// BenchmarkRead reads logs and tables of 100 to 100,000 lines: the time must grow
// as they do.
func BenchmarkRead(b *testing.B) {
	for _, lines := range []int{100, 1_000, 10_000, 100_000} {
		for name, text := range map[string][]byte{"log": longLog(lines), "table": longTable(lines)} {
			b.Run(fmt.Sprintf("%s/%d", name, lines), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				b.ReportAllocs()
				for b.Loop() {
					doc, err := Read("long.md", text, Options{})
					if err != nil || len(doc.Record.Timeline) < lines {
						b.Fatal(err, len(doc.Record.Timeline))
					}
				}
			})
		}
	}
}

// BenchmarkReadCorpus reads real write-ups.
func BenchmarkReadCorpus(b *testing.B) {
	var texts [][]byte
	size := 0
	for _, file := range corpus(b) {
		text, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		texts = append(texts, text)
		size += len(text)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, text := range texts {
			if _, err := Read("x.md", text, Options{}); err != nil {
				b.Fatal(err)
			}
		}
	}
}
