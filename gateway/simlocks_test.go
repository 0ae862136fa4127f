//go:build synctests

package gateway_test

// virtualLocks says that waits for the Kafka client's locks let virtual time pass.
const virtualLocks = true
