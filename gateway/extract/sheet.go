package extract

import (
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// The page: A4, measures in millimetres.
const (
	pageWidth, pageHeight = 210.0, 297.0
	margin                = 15.0
	inner                 = pageWidth - 2*margin
	bottom                = pageHeight - 20.0 // below it is the footer's
)

// face is a weight and size of the font; size in points.
type face struct {
	bold bool
	size float64
}

var (
	title   = face{true, 13}
	heading = face{true, 10.5}
	caption = face{true, 8.5}
	body    = face{false, 8.5}
	strong  = face{true, 8.5}
	fine    = face{false, 6.5}
	fineB   = face{true, 6.5}
)

// leading is the distance of two lines, in millimetres.
func (f face) leading() float64 { return f.size * 25.4 / 72 * 1.3 }

// sheet is the paper: a cursor that goes down the page, and text that wraps.
type sheet struct {
	pdf      *fpdf.Fpdf
	y        float64 // of the cursor, from the page's upper edge
	now      face
	pictures map[string]bool // names of the stored ones
}

func newSheet(at time.Time, name both, rare bool) *sheet {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(at)
	pdf.SetModificationDate(at)
	pdf.SetProducer("bilgate", true)
	pdf.SetTitle(name.String(), true)
	pdf.SetLang("kk")
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(margin, margin, margin)
	pdf.SetLineWidth(0.15)
	pdf.SetDrawColor(90, 90, 90)
	pdf.SetFillColor(235, 238, 242)
	weights := faces(rare)
	pdf.AddUTF8FontFromBytes("noto", "", weights.regular)
	pdf.AddUTF8FontFromBytes("noto", "B", weights.bold)
	s := &sheet{pdf: pdf, pictures: map[string]bool{}}
	s.newPage()
	return s
}

func (s *sheet) newPage() {
	s.pdf.AddPage()
	s.y = margin
}

// room begins a new page unless a height is left on this one.
func (s *sheet) room(height float64) {
	if s.y+height > bottom && s.y > margin {
		s.newPage()
	}
}

func (s *sheet) use(f face) {
	if f == s.now {
		return
	}
	style := ""
	if f.bold {
		style = "B"
	}
	s.pdf.SetFont("noto", style, f.size)
	s.now = f
}

type align int

const (
	toLeft align = iota
	toCentre
	toRight
)

// write sets lines into a column from y down and returns the height they take.
func (s *sheet) write(x, y, width float64, f face, a align, text []string) float64 {
	s.use(f)
	for i, line := range text {
		left := x
		switch a {
		case toCentre:
			left += (width - s.pdf.GetStringWidth(line)) / 2
		case toRight:
			left += width - s.pdf.GetStringWidth(line)
		}
		s.pdf.Text(left, y+float64(i)*f.leading()+f.leading()*0.78, line)
	}
	return float64(len(text)) * f.leading()
}

// paragraph writes a wrapped text at the cursor over the whole width, page by page.
func (s *sheet) paragraph(f face, a align, text string) {
	for _, line := range s.wrap(f, inner, text) {
		s.room(f.leading())
		s.y += s.write(margin, s.y, inner, f, a, []string{line})
	}
}

// wrap breaks a text into lines of a width: at spaces, and inside a word only if the word is wider than a line.
func (s *sheet) wrap(f face, width float64, text string) []string {
	s.use(f)
	var out []string
	line, used := "", 0.0
	space := s.pdf.GetStringWidth(" ")
	for _, word := range strings.Fields(text) {
		for _, piece := range s.pieces(word, width) {
			w := s.pdf.GetStringWidth(piece)
			switch {
			case line == "":
				line, used = piece, w
			case used+space+w <= width:
				line, used = line+" "+piece, used+space+w
			default:
				out = append(out, line)
				line, used = piece, w
			}
		}
	}
	if line != "" {
		out = append(out, line)
	}
	return out
}

// pieces cuts a word that is wider than a line.
func (s *sheet) pieces(word string, width float64) []string {
	if s.pdf.GetStringWidth(word) <= width {
		return []string{word}
	}
	var out []string
	start, used := 0, 0.0
	for i, r := range word {
		w := s.pdf.GetStringWidth(string(r))
		if used+w > width && i > start {
			out = append(out, word[start:i])
			start, used = i, 0
		}
		used += w
	}
	return append(out, word[start:])
}

// wrapBoth wraps the languages one below the other.
func (s *sheet) wrapBoth(f face, width float64, b both) []string {
	out := s.wrap(f, width, b.KK)
	if b.RU != "" && b.RU != b.KK {
		out = append(out, s.wrap(f, width, b.RU)...)
	}
	return out
}
