package mapping

import "strings"

// Names of the months as dates write them: Russian in nominative and genitive, Kazakh in nominative,
// genitive and locative (12 шілде, шілденің 12-сі, 12 шілдеде), in small letters, January first.
const (
	fullNames = `январь января қаңтар қаңтардың қаңтарда
февраль февраля ақпан ақпанның ақпанда
март марта наурыз наурыздың наурызда
апрель апреля сәуір сәуірдің сәуірде
май мая мамыр мамырдың мамырда
июнь июня маусым маусымның маусымда
июль июля шілде шілденің шілдеде
август августа тамыз тамыздың тамызда
сентябрь сентября қыркүйек қыркүйектің қыркүйекте
октябрь октября қазан қазанның қазанда
ноябрь ноября қараша қарашаның қарашада
декабрь декабря желтоқсан желтоқсанның желтоқсанда`
	shortNames = `янв қаң
фев февр ақп
мар нау
апр сәу
май мая мам
июн мау
июл шіл
авг там
сен сент қыр
окт қаз
ноя нояб қар
дек жел`
)

var monthNames, monthAbbreviations = months(fullNames), months(shortNames)

func months(lines string) map[string]int {
	out := map[string]int{}
	for i, line := range strings.Split(lines, "\n") {
		for name := range strings.FieldsSeq(line) {
			out[name] = i + 1
		}
	}
	return out
}
