package gateway_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"bilgate/connectors"
	"bilgate/gateway"
	"bilgate/gateway/audit"
	"bilgate/gateway/register"
)

// world is a simulation under way. h.gateway is the hand of the operator: it runs no stage.
type world struct {
	t         *testing.T
	h         *house
	rand      *rand.Rand
	model     *model
	processes [2]*process
	zombies   []*process
	batches   int
	messages  int
	revisions map[string]int
	published bool
	latest    map[string]map[string]any // record: its latest valid message, for repeats and conflicts
}

const dna = "penitentiary.dna"

func newWorld(t *testing.T, h *house, seed uint64) *world {
	h.stop()
	h.start("operator")
	w := &world{
		t: t, h: h, rand: rand.New(rand.NewPCG(seed, 1)), model: newModel(),
		revisions: map[string]int{}, latest: map[string]map[string]any{},
	}
	for i := range w.processes {
		w.start(i)
	}
	h.closers = append(h.closers, w.end)
	return w
}

// end leaves no process behind, however the simulation went.
func (w *world) end() {
	for _, p := range append(w.zombies, w.processes[:]...) {
		p.kill()
		<-p.ended
	}
}

func (w *world) start(i int) {
	w.processes[i] = w.h.process(fmt.Sprint("p", i), gateway.Roles()...)
}

// step is one event and some time.
func (w *world) step() {
	switch n := w.rand.IntN(20); {
	case n < 8:
		w.pushInmates()
	case n < 10:
		w.pushTable()
	case n < 13:
		w.restart(w.rand.IntN(2), w.rand.IntN(3) > 0)
	case n < 16:
		w.misbehave()
	case n < 17 && !w.published:
		w.publish()
	case n < 18:
		w.replay()
	}
	time.Sleep(time.Duration(w.rand.IntN(3000)) * time.Millisecond)
}

func (w *world) restart(i int, kill bool) {
	p := w.processes[i]
	if kill {
		p.kill()
		w.zombies = append(w.zombies, p)
		time.Sleep(time.Duration(w.rand.IntN(2000)) * time.Millisecond)
	} else {
		p.stop()
	}
	w.start(i)
}

func (w *world) misbehave() {
	subsystem := []string{"fingerprint", "genomic"}[w.rand.IntN(2)]
	every := 2 + w.rand.IntN(3)
	behaviour := []string{
		fmt.Sprintf(`{"fail_every": %d}`, every), fmt.Sprintf(`{"nonsense_every": %d}`, every), fmt.Sprintf(`{"drop_every": %d}`, every),
		fmt.Sprintf(`{"pending_every": %d}`, every), fmt.Sprintf(`{"delay_ms": %d}`, 50+w.rand.IntN(40000)), `{}`,
	}[w.rand.IntN(6)]
	w.h.behave(subsystem, behaviour)
}

// publish switches in the middle of a transaction of translate, as likely as not; half of the times also back and
// forth.
func (w *world) publish() {
	w.published = true
	w.pushInmates()
	time.Sleep(time.Duration(w.rand.IntN(300)) * time.Millisecond)
	w.h.publishWord("муж.")
	if w.rand.IntN(2) == 0 {
		w.pushInmates()
		w.rollback(1)
		w.pushInmates()
		w.rollback(2)
	}
	w.pushInmates()
}

func (w *world) rollback(version int) {
	time.Sleep(time.Duration(w.rand.IntN(300)) * time.Millisecond)
	_, err := w.h.gateway.Rollback(w.t.Context(), inmates, "test", version)
	check(w.t, err)
}

func (w *world) replay() {
	_, err := w.h.gateway.Replay(w.t.Context(), register.RejectQuery{Limit: 1000}, audit.Event{Actor: "test"})
	check(w.t, err)
}

// push sends a batch until there is a receipt; processes die meanwhile, and receipts get lost.
func (w *world) push(feed, format string, set map[string]string, body []byte) {
	w.batches++
	id := fmt.Sprint("b", w.batches)
	again := 0
	if w.rand.IntN(5) == 0 {
		again = 1
	}
	for try := 0; ; try++ {
		i := w.rand.IntN(2)
		fatal := w.rand.IntN(8) == 0
		if fatal {
			p := w.processes[i]
			time.AfterFunc(time.Duration(w.rand.IntN(10))*time.Millisecond, p.kill)
		}
		err := w.emit(w.processes[i], connectors.Batch{Feed: feed, ID: id, Format: format, Set: set, Received: time.Now(), Body: bytes.NewReader(body)})
		if fatal {
			time.Sleep(20 * time.Millisecond)
			w.zombies = append(w.zombies, w.processes[i])
			w.start(i)
		}
		if err == nil {
			if again--; again < 0 {
				return
			}
		}
		if try > 50 {
			w.t.Fatalf("no receipt after %d tries: %v", try, err)
		}
	}
}

func (w *world) emit(p *process, b connectors.Batch) error {
	ctx, cancel := context.WithTimeout(w.t.Context(), time.Minute)
	defer cancel()
	_, err := p.gateway.Emit(ctx, b)
	return err
}

// heal ends all trouble, mends what can be mended and lets time pass.
func (w *world) heal() {
	for _, subsystem := range []string{"fingerprint", "genomic"} {
		w.h.behave(subsystem, `{}`)
	}
	for _, z := range w.zombies {
		<-z.ended
	}
	w.h.settle()
	if !w.published {
		w.publish()
		w.h.settle()
	}
	w.replay()
	time.Sleep(30 * time.Second)
}
