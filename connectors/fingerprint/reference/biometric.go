package reference

import (
	"encoding/json"
	"slices"
	"strings"
)

// biometric is OSIA's BiometricData.
type biometric struct {
	BiometricType    string            `json:"biometricType"`
	BiometricSubType string            `json:"biometricSubType"`
	Instance         string            `json:"instance"`
	EncounterID      string            `json:"encounterId"`
	Image            []byte            `json:"image"`
	ImageRef         string            `json:"imageRef"`
	CaptureDate      string            `json:"captureDate"`
	CaptureDevice    string            `json:"captureDevice"`
	ImpressionType   string            `json:"impressionType"`
	Width            int               `json:"width"`
	Height           int               `json:"height"`
	BitDepth         int               `json:"bitdepth"`
	MimeType         string            `json:"mimeType"`
	Resolution       int               `json:"resolution"`
	Compression      string            `json:"compression"`
	Missing          []missing         `json:"missing"`
	Metadata         string            `json:"metadata"`
	Comment          string            `json:"comment"`
	Template         string            `json:"template"`
	TemplateRef      string            `json:"templateRef"`
	TemplateFormat   string            `json:"templateFormat"`
	Quality          int64             `json:"quality"`
	QualityFormat    string            `json:"qualityFormat"`
	Algorithm        string            `json:"algorithm"`
	Vendor           string            `json:"vendor"`
	Encryption       json.RawMessage   `json:"encryption"`
	Integrity        []json.RawMessage `json:"integrity"`
}

// missing is OSIA's MissingType.
type missing struct {
	BiometricSubType string `json:"biometricSubType"`
	Presence         string `json:"presence"`
}

func (b biometric) check() string {
	switch {
	case !slices.Contains(types, b.BiometricType):
		return "biometric_type"
	case !allowed(subTypes, b.BiometricSubType):
		return "biometric_sub_type"
	case !allowed(impressions, b.ImpressionType):
		return "impression_type"
	case !allowed(compressions, b.Compression):
		return "compression"
	case b.Width < 0 || b.Height < 0 || b.Resolution < 0:
		return "image_size"
	case len(b.Image) == 0 && b.ImageRef == "" && b.Template == "" && b.TemplateRef == "" && len(b.Missing) == 0:
		return "image_missing"
	case slices.ContainsFunc(b.Missing, missing.wrong):
		return "missing"
	}
	return ""
}

func (m missing) wrong() bool {
	return !allowed(subTypes, m.BiometricSubType) || !allowed(presences, m.Presence)
}

// allowed: the member is absent, or one of OSIA's words.
func allowed(words []string, word string) bool { return word == "" || slices.Contains(words, word) }

// OSIA's closed lists (components/schemas of the ABIS interface).
var (
	types        = strings.Fields("FACE FINGER IRIS SIGNATURE UNKNOWN")
	compressions = strings.Fields("NONE WSQ JPEG JPEG2000 PNG")
	presences    = strings.Fields("BANDAGED AMPUTATED DAMAGED")
	impressions  = strings.Fields(`LIVE_SCAN_PLAIN LIVE_SCAN_ROLLED NONLIVE_SCAN_PLAIN NONLIVE_SCAN_ROLLED
		LATENT_IMPRESSION LATENT_TRACING LATENT_PHOTO LATENT_LIFT LIVE_SCAN_SWIPE LIVE_SCAN_VERTICAL_ROLL
		LIVE_SCAN_PALM NONLIVE_SCAN_PALM LATENT_PALM_IMPRESSION LATENT_PALM_TRACING LATENT_PALM_PHOTO LATENT_PALM_LIFT
		LIVE_SCAN_OPTICAL_CONTACTLESS_PLAIN OTHER UNKNOWN`)
	subTypes = strings.Fields(`UNKNOWN RIGHT_THUMB RIGHT_INDEX RIGHT_MIDDLE RIGHT_RING RIGHT_LITTLE
		LEFT_THUMB LEFT_INDEX LEFT_MIDDLE LEFT_RING LEFT_LITTLE
		PLAIN_RIGHT_FOUR_FINGERS PLAIN_LEFT_FOUR_FINGERS PLAIN_THUMBS
		UNKNOWN_PALM RIGHT_FULL_PALM RIGHT_WRITERS_PALM LEFT_FULL_PALM LEFT_WRITERS_PALM RIGHT_LOWER_PALM
		RIGHT_UPPER_PALM LEFT_LOWER_PALM LEFT_UPPER_PALM RIGHT_OTHER LEFT_OTHER RIGHT_INTERDIGITAL RIGHT_THENAR
		RIGHT_HYPOTHENAR LEFT_INTERDIGITAL LEFT_THENAR LEFT_HYPOTHENAR
		RIGHT_INDEX_AND_MIDDLE RIGHT_MIDDLE_AND_RING RIGHT_RING_AND_LITTLE LEFT_INDEX_AND_MIDDLE LEFT_MIDDLE_AND_RING
		LEFT_RING_AND_LITTLE RIGHT_INDEX_AND_LEFT_INDEX RIGHT_INDEX_AND_MIDDLE_AND_RING
		RIGHT_MIDDLE_AND_RING_AND_LITTLE LEFT_INDEX_AND_MIDDLE_AND_RING LEFT_MIDDLE_AND_RING_AND_LITTLE
		EYE_UNDEF EYE_RIGHT EYE_LEFT EYE_BOTH PORTRAIT LEFT_PROFILE RIGHT_PROFILE`)
)
