package app

import (
	"crypto/tls"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"strings"
)

// Config is everything the program must know before it can ask the store:
// flags, or variables of the environment. What a team decides is policy, and in
// the store. Settings marked secret are never printed.
type Config struct {
	Data
	Bucket
	Outside
	SignIn

	Addr        string         `default:"127.0.0.1:8080" placeholder:"HOST:PORT" env:"HINDCAST_ADDR" help:"Where to listen."`
	BaseURL     string         `name:"base-url" placeholder:"URL" env:"HINDCAST_BASE_URL" help:"How browsers reach it, as https://hindcast.example; http://localhost:PORT otherwise."`
	TLSCert     string         `name:"tls-cert" placeholder:"FILE" env:"HINDCAST_TLS_CERT" help:"Certificate chain (PEM), to serve HTTPS without a proxy."`
	TLSKey      string         `name:"tls-key" placeholder:"FILE" env:"HINDCAST_TLS_KEY" help:"Private key of the certificate (PEM)."`
	Proxies     []netip.Prefix `name:"trusted-proxies" placeholder:"NETWORK" env:"HINDCAST_TRUSTED_PROXIES" help:"Networks of proxies whose X-Forwarded-For is believed, as 10.0.0.0/8."`
	MetricsAddr string         `name:"metrics-addr" placeholder:"HOST:PORT" env:"HINDCAST_METRICS_ADDR" help:"Where to serve metrics for Prometheus; nowhere otherwise."`
	LogLevel    slog.Level     `name:"log-level" default:"info" placeholder:"LEVEL" env:"HINDCAST_LOG_LEVEL" help:"debug, info, warn or error."`
	LogFormat   string         `name:"log-format" default:"text" enum:"text,json" env:"HINDCAST_LOG_FORMAT" help:"text or json."`
	Demo        bool           `help:"Serve an invented organisation, from an empty store or one it is in already; without --data in a folder that goes when the server stops."`
	Dev         bool           `hidden:"" env:"HINDCAST_DEV" help:"Serve the style page."`
}

// Misconfigured says what is wrong with a setting, and what to write instead.
type Misconfigured string

// Error returns it.
func (m Misconfigured) Error() string { return string(m) }

// Logger returns the logger that the configuration asks for.
func (c Config) Logger(w io.Writer) *slog.Logger {
	options := &slog.HandlerOptions{Level: c.LogLevel}
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}

// certificate reads the certificate, nil when there is none.
func (c Config) certificate() (*tls.Config, error) {
	if c.TLSCert == "" && c.TLSKey == "" {
		return nil, nil //nolint:nilnil // plain HTTP needs no configuration
	}
	if c.TLSCert == "" || c.TLSKey == "" {
		return nil, Misconfigured("--tls-cert and --tls-key go together")
	}
	pair, err := tls.LoadX509KeyPair(c.TLSCert, c.TLSKey)
	if err != nil {
		return nil, Misconfigured("--tls-cert and --tls-key: " + err.Error())
	}
	return &tls.Config{Certificates: []tls.Certificate{pair}, NextProtos: []string{"h2", "http/1.1"}, MinVersion: tls.VersionTLS12}, nil
}

// base is how browsers reach the server, without a slash at its end.
func (c Config) base(listening net.Addr) (string, error) {
	if c.BaseURL == "" {
		return c.guessedBase(listening), nil
	}
	u, err := url.Parse(c.BaseURL)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return "", Misconfigured(fmt.Sprintf("--base-url %q is no address of a server; write https://hindcast.example", c.BaseURL))
	}
	return u.Scheme + "://" + u.Host, nil
}

// guessedBase says localhost where it can, a name that passkeys accept.
func (c Config) guessedBase(listening net.Addr) string {
	scheme := "http"
	if c.TLSCert != "" {
		scheme = "https"
	}
	host, port, _ := net.SplitHostPort(listening.String())
	if ip, err := netip.ParseAddr(host); err == nil && (ip.IsLoopback() || ip.IsUnspecified()) {
		host = "localhost"
	}
	return scheme + "://" + net.JoinHostPort(host, port)
}
