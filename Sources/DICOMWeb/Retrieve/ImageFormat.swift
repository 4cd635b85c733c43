import HTTPExchange
import NIOCore

/// Which format bytes are in, by their beginning.
public enum ImageFormat: String, CaseIterable, Hashable, Sendable {
  case jpeg
  case jpeg2000
  case jpegLS = "jpeg-ls"
  case png
  case gif
  case mp4
  case pdf
  case dicom
  case unknown

  /// Bytes that are looked at.
  public static let length = 132

  /// Looks at the beginning of a content.
  public init(_ bytes: ByteBuffer) {
    let bytes = Array(bytes.readableBytesView.prefix(Self.length))
    let known: [(format: ImageFormat, offset: Int, mark: [UInt8])] = [
      // SOI, then SOF55 somewhere, in practice at once: JPEG-LS (ISO/IEC 14495-1 C.1.1).
      (.jpegLS, 0, [0xFF, 0xD8, 0xFF, 0xF7]), (.jpeg, 0, [0xFF, 0xD8, 0xFF]),
      (.jpeg2000, 0, [0xFF, 0x4F, 0xFF, 0x51]), (.jpeg2000, 4, Array("jP  ".utf8)),
      (.png, 0, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), (.gif, 0, Array("GIF8".utf8)),
      (.mp4, 4, Array("ftyp".utf8)), (.pdf, 0, Array("%PDF-".utf8)), (.dicom, 128, Array("DICM".utf8)),
    ]
    self = known.first { bytes.dropFirst($0.offset).starts(with: $0.mark) }?.format ?? .unknown
  }

  /// The format that a media type names; nil where it names none of them.
  public init?(_ type: MediaType) {
    switch type.essence {
    case "image/jpeg", "image/jpg": self = .jpeg
    case "image/jp2", "image/jpx", "image/j2c", "image/jph", "image/jphc": self = .jpeg2000
    case "image/jls": self = .jpegLS
    case "image/png": self = .png
    case "image/gif": self = .gif
    case "video/mp4": self = .mp4
    case "application/pdf": self = .pdf
    case "application/dicom": self = .dicom
    default: return nil
    }
  }
}
