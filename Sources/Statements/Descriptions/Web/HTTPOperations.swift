import Evidence

/// A method of a path, as WADL and OpenAPI describe it.
struct HTTPOperation {
  /// Where it is described.
  var element: DescriptionElement
  /// Identifier in the document.
  var identifier: String?
  /// Title in words.
  var title: String?
  /// Resource that it belongs to, where that has a name.
  var interface: String?
  /// HTTP method, upper case.
  var method: String
  /// Path under the base address; nil where the document does not give it.
  var path: String?
  /// Base address, where the document gives it.
  var base: String?
  /// Media types of requests and responses.
  var mediaTypes: [String]
  /// Query parameters.
  var parameters: [String]
}

/// Makes claims of operations: `dicomweb` where the paths are those of PS3.18, `operation` for all others.
enum HTTPOperations {
  /// Adds a claim for each operation.
  ///
  /// A path like `/studies` alone may belong to anybody. It is taken for DICOM's where an operation under the same
  /// prefix has a path that only PS3.18 has, or a media type of DICOM.
  static func add(_ operations: [HTTPOperation], method: String, into findings: inout Findings) {
    let paths = operations.map { operation in
      operation.path.flatMap { DICOMWebPath(method: operation.method, path: $0) }
    }
    var prefixes: Set<String> = []
    for (operation, path) in zip(operations, paths) {
      guard let path else { continue }
      if path.isUnmistakable || operation.mediaTypes.contains(where: isDICOM) { prefixes.insert(path.prefix) }
    }
    for (operation, path) in zip(operations, paths) where !findings.isFull {
      var claim = Claim(
        kind: .operation, name: operation.title, role: .server, property: operation.base == nil ? nil : "base",
        value: operation.base, evidence: [findings.citation(operation.element)], method: method, confidence: 100)
      if let path, prefixes.contains(path.prefix) {
        claim.detail = web(operation, service: path.service, resource: path.resource)
      } else if isWADOURI(operation) {
        claim.detail = web(operation, service: "WADO-URI", resource: nil)
      } else {
        claim.detail = .operation(
          ClaimDetail.Operation(
            operation: operation.identifier
              ?? [operation.method, operation.path].compactMap(\.self).joined(separator: " "),
            interface: operation.interface, httpMethod: operation.method, path: operation.path,
            mediaTypes: operation.mediaTypes, parameters: operation.parameters))
      }
      if case .web = claim.detail {
        claim.kind = .dicomweb
        claim.role = .originServer
      }
      findings.add(claim)
    }
  }

  private static func web(_ operation: HTTPOperation, service: String, resource: String?) -> ClaimDetail {
    .web(
      ClaimDetail.WebService(
        service: service, resource: resource, httpMethod: operation.method, path: operation.path,
        mediaTypes: operation.mediaTypes, parameters: operation.parameters))
  }

  private static func isDICOM(_ mediaType: String) -> Bool { mediaType.lowercased().utf8Contains("application/dicom") }

  /// The parameters that every request of WADO-URI has (PS3.18 §9.1).
  private static func isWADOURI(_ operation: HTTPOperation) -> Bool {
    operation.method == "GET"
      && ["requestType", "studyUID", "seriesUID", "objectUID"].allSatisfy(operation.parameters.contains)
  }

  /// Each text once, in the order of the document, white space collapsed.
  static func distinct(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.map(\.collapsed).filter { !$0.isEmpty && seen.insert($0).inserted }
  }
}
