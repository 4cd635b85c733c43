import XMLTree

/// Reads descriptions of web services in WADL: whole documents, and fragments of them one after the other.
enum WADLDescription {
  /// Adds every method of every resource.
  static func read(_ bytes: [UInt8], into findings: inout Findings) throws(ReadingFailure) -> DescribedSystem {
    let fragments = WADLFragments(bytes)
    guard fragments.starts.isEmpty else { return try read(fragments, into: &findings) }
    let root = try DescriptionTree(xml: bytes, as: "WADL").root
    add(WADLResources(root), method: "wadl", into: &findings, at: root)
    return DescribedSystem(format: "wadl", product: root.child("doc")?.given("title"), version: nil)
  }

  private static func read(
    _ fragments: WADLFragments, into findings: inout Findings
  ) throws(ReadingFailure) -> DescribedSystem {
    var operations: [HTTPOperation] = []
    for fragment in fragments.all where operations.count <= Findings.maximumClaims {
      let markup: MarkupTree
      do throws(MarkupError) {
        markup = try MarkupTree(
          xml: fragment.bytes,
          limits: MarkupLimits(bytes: 1 << 20, depth: DescriptionTree.maximumDepth, nodes: 100_000, attributes: 256))
      } catch {
        throw ReadingFailure("unreadable", "could not be read as WADL: \(error.advice)")
      }
      if let fault = markup.fault {
        findings.report(
          .warning, "malformed",
          "The fragment is not well-formed XML in line \(fault.line + fragment.line - 1), column \(fault.column): "
            + "\(fault.message). What stands there may be missing.",
          findings.citation(element: "/method[\(fragment.number)]", line: fault.line + fragment.line - 1, words: ""))
      }
      guard var tree = DescriptionTree(markup, firstLine: fragment.line) else { continue }
      tree.nodes[0].position = fragment.number
      operations += WADLResources(tree.root).operations
    }
    findings.report(
      .note, "fragment",
      "The document holds methods without the resources around them, so that no path is known for them.")
    HTTPOperations.add(operations, method: "wadl", into: &findings)
    return DescribedSystem(format: "wadl", product: nil, version: nil)
  }

  /// Adds what was found, and what was not followed.
  static func add(
    _ resources: WADLResources, method: String, into findings: inout Findings, at root: DescriptionElement
  ) {
    for element in resources.external {
      findings.report(
        .note, "external-reference", "The description refers to another document, which was not read.", at: element)
    }
    if resources.isCut { findings.reportCut(at: root) }
    if resources.operations.isEmpty {
      findings.report(.warning, "no-operation", "The description has no method with a name.", at: root)
    }
    HTTPOperations.add(resources.operations, method: method, into: &findings)
  }
}

/// Methods of WADL one after the other without an element around them, as documents print them.
struct WADLFragments {
  private let bytes: [UInt8]
  /// Offsets at which a method begins; empty where the document begins with something else.
  let starts: [Int]

  init(_ bytes: [UInt8]) {
    let tag = Array("<method".utf8)
    self.bytes = bytes
    guard let first = bytes.firstIndex(where: { $0 > 0x20 }), bytes[first...].starts(with: tag) else {
      starts = []
      return
    }
    var starts: [Int] = []
    for (offset, byte) in bytes.enumerated() where byte == tag[0] {
      let next = offset + tag.count
      if next < bytes.count, bytes[next] <= 0x20, bytes[offset..<next].elementsEqual(tag) { starts.append(offset) }
    }
    self.starts = starts
  }

  /// The fragments with the line and number of each.
  var all: [(bytes: [UInt8], line: Int, number: Int)] {
    var lines = LineCounter(bytes)
    return starts.enumerated().map { index, start in
      let end = index + 1 < starts.count ? starts[index + 1] : bytes.count
      return (Array(bytes[start..<end]), lines.line(at: start), index + 1)
    }
  }
}
