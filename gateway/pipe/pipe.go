package pipe

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
)

// Run pipes until ctx ends, and then commits what it has polled: nil. It goes on after whatever may pass,
// with a new client, and returns ErrAway or ErrMissing before the first record, ErrFenced when another
// process of the same instance took over, or ErrRefused for what Kafka refuses for good.
func Run(ctx context.Context, cfg Config) (Counts, error) {
	t, err := look(ctx, &cfg)
	if err != nil {
		if ctx.Err() != nil {
			return Counts{}, nil
		}
		return Counts{}, err
	}
	p := &pipe{cfg: &cfg, topics: t}
	for pause := firstPause; ctx.Err() == nil; {
		before := p.sums.Records
		err := p.session(ctx)
		switch {
		case err == nil || ctx.Err() != nil && temporary(err):
		case !temporary(err):
			return p.sums, lasting(err, &cfg)
		default:
			cfg.log().Warn("a transaction failed: nothing of it counts, it is done again", "error", err, "in", pause)
		}
		if p.sums.Records > before {
			pause = firstPause
		}
		wait(ctx, pause)
		pause = min(2*pause, lastPause)
	}
	return p.sums, nil
}

// Pauses before a new client.
const (
	firstPause = 100 * time.Millisecond
	lastPause  = 5 * time.Second
)

func wait(ctx context.Context, pause time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(pause):
	}
}

// pipe is the work from the first session to the last.
type pipe struct {
	cfg    *Config
	topics topics
	sums   Counts
}

// session makes transactions until ctx ends or one fails.
func (p *pipe) session(ctx context.Context) error {
	s, err := begin(ctx, p.cfg, p.topics)
	if err != nil {
		return err
	}
	defer s.close()
	for ctx.Err() == nil {
		counts, err := s.transaction(ctx)
		if err != nil {
			return err
		}
		if counts.Records > 0 {
			p.sums.add(counts)
			p.tell()
		}
	}
	s.leave()
	return nil
}

func (p *pipe) tell() {
	if p.cfg.Tell != nil {
		p.cfg.Tell(p.sums)
	}
}

// temporary says whether a new client may succeed where this one failed.
func temporary(err error) bool {
	for _, refusal := range []*kerr.Error{
		kerr.FencedInstanceID, kerr.MessageTooLarge, kerr.RecordListTooLarge, kerr.TopicAuthorizationFailed, kerr.GroupAuthorizationFailed,
		kerr.TransactionalIDAuthorizationFailed, kerr.ClusterAuthorizationFailed, kerr.SaslAuthenticationFailed, kerr.UnsupportedVersion,
		kerr.PolicyViolation, kerr.InvalidTransactionTimeout,
	} {
		if errors.Is(err, refusal) {
			return false
		}
	}
	return true
}

// lasting says what to do about an error that no new client mends.
func lasting(err error, cfg *Config) error {
	switch {
	case errors.Is(err, kerr.FencedInstanceID):
		return fmt.Errorf("%w: it runs as instance %q of the group %q too: give each process an instance of its own (%w)", ErrFenced, cfg.Instance, cfg.Group, err)
	case errors.Is(err, kerr.MessageTooLarge), errors.Is(err, kerr.RecordListTooLarge):
		return fmt.Errorf("%w: a topic takes no batch of %d bytes: raise its max.message.bytes (%w)", ErrRefused, batchBytes, err)
	}
	return fmt.Errorf("%w: %w", ErrRefused, err)
}
