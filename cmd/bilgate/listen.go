package main

import (
	"errors"
	"net"
	"syscall"
)

// listenOn listens on an address that a user has named.
func listenOn(address string) (net.Listener, error) {
	if err := hostPort(address); err != nil {
		return nil, badInput("%q is no address to listen on: %v", address, err)
	}
	l, err := net.Listen("tcp", address)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, portInUse(address)
	case err != nil:
		return nil, away("cannot listen on %s: %v", address, err)
	}
	return l, nil
}

func portInUse(address string) error {
	return away("%s is taken already: stop what listens there, or name another address", address)
}

// freePorts fills in the addresses that are empty or of port 0, all different, and makes sure that those named
// are free.
func freePorts(addresses ...*string) error {
	for _, a := range addresses {
		named := *a
		if named == "" {
			named = "127.0.0.1:0"
		}
		l, err := listenOn(named)
		if err != nil {
			return err
		}
		defer l.Close()
		if _, port, _ := net.SplitHostPort(named); port == "0" {
			named = l.Addr().String()
		}
		*a = named
	}
	return nil
}
