package der

import "fmt"

// Class is the class of a tag, X.690 clause 8.1.2.2.
type Class uint8

// The classes.
const (
	ClassUniversal Class = iota
	ClassApplication
	ClassContext
	ClassPrivate
)

// Tag is class and number; whether an element is constructed belongs to the element.
type Tag struct {
	Class  Class
	Number uint32
}

// Universal tags, X.680 clause 8.4.
var (
	Boolean         = Tag{ClassUniversal, 1}
	Integer         = Tag{ClassUniversal, 2}
	BitString       = Tag{ClassUniversal, 3}
	OctetString     = Tag{ClassUniversal, 4}
	Null            = Tag{ClassUniversal, 5}
	ObjectID        = Tag{ClassUniversal, 6}
	UTF8String      = Tag{ClassUniversal, 12}
	Sequence        = Tag{ClassUniversal, 16}
	Set             = Tag{ClassUniversal, 17}
	NumericString   = Tag{ClassUniversal, 18}
	PrintableString = Tag{ClassUniversal, 19}
	TeletexString   = Tag{ClassUniversal, 20}
	IA5String       = Tag{ClassUniversal, 22}
	UTCTime         = Tag{ClassUniversal, 23}
	GeneralizedTime = Tag{ClassUniversal, 24}
	VisibleString   = Tag{ClassUniversal, 26}
	UniversalString = Tag{ClassUniversal, 28}
	BMPString       = Tag{ClassUniversal, 30}
)

// Context is the context-specific tag [n].
func Context(n uint32) Tag { return Tag{ClassContext, n} }

// Application is the tag [APPLICATION n].
func Application(n uint32) Tag { return Tag{ClassApplication, n} }

// String writes the tag as ASN.1 does, with X.680's names for the universal ones in use.
func (t Tag) String() string {
	switch t.Class {
	case ClassApplication:
		return fmt.Sprintf("[APPLICATION %d]", t.Number)
	case ClassContext:
		return fmt.Sprintf("[%d]", t.Number)
	case ClassPrivate:
		return fmt.Sprintf("[PRIVATE %d]", t.Number)
	}
	if name, ok := universalNames[t]; ok {
		return name
	}
	return fmt.Sprintf("[UNIVERSAL %d]", t.Number)
}

var universalNames = map[Tag]string{
	Boolean: "BOOLEAN", Integer: "INTEGER", BitString: "BIT STRING", OctetString: "OCTET STRING", Null: "NULL",
	ObjectID: "OBJECT IDENTIFIER", UTF8String: "UTF8String", Sequence: "SEQUENCE", Set: "SET",
	PrintableString: "PrintableString", UTCTime: "UTCTime", GeneralizedTime: "GeneralizedTime",
}
