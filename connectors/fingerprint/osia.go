package fingerprint

import "strings"

// subTypes is OSIA's BiometricSubType for a friction ridge position (ANSI/NIST-ITL Table 8, field 14.013). A plain
// thumb (11, 12) is a thumb: the impression says that it is plain.
var subTypes = map[int]string{
	0: "UNKNOWN", 1: "RIGHT_THUMB", 2: "RIGHT_INDEX", 3: "RIGHT_MIDDLE", 4: "RIGHT_RING", 5: "RIGHT_LITTLE",
	6: "LEFT_THUMB", 7: "LEFT_INDEX", 8: "LEFT_MIDDLE", 9: "LEFT_RING", 10: "LEFT_LITTLE",
	11: "RIGHT_THUMB", 12: "LEFT_THUMB",
	13: "PLAIN_RIGHT_FOUR_FINGERS", 14: "PLAIN_LEFT_FOUR_FINGERS", 15: "PLAIN_THUMBS",
	20: "UNKNOWN_PALM", 21: "RIGHT_FULL_PALM", 22: "RIGHT_WRITERS_PALM", 23: "LEFT_FULL_PALM", 24: "LEFT_WRITERS_PALM",
	25: "RIGHT_LOWER_PALM", 26: "RIGHT_UPPER_PALM", 27: "LEFT_LOWER_PALM", 28: "LEFT_UPPER_PALM",
	29: "RIGHT_OTHER", 30: "LEFT_OTHER", 31: "RIGHT_INTERDIGITAL", 32: "RIGHT_THENAR", 33: "RIGHT_HYPOTHENAR",
	34: "LEFT_INTERDIGITAL", 35: "LEFT_THENAR", 36: "LEFT_HYPOTHENAR",
	40: "RIGHT_INDEX_AND_MIDDLE", 41: "RIGHT_MIDDLE_AND_RING", 42: "RIGHT_RING_AND_LITTLE",
	43: "LEFT_INDEX_AND_MIDDLE", 44: "LEFT_MIDDLE_AND_RING", 45: "LEFT_RING_AND_LITTLE",
	46: "RIGHT_INDEX_AND_LEFT_INDEX",
	47: "RIGHT_INDEX_AND_MIDDLE_AND_RING", 48: "RIGHT_MIDDLE_AND_RING_AND_LITTLE",
	49: "LEFT_INDEX_AND_MIDDLE_AND_RING", 50: "LEFT_MIDDLE_AND_RING_AND_LITTLE",
}

// subType is UNKNOWN for a position that OSIA has no word for (extra digits, whole joints, wrists); the code itself
// travels in metadata.
func subType(position int) string {
	if s := subTypes[position]; s != "" {
		return s
	}
	return "UNKNOWN"
}

// impressionTypes is OSIA's ImpressionType for an impression (ANSI/NIST-ITL Table 7, field 14.003).
var impressionTypes = map[int]string{
	0: "LIVE_SCAN_PLAIN", 1: "LIVE_SCAN_ROLLED", 2: "NONLIVE_SCAN_PLAIN", 3: "NONLIVE_SCAN_ROLLED",
	4: "LATENT_IMPRESSION", 5: "LATENT_TRACING", 6: "LATENT_PHOTO", 7: "LATENT_LIFT", 8: "LIVE_SCAN_SWIPE",
	9:  "LIVE_SCAN_VERTICAL_ROLL",
	10: "LIVE_SCAN_PALM", 11: "NONLIVE_SCAN_PALM", 12: "LATENT_PALM_IMPRESSION", 13: "LATENT_PALM_TRACING",
	14: "LATENT_PALM_PHOTO", 15: "LATENT_PALM_LIFT",
	20: "LIVE_SCAN_PLAIN", 21: "LIVE_SCAN_ROLLED", 22: "LIVE_SCAN_PLAIN", 23: "LIVE_SCAN_ROLLED",
	24: "LIVE_SCAN_OPTICAL_CONTACTLESS_PLAIN", 29: "UNKNOWN",
}

func impressionType(code int) string {
	if s := impressionTypes[code]; s != "" {
		return s
	}
	return "OTHER"
}

// compressions is OSIA's CompressionType for a compression algorithm (ANSI/NIST-ITL Table 15, field 14.011).
var compressions = map[string]string{
	"NONE": "NONE", "WSQ20": "WSQ", "JPEGB": "JPEG", "JPEGL": "JPEG", "JP2": "JPEG2000", "JP2L": "JPEG2000", "PNG": "PNG",
}

// presences is OSIA's presence of a missing finger. The register's other states have no equal there.
var presences = map[string]string{"amputated": "AMPUTATED", "temporarily_damaged": "DAMAGED"}

// qualityFormat is OSIA's QualityFormat, which may be extended: an unknown algorithm keeps its name.
func qualityFormat(algorithm string) string {
	if strings.EqualFold(algorithm, "NFIQ1") {
		return "NFIQ"
	}
	return algorithm
}
