package pipe

import (
	"context"
	"log/slog"
	"net"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

// Config says what is piped from where to where.
type Config struct {
	Seeds    []string // host:port
	From     string   // topic of the records
	To       string   // topic of what becomes of them
	Rejects  string   // topic of those that are rejected
	Group    string   // consumer group, which remembers how far the pipe got
	Instance string   // name of this process in the group, stable across restarts
	Compress bool     // zstd; otherwise what goes out is not compressed

	Every time.Duration // length of a transaction; 0 is a second

	Turner Turner
	Tell   func(Counts) // after each commit, with the sums since the beginning; nil tells nobody
	Log    *slog.Logger
	Dial   func(ctx context.Context, network, host string) (net.Conn, error) // nil dials TCP
}

// Turner makes of records what goes out. It is used by one goroutine at a time.
type Turner interface {
	// Turn rewrites the records, which are of one partition and in its order: Value becomes the output's
	// or the reject's, Topic one of To and Rejects, or "" for a record that is skipped; Key and Partition
	// stay. Values are views into slab, which it may grow and returns.
	Turn(records []*kgo.Record, slab []byte) []byte
}

// Counts are sums of committed records.
type Counts struct {
	Records  int64 `json:"records"` // consumed
	Outputs  int64 `json:"outputs"`
	Rejects  int64 `json:"rejects"`
	Skipped  int64 `json:"skipped"`
	BytesIn  int64 `json:"bytes_in"` // of values
	BytesOut int64 `json:"bytes_out"`
}

func (c *Counts) add(o Counts) {
	c.Records += o.Records
	c.Outputs += o.Outputs
	c.Rejects += o.Rejects
	c.Skipped += o.Skipped
	c.BytesIn += o.BytesIn
	c.BytesOut += o.BytesOut
}

// Bounds of memory and of a transaction, in bytes. Half of them costs no CPU, twice as much only memory.
const (
	fetchBytes       = 2 << 20 // of one fetch; the client holds two
	partitionBytes   = 512 << 10
	flightBytes      = 4 << 20 // values in and out of what is produced and not yet acknowledged
	chunkBytes       = 256 << 10
	chunkRecords     = 256 // what is made of them on the way stays in the processor's second cache
	transactionBytes = 256 << 20
	batchBytes       = 1_000_012            // of one Kafka batch: what a topic takes unless it says otherwise
	requestBytes     = batchBytes + 256<<10 // of one request: the client builds each in one buffer
)

// maxOutput is the length up to which an output fits into a batch with its key and headers.
const maxOutput = batchBytes - 16<<10

// Times. A killed process' open transaction stalls committed readers for transactionTimeout at most.
const (
	transactionTimeout = 10 * time.Second
	sessionTimeout     = 10 * time.Second
	heartbeat          = 2 * time.Second
	rebalance          = 20 * time.Second
	fetchWait          = 500 * time.Millisecond
	retryTimeout       = 30 * time.Second
	linger             = 5 * time.Millisecond
)

func (c *Config) every() time.Duration {
	if c.Every == 0 {
		return time.Second
	}
	return c.Every
}

func (c *Config) log() *slog.Logger {
	if c.Log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return c.Log
}

// options are those of every client.
func (c *Config) options() []kgo.Opt {
	opts := []kgo.Opt{
		kgo.SeedBrokers(c.Seeds...),
		kgo.ClientID("bilgate"),
		kgo.DisableClientMetrics(),
		kgo.MetadataMinAge(250 * time.Millisecond),
		kgo.RetryTimeout(retryTimeout),
	}
	if c.Dial != nil {
		opts = append(opts, kgo.Dialer(c.Dial))
	}
	return opts
}

// member is the name of this process: in the group, and of its transactions.
func (c *Config) member() string { return c.Group + "." + c.Instance }

// session are the options of the client that reads and writes.
func (c *Config) session(to kgo.Partitioner) []kgo.Opt {
	codec := kgo.NoCompression()
	if c.Compress {
		codec = kgo.ZstdCompression()
	}
	return append(c.options(),
		kgo.ConsumerGroup(c.Group),
		kgo.InstanceID(c.member()),
		kgo.ConsumeTopics(c.From),
		kgo.TransactionalID(c.member()),
		kgo.TransactionTimeout(transactionTimeout),
		kgo.FetchIsolationLevel(kgo.ReadCommitted()),
		kgo.ConsumeStartOffset(kgo.NewOffset().AtStart()),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
		kgo.SessionTimeout(sessionTimeout),
		kgo.HeartbeatInterval(heartbeat),
		kgo.RebalanceTimeout(rebalance),
		kgo.FetchMaxBytes(fetchBytes),
		kgo.FetchMaxPartitionBytes(partitionBytes),
		kgo.FetchMaxWait(fetchWait),
		kgo.ProducerBatchMaxBytes(batchBytes),
		kgo.BrokerMaxWriteBytes(requestBytes),
		kgo.ProducerLinger(linger),
		kgo.ProducerBatchCompression(codec),
		kgo.MaxBufferedRecords(1<<30), // the flight bounds bytes
		kgo.RecordPartitioner(to),
	)
}
