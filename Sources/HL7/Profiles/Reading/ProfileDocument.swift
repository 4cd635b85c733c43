import XMLTree

/// A file of a profile as a tree, with the places of its elements and what is wrong in it so far. A class, because all who
/// read in it report to it; it never leaves the reading.
final class ProfileDocument {
  let tree: MarkupTree
  private let places: [Int: TagPlace]
  private(set) var faults: [ProfileFault] = []

  /// The most faults that are told.
  static let faultLimit = 100
  /// What a profile may contain: groups lie a few levels deep, and its largest known are of some ten thousand elements.
  static let limits = MarkupLimits(bytes: 16 << 20, depth: 64, nodes: 1_000_000, attributes: 64)

  init(_ bytes: [UInt8]) throws(ProfileFault) {
    let tree: MarkupTree
    do { tree = try MarkupTree(xml: bytes, limits: Self.limits) } catch { throw Self.fault(error) }
    if let fault = tree.fault {
      throw ProfileFault(
        line: fault.line, column: fault.column, message: "this is no well-formed XML: \(fault.message)",
        hint: "export the profile again")
    }
    if let stop = tree.stop {
      throw ProfileFault(
        line: stop.line, column: 1, message: "the profile goes beyond the \(stop.limit.rawValue) that are read",
        hint: "a profile has at most \(Self.limits.depth) levels and \(Self.limits.nodes) elements")
    }
    self.tree = tree
    let tags = MarkupTree.startTags(in: bytes)
    var places: [Int: TagPlace] = [:]
    var count = 0
    for index in tree.nodes.indices where tree.name(of: index) != nil {
      if count < tags.count { places[index] = tags[count] }
      count += 1
    }
    self.places = places
  }

  private static func fault(_ error: MarkupError) -> ProfileFault {
    switch error {
    case .tooLarge(let bytes, let limit):
      ProfileFault(line: 1, column: 1, message: "the file has \(bytes) bytes; at most \(limit) are read")
    case .tooManyAttributes(let line, let limit):
      ProfileFault(line: line, column: 1, message: "an element has more than \(limit) attributes")
    case .declaresEntity(let line):
      ProfileFault(
        line: line, column: 1, message: "the file declares an entity, which could stand for anything",
        hint: "write the text itself in its place")
    case .outOfMemory: ProfileFault(line: 1, column: 1, message: "there is no memory to read the file")
    }
  }

  /// The outermost element.
  var root: ProfileNode? {
    for index in tree.roots where tree.name(of: index) != nil { return ProfileNode(document: self, index: index) }
    return nil
  }

  func place(of index: Int) -> TagPlace {
    if let place = places[index] { return place }
    return TagPlace(line: tree.nodes.indices.contains(index) ? tree.nodes[index].line : 1, column: 1)
  }

  func report(_ message: String, at node: ProfileNode, hint: String? = nil) {
    guard faults.count < Self.faultLimit else { return }
    let place = place(of: node.index)
    faults.append(ProfileFault(line: place.line, column: place.column, message: message, hint: hint))
  }
}

/// An element of a profile.
struct ProfileNode {
  let document: ProfileDocument
  let index: Int

  /// Name without prefix.
  var name: String {
    let written = document.tree.name(of: index) ?? ""
    return written.split(separator: ":").last.map(String.init) ?? written
  }

  /// Line, from 1.
  var line: Int { document.place(of: index).line }

  var children: [ProfileNode] {
    document.tree.children(of: index).compactMap { child in
      document.tree.name(of: child) == nil ? nil : ProfileNode(document: document, index: child)
    }
  }

  func children(_ name: String) -> [ProfileNode] { children.filter { $0.name == name } }

  func child(_ name: String) -> ProfileNode? { children.first { $0.name == name } }

  /// Every element of some names below, in the order of the file.
  func descendants(_ names: Set<String>) -> [ProfileNode] {
    guard document.tree.nodes.indices.contains(index) else { return [] }
    return ((index + 1)..<document.tree.nodes[index].end).compactMap { place in
      let node = ProfileNode(document: document, index: place)
      return document.tree.name(of: place) != nil && names.contains(node.name) ? node : nil
    }
  }

  /// An attribute that is there and not empty.
  func given(_ name: String) -> String? {
    document.tree.attribute(name, of: index).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// All text below, white space collapsed and cut where long.
  var text: String? {
    let words = document.tree.text(of: index).prefix(4_000).split(whereSeparator: \.isWhitespace)
    let text = words.joined(separator: " ").prefix(300)
    return text.isEmpty ? nil : String(text)
  }

  /// An attribute that must be there; what is missing is reported.
  func required(_ name: String) -> String? {
    if let value = given(name) { return value }
    report("\(self.name) has no \(name)")
    return nil
  }

  func report(_ message: String, hint: String? = nil) { document.report(message, at: self, hint: hint) }

  /// A number that is not negative; nil where none stands there. Words that stand for no limit are none.
  func count(_ name: String, unlimited: [String] = []) -> Int? {
    guard let text = given(name), !unlimited.contains(text) else { return nil }
    guard let number = Int(text), (0...1_000_000_000).contains(number) else {
      report("\(name) is `\(text.prefix(40))`; a number is expected", hint: "write \(name)=\"1\"")
      return nil
    }
    return number
  }
}
