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
    HTTPOperations.add(resources.operations, method: method, into: &findings)
  }
}
