package writeup

import (
	"fmt"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// longRecord is an incident of many events, one a minute.
func longRecord(events int) *hindcast.Record {
	r, _ := outage()
	for n := range events {
		r.Timeline = append(r.Timeline, hindcast.TimelineEvent{ID: hindcast.EventID(fmt.Sprintf("x%d", n)), At: clockOn(5, 0, 0, 0).Add(time.Duration(n) * time.Minute),
			Precision: hindcast.PrecisionMinute, Kind: hindcast.Observation, Text: fmt.Sprintf("Queue depth is %d & falling, see `top` | graph", n), Actor: hindcast.Person{Name: "Bob"}})
	}
	return r
}

func BenchmarkWrite(b *testing.B) {
	for _, events := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprintf("events=%d", events), func(b *testing.B) {
			r := longRecord(events)
			b.SetBytes(int64(len(Write(r, nil, WriteOptions{}))))
			for b.Loop() {
				Write(r, nil, WriteOptions{})
			}
		})
	}
}

func BenchmarkReadDraft(b *testing.B) {
	for _, events := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprintf("events=%d", events), func(b *testing.B) {
			text := Write(longRecord(events), nil, WriteOptions{})
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if _, err := Read("x.md", text, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
