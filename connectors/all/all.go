// Package all lists the connectors: the one file outside its own folder that a new connector edits.
// Its tests run the suites of package conntest over everything that is listed.
package all

import (
	"bilgate/connectors"
	"bilgate/connectors/fingerprint"
	"bilgate/connectors/genomic"
	"bilgate/connectors/penitentiary"
)

// Inbounds are the agencies, in the order in which they are shown.
func Inbounds() []connectors.Inbound {
	return []connectors.Inbound{
		penitentiary.Inbound(),
	}
}

// Outbounds are the subsystems, in the order in which they are shown.
func Outbounds() []connectors.Outbound {
	return []connectors.Outbound{
		fingerprint.Outbound(),
		genomic.Outbound(),
	}
}

// Feed finds a feed by its name.
func Feed(name string) (connectors.Feed, bool) {
	for _, inbound := range Inbounds() {
		for _, feed := range inbound.Feeds {
			if feed.Name == name {
				return feed, true
			}
		}
	}
	return connectors.Feed{}, false
}
