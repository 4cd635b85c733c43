import XMLTree

/// A part of a workbook as a tree, whole.
struct WorkbookPart {
  let tree: MarkupTree
  /// Index of its root element.
  let root: Int

  private static let limits = MarkupLimits(bytes: 64 << 20, depth: 200, nodes: 3_000_000, attributes: 1_000)

  /// Reads a part.
  ///
  /// - Parameter name: Name of the part, for errors.
  init(_ bytes: [UInt8], name: String, by reader: WorkbookReader) throws(WorkbookReadingError) {
    do throws(MarkupError) { tree = try MarkupTree(xml: bytes, limits: Self.limits) } catch {
      switch error {
      case .tooLarge, .tooManyAttributes, .outOfMemory:
        throw reader.error(.tooLarge, "its part \(name) is larger than what is read")
      case .declaresEntity(let line):
        throw reader.error(.malformed, "its part \(name) declares an entity in line \(line), which is refused")
      }
    }
    if let stop = tree.stop {
      throw reader.error(.tooLarge, "its part \(name) has more \(stop.limit.rawValue) than are read")
    }
    if let fault = tree.fault {
      throw reader.error(
        .damaged,
        "its part \(name) is not well-formed XML in line \(fault.line), column \(fault.column): "
          + "\(fault.message); save it again")
    }
    guard let root = tree.roots.first(where: { [tree] in tree.name(of: $0) != nil }) else {
      throw reader.error(.damaged, "its part \(name) is empty; save it again")
    }
    self.root = root
  }

  /// The first child element of this name.
  func child(_ name: String, of index: Int) -> Int? {
    tree.children(of: index).first { tree.name(of: $0) == name }
  }

  /// The child elements of this name.
  func children(_ name: String, of index: Int) -> [Int] {
    tree.children(of: index).filter { tree.name(of: $0) == name }
  }
}
