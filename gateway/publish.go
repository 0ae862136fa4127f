package gateway

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"testing/fstest"
	"time"

	"bilgate/connectors"
	"bilgate/gateway/register"
	"bilgate/mapping"
	"bilgate/mapping/canon"
)

// MappingFile is the name of the mapping in a feed's folder; its code lists stand beside it.
const MappingFile = "mapping.yaml"

// mappings knows, for each feed, which compiled mapping holds at which raw offset.
type mappings struct {
	register *register.Register
	feeds    map[string]*connectors.Feed
	mu       sync.Mutex
	programs map[string]*mapping.Program // by published hash
}

func newMappings(r *register.Register, feeds map[string]*connectors.Feed) *mappings {
	return &mappings{register: r, feeds: feeds, programs: map[string]*mapping.Program{}}
}

// schedule is a feed's switches of one generation.
type schedule struct {
	generation int64
	switches   []register.Switch
}

func (m *mappings) load(ctx context.Context, feed string) (schedule, error) {
	generation, switches, err := m.register.Switches(ctx, feed)
	return schedule{generation, switches}, err
}

// at returns the hash of the mapping that holds at a raw place: the newest switch at or before it.
func (s schedule) at(partition int32, offset int64) string {
	for i := len(s.switches) - 1; i >= 0; i-- {
		if sw := s.switches[i]; sw.Partition == partition && sw.From <= offset {
			return sw.Mapping
		}
	}
	return ""
}

// program returns the compiled mapping of a published hash.
func (m *mappings) program(ctx context.Context, f *connectors.Feed, hash string) (*mapping.Program, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if p := m.programs[hash]; p != nil {
		return p, nil
	}
	files, err := m.register.MappingFiles(ctx, hash)
	if err != nil {
		return nil, err
	}
	p, problems := compile(f, files)
	if problems.Failed() {
		return nil, fmt.Errorf("published mapping %.12s does not compile with this version of bilgate: %w", hash, problems)
	}
	m.programs[hash] = p
	return p, nil
}

func compile(f *connectors.Feed, files map[string]string) (*mapping.Program, mapping.Problems) {
	folder := fstest.MapFS{}
	for name, text := range files {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
	}
	kind, _ := canon.Lookup(f.Kind)
	return mapping.Compile(mapping.Source{FS: folder, File: MappingFile}, f.Schema, kind, f.Decoder)
}

// Publish lints and tests a mapping, stores it immutably, and switches the feed at the present end of
// raw. Problems are returned as mapping.Problems, failed tests as *mapping.TestsFailed.
func (g *Gateway) Publish(ctx context.Context, feed, author string, files map[string]string) (register.Publication, error) {
	f, ok := g.feeds[feed]
	if !ok {
		return register.Publication{}, connectors.ErrUnknownFeed
	}
	p, problems := compile(f, files)
	if problems.Failed() {
		return register.Publication{}, problems
	}
	if err := mapping.Passed(p.Test()); err != nil {
		return register.Publication{}, err
	}
	ref, files := p.Ref(), used(p, files)
	switches, err := g.register.Publish(ctx, register.Published{
		Hash: ref.Hash, Feed: feed, Name: ref.Name, Version: ref.Version, Author: author, At: time.Now(), Files: files,
	}, g.rawEnds(feed))
	return register.Publication{Mapping: ref, Feed: feed, Switches: switches}, err
}

// Rollback switches a feed back to a mapping that was published before: to a version, or for 0 to the one
// that held before the present one. The switch is recorded like that of a publication.
func (g *Gateway) Rollback(ctx context.Context, feed, author string, version int) (register.Publication, error) {
	f, ok := g.feeds[feed]
	if !ok {
		return register.Publication{}, connectors.ErrUnknownFeed
	}
	if version == 0 {
		var err error
		if version, err = g.versionBefore(ctx, feed); err != nil {
			return register.Publication{}, err
		}
	}
	hash, err := g.publishedHash(ctx, f, version)
	if err != nil {
		return register.Publication{}, err
	}
	p, err := g.mappings.program(ctx, f, hash)
	if err != nil {
		return register.Publication{}, err
	}
	switches, err := g.register.SwitchTo(ctx, feed, hash, author, time.Now(), g.rawEnds(feed))
	return register.Publication{Mapping: p.Ref(), Feed: feed, Switches: switches}, err
}

// ErrNothingBefore says that a feed has had one mapping only.
var ErrNothingBefore = errors.New("there is no mapping to roll back to: the feed has had this one only")

// versionBefore is the version that held before the present one.
func (g *Gateway) versionBefore(ctx context.Context, feed string) (int, error) {
	history, err := g.register.History(ctx, feed)
	if err != nil {
		return 0, err
	}
	for _, h := range history {
		if h.Mapping != history[0].Mapping {
			return h.Version, nil
		}
	}
	return 0, ErrNothingBefore
}

// endsTimeout bounds how long a publication holds the database's writer while Kafka does not answer.
const endsTimeout = 5 * time.Second

func (g *Gateway) rawEnds(feed string) func(context.Context) (map[int32]int64, error) {
	return func(ctx context.Context) (map[int32]int64, error) {
		ctx, cancel := context.WithTimeout(ctx, endsTimeout)
		defer cancel()
		spans, err := g.bus.Spans(ctx, rawTopic(feed))
		if err != nil {
			return nil, err
		}
		out := make(map[int32]int64, len(spans))
		for p, s := range spans {
			out[p] = s.End
		}
		return out, nil
	}
}

// publishFirst gives a feed that has no mapping yet the one that comes with its connector, from the
// beginning of raw on.
func (g *Gateway) publishFirst(ctx context.Context, f *connectors.Feed) error {
	s, err := g.mappings.load(ctx, f.Name)
	if err != nil || len(s.switches) > 0 {
		return err
	}
	files, err := Files(f.Mapping)
	if err != nil {
		return fmt.Errorf("mapping of %s: %w", f.Name, err)
	}
	p, problems := compile(f, files)
	if problems.Failed() {
		return problems
	}
	ref, files := p.Ref(), used(p, files)
	_, err = g.register.Publish(ctx, register.Published{
		Hash: ref.Hash, Feed: f.Name, Name: ref.Name, Version: ref.Version, Author: "bilgate", At: time.Now(), Files: files, First: true,
	}, func(context.Context) (map[int32]int64, error) {
		begin := map[int32]int64{}
		for p := range g.rawPartitions(f) {
			begin[p] = 0
		}
		return begin, nil
	})
	return err
}

// Files reads a mapping's folder: name to text.
func Files(folder fs.FS) (map[string]string, error) {
	files := map[string]string{}
	err := fs.WalkDir(folder, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(folder, path)
		files[path] = string(text)
		return err
	})
	return files, err
}

// used are those of a mapping's files that it was compiled from.
func used(p *mapping.Program, files map[string]string) map[string]string {
	out := map[string]string{MappingFile: files[MappingFile]}
	for _, name := range p.Files() {
		out[name] = files[name]
	}
	return out
}
