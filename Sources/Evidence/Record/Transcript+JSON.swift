import JSONTree

extension Transcript {
  /// Reads what a record holds straight from its tree: a run leaves thousands of transcripts, and each is read whenever the run
  /// is judged. It takes and refuses what `Decodable` would.
  init(_ node: JSONNode) throws {
    guard let nodes = node["entries"]?.elements else {
      self = try JSONNodeDecoder.decode(Transcript.self, from: node)
      return
    }
    entries = try nodes.map { try Entry($0) }
  }
}

extension Transcript.Entry {
  fileprivate init(_ node: JSONNode) throws {
    guard case .object(let members) = node.value else {
      self = try JSONNodeDecoder.decode(Self.self, from: node)
      return
    }
    var microseconds: Int64?
    var direction: Transcript.Direction?
    var summary: String?
    var details: [String]?
    var length: Int?
    var hex: String?
    for member in members {
      switch (member.name, member.value.value) {
      case ("microseconds", .number(let text)): microseconds = Int64(text)
      case ("direction", .string(let text)): direction = Transcript.Direction(rawValue: text)
      case ("summary", .string(let text)): summary = text
      case ("details", .array(let lines)):
        let texts = lines.compactMap(\.text)
        details = texts.count == lines.count ? texts : nil
      case ("length", .number(let text)): length = Int(text)
      case ("hex", .string(let text)): hex = text
      default: break
      }
    }
    guard let microseconds, let direction, let summary, let details, let length, let hex else {
      // Written in another way, or wrong: the general reader takes the one and says what is the matter with the other.
      self = try JSONNodeDecoder.decode(Self.self, from: node)
      return
    }
    self.init(
      microseconds: microseconds, direction: direction, summary: summary, details: details, length: length, hex: hex)
  }
}
