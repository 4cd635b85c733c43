/// What a client accepts: the value of an Accept field or query parameter (RFC 9110 §12.5.1, PS3.18 §8.7.5).
public struct AcceptList: Hashable, Sendable, CustomStringConvertible {
  /// A member: a media type, or a range of them, with its weight.
  public struct Member: Hashable, Sendable {
    /// The media type; `*` as subtype or as both stands for all.
    public let range: MediaType
    /// Its weight in thousandths, 0 to 1000; 0 means not acceptable.
    public let weight: Int

    /// Makes a member.
    public init(_ range: MediaType, weight: Int = 1000) {
      self.range = range
      self.weight = min(max(weight, 0), 1000)
    }
  }

  /// Its members in order.
  public let members: [Member]

  /// Makes a list.
  public init(_ members: [Member]) { self.members = members }

  /// Reads a list by the letter of the grammar. An empty text is an empty list, which accepts nothing.
  public init(_ text: String) throws(MediaTypeError) {
    var scanner = try FieldValueScanner(text)
    var members: [Member] = []
    while true {
      scanner.skipSpace()
      if scanner.take(",") { continue }
      if scanner.isAtEnd { break }
      guard members.count < FieldValueScanner.maximumMembers else {
        throw MediaTypeError(.tooMany(limit: FieldValueScanner.maximumMembers), offset: scanner.offset)
      }
      members.append(try Self.member(&scanner))
      if let deviation = scanner.deviations.first { throw deviation }
      scanner.skipSpace()
      guard scanner.isAtEnd || scanner.take(",") else {
        throw MediaTypeError(.expected("a comma or the end"), offset: scanner.offset)
      }
    }
    self.members = members
  }

  private static func member(_ scanner: inout FieldValueScanner) throws(MediaTypeError) -> Member {
    let start = scanner.offset
    let range = try scanner.mediaType()
    if range.type == "*", range.subtype != "*" { throw MediaTypeError(.wildcardType, offset: start) }
    guard let text = range["q"] else { return Member(range) }
    guard let weight = Self.weight(text) else { throw MediaTypeError(.weight(text), offset: start) }
    let kept = range.parameters.filter { $0.name != "q" }
    return Member(MediaType(range.type, range.subtype, parameters: kept), weight: weight)
  }

  /// `0`, `0.5`, `1.000` in thousandths.
  private static func weight(_ text: String) -> Int? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, whole == "0" || whole == "1" else { return nil }
    let decimals = parts.count > 1 ? parts[1] : ""
    guard decimals.utf8.count <= 3, decimals.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    let thousandths = decimals + String(repeating: "0", count: 3 - decimals.utf8.count)
    guard let fraction = Int(thousandths), whole == "0" || fraction == 0 else { return nil }
    return whole == "1" ? 1000 : fraction
  }

  /// The weight of a media type in thousandths: that of the most specific member that it falls under (RFC 9110 §12.5.1);
  /// nil where it falls under none.
  public func weight(of mediaType: MediaType) -> Int? {
    var best: (specificity: Int, weight: Int)?
    for member in members {
      guard let specificity = member.specificity(for: mediaType) else { continue }
      if let best, best.specificity >= specificity { continue }
      best = (specificity, member.weight)
    }
    return best?.weight
  }

  /// Whether the client takes a media type.
  public func accepts(_ mediaType: MediaType) -> Bool { (weight(of: mediaType) ?? 0) > 0 }

  /// As it stands in a header field.
  public var description: String { members.map(\.description).joined(separator: ", ") }
}

extension AcceptList.Member: CustomStringConvertible {
  /// How closely the member describes a media type that falls under it; nil where it does not.
  fileprivate func specificity(for mediaType: MediaType) -> Int? {
    guard range.type == "*" || range.type == mediaType.type else { return nil }
    guard range.subtype == "*" || range.subtype == mediaType.subtype else { return nil }
    for parameter in range.parameters {
      // PS3.18 §8.7.3.5.2: any transfer syntax will do.
      if parameter.name == "transfer-syntax", parameter.value == "*" { continue }
      guard let value = mediaType[parameter.name], value.lowercased() == parameter.value.lowercased() else {
        return nil
      }
    }
    return (range.type == "*" ? 0 : 1) + (range.subtype == "*" ? 0 : 1) + range.parameters.count
  }

  /// As it stands in a header field.
  public var description: String {
    guard weight < 1000 else { return range.description }
    let digits = String(String(1000 + weight).dropFirst())
    return "\(range);q=0.\(digits)"
  }
}
