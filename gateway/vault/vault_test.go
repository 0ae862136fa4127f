package vault_test

import (
	"bytes"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"testing"

	"bilgate/gateway/vault"
)

func key(b byte) []byte { return bytes.Repeat([]byte{b}, vault.KeySize) }

func fixed(t testing.TB) *vault.Vault {
	t.Helper()
	v, err := vault.New(key(1), key(2))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestWhatWasSealedOpens(t *testing.T) {
	v := fixed(t)
	for _, plain := range [][]byte{{}, []byte("x"), bytes.Repeat([]byte("ridge"), 20_000)} {
		sealed := v.Seal("version|a|1", plain)
		got, err := v.Open("version|a|1", sealed)
		if err != nil || !bytes.Equal(got, plain) {
			t.Errorf("%d bytes: got %d bytes, %v", len(plain), len(got), err)
		}
		if len(sealed) != len(plain)+33 {
			t.Errorf("%d bytes became %d, want 33 more", len(plain), len(sealed))
		}
		if bytes.Equal(sealed, v.Seal("version|a|1", plain)) {
			t.Error("sealed twice to the same bytes")
		}
	}
}

func TestASealedValueCannotBeMoved(t *testing.T) {
	v := fixed(t)
	sealed := v.Seal("version|a|1", []byte("secret"))
	for _, place := range []string{"version|a|2", "version|b|1", "", "version|a|1 ", "version|a|"} {
		if plain, err := v.Open(place, sealed); err != vault.ErrAltered || plain != nil {
			t.Errorf("%q: got %q, %v; want ErrAltered", place, plain, err)
		}
	}
}

func TestEveryFlippedBitAndEveryCutIsFound(t *testing.T) {
	v := fixed(t)
	sealed := v.Seal("place", []byte("secret"))
	for i := range len(sealed) * 8 {
		altered := slices.Clone(sealed)
		altered[i/8] ^= 1 << (i % 8)
		want := vault.ErrAltered
		if byteAt := i / 8; byteAt >= 1 && byteAt < 5 {
			want = vault.ErrOtherKey
		}
		if _, err := v.Open("place", altered); err != want {
			t.Errorf("bit %d flipped: got %v, want %v", i, err, want)
		}
	}
	for n := range sealed {
		if _, err := v.Open("place", sealed[:n]); err != vault.ErrAltered {
			t.Errorf("cut to %d bytes: got %v, want ErrAltered", n, err)
		}
	}
}

func TestAnotherKeyIsNamedAsTheReason(t *testing.T) {
	sealed := fixed(t).Seal("place", []byte("secret"))
	other, err := vault.New(key(3), key(2))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Open("place", sealed); !errors.Is(err, vault.ErrOtherKey) {
		t.Errorf("got %v, want ErrOtherKey", err)
	}
}

// Made with the keys 01…01 and 02…02; the names were checked against another implementation of HMAC.
const (
	sealedVector  = "0131b4d7e89f5c87840fcbfe3ecb53ce53675d36a37e74a7d5273921c2b7d74c434480260d631e4b6aaf122e70"
	idVector      = "zndcmimfv4wyl37ls4i6rk6f"
	emptyIDVector = "s3pjqjnbzqenjjgyd3ik572q"
	macVector     = "b7767b58a152ed1652dacffa184eb3d29735feb43f37b87bdb65a18f92f23f7e"
)

// A value that an earlier release sealed, and names that it made, stay good for ever.
func TestVectors(t *testing.T) {
	v := fixed(t)
	sealed, err := hex.DecodeString(sealedVector)
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := v.Open("version|a|1", sealed); err != nil || string(plain) != "Ұлытау" {
		t.Errorf("sealed vector opens to %q, %v", plain, err)
	}
	for _, c := range []struct{ got, want string }{
		{v.ID("record", "penitentiary.inmate", "42"), idVector},
		{v.ID("record"), emptyIDVector},
		{hex.EncodeToString(v.MAC("content", []byte("abc"))), macVector},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}

func TestNamesDifferWhereTheirPartsDo(t *testing.T) {
	v := fixed(t)
	other, err := vault.New(key(1), key(3))
	if err != nil {
		t.Fatal(err)
	}
	names := []string{
		v.ID("record", "ab", "c"), v.ID("record", "a", "bc"), v.ID("record", "abc"), v.ID("record", "abc", ""),
		v.ID("record", "", "abc"), v.ID("recorda", "bc"), v.ID("record"), v.ID("record", ""), v.ID("", "record"),
		v.ID("record", "a|bc"), v.ID("record", "ab\x00c"), v.ID("delivery", "ab", "c"), other.ID("record", "ab", "c"),
	}
	for _, name := range names {
		if len(name) != 24 || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz234567") != "" {
			t.Errorf("%q is not 24 characters of a-z and 2-7", name)
		}
	}
	slices.Sort(names)
	if distinct := slices.Compact(slices.Clone(names)); len(distinct) != len(names) {
		t.Errorf("two names are the same: %v", names)
	}
}

func TestMACsDifferByDomainAndContent(t *testing.T) {
	v := fixed(t)
	macs := []string{
		string(v.MAC("a", []byte("bc"))), string(v.MAC("ab", []byte("c"))), string(v.MAC("a", []byte("bd"))), string(v.MAC("a", nil)),
	}
	slices.Sort(macs)
	if len(slices.Compact(slices.Clone(macs))) != 4 || len(macs[0]) != 32 {
		t.Errorf("got %x, want four different MACs of 32 bytes", macs)
	}
}

func TestNewWantsWholeKeys(t *testing.T) {
	if _, err := vault.New(key(1), key(2)[1:]); err == nil {
		t.Error("a key of 31 bytes was taken")
	}
	if _, err := vault.New(nil, key(2)); err == nil {
		t.Error("an empty key was taken")
	}
}

func FuzzOpen(f *testing.F) {
	v := fixed(f)
	f.Add("place", v.Seal("place", []byte("secret")))
	f.Add("", []byte{})
	f.Add("x", v.Seal("place", nil)[:33])
	f.Fuzz(func(t *testing.T, ad string, sealed []byte) {
		plain, err := v.Open(ad, sealed)
		switch {
		case err == nil && string(plain) != "secret" && len(plain) != 0:
			t.Errorf("opened to %q, which nobody sealed", plain)
		case err != nil && err != vault.ErrAltered && err != vault.ErrOtherKey:
			t.Errorf("untyped error %v", err)
		}
	})
}
