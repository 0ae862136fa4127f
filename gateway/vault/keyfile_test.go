package vault_test

import (
	"encoding/base64"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"bilgate/gateway/vault"
)

func TestCreateMakesOnceAndOpenReads(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys.json")
	first, err := vault.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	sealed := first.Seal("place", []byte("secret"))
	for name, open := range map[string]func(string) (*vault.Vault, error){"Open": vault.Open, "Create": vault.Create} {
		v, err := open(path)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if plain, err := v.Open("place", sealed); err != nil || string(plain) != "secret" {
			t.Errorf("%s: opens to %q, %v", name, plain, err)
		}
		if v.ID("record", "1") != first.ID("record", "1") {
			t.Errorf("%s: another register key", name)
		}
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("key file: %v, %v; want mode 0600", info, err)
	}
}

func TestKeysAreFresh(t *testing.T) {
	ids := map[string]bool{}
	for _, name := range []string{"a", "b"} {
		v, err := vault.Create(filepath.Join(t.TempDir(), name))
		if err != nil {
			t.Fatal(err)
		}
		ids[v.ID("record", "1")] = true
	}
	if len(ids) != 2 {
		t.Error("two key files hold the same register key")
	}
}

func TestAllWhoCreateAtOnceGetTheSameKeys(t *testing.T) {
	dir := t.TempDir()
	var all sync.WaitGroup
	ids := make([]string, 16)
	for i := range ids {
		all.Go(func() {
			v, err := vault.Create(filepath.Join(dir, "keys"))
			if err != nil {
				t.Error(err)
				return
			}
			ids[i] = v.ID("record", "1")
		})
	}
	all.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Fatal("two processes hold different keys")
		}
	}
	if left, err := fs.Glob(os.DirFS(dir), "*"); err != nil || len(left) != 1 {
		t.Errorf("left in the directory: %v, %v", left, err)
	}
}

func TestKeyFilesThatAreRefused(t *testing.T) {
	k := base64.StdEncoding.EncodeToString(key(7))
	good := fmt.Sprintf(`{"version": 1, "seal": %q, "register": %q}`, k, k)
	for _, c := range []struct {
		text string
		mode fs.FileMode
		want string // "" is success
	}{
		{good, 0o600, ""},
		{good, 0o400, ""},
		{good, 0o640, "set it to 0600"},
		{good, 0o602, "set it to 0600"},
		{strings.Replace(good, "1", "2", 1), 0o600, "has version 2; this release reads version 1"},
		{strings.Replace(good, k, k[4:], 1), 0o600, "both must have 32"},
		{strings.Replace(good, k, "!"+k, 1), 0o600, "in base64"},
		{strings.Replace(good, "seal", "sale", 1), 0o600, "in base64"},
		{good + good, 0o600, "in base64"},
		{k, 0o600, "in base64"},
		{"", 0o600, "in base64"},
	} {
		path := filepath.Join(t.TempDir(), "keys")
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, c.mode); err != nil {
			t.Fatal(err)
		}
		_, err := vault.Open(path)
		switch {
		case c.want == "" && err != nil:
			t.Errorf("mode %o: %v", c.mode, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), k[8:])):
			t.Errorf("got %v, want %q and no key", err, c.want)
		}
	}
}

func TestAMissingKeyFileIsNotMadeByOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	if _, err := vault.Open(path); err == nil || !strings.Contains(err.Error(), "no such file") {
		t.Errorf("got %v, want that there is no such file", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("Open made a file")
	}
	if _, err := vault.Open(t.TempDir()); err == nil {
		t.Error("a directory was taken")
	}
}
