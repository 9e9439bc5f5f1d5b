package server

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics counts requests by route, never by address, so that they are few and
// name nothing that is kept.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
	inFlight prometheus.Gauge
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "hindcast_http_requests_total", Help: "Requests answered, by route, method and class of status."},
			[]string{"route", "method", "status"}),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "hindcast_http_request_seconds", Help: "Time to answer, by route and method.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10}}, []string{"route", "method"}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{Name: "hindcast_http_requests_in_flight", Help: "Requests being answered now, open streams among them."}),
	}
	m.registry.MustRegister(m.requests, m.duration, m.inFlight, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// count counts one request that is over.
func (m *metrics) count(told *note, verb string) {
	class := strconv.Itoa(told.answer.status/100) + "xx"
	m.requests.WithLabelValues(told.route, method(verb), class).Inc()
	m.duration.WithLabelValues(told.route, method(verb)).Observe(time.Since(told.started).Seconds())
}

// Metrics serves the metrics in Prometheus's format. It belongs behind an address
// of its own: the table of routes has no line for it, because behind a proxy every
// caller looks like a local one.
func (s *Server) Metrics() http.Handler {
	return promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{})
}
