package safehttp

import (
	"net/netip"
	"slices"
)

// notPublic lists the networks that are not part of the public Internet, after
// the special-purpose registries of IANA (RFC 6890 and its updates), with the
// ranges that carry an IPv4 address inside an IPv6 one, which would be a way
// around the others.
func notPublic() []netip.Prefix {
	return []netip.Prefix{
		netip.MustParsePrefix("0.0.0.0/8"),       // this network
		netip.MustParsePrefix("10.0.0.0/8"),      // private
		netip.MustParsePrefix("100.64.0.0/10"),   // carrier-grade NAT; also metadata of some clouds
		netip.MustParsePrefix("127.0.0.0/8"),     // loopback
		netip.MustParsePrefix("169.254.0.0/16"),  // link-local; metadata of most clouds
		netip.MustParsePrefix("172.16.0.0/12"),   // private
		netip.MustParsePrefix("192.0.0.0/24"),    // protocol assignments
		netip.MustParsePrefix("192.0.2.0/24"),    // documentation
		netip.MustParsePrefix("192.88.99.0/24"),  // 6to4 relays, deprecated
		netip.MustParsePrefix("192.168.0.0/16"),  // private
		netip.MustParsePrefix("198.18.0.0/15"),   // benchmarks
		netip.MustParsePrefix("198.51.100.0/24"), // documentation
		netip.MustParsePrefix("203.0.113.0/24"),  // documentation
		netip.MustParsePrefix("224.0.0.0/4"),     // multicast
		netip.MustParsePrefix("240.0.0.0/4"),     // reserved, and broadcast
		netip.MustParsePrefix("::/127"),          // unspecified and loopback
		netip.MustParsePrefix("64:ff9b::/96"),    // IPv4 behind a translator
		netip.MustParsePrefix("64:ff9b:1::/48"),  // the same, local
		netip.MustParsePrefix("100::/64"),        // discard
		netip.MustParsePrefix("2001::/23"),       // protocol assignments, Teredo among them
		netip.MustParsePrefix("2001:db8::/32"),   // documentation
		netip.MustParsePrefix("2002::/16"),       // 6to4: an IPv4 address inside
		netip.MustParsePrefix("3fff::/20"),       // documentation
		netip.MustParsePrefix("5f00::/16"),       // segment routing
		netip.MustParsePrefix("fc00::/7"),        // unique local
		netip.MustParsePrefix("fe80::/10"),       // link-local
		netip.MustParsePrefix("fec0::/10"),       // site-local, deprecated
		netip.MustParsePrefix("ff00::/8"),        // multicast
	}
}

// permits reports whether an address may be connected to. An IPv4 address that
// is written as an IPv6 one is judged as what it is.
func permits(a netip.Addr, allowed, refused []netip.Prefix) bool {
	a = a.Unmap().WithZone("")
	holds := func(p netip.Prefix) bool { return p.Contains(a) }
	return a.IsValid() && (slices.ContainsFunc(allowed, holds) || !slices.ContainsFunc(refused, holds))
}
