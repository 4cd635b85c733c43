/// What the components of a data type demand of each other (HL7 v2.5.1 §2.A).
enum CompositeCheck {
  /// Something that two components do not keep to.
  struct Demand: Hashable {
    /// The component that is wrong.
    var component: Int
    /// What is wrong.
    var sentence: String
    /// Where that is said.
    var rule = "HL7 v2.5.1 §2.A"
  }

  /// What a value's components do not keep to.
  ///
  /// - Parameter text: The text of a component, or of a subcomponent of it; nil where there is none or it is not known yet.
  static func demands(_ dataType: String, _ text: (_ component: Int, _ subcomponent: Int) -> String?) -> [Demand] {
    switch dataType {
    case "CX": return nhsNumber(text)
    case "HD": return universal(text, id: 2, type: 3)
    case "EI": return universal(text, id: 3, type: 4)
    case "ED": return encapsulated(encoding: text(4, 1), data: text(5, 1))
    case "XTN":
      guard text(3, 1) == "Internet", let address = text(4, 1), !address.contains("@") else { return [] }
      return [Demand(component: 4, sentence: "is no address of mail, and the equipment type is Internet")]
    default: return []
    }
  }

  private static func nhsNumber(_ text: (Int, Int) -> String?) -> [Demand] {
    guard text(5, 1) == "NH", text(4, 1) == "NHS" || text(4, 2) == "2.16.840.1.113883.2.1.4.1",
      let number = text(1, 1), let problem = CheckDigit.nhsNumberProblem(number)
    else { return [] }
    return [
      Demand(
        component: 1, sentence: "is `\(number.prefix(20))`, which is no NHS number: \(problem)",
        rule: "NHS Data Model and Dictionary, NHS NUMBER")
    ]
  }

  /// A universal identifier and its type stand together or not at all.
  private static func universal(_ text: (Int, Int) -> String?, id: Int, type: Int) -> [Demand] {
    switch (text(id, 1), text(type, 1)) {
    case (nil, .some): return [Demand(component: id, sentence: "must have a value, since its type is given")]
    case (.some, nil):
      return [Demand(component: type, sentence: "must have a value, since a universal identifier is given")]
    case (let value?, "ISO"?) where !isObjectIdentifier(value):
      return [Demand(component: id, sentence: "is `\(value.prefix(70))`, which is no ISO object identifier")]
    default: return []
    }
  }

  private static func isObjectIdentifier(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count > 1 && ["0", "1", "2"].contains(parts[0])
      && parts.allSatisfy { part in
        !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) } && (part == "0" || part.first != "0")
      }
  }

  private static func encapsulated(encoding: String?, data: String?) -> [Demand] {
    guard let data, let encoding else { return [] }
    let isGood =
      switch encoding {
      case "Base64": isBase64(data.utf8)
      case "Hex":
        data.utf8.count.isMultiple(of: 2) && data.utf8.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
      default: true
      }
    return isGood ? [] : [Demand(component: 5, sentence: "is not data in the encoding \(encoding)")]
  }

  /// Groups of four characters of the alphabet, the last one filled up (RFC 4648 §4).
  private static func isBase64(_ bytes: some BidirectionalCollection<UInt8>) -> Bool {
    guard bytes.count.isMultiple(of: 4) else { return false }
    var content = bytes[...]
    for _ in 0..<2 where content.last == UInt8(ascii: "=") { content = content.dropLast() }
    return content.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), 0x30...0x39,
        UInt8(ascii: "+"), UInt8(ascii: "/"):
        true
      default: false
      }
    }
  }
}
