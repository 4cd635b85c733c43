extension VR {
  /// Whether explicit VR encoding gives it a length of 32 bits after two reserved bytes (PS3.5 §7.1.2, Table 7.1-1).
  public var hasLongLength: Bool {
    switch self {
    case .OB, .OD, .OF, .OL, .OV, .OW, .SQ, .SV, .UC, .UN, .UR, .UT, .UV: true
    default: false
    }
  }

  /// What fills a value to even length (PS3.5 §6.2).
  public var padding: UInt8 {
    switch self {
    case .AE, .AS, .CS, .DA, .DS, .DT, .IS, .LO, .LT, .PN, .SH, .ST, .TM, .UC, .UR, .UT: UInt8(ascii: " ")
    default: 0
    }
  }

  /// Whether the value is characters.
  public var isText: Bool { self == .UI || padding == UInt8(ascii: " ") }

  /// Whether Specific Character Set (0008,0005) governs the value (PS3.5 §6.1.2.2).
  public var followsSpecificCharacterSet: Bool {
    switch self {
    case .LO, .LT, .PN, .SH, .ST, .UC, .UT: true
    default: false
    }
  }

  /// Whether a backslash parts values (PS3.5 §6.4); LT, ST, UT and UR hold one value whatever is in it.
  public var separatesValues: Bool {
    switch self {
    case .LT, .ST, .UT, .UR: false
    default: isText
    }
  }

  /// Bytes of one number, which are also what byte order turns round; nil where the value is not numbers (PS3.5 §7.3).
  ///
  /// An attribute tag is two numbers of two bytes.
  public var wordSize: Int? {
    switch self {
    case .US, .SS, .OW, .AT: 2
    case .UL, .SL, .FL, .OF, .OL: 4
    case .FD, .OD, .OV, .SV, .UV: 8
    default: nil
    }
  }

  /// The VR of two letters.
  init?(_ first: UInt8, _ second: UInt8) {
    switch UInt16(first) << 8 | UInt16(second) {
    case 0x4145: self = .AE
    case 0x4153: self = .AS
    case 0x4154: self = .AT
    case 0x4353: self = .CS
    case 0x4441: self = .DA
    case 0x4453: self = .DS
    case 0x4454: self = .DT
    case 0x4644: self = .FD
    case 0x464C: self = .FL
    case 0x4953: self = .IS
    case 0x4C4F: self = .LO
    case 0x4C54: self = .LT
    case 0x4F42: self = .OB
    case 0x4F44: self = .OD
    case 0x4F46: self = .OF
    case 0x4F4C: self = .OL
    case 0x4F56: self = .OV
    case 0x4F57: self = .OW
    case 0x504E: self = .PN
    case 0x5348: self = .SH
    case 0x534C: self = .SL
    case 0x5351: self = .SQ
    case 0x5353: self = .SS
    case 0x5354: self = .ST
    case 0x5356: self = .SV
    case 0x544D: self = .TM
    case 0x5543: self = .UC
    case 0x5549: self = .UI
    case 0x554C: self = .UL
    case 0x554E: self = .UN
    case 0x5552: self = .UR
    case 0x5553: self = .US
    case 0x5554: self = .UT
    case 0x5556: self = .UV
    default: return nil
    }
  }

  /// The two letters as explicit VR encoding writes them.
  var letters: (UInt8, UInt8) {
    let code: UInt16 =
      switch self {
      case .AE: 0x4145
      case .AS: 0x4153
      case .AT: 0x4154
      case .CS: 0x4353
      case .DA: 0x4441
      case .DS: 0x4453
      case .DT: 0x4454
      case .FD: 0x4644
      case .FL: 0x464C
      case .IS: 0x4953
      case .LO: 0x4C4F
      case .LT: 0x4C54
      case .OB: 0x4F42
      case .OD: 0x4F44
      case .OF: 0x4F46
      case .OL: 0x4F4C
      case .OV: 0x4F56
      case .OW: 0x4F57
      case .PN: 0x504E
      case .SH: 0x5348
      case .SL: 0x534C
      case .SQ: 0x5351
      case .SS: 0x5353
      case .ST: 0x5354
      case .SV: 0x5356
      case .TM: 0x544D
      case .UC: 0x5543
      case .UI: 0x5549
      case .UL: 0x554C
      case .UN: 0x554E
      case .UR: 0x5552
      case .US: 0x5553
      case .UT: 0x5554
      case .UV: 0x5556
      }
    return (UInt8(truncatingIfNeeded: code >> 8), UInt8(truncatingIfNeeded: code))
  }
}
