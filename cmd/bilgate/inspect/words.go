package inspect

// positions are the friction ridge positions of ANSI/NIST-ITL 1-2011 table 8 that cards have.
var positions = map[int]string{
	0: "unknown finger", 1: "right thumb", 2: "right index", 3: "right middle", 4: "right ring", 5: "right little",
	6: "left thumb", 7: "left index", 8: "left middle", 9: "left ring", 10: "left little",
	11: "plain right thumb", 12: "plain left thumb", 13: "plain right four fingers", 14: "plain left four fingers", 15: "both thumbs",
	16: "right extra digit", 17: "left extra digit", 18: "unknown ridge", 19: "entire joint image or tip",
	20: "unknown palm", 21: "right full palm", 22: "right writer's palm", 23: "left full palm", 24: "left writer's palm",
	25: "right lower palm", 26: "right upper palm", 27: "left lower palm", 28: "left upper palm",
}

// impressions are the impression types of table 7.
var impressions = map[int]string{
	0: "live-scan plain", 1: "live-scan rolled", 2: "non-live-scan plain", 3: "non-live-scan rolled",
	4: "latent impression", 5: "latent tracing", 6: "latent photo", 7: "latent lift", 8: "live-scan swipe",
	10: "live-scan palm", 11: "non-live-scan palm", 12: "latent palm impression", 13: "latent palm tracing",
	14: "latent palm photo", 15: "latent palm lift", 28: "other", 29: "unknown",
}

// recordNames are the record types in words (clause 5.1).
var recordNames = map[int]string{
	1: "transaction", 2: "descriptive text", 3: "low-resolution grey image", 4: "high-resolution grey image",
	5: "low-resolution binary image", 6: "high-resolution binary image", 7: "image by agreement", 8: "signature",
	9: "minutiae", 10: "face, scar, mark or tattoo", 11: "voice", 12: "dental", 13: "latent image", 14: "fingerprint",
	15: "palm print", 16: "test image", 17: "iris", 18: "DNA", 19: "plantar", 20: "source representation",
	21: "associated context", 22: "non-photographic image", 98: "assurance", 99: "CBEFF biometric data",
}
