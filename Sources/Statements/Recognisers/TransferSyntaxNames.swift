/// Names that documents give to transfer syntaxes besides the registered ones.
enum TransferSyntaxNames {
  /// Other names of a transfer syntax; none for identifiers of anything else.
  static func others(of uid: String) -> [String] { names[uid] ?? [] }

  /// Keys of names that mean several transfer syntaxes in practice: "JPEG Lossless" is printed for Process 14 with and
  /// without its selection value.
  static let ambiguous: Set<String> = ["jpeglossless"]

  private static let names: [String: [String]] = [
    "1.2.840.10008.1.2": [
      "Implicit Little Endian", "Implicit VR Little Endian: Default Transfer Syntax for DICOM",
      "Implicit VR Little Endian Default Transfer Syntax", "Little Endian Implicit", "Little Endian Implicit VR",
      "Default Implicit VR Little Endian",
    ],
    "1.2.840.10008.1.2.1": ["Explicit Little Endian", "Little Endian Explicit", "Little Endian Explicit VR"],
    "1.2.840.10008.1.2.1.99": ["Deflated Explicit Little Endian", "Deflated Little Endian Explicit"],
    "1.2.840.10008.1.2.2": ["Explicit Big Endian", "Big Endian Explicit", "Big Endian Explicit VR"],
    "1.2.840.10008.1.2.4.50": [
      "JPEG Baseline", "JPEG Baseline Process 1", "JPEG Lossy Baseline", "JPEG Baseline Lossy",
      "JPEG Baseline (Process 1): Default Transfer Syntax for Lossy JPEG 8 Bit Image Compression",
      "JPEG Baseline 8-bit",
    ],
    "1.2.840.10008.1.2.4.51": [
      "JPEG Extended", "JPEG Extended Process 2 and 4", "JPEG Extended 12-bit", "JPEG Extended Process 2",
      "JPEG Extended Process 4",
    ],
    "1.2.840.10008.1.2.4.57": ["JPEG Lossless Process 14", "JPEG Lossless, Non-Hierarchical"],
    "1.2.840.10008.1.2.4.70": [
      "JPEG Lossless, Non-Hierarchical, First-Order Prediction", "JPEG Lossless First Order Prediction",
      "JPEG Lossless Process 14 SV1", "JPEG Lossless Process 14 Selection Value 1", "JPEG Lossless SV1",
      "JPEG Lossless, Non-Hierarchical, First-Order Prediction (Process 14, Selection Value 1)",
      "JPEG Lossless, Hierarchical, First-Order Prediction (Process 14 [Selection Value 1])",
      "JPEG Lossless Non-Hierarchical Process 14 Selection Value 1", "JPEG Lossless Process 14 First Order Prediction",
    ],
    "1.2.840.10008.1.2.4.80": ["JPEG-LS Lossless", "JPEG LS Lossless"],
    "1.2.840.10008.1.2.4.81": ["JPEG-LS Near-Lossless", "JPEG-LS Lossy", "JPEG-LS Lossy (Near-Lossless)"],
    "1.2.840.10008.1.2.4.90": [
      "JPEG 2000 Lossless", "JPEG 2000 Lossless Only", "JPEG 2000 (Lossless Only)",
      "JPEG 2000 Image Compression Lossless", "JPEG 2000 Lossless Image Compression",
    ],
    "1.2.840.10008.1.2.4.91": ["JPEG 2000", "JPEG 2000 Lossy", "JPEG 2000 Lossy Image Compression"],
    "1.2.840.10008.1.2.4.100": ["MPEG2 Main Profile Main Level", "MPEG-2 Main Profile / Main Level", "MPEG2 MP@ML"],
    "1.2.840.10008.1.2.4.101": ["MPEG2 Main Profile High Level", "MPEG-2 Main Profile / High Level", "MPEG2 MP@HL"],
    "1.2.840.10008.1.2.4.102": ["MPEG-4 AVC/H.264 High Profile Level 4.1", "MPEG-4 AVC/H.264 HP @ Level 4.1"],
    "1.2.840.10008.1.2.4.201": ["HTJ2K Lossless"],
    "1.2.840.10008.1.2.4.203": ["HTJ2K"],
    "1.2.840.10008.1.2.5": ["RLE Lossless Compression", "RLE Image Compression", "RLE Compression"],
  ]
}
