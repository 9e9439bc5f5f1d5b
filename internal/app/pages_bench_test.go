package app

import (
	"fmt"
	"os"
	"testing"

	"github.com/hindcast/hindcast/internal/store/storetest"
)

// pageSizes are 10,000 and 100,000 incidents, and a million where
// HINDCAST_BENCH_LARGE is set.
func pageSizes() []int {
	if os.Getenv("HINDCAST_BENCH_LARGE") != "" {
		return []int{10_000, 100_000, 1_000_000}
	}
	return []int{10_000, 100_000}
}

// read is a page that is measured.
type read struct{ name, path string }

// listPages are those that may grow with the number of incidents.
func listPages() []read {
	return []read{{"home", "/"}, {"list", "/incidents"}, {"actions", "/actions"}}
}

// longPages are those of one incident.
func longPages() []read {
	return []read{{"events=200", "/incidents/INC-%d"}, {"events=2000", "/incidents/INC-%d"}, {"review", "/incidents/INC-%d/review"}}
}

func searchPages() []read {
	search := "/search?q="
	return []read{{"search-rare", search + storetest.Word(31_000)}, {"search-mid", search + storetest.Word(900)}, {"search-common", search + storetest.Word(1)},
		{"search-letters=2", search + storetest.Word(3)[:2]}, {"search-letters=3", search + storetest.Word(700)[:3]}}
}

// pagesOf are the pages that are measured over a store of so many incidents.
func pagesOf(incidents int) []read {
	list := listPages()
	if incidents != 100_000 {
		return list
	}
	for i, p := range longPages() {
		p.path = fmt.Sprintf(p.path, incidents+1+i%2) // the review is that of the first
		list = append(list, p)
	}
	return append(list, searchPages()...)
}

// BenchmarkPages measures pages through the whole server, signed in and
// authorised, beside a server that only says hello. "ratio" is the rate divided by
// that of hello in the same run.
func BenchmarkPages(b *testing.B) {
	for _, incidents := range pageSizes() {
		b.Run(fmt.Sprintf("incidents=%d", incidents), func(b *testing.B) {
			who, least := serving(b, Data{Folder: prepared(b, incidents)}), hello(b)
			for _, p := range pagesOf(incidents) {
				for _, clients := range []int{1, 32} {
					b.Run(fmt.Sprintf("%s/clients=%d", p.name, clients), func(b *testing.B) { beside(b, clients, who.get(p.path), least.get("/")) })
				}
			}
		})
	}
}

// beside measures what is done, and the least that could be done before and after
// it, as other load comes and goes.
func beside(b *testing.B, clients int, do, least func() error) {
	b.Helper()
	limit := storetest.Limit(b, clients, least)
	run := storetest.Calls(b, clients, do)
	limit = (limit + storetest.Limit(b, clients, least)) / 2
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(run.Rate, "calls/s")
	b.ReportMetric(limit, "limit/s")
	b.ReportMetric(run.Rate/limit, "ratio")
	b.ReportMetric(run.Percentile(50), "p50-ms")
	b.ReportMetric(run.Percentile(99), "p99-ms")
}
