package holdings

import (
	"crypto/sha256"
	"encoding/hex"

	"bilgate/connectors"
)

// Alter plants a difference: the record's bytes change (a line break more at the end), its version stays.
func (s *Store) Alter(id string) error {
	defer s.turn(id)()
	held, err := s.Read("", id)
	if err != nil {
		return err
	}
	body := append(held.Body, '\n')
	digest := sha256.Sum256(body)
	return s.commit(entry{Act: actAlter, ID: id, Kind: held.Kind, Subject: held.Subject, Version: held.Version,
		Digest: hex.EncodeToString(digest[:]), Media: held.Media, body: body})
}

// Lose plants a difference: the record is gone as if it had never come, its versions and transactions too.
func (s *Store) Lose(id string) error {
	defer s.turn(id)()
	if !s.find(id).listed() {
		return connectors.ErrNotHeld
	}
	return s.commit(entry{Act: actLose, ID: id})
}
