package server

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// caller is the address a request comes from. What proxies say is believed from
// the nearest on, as far as they are ones we trust: everything further left can be
// written by anybody.
func (s *Server) caller(r *http.Request) string {
	near := r.RemoteAddr
	if host, _, err := net.SplitHostPort(near); err == nil {
		near = host
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		if !s.trusted(near) {
			break
		}
		address, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			break
		}
		near = address.String()
	}
	return near
}

func (s *Server) trusted(address string) bool {
	a, err := netip.ParseAddr(address)
	return err == nil && slices.ContainsFunc(s.options.Proxies, func(p netip.Prefix) bool { return p.Contains(a.Unmap()) })
}
