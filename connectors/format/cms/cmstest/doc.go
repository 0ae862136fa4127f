// Package cmstest makes certificates, signed messages and master lists for tests:
// valid ones, and ones that break the standard in the ways that states' authorities
// do. It writes the encoding by hand, so that it can write what crypto/x509 refuses.
//
// Keys are made afresh in each process; nothing here is fit for anything but tests.
//
// Neighbours: the tests of cms and lds; der gives the tags and the lengths.
package cmstest
