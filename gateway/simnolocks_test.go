//go:build !synctests

package gateway_test

// virtualLocks: see simlocks_test.go.
const virtualLocks = false
