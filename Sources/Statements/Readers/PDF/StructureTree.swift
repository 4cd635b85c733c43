/// The structure tree of a tagged file, as `pdfinfo -struct-text` prints it: a line for each element, indented by its
/// depth, with its attributes and its texts on lines of their own.
struct StructureTree {
  /// What the tree says, in its order.
  enum Event: Equatable {
    case open(String)
    case close(String)
    /// An attribute of the element opened last.
    case attribute(name: String, value: Int)
    case text(String)
  }

  private(set) var events: [Event] = []

  /// Elements below this depth are read as if they stood there; no document for people is as deep.
  private static let maximumDepth = 200

  /// Reads the program's output.
  init(_ output: [UInt8]) {
    var open: [(depth: Int, name: String)] = []
    var unfinished: String?
    for line in output.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if unfinished != nil {
        // A text goes on until a line that ends with its quotation mark.
        unfinished?.append("\n")
        unfinished?.append(String(decoding: line, as: UTF8.self))
        if let text = unfinished, take(text: text) { unfinished = nil }
        continue
      }
      let spaces = line.prefix { $0 == 0x20 }.count
      let content = line.dropFirst(spaces)
      guard let first = content.first else { continue }
      switch first {
      case UInt8(ascii: "\""):
        let text = String(decoding: content, as: UTF8.self)
        close(&open, downTo: min(spaces / 2, Self.maximumDepth))
        unfinished = take(text: text) ? nil : text
      case UInt8(ascii: "/"):
        let parts = content.split(separator: 0x20)
        if parts.count == 2, let value = Int(String(decoding: parts[1], as: UTF8.self)) {
          events.append(.attribute(name: String(decoding: parts[0].dropFirst(), as: UTF8.self), value: value))
        }
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        let name = String(
          decoding: content.prefix { ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) },
          as: UTF8.self)
        let depth = min(spaces / 2, Self.maximumDepth)
        close(&open, downTo: depth)
        guard name != "Object" else { continue }
        open.append((depth, name))
        events.append(.open(name))
      default: continue
      }
    }
    close(&open, downTo: 0)
  }

  /// Takes a text in quotation marks; false where its end has not come.
  private mutating func take(text: String) -> Bool {
    guard text.utf8.count >= 2, text.hasSuffix("\"") else { return text.utf8.count > 1 << 20 }
    events.append(.text(String(text.dropFirst().dropLast())))
    return true
  }

  private mutating func close(_ open: inout [(depth: Int, name: String)], downTo depth: Int) {
    while let last = open.last, last.depth >= depth {
      events.append(.close(last.name))
      open.removeLast()
    }
  }
}
