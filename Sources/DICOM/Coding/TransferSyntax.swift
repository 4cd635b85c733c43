/// How data sets are encoded (PS3.5 Annex A), as far as the UID tells.
public struct TransferSyntax: Hashable, Sendable, CustomStringConvertible {
  /// The UID.
  public let uid: UID

  /// Makes the transfer syntax of a UID. One that is not registered is taken as explicit VR little endian, as every
  /// syntax since 1993 is.
  public init(_ uid: UID) { self.uid = uid }

  /// Implicit VR Little Endian, the default of the network (PS3.5 §A.1).
  public static let implicitVRLittleEndian = TransferSyntax("1.2.840.10008.1.2")
  /// Explicit VR Little Endian (PS3.5 §A.2).
  public static let explicitVRLittleEndian = TransferSyntax("1.2.840.10008.1.2.1")
  /// Deflated Explicit VR Little Endian (PS3.5 §A.5).
  public static let deflatedExplicitVRLittleEndian = TransferSyntax("1.2.840.10008.1.2.1.99")
  /// Explicit VR Big Endian, retired in 2006 (PS3.5-2016b §A.3).
  public static let explicitVRBigEndian = TransferSyntax("1.2.840.10008.1.2.2")

  /// Whether each element states its VR.
  public var isExplicit: Bool { self != .implicitVRLittleEndian && uid != "1.2.840.10008.1.20" }

  /// Whether numbers have their least significant byte first.
  public var isLittleEndian: Bool { self != .explicitVRBigEndian }

  /// Whether the data set is compressed as a whole (RFC 1951).
  public var isDeflated: Bool {
    switch uid.value {
    // The last two are JPIP Referenced Deflate and JPIP HTJ2K Referenced Deflate.
    case "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.205": true
    default: false
    }
  }

  /// Whether pixel data are a sequence of fragments (PS3.5 §A.4).
  public var isEncapsulated: Bool {
    switch uid.value {
    case "1.2.840.10008.1.2.1.98", "1.2.840.10008.1.2.5": true
    default: uid.value.hasPrefix("1.2.840.10008.1.2.4.") && !referencesPixelData
    }
  }

  /// Whether pixel data are elsewhere: JPIP references them by URL, and SMPTE ST 2110 sends them beside.
  public var referencesPixelData: Bool {
    switch uid.value {
    case "1.2.840.10008.1.2.4.94", "1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.204", "1.2.840.10008.1.2.4.205":
      true
    default: uid.value.hasPrefix("1.2.840.10008.1.2.7.")
    }
  }

  /// The registered name, or the UID where there is none.
  public var description: String { uid.name ?? uid.value }
}
