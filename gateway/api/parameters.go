package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
)

var errTrailing = errors.New("something follows the JSON")

func decode(r *http.Request, v any) error {
	d := json.NewDecoder(http.MaxBytesReader(nil, r.Body, bodyLimit))
	d.DisallowUnknownFields()
	err := d.Decode(v)
	if err == nil && d.More() {
		err = errTrailing
	}
	if err != nil {
		// The error may show what was sent (I7).
		return problem(http.StatusBadRequest, "body", fmt.Sprintf("the request's body is not the JSON that this address takes (%T)", err))
	}
	return nil
}

func number(r *http.Request, name string, otherwise int64) (int64, error) {
	text := r.URL.Query().Get(name)
	if text == "" {
		return otherwise, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return 0, problem(http.StatusBadRequest, "parameter", name+" is not a whole number from 0 on")
	}
	return n, nil
}
