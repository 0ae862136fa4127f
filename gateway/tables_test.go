package gateway_test

import (
	"context"
	"strings"
	"time"

	"bilgate/connectors/all"
	"bilgate/gateway"
	"bilgate/gateway/bus"
	"bilgate/gateway/register"
)

var dnaSettings = map[string]string{"category": "convicted", "laboratory": "LAB1", "reader": "R1"}

// dnaTable is a GeneMapper table in the wide layout with one profile a sample.
func dnaTable(samples ...string) []byte {
	loci := []string{"AMEL", "D3S1358", "vWA", "D16S539", "CSF1PO", "TPOX", "D8S1179", "D21S11", "D18S51", "TH01", "FGA"}
	values := []string{"X, Y", "15, 16", "17, 18", "9, 12", "10, 12", "8, 8", "12, 13", "29, 31.2", "13, 17", "6, 9.3", "21, 24"}
	var b strings.Builder
	b.WriteString("Sample Name\t" + strings.Join(loci, "\t") + "\r\n")
	for _, s := range samples {
		b.WriteString(s + "\t" + strings.Join(values, "\t") + "\r\n")
	}
	return []byte(b.String())
}

func rejectCodes(h *house) string {
	var out []string
	for _, r := range h.rejects() {
		out = append(out, string(r.Errors))
	}
	return strings.Join(out, "; ")
}

func (h *house) bus() *bus.Bus {
	h.t.Helper()
	b, err := bus.Open(bus.Config{Seeds: h.cluster.ListenAddrs(), Dial: h.net.DialContext})
	check(h.t, err)
	h.closers = append(h.closers, b.Close)
	return b
}

func (h *house) scan(b *bus.Bus, topic string, partition int32, fn func(*bus.Record)) {
	h.t.Helper()
	spans, err := b.Spans(h.t.Context(), topic)
	check(h.t, err)
	ctx, cancel := context.WithTimeout(h.t.Context(), time.Minute)
	defer cancel()
	check(h.t, b.Scan(ctx, bus.Place{Topic: topic, Partition: partition}, spans[partition].Start, spans[partition].End, func(r *bus.Record) error {
		fn(r)
		return nil
	}))
}

// publishWord adds a word for "male" to the inmate feed's code list and publishes it as the next version.
func (h *house) publishWord(word string) register.Publication {
	h.t.Helper()
	feed, _ := all.Feed(inmates)
	files, err := gateway.Files(feed.Mapping)
	check(h.t, err)
	files["sex.csv"] += "M," + word + "\n"
	files[gateway.MappingFile] = strings.Replace(files[gateway.MappingFile], "version: 1\n", "version: 2\n", 1)
	p, err := h.gateway.Publish(h.t.Context(), inmates, "test", files)
	check(h.t, err)
	return p
}
