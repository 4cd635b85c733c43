import Evidence

/// What recognisers have found so far, and the document that they cite.
struct Findings {
  let document: String
  let sha256: String
  /// Claims with the position of the block that makes them.
  private(set) var claims: [(claim: Claim, block: Int)] = []
  private(set) var problems: [DocumentProblem] = []
  private var reported: Set<String> = []

  init(document: String, sha256: String) {
    self.document = document
    self.sha256 = sha256
  }

  /// Beyond this many, claims are left out and a problem says so: no document has them.
  static let maximumClaims = 50_000

  /// Whether no further claim is taken.
  var isFull: Bool { claims.count > Self.maximumClaims }

  mutating func add(_ claim: Claim, block: Int) {
    if claims.count == Self.maximumClaims {
      problems.append(
        DocumentProblem(
          severity: .warning, code: "cut-short",
          message: "The document makes more than \(Self.maximumClaims) claims; the rest was left out."))
    }
    guard claims.count <= Self.maximumClaims else { return }
    claims.append((claim, block))
  }

  /// Adds a claim of a machine-readable description, whose claims are found in the order of the document.
  mutating func add(_ claim: Claim) { add(claim, block: claims.count) }

  mutating func report(
    _ severity: DocumentProblem.Severity = .warning, _ code: String, _ message: String, _ citation: Citation? = nil
  ) {
    guard problems.count < 2_000 else { return }
    problems.append(DocumentProblem(severity: severity, code: code, message: message, citation: citation))
  }

  /// Reports what one mention is enough of, such as that an identifier is retired.
  mutating func reportOnce(
    _ severity: DocumentProblem.Severity, _ code: String, _ message: String, _ citation: Citation? = nil
  ) {
    guard reported.insert(message).inserted else { return }
    report(severity, code, message, citation)
  }

  mutating func replaceClaims(_ change: (inout [(claim: Claim, block: Int)]) -> Void) { change(&claims) }

  /// Cites words of a passage; `line` is that of its block unless told.
  func citation(_ passage: Passage, words: String, line: Int? = nil) -> Citation {
    Citation(
      document: document, sha256: sha256, line: line ?? passage.block.place.line, page: passage.block.place.page,
      element: passage.block.place.element, section: passage.section, words: words.shortened)
  }

  /// Cites an element of a machine-readable description.
  func citation(element: String, line: Int? = nil, section: String? = nil, words: String) -> Citation {
    Citation(document: document, sha256: sha256, line: line, element: element, section: section, words: words.shortened)
  }

  /// Cites a row of a passage's table.
  func citation(_ passage: Passage, row: TableGrid.Row) -> Citation {
    var caption: String?
    if case .table(let table) = passage.block.content { caption = table.caption }
    return Citation(
      document: document, sha256: sha256, line: row.place.line, page: row.place.page, element: row.place.element,
      section: passage.section, table: caption, row: row.number, cells: row.raw.map(\.shortened),
      headings: row.titles.isEmpty ? nil : row.titles,
      words: row.raw.filter { !$0.isEmpty }.joined(separator: " | ").shortened)
  }
}

extension String {
  /// At most 400 characters.
  fileprivate var shortened: String { utf8.count <= 400 ? collapsed : String(prefix(400)).collapsed + " …" }
}
