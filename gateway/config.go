package gateway

import (
	"log/slog"
	"net/http"
	"time"

	"bilgate/connectors"
	"bilgate/gateway/bus"
	"bilgate/gateway/objects"
	"bilgate/gateway/store"
	"bilgate/gateway/vault"
)

// Config is what a gateway is made of.
type Config struct {
	Instance   string // name of this process, stable across restarts; unique among running ones
	Bus        bus.Config
	Store      *store.DB
	Vault      *vault.Vault
	Objects    *objects.Store
	Inbounds   []connectors.Inbound
	Outbounds  []connectors.Outbound
	Subsystems map[string]string // name to base URL
	HTTP       *http.Client      // towards the subsystems
	Log        *slog.Logger

	Partitions int32         // of raw topics that hold one record a message, and of canonical topics
	Window     time.Duration // length of a translate transaction
	Lease      time.Duration // how long a delivery may be under way
	Deadline   time.Duration // silence of a subsystem after which a delivery is overdue
	Workers    int           // deliveries under way at once, a subsystem
}

func (c *Config) defaults() {
	setDefault(&c.Instance, "1")
	setDefault(&c.Partitions, 4)
	setDefault(&c.Window, time.Second)
	setDefault(&c.Lease, 30*time.Second)
	setDefault(&c.Deadline, time.Hour)
	setDefault(&c.Workers, 16)
	if c.HTTP == nil {
		c.HTTP = http.DefaultClient
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}
