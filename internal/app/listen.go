package app

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"syscall"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// listen takes an address. Port 0 takes any that is free.
func listen(address, flag string, secure *tls.Config) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, &hindcast.Error{Code: hindcast.Conflict, Message: fmt.Sprintf("another program listens on %s already; name another address with %s", address, flag), Err: err}
	case err != nil:
		return nil, Misconfigured(fmt.Sprintf("%s %s: %v", flag, address, err))
	case secure != nil:
		return tls.NewListener(l, secure), nil
	}
	return l, nil
}
