package lsp

import "testing"

// TestPositions: a position is in UTF-16 units; behind the end of a line it is the end, before the line's CR LF.
func TestPositions(t *testing.T) {
	text := newText("а😀б\r\nx\ry\n")
	for _, c := range []struct {
		at     position
		offset int
	}{
		{position{0, 0}, 0}, {position{0, 1}, 2}, {position{0, 2}, 2}, {position{0, 3}, 6}, {position{0, 4}, 8}, {position{0, 5}, 8}, {position{0, 99}, 8},
		{position{1, 1}, 11}, {position{1, 9}, 11}, {position{2, 0}, 12}, {position{3, 0}, 14}, {position{9, 9}, 14}, {position{-1, 3}, 0},
	} {
		if got := text.offset(c.at); got != c.offset {
			t.Errorf("%+v is byte %d, not %d", c.at, got, c.offset)
		}
	}
	if line, column := text.place(position{0, 3}); line != 1 || column != 3 {
		t.Errorf("the place is %d:%d", line, column)
	}
	if got := text.position(1, 3); got != (position{0, 3}) {
		t.Errorf("the position is %+v", got)
	}
	if got := text.position(99, 1); got != (position{3, 0}) {
		t.Errorf("behind the end: %+v", got)
	}
	if got := text.replaced(extent{position{0, 3}, position{0, 1}}, "ә").content; got != "аәб\r\nx\ry\n" {
		t.Errorf("a range from its end: %q", got)
	}
	if got := string(text.plain()); got != "а😀б\nx\ny\n" {
		t.Errorf("plain: %q", got)
	}
}
