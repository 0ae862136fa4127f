package extract

import (
	"time"
	"unicode"
	"unicode/utf8"

	"bilgate/mapping/canon"
)

// both is a text in the two languages of the document; RU is empty where both are the same.
type both struct{ KK, RU string }

// String joins the languages with a slash, as the annexes of order 730 do.
func (b both) String() string {
	if b.RU == "" || b.RU == b.KK {
		return b.KK
	}
	return b.KK + " / " + b.RU
}

func labels(of map[canon.Lang]string) both { return both{of["kk"], of["ru"]} }

// term is a word of the dated vocabulary; a name that the vocabulary lacks is a fault of this package.
func term(name string, at time.Time) both {
	kk, ok := canon.Term(name, "kk", at)
	ru, _ := canon.Term(name, "ru", at)
	if !ok {
		panic("extract: the vocabulary has no term " + name)
	}
	return both{kk, ru}
}

// capital begins both languages with a capital letter.
func (b both) capital() both { return both{capital(b.KK), capital(b.RU)} }

func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// The document's own words. Titles: order 730, p. 140 and Annex 17; hands and control prints: Annex 5.
var (
	titlePerson      = both{"Тіркеу деректерінің көшірмесі", "Копия регистрационных данных"}
	titleFingerprint = both{"Дактилоскопиялық ақпараттың көшірмесі", "Копия дактилоскопической информации"}
	titleGenomic     = both{"Тіркелетін адамның ДНҚ профилінің картасы", "Карточка профиля ДНК регистрируемого лица"}
	titleBoth        = both{"Дактилоскопиялық және геномдық ақпараттың көшірмесі", "Копия дактилоскопической и геномной информации"}

	wordPage    = both{"бет", "страница"}
	wordRecord  = both{"Жазба", "Запись"}
	wordVersion = both{"нұсқасы", "версия"}
	wordNumber  = both{"Нөмірі", "Номер"}

	notShown  = both{"көрсетілмеген", "не показано"}
	yes       = both{"Иә", "Да"}
	no        = both{"Жоқ", "Нет"}
	lociCount = both{"Локустар саны", "Количество локусов"}

	rightHand   = both{"ОҢ ҚОЛЫ", "ПРАВАЯ РУКА"}
	leftHand    = both{"СОЛ ҚОЛЫ", "ЛЕВАЯ РУКА"}
	control     = both{"БАҚЫЛАУ ТАҢБАЛАРЫ", "КОНТРОЛЬНЫЕ ОТПЕЧАТКИ"}
	palmPrints  = both{"ҚОЛ АЛАҚАНДАРЫНЫҢ ТАҢБАЛАРЫ", "ОТПЕЧАТКИ ЛАДОННЫХ ПОВЕРХНОСТЕЙ"}
	otherPrints = both{"БАСҚА ТАҢБАЛАР", "ДРУГИЕ ОТПЕЧАТКИ"}

	legalNote = both{
		"Бұл көшірмеде тіркелімнің жазбаларындағы мәндер ғана көрсетілген. Толтырылмаған өрістер келтірілмейді.",
		"В копии показаны только значения, которые содержатся в записях регистра. Незаполненные поля не приводятся.",
	}
)
