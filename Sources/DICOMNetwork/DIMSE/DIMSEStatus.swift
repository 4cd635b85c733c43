/// Status (0000,0900) of a response (PS3.7 Annex C).
public struct DIMSEStatus: RawRepresentable, Hashable, Sendable {
  /// The code.
  public var rawValue: UInt16

  /// Makes a status from its code.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// 0000
  public static let success = DIMSEStatus(rawValue: 0)
  /// FE00
  public static let cancel = DIMSEStatus(rawValue: 0xFE00)
  /// FF00
  public static let pending = DIMSEStatus(rawValue: 0xFF00)
  /// FF01: matches continue, one or more optional keys were not supported.
  public static let pendingWithUnsupportedKeys = DIMSEStatus(rawValue: 0xFF01)

  /// 0110: processing failure (PS3.7 §C.5.6).
  public static let processingFailure = DIMSEStatus(rawValue: 0x0110)
  /// 0112: no such SOP Instance (PS3.7 §C.5.15).
  public static let noSuchInstance = DIMSEStatus(rawValue: 0x0112)
  /// 0122: SOP class not supported (PS3.7 §C.5.19).
  public static let classNotSupported = DIMSEStatus(rawValue: 0x0122)
  /// 0211: unrecognized operation (PS3.7 §C.5.23).
  public static let unrecognizedOperation = DIMSEStatus(rawValue: 0x0211)
  /// A700: out of resources (PS3.4 §B.2.3).
  public static let outOfResources = DIMSEStatus(rawValue: 0xA700)
  /// A801: move destination unknown (PS3.4 §C.4.2.1.5).
  public static let moveDestinationUnknown = DIMSEStatus(rawValue: 0xA801)
  /// B000: sub-operations complete, one or more failures or warnings (PS3.4 §C.4.2.1.5).
  public static let subOperationsIncomplete = DIMSEStatus(rawValue: 0xB000)

  /// Categories of status codes (PS3.7 §C.1).
  public enum Category: String, CaseIterable, Hashable, Sendable {
    case success, warning, failure, cancel, pending
    /// A code in none of the ranges of the standard.
    case undefined
  }

  /// The category by the code's range.
  public var category: Category {
    switch rawValue {
    case 0x0000: .success
    case 0x0001, 0x0107, 0x0116, 0xB000...0xBFFF: .warning
    case 0x0100...0x02FF, 0xA000...0xAFFF, 0xC000...0xCFFF: .failure
    case 0xFE00: .cancel
    case 0xFF00, 0xFF01: .pending
    default: .undefined
    }
  }

  /// Four hexadecimal digits, `A700`.
  public var code: String { rawValue.hexadecimal }
}
