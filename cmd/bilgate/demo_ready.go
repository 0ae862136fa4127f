package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"
)

// lastWords are the ends of what the children have logged since this demo began.
func lastWords(children []*child) string {
	var b strings.Builder
	for _, c := range children {
		log, _ := os.ReadFile(c.log)
		lines := strings.Split(strings.TrimSpace(string(log[min(c.logged, int64(len(log))):])), "\n")
		fmt.Fprintf(&b, "\n%s said:\n  %s", c.name, strings.Join(lines[max(0, len(lines)-4):], "\n  "))
	}
	return b.String()
}

// awaitReady waits until every address answers its health check.
func awaitReady(ctx context.Context, addresses ...string) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for _, a := range addresses {
		for {
			if err := healthy(ctx, "http://"+a+"/v1/health"); err == nil {
				break
			}
			select {
			case <-ctx.Done():
				return fmt.Errorf("%s did not answer", a)
			case <-time.After(50 * time.Millisecond):
			}
		}
	}
	return nil
}

func healthy(ctx context.Context, url string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode >= 500 { // a subsystem has no such address, which is an answer too
		return fmt.Errorf("%s", res.Status)
	}
	return nil
}
