package main

import (
	"fmt"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

func anything(string) error { return nil }

func httpAddress(value string) error {
	u, err := url.Parse(value)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return fmt.Errorf("http:// or https:// with a host belongs here")
	}
	return nil
}

func hostPort(value string) error {
	_, port, err := net.SplitHostPort(value)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		return fmt.Errorf("host:port belongs here, with a port from 0 to 65535")
	}
	return nil
}

func database(value string) error {
	if strings.HasPrefix(value, "postgres://") || strings.HasPrefix(value, "postgresql://") || strings.HasPrefix(value, "sqlite:") {
		return nil
	}
	return fmt.Errorf("postgres://… or sqlite:PATH belongs here")
}

func role(value string) error {
	if !slices.Contains(allRoles(), value) {
		return fmt.Errorf("there is no role %q, only %s", value, strings.Join(allRoles(), ", "))
	}
	return nil
}
