// Package mapping compiles mapping files, checks them against both schemas and runs them over Arrow
// batches: what an agency sends becomes a canonical record, or a reject that says why.
//
// # The file
//
// One YAML file a feed, with code lists beside it:
//
//	mapping: penitentiary.inmate
//	version: 3
//	to: person
//	lookups: {sex: sex.csv}                    # CSV: code,value,from,to
//	let:
//	  born: date(src.dob, "DD.MM.YYYY")
//	const:
//	  subject.scheme: iin
//	fields:
//	  subject.value:      iin(src.iin).orReject("iin_check")
//	  person.surname:     trim(src.fio[?0].orReject("fio"))
//	  person.birth_date:  born.orReject("birth_date")
//	  person.sex:         lookup("sex", src.pol).orReject("sex_code")
//	  person.patronymic:  trim(src.fio[?2])
//	tests:
//	  - given:  {dob: "31.02.1885"}
//	    reject: {code: birth_date, field: dob}
//
// Expressions are CEL, checked against the source schema (src) and the kind. A let sees the lets before it.
// Structs of the kind are assigned part by part. A list of structs is assigned by blocks: each with a list
// and a name for its items, optionally when, or without each for a single item; several blocks follow each
// other in the list:
//
//	images[]:
//	  each: src.images
//	  as: i
//	  when: i.media != "text/plain"
//	  fields:
//	    position: i.position.orReject("image_position")
//	    sha256:   i.sha256.orReject("image_digest")
//	documents[]:
//	  - when: src.doc_no.hasValue()
//	    fields:
//	      number: src.doc_no.orReject("doc_no")
//
// Lists that belong together item by item are gone over side by side, each with a name for its items. Where
// they differ in length the record is rejected with the code list_lengths:
//
//	documents[]:
//	  each: {number: src.numbers, day: src.days}
//	  fields:
//	    number: number
//	    issued: date(day, "DD.MM.YYYY")
//
// # Fragments
//
// What several mappings say alike stands in a fragment, a file beside the mapping or in the folder shared. A
// mapping uses it at a struct of the record, or without at for the record itself, as often as it needs:
//
//	use:
//	  - fragment: shared/names.yaml
//	    at: person
//	    with: {fio: src.fio, lang: src.lang}
//
// A fragment sees what it takes, its own lets, and code lists: those beside it and those of the mapping, of
// which its own win. It does not see the source, and uses no other fragment:
//
//	fragment: names
//	takes: {fio: list of text, lang: optional text}
//	lookups: {language: language.csv}
//	let:
//	  surname: trim(fio[?0])
//	fields:
//	  surname:    surname.orReject("fio")
//	  given_name: trim(fio[?1])
//	  names_lang: lookup("language", lang)
//
// It takes text, whole number, number, true or false, date, partial date, timestamp and list of text, each
// also as optional. A rule of a fragment names the fragment's file; a problem there says also where the
// fragment is used. Format writes mappings and fragments in one form.
//
// # Records that are not wanted
//
// A record that the feed sends and canon does not want is skipped, with the reason that stands before the
// condition which it does not meet. The conditions are asked in file order; one that refuses or fails before
// that rejects the record. A skipped record has no rejects:
//
//	when:
//	  not_a_draft: src.state.orValue("") != "draft"
//	tests:
//	  - given: {state: draft}
//	    skip: not_a_draft
//
// # Tests
//
// A test names the source fields that it gives and the canonical fields that it compares (null: nothing).
// Functions lists the functions; their examples run as tests.
//
// Package hostile makes samples of the tests' records that no value may be guessed from, or lost in. A test that
// gives a field the word "unlisted" says what is to become of a word that no code list has.
//
// # Absent, present, refused
//
// A nullable column and a fallible function give a value, nothing, or a refusal. Functions lift: nothing in
// gives nothing, a refusal passes through, and wins over nothing. orReject answers both; orValue answers
// nothing only, so that a refusal rejects the record with the function's own code. An optional value does
// not compile into a required field, unless an optional struct around the field can be missing as a whole;
// such a struct is there if one of its fields is, constants aside. Structs and lists of the source are never
// optional: all fields of a null struct are nothing, a null list is empty.
//
// # Problems
//
// An error keeps the file from compiling; a warning comes with the program: a let or a code list that is never
// used, a literal that stands in for an absent value of a required field. What a mapping in order leaves in
// the kept message, and what only some legal bases of its records ask for or allow, is Advice. What none of
// them allows, or all ask for, is an error; so is a biometric or genomic value in a field guarded less
// (SensitivityKey). A name means one thing: no loop, let or test takes a name that is taken. A test
// that could never fail is an error.
//
// # Invariants
//
//   - Every row of a batch ends in exactly one of the canonical batch, the rejects and the skips (I4, I5).
//   - A canonical row holds what its kind requires, codes of its code lists only, and what its legal basis
//     asks for and allows. What is outside the basis is dropped and named in Result.Dropped.
//   - An error names rule, source field and class of the value, never the value (I7). Test results do hold
//     values: those of the file's made-up records.
//   - The kernels over columns and CEL's interpreter give the same values, states and sites. The
//     interpreter is the reference; what has no kernel falls back to it, and Explain says why.
//   - Files, code lists, nesting, patterns and loops are bounded. Compile reports every problem at once;
//     an expression that does not parse counts as one.
//
// # Editors
//
// Edit answers what an editor asks about a text – its problems, what stands at a place, what may be written
// there –, whether or not the text is YAML. EditorSchema is the JSON Schema of mapping files.
//
// # Where to find what
//
//   - A file is read and checked: compile, section, check, assign, target, use and fragment, code lists
//     (codelist, list*, codeindex, codetable), what the law says (basis*, producible), secrets (sensitivity, flow,
//     downgrade), bounds (growth, circle), tests (testread, idletest); problem and place say it with carets.
//   - The language's functions: function_* by family, generated page FUNCTIONS.md; what they compute stands
//     in date, layout, moment, mrz, matchkey, lettercase, trim.
//   - A batch runs: run, row, domain, skip, then planner, node, vector and logic (kernels) or interpret;
//     strict and basis check what came out, write and json put it down, rejects and testcase say what failed.
//   - Engineers ask: explain, lineage*, coverage*, difference and fieldchange, format*, influence.
//   - Editors ask: editor*, skeleton*, hover*, complete*, definition. A source of one's own: source*.
//
// # Neighbours
//
// The package is pure. The kinds, code lists and the law's matrix are those of mapping/canon; agencies'
// schemas and files come from the connectors; the gateway runs programs and keeps what they give.
package mapping
