package fingerprint

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"bilgate/connectors"
)

// biometric is OSIA's BiometricData, as far as it is used. Instance is the image's place in the record, since one
// position can have several images; Metadata keeps the ANSI/NIST codes that OSIA's words are coarser than.
type biometric struct {
	BiometricType    string    `json:"biometricType"`
	BiometricSubType string    `json:"biometricSubType"`
	Instance         string    `json:"instance,omitempty"`
	Image            []byte    `json:"image,omitempty"` // base64 on the wire
	ImpressionType   string    `json:"impressionType,omitempty"`
	Width            int       `json:"width,omitempty"`      // pixels
	Height           int       `json:"height,omitempty"`     // pixels
	Resolution       int       `json:"resolution,omitempty"` // pixels per inch
	MimeType         string    `json:"mimeType,omitempty"`
	Compression      string    `json:"compression,omitempty"`
	Missing          []lacking `json:"missing,omitempty"`
	Metadata         string    `json:"metadata,omitempty"`
	Quality          *int      `json:"quality,omitempty"`
	QualityFormat    string    `json:"qualityFormat,omitempty"`
}

// lacking is OSIA's MissingType.
type lacking struct {
	BiometricSubType string `json:"biometricSubType"`
	Presence         string `json:"presence"`
}

// image is one print of the canonical record.
type image struct {
	IDC              *int   `json:"idc"`
	Position         int    `json:"position"`
	Impression       *int   `json:"impression"`
	Resolution       int    `json:"resolution"`
	Width            int    `json:"width"`
	Height           int    `json:"height"`
	Compression      string `json:"compression"`
	Media            string `json:"media"`
	SHA256           string `json:"sha256"`
	Ref              string `json:"ref"`
	Quality          *int   `json:"quality"`
	QualityAlgorithm string `json:"quality_algorithm"`
}

// biometric fetches the image and describes it; nth counts the record's images from 1.
func (img image) biometric(ctx context.Context, nth int, d connectors.Delivery) (biometric, error) {
	pixels, err := img.fetch(ctx, nth, d)
	if err != nil {
		return biometric{}, err
	}
	b := biometric{
		BiometricType: "FINGER", BiometricSubType: subType(img.Position), Instance: strconv.Itoa(nth), Image: pixels,
		Width: img.Width, Height: img.Height, Resolution: img.Resolution, MimeType: img.Media, Metadata: img.codes(),
		Quality: img.Quality, QualityFormat: qualityFormat(img.QualityAlgorithm),
	}
	if img.Impression != nil {
		b.ImpressionType = impressionType(*img.Impression)
	}
	if img.Compression != "" {
		if b.Compression = compressions[img.Compression]; b.Compression == "" {
			return b, &unfit{"image_compression"}
		}
	}
	return b, nil
}

// fetch reads the image's bytes and holds them against the record's digest: other bytes never leave the register.
func (img image) fetch(ctx context.Context, nth int, d connectors.Delivery) ([]byte, error) {
	if img.Ref == "" {
		return nil, &unfit{"image_reference"}
	}
	pixels, err := d.Blob(ctx, img.Ref)
	if err != nil {
		return nil, fmt.Errorf("image %d: %w", nth, err)
	}
	if len(pixels) == 0 {
		return nil, &unfit{"image_empty"}
	}
	sum := sha256.Sum256(pixels)
	if hex.EncodeToString(sum[:]) != strings.ToLower(img.SHA256) {
		return nil, fmt.Errorf("image %d: the stored bytes do not have the SHA-256 of the record: not sent, look at the object store", nth)
	}
	return pixels, nil
}

// codes keeps the record's own codes: IDC (ANSI/NIST-ITL 14.002), FGP (14.013), IMP (14.003), CGA (14.011).
func (img image) codes() string {
	out := []string{"FGP=" + strconv.Itoa(img.Position)}
	if img.IDC != nil {
		out = append(out, "IDC="+strconv.Itoa(*img.IDC))
	}
	if img.Impression != nil {
		out = append(out, "IMP="+strconv.Itoa(*img.Impression))
	}
	if img.Compression != "" {
		out = append(out, "CGA="+img.Compression)
	}
	return strings.Join(out, ";")
}

// missing names the fingers whose absence OSIA has the same word for; contextualData has the status of all.
func missing(fingers []fingerState) []biometric {
	var out []biometric
	for _, f := range fingers {
		if presence := presences[f.Status]; presence != "" {
			part := subType(f.Position)
			out = append(out, biometric{
				BiometricType: "FINGER", BiometricSubType: part, Instance: "missing",
				Missing: []lacking{{part, presence}}, Metadata: "FGP=" + strconv.Itoa(f.Position),
			})
		}
	}
	return out
}
