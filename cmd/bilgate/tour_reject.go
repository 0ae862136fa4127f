package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"time"

	"bilgate/connectors/all"
	"bilgate/fixtures"
	"bilgate/gateway"
	"bilgate/gateway/register"
)

// reject sends a good record of a man with one word changed.
func (t *touring) reject(ctx context.Context) error {
	body, err := t.disturbed()
	if err != nil {
		return err
	}
	if err := t.push(ctx, fixtures.Batch{Feed: tourFeed, Format: "application/json", Body: body}, "tour-reject"); err != nil {
		return err
	}
	if err := t.settled(ctx); err != nil {
		return err
	}
	rejects, err := t.rejects(ctx, "open")
	if err != nil {
		return err
	}
	if len(rejects) != 1 {
		return fmt.Errorf("%d open rejects of the message, want 1", len(rejects))
	}
	showReject(t.cmd.OutOrStdout(), rejects[0])
	return nil
}

func (t *touring) rejects(ctx context.Context, state string) ([]register.Reject, error) {
	q := url.Values{"feed": {tourFeed}, "message_id": {tourMessage}, "state": {state}}
	var out []register.Reject
	return out, t.call(ctx, http.MethodGet, "/v1/rejects?"+q.Encode(), nil, &out)
}

// disturbed takes the first record of a man with an IIN from another seed.
func (t *touring) disturbed() ([]byte, error) {
	for _, b := range fixtures.Batches(2, 200, tourFeed) {
		for line := range bytes.Lines(b.Body) {
			var record map[string]any
			if json.Unmarshal(line, &record) != nil {
				continue
			}
			number, _ := record["iin"].(string)
			if record["pol"] != "мужской" || !checkIIN(number).Valid {
				continue
			}
			record["pol"], record["message_id"], record["inmate_id"], record["rev"] = tourWord, tourMessage, "TOUR-1", 1
			t.iin = number
			return json.Marshal(record)
		}
	}
	return nil, errors.New("the generator made no man with an IIN")
}

var versionLine = regexp.MustCompile(`(?m)^version: (\d+)$`)

// mend adds the word to the code list and raises the mapping's version.
func (t *touring) mend(ctx context.Context) error {
	feed, _ := all.Feed(tourFeed)
	files, err := gateway.Files(feed.Mapping)
	if err != nil {
		return err
	}
	files["sex.csv"] += "M," + tourWord + "\n"
	files[gateway.MappingFile] = versionLine.ReplaceAllStringFunc(files[gateway.MappingFile], func(line string) string {
		n, _ := strconv.Atoi(versionLine.FindStringSubmatch(line)[1])
		return fmt.Sprintf("version: %d", n+1)
	})
	var p register.Publication
	if err := t.call(ctx, http.MethodPost, "/v1/feeds/"+tourFeed+"/mappings", map[string]any{"author": "tour", "files": files}, &p); err != nil {
		return err
	}
	t.say("%s version %d (%.12s) holds", p.Mapping.Name, p.Mapping.Version, p.Mapping.Hash)
	for _, s := range p.Switches {
		t.say("  from offset %d of raw partition %d on", s.From, s.Partition)
	}
	return nil
}

func (t *touring) replay(ctx context.Context) error {
	var out map[string]int
	if err := t.call(ctx, http.MethodPost, "/v1/rejects/replay", map[string]string{"feed": tourFeed, "message_id": tourMessage}, &out); err != nil {
		return err
	}
	t.say("%d message replayed", out["replayed"])
	for limit := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		mended, err := t.rejects(ctx, "mended")
		if err != nil || len(mended) == 1 {
			return errors.Join(err, t.settled(ctx))
		}
		if time.Now().After(limit) {
			return errors.New("the replayed message is still rejected")
		}
	}
}
