package bus

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"
	"github.com/twmb/franz-go/pkg/kversion"
)

// Place is a partition of a topic.
type Place struct {
	Topic     string
	Partition int32
}

// Positions tells where reading of an assigned partition begins: the register's own offsets, not the group's.
type Positions func(ctx context.Context, places []Place) (map[Place]int64, error)

// Reader reads topics in a group whose positions are kept elsewhere.
type Reader struct {
	client    *kgo.Client
	positions Positions
	copied    time.Time
	toCopy    map[Place]int64
	group     string
	member    string
	mu        sync.Mutex
	next      map[Place]int64 // where the next poll of an assigned partition begins
}

// Read joins a group as member, a name that is stable across restarts. On every assignment reading begins where positions says; the group's own
// offsets are only a copy for tools that show lag.
func (b *Bus) Read(group, member string, positions Positions, topics ...string) (*Reader, error) {
	r := &Reader{positions: positions, next: map[Place]int64{}, toCopy: map[Place]int64{}, group: group, member: member}
	client, err := kgo.NewClient(append(b.cfg.options(),
		kgo.MaxVersions(versions()),
		kgo.ConsumerGroup(group),
		kgo.InstanceID(member),
		kgo.ConsumeTopics(topics...),
		kgo.DisableAutoCommit(),
		kgo.FetchIsolationLevel(kgo.ReadCommitted()),
		kgo.ConsumeStartOffset(kgo.NewOffset().AtStart()),
		kgo.ConsumeResetOffset(kgo.NoResetOffset()),
		kgo.SessionTimeout(sessionTimeout),
		kgo.HeartbeatInterval(heartbeat),
		kgo.RebalanceTimeout(rebalance),
		kgo.FetchMaxBytes(maxFetch),
		kgo.FetchMaxPartitionBytes(maxPart),
		kgo.FetchMaxWait(fetchWait),
		kgo.AdjustFetchOffsetsFn(r.adjust(positions)),
	)...)
	if err != nil {
		return nil, fmt.Errorf("reader of group %s: %w", group, err)
	}
	r.client = client
	return r, nil
}

type offsets = map[string]map[int32]kgo.Offset

func (r *Reader) adjust(positions Positions) func(context.Context, offsets) (offsets, error) {
	return func(ctx context.Context, assigned offsets) (offsets, error) {
		var places []Place
		for topic, partitions := range assigned {
			for p := range partitions {
				places = append(places, Place{topic, p})
			}
		}
		at, err := positions(ctx, places)
		if err != nil {
			return nil, fmt.Errorf("positions of assigned partitions: %w", err)
		}
		for _, p := range places {
			assigned[p.Topic][p.Partition] = kgo.NewOffset().At(at[p]).WithEpoch(-1)
		}
		r.assign(at, places)
		return assigned, nil
	}
}

func (r *Reader) assign(at map[Place]int64, places []Place) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, p := range places {
		r.next[p] = at[p]
	}
}

// Piece is what one poll brought of one partition. From is the position before it, To the one after.
type Piece struct {
	Place
	From, To int64
	Records  []*Record
}

// Poll returns the next pieces, at most limit records; none when ctx ends first.
func (r *Reader) Poll(ctx context.Context, limit int) ([]Piece, error) {
	records, err := collect(r.client.PollRecords(ctx, limit), ctx)
	if err != nil {
		return nil, err
	}
	byPlace := map[Place]*Piece{}
	var order []Place
	for _, rec := range records {
		p := Place{rec.Topic, rec.Partition}
		if byPlace[p] == nil {
			byPlace[p] = &Piece{Place: p}
			order = append(order, p)
		}
		byPlace[p].Records = append(byPlace[p].Records, rec)
	}
	var out []Piece
	for _, p := range order {
		if r.advance(byPlace[p]) {
			out = append(out, *byPlace[p])
		}
	}
	return out, nil
}

// advance fills in the piece's range. What stands before the position was fetched before a partition
// came anew: it is left out, so that a position never goes back.
func (r *Reader) advance(p *Piece) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	p.From = r.next[p.Place]
	p.Records = slices.DeleteFunc(p.Records, func(r *Record) bool { return r.Offset < p.From })
	if len(p.Records) == 0 {
		return false
	}
	p.To = p.Records[len(p.Records)-1].Offset + 1
	r.next[p.Place] = p.To
	return true
}

// Seek asks for the positions of places again and goes on there: after somebody else has moved them, or
// after a transaction failed. A place that is not assigned any more stays so.
func (r *Reader) Seek(ctx context.Context, places []Place) error {
	at, err := r.positions(ctx, places)
	if err != nil {
		return fmt.Errorf("positions of partitions that were moved: %w", err)
	}
	to := map[string]map[int32]kgo.EpochOffset{}
	for _, p := range places {
		if to[p.Topic] == nil {
			to[p.Topic] = map[int32]kgo.EpochOffset{}
		}
		to[p.Topic][p.Partition] = kgo.EpochOffset{Epoch: -1, Offset: at[p]}
	}
	r.client.SetOffsets(to)
	r.assign(at, places)
	return nil
}

// copyEvery is how often the group's copy of the offsets is brought up to date.
const copyEvery = 5 * time.Second

// Copy tells the group how far the pieces got, for tools that show lag, now and then. Nothing depends on
// it: during a rebalance it fails at once rather than hold up the reader, as the client's own commit would.
func (r *Reader) Copy(ctx context.Context, pieces []Piece) error {
	for _, p := range pieces {
		r.toCopy[p.Place] = p.To
	}
	if time.Since(r.copied) < copyEvery {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	res, err := r.copyRequest().RequestWith(ctx, r.client)
	if err != nil {
		return fmt.Errorf("copy offsets: %w", err)
	}
	r.copied, r.toCopy = time.Now(), map[Place]int64{}
	var errs []error
	for _, t := range res.Topics {
		for _, p := range t.Partitions {
			errs = append(errs, kerr.ErrorForCode(p.ErrorCode))
		}
	}
	return errors.Join(errs...)
}

// versions caps the commit of offsets at the last version that names topics rather than their ids.
func versions() *kversion.Versions {
	v := kversion.Stable()
	v.SetMaxKeyVersion(int16(kmsg.OffsetCommit), 9)
	return v
}

func (r *Reader) copyRequest() *kmsg.OffsetCommitRequest {
	req := kmsg.NewPtrOffsetCommitRequest()
	req.Group, req.InstanceID = r.group, &r.member
	req.MemberID, req.Generation = r.client.GroupMetadata()
	for place, next := range r.toCopy {
		p := kmsg.NewOffsetCommitRequestTopicPartition()
		p.Partition, p.Offset = place.Partition, next
		t := kmsg.NewOffsetCommitRequestTopic()
		t.Topic, t.Partitions = place.Topic, []kmsg.OffsetCommitRequestTopicPartition{p}
		req.Topics = append(req.Topics, t)
	}
	return req
}

// Close leaves the group.
func (r *Reader) Close() { r.client.Close() }
