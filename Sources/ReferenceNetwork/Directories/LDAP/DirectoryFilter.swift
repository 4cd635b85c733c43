import IHE

/// What a search of a directory asks of entries (RFC 4511 §4.5.1.7).
indirect enum DirectoryFilter: Hashable, Sendable {
  case and([DirectoryFilter])
  case or([DirectoryFilter])
  case not(DirectoryFilter)
  case equal(attribute: String, value: String)
  case like(attribute: String, [Piece])
  case present(attribute: String)
  /// An assertion that this directory can't evaluate: undefined, which matches nothing.
  case undefined

  /// A piece of a value, and where it stands.
  enum Piece: Hashable, Sendable {
    case initial(String), any(String), final(String)
  }

  /// Reads a filter.
  ///
  /// - Parameter depth: How many filters may be within one another.
  init(_ element: EncodedElement, within depth: Int = 16) throws(EncodedElement.Fault) {
    guard depth > 0 else { throw EncodedElement.Fault() }
    func filters() throws(EncodedElement.Fault) -> [DirectoryFilter] {
      var filters: [DirectoryFilter] = []
      for part in try element.parts() { filters.append(try DirectoryFilter(part, within: depth - 1)) }
      return filters
    }
    switch element.tag {
    case 0xA0: self = .and(try filters())
    case 0xA1: self = .or(try filters())
    case 0xA2:
      let inner = try filters()
      guard inner.count == 1 else { throw EncodedElement.Fault() }
      self = .not(inner[0])
    case 0xA3:
      let parts = try element.parts()
      guard parts.count == 2 else { throw EncodedElement.Fault() }
      self = .equal(attribute: parts[0].text, value: parts[1].text)
    case 0xA4:
      let parts = try element.parts()
      guard parts.count == 2 else { throw EncodedElement.Fault() }
      var pieces: [Piece] = []
      for part in try parts[1].parts() {
        switch part.tag {
        case 0x80: pieces.append(.initial(part.text))
        case 0x81: pieces.append(.any(part.text))
        case 0x82: pieces.append(.final(part.text))
        default: throw EncodedElement.Fault()
        }
      }
      self = .like(attribute: parts[0].text, pieces)
    case 0x87: self = .present(attribute: element.text)
    case 0xA5, 0xA6, 0xA8, 0xA9: self = .undefined
    default: throw EncodedElement.Fault()
    }
  }

  /// Whether an entry is found; nil where it can't be told (RFC 4511 §4.5.1.7: neither is its contrary).
  private func matches(_ entry: DirectoryEntry) -> Bool? {
    func values(_ attribute: String) -> [String] {
      entry.attributes.first { $0.name.lowercased() == attribute.lowercased() }?.values.map { $0.lowercased() } ?? []
    }
    switch self {
    case .and(let filters):
      let results = filters.map { $0.matches(entry) }
      return results.contains(false) ? false : results.contains(nil) ? nil : true
    case .or(let filters):
      let results = filters.map { $0.matches(entry) }
      return results.contains(true) ? true : results.contains(nil) ? nil : false
    case .not(let filter): return filter.matches(entry).map { !$0 }
    case .equal(let attribute, let value): return values(attribute).contains(value.lowercased())
    case .like(let attribute, let pieces): return values(attribute).contains { Self.fits($0, pieces) }
    case .present(let attribute):
      return attribute.lowercased() == "objectclass" || !values(attribute).isEmpty
    case .undefined: return nil
    }
  }

  /// Whether an entry is found.
  func finds(_ entry: DirectoryEntry) -> Bool { matches(entry) ?? false }

  private static func fits(_ value: String, _ pieces: [Piece]) -> Bool {
    var rest = Substring(value)
    for piece in pieces {
      switch piece {
      case .initial(let text):
        guard rest.hasPrefix(text.lowercased()) else { return false }
        rest = rest.dropFirst(text.count)
      case .any(let text):
        guard let place = rest.firstRange(of: text.lowercased()) else { return false }
        rest = rest[place.upperBound...]
      case .final(let text):
        guard rest.hasSuffix(text.lowercased()) else { return false }
        rest = rest.dropLast(text.count)
      }
    }
    return true
  }
}
