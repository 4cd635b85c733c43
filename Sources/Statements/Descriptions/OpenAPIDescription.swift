import Office

/// Reads OpenAPI descriptions, versions 2 and 3, in JSON and YAML.
enum OpenAPIDescription {
  /// Adds every operation of every path.
  static func read(_ bytes: [UInt8], into findings: inout Findings) throws(ReadingFailure) -> DescribedSystem {
    let what = "an OpenAPI description"
    let isJSON = TextDecoding.utf8(Array(bytes.prefix(1 << 16))).first { $0 > 0x20 } == UInt8(ascii: "{")
    let tree = isJSON ? try DescriptionTree(json: bytes, as: what) : try DescriptionTree(yaml: bytes, as: what)
    let root = tree.root
    let version = root.child("openapi")?.value ?? root.child("swagger")?.value ?? ""
    guard version.hasPrefix("2.") || version.hasPrefix("3.") else {
      throw ReadingFailure(
        "unsupported-format",
        "is an OpenAPI description of version \(version.isEmpty ? "unknown" : String(version.prefix(16))); versions 2 and 3 "
          + "are read. Give it in one of these.")
    }
    for note in tree.notes {
      findings.report(.note, "merge-key", note.message, at: DescriptionElement(tree: tree, index: note.element))
    }
    var paths = OpenAPIPaths(root)
    paths.read()
    for element in paths.unresolved {
      let isRemote = element.value?.hasPrefix("#") == false
      findings.report(
        isRemote ? .note : .warning, isRemote ? "external-reference" : "dangling-reference",
        isRemote
          ? "The description refers to another document, which was not read."
          : "The reference points to nothing in the document, or in a circle.", at: element)
    }
    if paths.isCut { findings.reportCut(at: root) }
    HTTPOperations.add(paths.operations, method: "openapi", into: &findings)
    let info = root.child("info")
    return DescribedSystem(
      format: "openapi", product: info?.child("title")?.value, version: info?.child("version")?.value)
  }
}
