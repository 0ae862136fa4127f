package holdings

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"bilgate/connectors"
)

// Client speaks to one subsystem over HTTP. It fulfils connectors.Lister and connectors.Reader; a sink embeds it.
type Client struct {
	name string
	base string
	http *http.Client
}

// NewClient checks the address of a subsystem, such as http://127.0.0.1:8090.
func NewClient(name string, env connectors.Env) (*Client, error) {
	u, err := url.Parse(env.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("subsystem %s: its address must be http:// or https:// and a host, with nothing behind the path", name)
	}
	if u.RawQuery != "" || u.Fragment != "" {
		return nil, fmt.Errorf("subsystem %s: its address must end with the path: no ? and no #", name)
	}
	c := env.HTTP
	if c == nil {
		c = http.DefaultClient
	}
	return &Client{name: name, base: strings.TrimRight(env.URL, "/"), http: c}, nil
}

// maxAnswer is far above a window of holdings; what is longer is no answer.
const maxAnswer = 16 << 20

// Answer is what a subsystem said.
type Answer struct {
	Status int
	Body   []byte
}

// Send makes one request. An error means silence: whether it had an effect is not known.
func (c *Client) Send(ctx context.Context, method, path string, query url.Values, media string, body []byte) (Answer, error) {
	req, err := http.NewRequestWithContext(ctx, method, c.base+path+"?"+query.Encode(), bytes.NewReader(body))
	if err != nil {
		return Answer{}, fmt.Errorf("%s: %w", c.name, err)
	}
	if media != "" {
		req.Header.Set("Content-Type", media)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return Answer{}, fmt.Errorf("%s: no answer: %w", c.name, bare(err))
	}
	defer resp.Body.Close()
	said, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	if err != nil {
		return Answer{}, fmt.Errorf("%s: the answer broke off: %w", c.name, err)
	}
	if len(said) > maxAnswer {
		return Answer{}, fmt.Errorf("%s: the answer is longer than %d bytes", c.name, maxAnswer)
	}
	return Answer{resp.StatusCode, said}, nil
}

// bare takes the address off an error of net/http.
func bare(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// Holdings asks for a window of what the subsystem holds.
func (c *Client) Holdings(ctx context.Context, offset, limit int) ([]connectors.Holding, error) {
	q := url.Values{"offset": {strconv.Itoa(offset)}, "limit": {strconv.Itoa(limit)}}
	a, err := c.Send(ctx, http.MethodGet, "/v1/holdings", q, "", nil)
	if err != nil {
		return nil, err
	}
	var out []connectors.Holding
	if a.Status != http.StatusOK || json.Unmarshal(a.Body, &out) != nil {
		return nil, c.Unclear("list holdings", a)
	}
	return out, nil
}

// Held asks for one record.
func (c *Client) Held(ctx context.Context, kind, recordID string) (connectors.Holding, error) {
	path := "/v1/holdings/" + url.PathEscape(kind) + "/" + url.PathEscape(recordID)
	a, err := c.Send(ctx, http.MethodGet, path, nil, "", nil)
	if err != nil {
		return connectors.Holding{}, err
	}
	if a.Is(http.StatusNotFound) {
		return connectors.Holding{}, connectors.ErrNotHeld
	}
	var h connectors.Holding
	if a.Status != http.StatusOK || json.Unmarshal(a.Body, &h) != nil || h.ID != recordID || h.Kind != kind {
		return h, c.Unclear("read "+recordID, a)
	}
	return h, nil
}

// Unclear is the error for an answer that says nothing about the record.
func (c *Client) Unclear(doing string, a Answer) error {
	return fmt.Errorf("%s: %s: the answer (status %d, %d bytes) is not one that this protocol knows", c.name, doing, a.Status, len(a.Body))
}
