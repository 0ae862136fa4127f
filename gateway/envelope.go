package gateway

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"bilgate/connectors"
	"bilgate/gateway/bus"
)

// offload is the size from which a body goes to the object store and raw carries its reference.
const offload = 256 << 10

// envelope is what a raw record's sealed value says of its message; the body follows after a line feed.
// Nothing of it stands in a Kafka key or header, since ids may be a person's (I7).
type envelope struct {
	ID       string            `json:"id"`
	RecordID string            `json:"record"`
	Seq      int               `json:"seq"`
	Revision int64             `json:"revision"`
	Op       connectors.Op     `json:"op"`
	Format   string            `json:"format"`
	Set      map[string]string `json:"set,omitempty"`
	Received time.Time         `json:"received"`
	SHA256   string            `json:"sha256"`
	Object   string            `json:"object,omitempty"` // reference of the sealed body
}

// Names of headers. ce_… are the CloudEvents attributes of the Kafka binding's binary mode; bil-… are ours.
const (
	headerID      = "ce_id"
	headerSource  = "ce_source"
	headerType    = "ce_type"
	headerTime    = "ce_time"
	headerVersion = "ce_specversion"
	headerContent = "content-type"

	headerRaw      = "bil-raw"     // the raw record that translate read
	headerOrigin   = "bil-origin"  // of a replay: first partition "/" offset on raw
	headerMessage  = "bil-message" // opaque message id
	headerDigest   = "bil-digest"  // keyed hash of the message's bytes
	headerBusiness = "bil-content" // keyed hash of the business fields
	headerSubject  = "bil-subject" // opaque subject
	headerKeys     = "bil-keys"    // look-up keys, blank separated
	headerDropped  = "bil-dropped" // over-collected fields, blank separated
)

// seal turns a message into a raw record, its large body stored first.
func (g *Gateway) seal(ctx context.Context, f *connectors.Feed, m connectors.Message) (bus.Record, error) {
	sum := sha256.Sum256(m.Body)
	e := envelope{
		ID: m.ID, RecordID: m.RecordID, Seq: m.Seq, Revision: m.Revision, Op: m.Op, Format: m.Format,
		Set: m.Set, Received: m.Received, SHA256: hex.EncodeToString(sum[:]),
	}
	id := g.messageID(f.Name, m.ID)
	body := m.Body
	if len(body) > offload {
		e.Object = g.cfg.Vault.ID("body", f.Name, m.ID, e.SHA256)
		if err := g.cfg.Objects.Put(ctx, e.Object, g.cfg.Vault.Seal("body|"+e.Object, body)); err != nil {
			return bus.Record{}, fmt.Errorf("store a large body: %w", err)
		}
		body = nil
	}
	head, err := json.Marshal(e)
	if err != nil {
		return bus.Record{}, err
	}
	return bus.Record{
		Topic:   rawTopic(f.Name),
		Key:     []byte(g.rawKey(f, m)),
		Value:   g.cfg.Vault.Seal(rawAD(f.Name, id), append(append(head, '\n'), body...)),
		Headers: cloudEvent(id, f.Name, "kz.bil.raw", "application/octet-stream", m.Received),
		Time:    m.Received,
	}, nil
}

func rawAD(feed, id string) string { return "raw|" + feed + "|" + id }

// rawKey keeps a record's messages in order; messages of several records share one partition.
func (g *Gateway) rawKey(f *connectors.Feed, m connectors.Message) string {
	if m.RecordID == "" {
		return g.messageID(f.Name, m.ID)
	}
	return g.recordID(f.Name, m.RecordID)
}

func (g *Gateway) recordID(feed, id string) string  { return g.cfg.Vault.ID("record", feed, id) }
func (g *Gateway) messageID(feed, id string) string { return g.cfg.Vault.ID("message", feed, id) }

func cloudEvent(id, feed, kind, media string, at time.Time) []bus.Header {
	return []bus.Header{
		{Key: headerVersion, Value: "1.0"},
		{Key: headerID, Value: id},
		{Key: headerSource, Value: "/feeds/" + feed},
		{Key: headerType, Value: kind},
		{Key: headerTime, Value: at.UTC().Format(time.RFC3339Nano)},
		{Key: headerContent, Value: media},
	}
}

// errEnvelope says that a raw record is not one of ours.
var errEnvelope = errors.New("a raw record that this gateway did not write")

// open reads a raw record back into its envelope and message. Where only the large body cannot be had,
// the message comes without it, beside the error.
func (g *Gateway) open(ctx context.Context, f *connectors.Feed, r *bus.Record) (envelope, connectors.Message, error) {
	var e envelope
	plain, err := g.cfg.Vault.Open(rawAD(f.Name, r.Header(headerID)), r.Value)
	if err != nil {
		return e, connectors.Message{}, errors.Join(errEnvelope, err)
	}
	head, body, found := bytes.Cut(plain, []byte{'\n'})
	if !found || json.Unmarshal(head, &e) != nil {
		return e, connectors.Message{}, errEnvelope
	}
	m := connectors.Message{
		Seq: e.Seq, ID: e.ID, Feed: f.Name, RecordID: e.RecordID, Revision: e.Revision, Op: e.Op,
		Received: e.Received, Format: e.Format, Set: e.Set, Body: body,
	}
	if e.Object != "" {
		m.Body, err = g.object(ctx, "body|", e.Object)
	}
	return e, m, err
}

// object fetches and opens a sealed object.
func (g *Gateway) object(ctx context.Context, ad, ref string) ([]byte, error) {
	sealed, err := g.cfg.Objects.Get(ctx, ref)
	if err != nil {
		return nil, fmt.Errorf("object %s: %w", ref, err)
	}
	return g.cfg.Vault.Open(ad+ref, sealed)
}

type place struct {
	partition int32
	offset    int64
}

func (p place) String() string { return fmt.Sprintf("%d/%d", p.partition, p.offset) }

// origin reads the header of a replay; nil for a first delivery.
func origin(r *bus.Record) (*place, error) { return placeIn(r, headerOrigin) }

func placeIn(r *bus.Record, header string) (*place, error) {
	text := r.Header(header)
	if text == "" {
		return nil, nil
	}
	partition, offset, _ := strings.Cut(text, "/")
	p, err1 := strconv.ParseInt(partition, 10, 32)
	o, err2 := strconv.ParseInt(offset, 10, 64)
	if err1 != nil || err2 != nil {
		return nil, fmt.Errorf("header %s does not name a place", header)
	}
	return &place{int32(p), o}, nil
}
