package penitentiary

import (
	"strconv"
	"strings"
	"unicode"

	"bilgate/connectors"
	"bilgate/connectors/format/jsonrec"
)

// maxID is how long an id may be, in bytes.
const maxID = 256

// framing hands the messages of one batch on.
type framing struct {
	batch      connectors.Batch
	feed       *connectors.Feed
	message    func(connectors.Message) error
	unreadable func(connectors.Unreadable) error
}

// putFunc frames one object that is no retraction. Ids are its members that the feed asked for by name.
type putFunc func(f *framing, seq int, body []byte, ids []jsonrec.Value) error

// framer makes Split of what frames one batch. Retractions are framed here, for every feed: a batch
// of JSON is framed into objects, and an object whose op is "retract" is a retraction; any other goes
// to put with the members of these names.
func framer(feed connectors.Feed, split func(*framing) error, put putFunc, names ...string) connectors.Feed {
	names = append([]string{"op"}, names...)
	feed.Split = func(b connectors.Batch, message func(connectors.Message) error, unreadable func(connectors.Unreadable) error) error {
		f := &framing{batch: b, feed: &feed, message: message, unreadable: unreadable}
		object := func(seq int, body []byte) error { return f.object(seq, body, names, put) }
		switch b.Format {
		case mediaJSON:
			return jsonrec.Objects(b.Body, connectors.MaxMessage, object, f.bad)
		case mediaNDJSON:
			return jsonrec.Lines(b.Body, connectors.MaxMessage, object, f.bad)
		}
		return split(f)
	}
	return feed
}

func (f *framing) bad(seq int, code string) error {
	return f.unreadable(connectors.Unreadable{Seq: seq, Code: code})
}

// object tells a retraction from what the feed itself reads.
func (f *framing) object(seq int, body []byte, names []string, put putFunc) error {
	ids := jsonrec.Members(body, names...)
	switch op := ids[0]; {
	case op.Kind == jsonrec.Text && op.Text() == string(connectors.Retract):
		return f.retraction(seq, body)
	case op.Kind == jsonrec.Missing, op.Text() == string(connectors.Put):
		return put(f, seq, body, ids[1:])
	}
	return f.bad(seq, connectors.CodeOp)
}

// retraction frames {"op": "retract", "id": …, "revision": …, "message_id": …}.
func (f *framing) retraction(seq int, body []byte) error {
	m := jsonrec.Members(body, "id", "revision", "message_id")
	revision, _ := m[1].Int()
	return f.emit(connectors.Message{
		Seq: seq, ID: m[2].Text(), RecordID: m[0].Text(), Revision: revision, Op: connectors.Retract,
		Format: mediaJSON, Body: body,
	})
}

// emit completes a message and hands it on, or names what it lacks.
func (f *framing) emit(m connectors.Message) error {
	many := f.feed.Several && m.Op == connectors.Put
	switch {
	case !many && !usable(m.RecordID):
		return f.bad(m.Seq, connectors.CodeNoID)
	case f.feed.Order == connectors.ByRevision && m.Revision < 1:
		return f.bad(m.Seq, connectors.CodeNoRevision)
	}
	if !usable(m.ID) {
		m.ID = f.batch.ID + "/" + strconv.Itoa(m.Seq)
	}
	m.Feed, m.Received, m.Set = f.feed.Name, f.batch.Received, f.batch.Set
	return f.message(m)
}

// usable says whether a text can be an id: not blank, not long, without control characters.
func usable(id string) bool {
	return strings.TrimSpace(id) != "" && len(id) <= maxID && !strings.ContainsFunc(id, unicode.IsControl)
}
