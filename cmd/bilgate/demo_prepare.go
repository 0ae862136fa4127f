package main

import (
	"fmt"
	"os"
	"path/filepath"

	"bilgate/gateway/vault"
)

// prepare makes and locks the data directory, picks free ports, and writes keys and configuration.
func (o *demoOptions) prepare() (cleanup func(), err error) {
	if o.broker != "" {
		if _, err := brokerPort(o.broker); err != nil {
			return nil, err
		}
	}
	temporary := o.dir == ""
	if o.keepDir = o.dir; temporary {
		o.keepDir = os.TempDir()
		if o.dir, err = os.MkdirTemp("", "bilgate-demo-"); err != nil {
			return nil, away("temporary directory: %v", err)
		}
	}
	if o.dir, err = filepath.Abs(o.dir); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(o.dir, 0o700); err != nil {
		return nil, away("data directory: %v", err)
	}
	release, err := lockDir(o.dir)
	if err != nil {
		return nil, err
	}
	cleanup = func() {
		release()
		if temporary {
			os.RemoveAll(o.dir)
		}
	}
	if err = freePorts(&o.api, &o.broker, &o.fingerprint, &o.genomic); err == nil {
		err = o.furnish()
	}
	if err != nil {
		cleanup()
		return nil, err
	}
	return cleanup, nil
}

func (o *demoOptions) furnish() error {
	if err := os.MkdirAll(o.path("objects"), 0o700); err != nil {
		return away("object store: %v", err)
	}
	if _, err := vault.Create(o.path("keys.json")); err != nil {
		return away("%v", err)
	}
	return os.WriteFile(o.path("bilgate.yaml"), fmt.Appendf(nil, `# Written by bilgate demo.
demo: true
listen: %q
kafka: [%q]
database: %q
objects: %q
key_file: %q
subsystems: {fingerprint: "http://%s", genomic: "http://%s"}
lease: 10s
`, o.api, o.broker, "sqlite:"+o.path("register.db"), o.path("objects"), o.path("keys.json"), o.fingerprint, o.genomic), 0o600)
}

func (o *demoOptions) path(name string) string { return filepath.Join(o.dir, name) }
