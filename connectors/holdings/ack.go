package holdings

import (
	"encoding/hex"
	"encoding/json"
	"net/http"
	"regexp"
	"strconv"
	"time"

	"bilgate/connectors"
)

// stableCode is the form of a reason that may stand in the books; a subsystem's free text may not (I7).
var stableCode = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)

// Is reports whether the subsystem itself answered with this status above 399. A proxy or a wrong address
// answers 404 as well, but not with the status repeated in a JSON body.
func (a Answer) Is(status int) bool {
	var f fault
	return a.Status == status && json.Unmarshal(a.Body, &f) == nil && f.Code == status
}

// reason is the stable code in an answer, else http_ and its status.
func (a Answer) reason() string {
	var f fault
	if json.Unmarshal(a.Body, &f) == nil && stableCode.MatchString(f.Message) {
		return f.Message
	}
	return "http_" + strconv.Itoa(a.Status)
}

// aboutTheCaller are the statuses that speak of the caller, the address or the moment, not of the record: it would
// be taken once the cause is mended, so they are silence and not a refusal.
var aboutTheCaller = map[int]bool{
	http.StatusUnauthorized: true, http.StatusNotFound: true, http.StatusMethodNotAllowed: true,
	http.StatusProxyAuthRequired: true, http.StatusRequestTimeout: true, http.StatusMisdirectedRequest: true,
	http.StatusTooEarly: true, http.StatusTooManyRequests: true,
}

// Settle turns an answer other than a success into an Ack: 202 with a taskId is pending, 4xx a refusal.
// What is neither is an error.
func (c *Client) Settle(recordID string, a Answer) (connectors.Ack, error) {
	var task struct {
		TaskID string `json:"taskId"`
	}
	switch {
	case a.Status == http.StatusAccepted && json.Unmarshal(a.Body, &task) == nil && task.TaskID != "":
		return connectors.Ack{State: connectors.Pending, Ref: task.TaskID, At: time.Now()}, nil
	case a.Status >= 400 && a.Status < 500 && !aboutTheCaller[a.Status]:
		return Refuse(a.reason()), nil
	}
	return connectors.Ack{}, c.Unclear("deliver "+recordID, a)
}

// Accept is the Ack for what is held now.
func Accept(digest string) connectors.Ack {
	return connectors.Ack{State: connectors.Accepted, Digest: digest, At: time.Now()}
}

// Refuse is the Ack for what will never be taken; reason is a stable code.
func Refuse(reason string) connectors.Ack {
	return connectors.Ack{State: connectors.Refused, Reason: reason, At: time.Now()}
}

// IsDigest reports whether a text is a SHA-256 in lower-case hex.
func IsDigest(s string) bool {
	b, err := hex.DecodeString(s)
	return err == nil && len(b) == 32 && hex.EncodeToString(b) == s
}
