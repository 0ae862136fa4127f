// Package bus is the only package that speaks to our Kafka: topics, producing, the translate stage's
// transactions, the register's reader, and plain scans.
//
// Invariants
//   - A produced record is acknowledged by all in-sync replicas before Wait returns nil (I1).
//   - Readers of transactional topics read committed (franz-go's default is uncommitted).
//   - After a transaction ended indefinitely its session is closed; the caller builds a new one.
//   - Nothing here knows a feed, a mapping or the register.
package bus

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
)

// Config says where Kafka is. Dial is for tests inside a bubble of virtual time; nil dials TCP.
type Config struct {
	Seeds []string // host:port
	Dial  func(ctx context.Context, network, host string) (net.Conn, error)
	Log   *slog.Logger
}

// Record is one Kafka record.
type Record struct {
	Topic     string
	Partition int32
	Offset    int64
	Key       []byte
	Value     []byte
	Headers   []Header
	Time      time.Time
}

// Header is one header of a record.
type Header struct{ Key, Value string }

// Header returns the value of the last header of that name, or "".
func (r *Record) Header(key string) string {
	for i := len(r.Headers) - 1; i >= 0; i-- {
		if r.Headers[i].Key == key {
			return r.Headers[i].Value
		}
	}
	return ""
}

// Size limits, in bytes. A raw record is at most 256 KiB of body and its envelope; bytes in flight
// are bounded, not records, because records differ a thousandfold.
const (
	maxRecord   = 4 << 20
	maxBuffered = 32 << 20
	maxFetch    = 16 << 20
	maxPart     = 4 << 20
)

// deliveryTimeout is how long a record may wait for its acknowledgement before the agency is told to come again.
const deliveryTimeout = 15 * time.Second

// Bus is a connection to Kafka for producing, administration and scans.
type Bus struct {
	cfg    Config
	client *kgo.Client
	admin  *kadm.Client
}

// Open connects lazily: it fails only on a configuration that cannot be used.
func Open(cfg Config) (*Bus, error) {
	client, err := kgo.NewClient(append(cfg.options(),
		kgo.RequiredAcks(kgo.AllISRAcks()),
		kgo.RecordPartitioner(kgo.StickyKeyPartitioner(nil)),
		kgo.MaxBufferedBytes(maxBuffered),
		kgo.ProducerBatchMaxBytes(maxRecord),
		kgo.ProducerLinger(2*time.Millisecond),
		kgo.RecordDeliveryTimeout(deliveryTimeout),
	)...)
	if err != nil {
		return nil, fmt.Errorf("kafka client: %w", err)
	}
	return &Bus{cfg: cfg, client: client, admin: kadm.NewClient(client)}, nil
}

// Close gives up what is not yet acknowledged.
func (b *Bus) Close() { b.client.Close() }

// Ping asks the cluster for an answer.
func (b *Bus) Ping(ctx context.Context) error { return b.client.Ping(ctx) }

func (c Config) options() []kgo.Opt {
	opts := []kgo.Opt{
		kgo.SeedBrokers(c.Seeds...),
		kgo.ClientID("bilgate"),
		kgo.DisableClientMetrics(),
		kgo.MetadataMinAge(250 * time.Millisecond),
		kgo.RetryTimeout(30 * time.Second),
	}
	if c.Dial != nil {
		opts = append(opts, kgo.Dialer(c.Dial))
	}
	return opts
}

// Temporary says whether an error of this package is worth trying again.
func Temporary(err error) bool {
	var ke *kerr.Error
	if errors.As(err, &ke) {
		return ke.Retriable
	}
	var ne net.Error
	return errors.As(err, &ne) || brokenOff(err) ||
		errors.Is(err, kgo.ErrRecordTimeout) || errors.Is(err, ErrSilent) || errors.Is(err, context.DeadlineExceeded)
}

// brokenOff says whether a connection ended in the middle of a request.
func brokenOff(err error) bool {
	for _, end := range []error{io.EOF, io.ErrUnexpectedEOF, io.ErrClosedPipe, net.ErrClosed} {
		if errors.Is(err, end) {
			return true
		}
	}
	return false
}

func (r Record) kafka() *kgo.Record {
	k := &kgo.Record{Topic: r.Topic, Key: r.Key, Value: r.Value, Timestamp: r.Time}
	for _, h := range r.Headers {
		k.Headers = append(k.Headers, kgo.RecordHeader{Key: h.Key, Value: []byte(h.Value)})
	}
	return k
}

func fromKafka(k *kgo.Record) *Record {
	r := &Record{Topic: k.Topic, Partition: k.Partition, Offset: k.Offset, Key: k.Key, Value: k.Value, Time: k.Timestamp}
	for _, h := range k.Headers {
		r.Headers = append(r.Headers, Header{Key: h.Key, Value: string(h.Value)})
	}
	return r
}
