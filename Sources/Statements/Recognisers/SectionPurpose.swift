/// What sections are for, told by their headings and never by their numbers.
enum SectionPurpose {
  /// The purpose of the innermost section: that of any section around it which claims nothing.
  static func purpose(of path: [Passage.Heading]) -> Passage.Purpose {
    for heading in path {
      if isExplanation(heading) { return .explanation }
      if isWeb(heading) { return .web }
      if isMedia(heading) { return .media }
    }
    return .conformance
  }

  private static let explained: Set<String> = [
    "contents", "table of content", "table of contents", "toc", "list of tables", "list of figures", "definitions",
    "terms and definitions", "terms definitions and abbreviations", "terms definitions", "definitions and terms",
    "definitions terms and abbreviations", "acronyms and abbreviations", "abbreviations and acronyms", "terminology",
    "glossary", "abbreviations", "acronyms", "symbols and abbreviations", "references", "normative references",
    "bibliography", "see also", "audience", "intended audience", "remarks", "important remarks", "scope", "copyright",
    "license", "licence", "disclaimer", "revision history", "document history", "change history", "change log",
    "changelog", "changes", "release notes", "example", "examples", "further reading", "standards", "trademarks",
  ]

  private static func isExplanation(_ heading: Passage.Heading) -> Bool {
    let words = heading.words
    let whole = words.list.joined(separator: " ")
    if explained.contains(whole) { return true }
    if heading.isTitle { return false }
    if words.hasAny([
      "basics of dicom", "iod", "iods", "information object definition", "information object definitions",
    ])
      || words.hasAny([
        "terms and definitions", "sample message", "sample messages", "sample request", "sample response",
      ])
      || words.hasAny(["created sop instances", "created sop instance", "usage of attributes", "attribute mapping"])
    {
      return true
    }
    // Options of commands say what can be asked for, not what is.
    return words.list.last == "options" || words.list.last == "example" || words.list.last == "examples"
      || words.list.first == "example"
      || words.list.first == "glossary"
  }

  private static func isWeb(_ heading: Passage.Heading) -> Bool {
    heading.words.hasAny([
      "dicomweb", "dicom web", "wado", "wado rs", "wado uri", "wado ws", "qido", "qido rs", "stow", "stow rs", "ups rs",
      "restful", "rest api", "web service", "web services", "http", "soap", "fhir", "hl7", "hl7 v2",
      "rs capabilities",
    ]) && (!heading.isTitle || heading.number != nil)
  }

  private static func isMedia(_ heading: Passage.Heading) -> Bool {
    heading.words.hasAny([
      "media interchange", "media storage", "media services", "application profile", "application profiles", "dicomdir",
      "offline media", "file format",
    ]) && !heading.isTitle
  }
}

/// Names of application entities in headings: `4.2.1 Storage Application Entity Specification`.
enum ApplicationEntityName {
  /// The entity over a group of rows: "STORAGE-SCP AE Parameters".
  static func named(byGroup text: String) -> String? {
    let plain = text.collapsed
    let lower = plain.lowercased()
    for ending in [" parameters", " general parameters", " configuration"] where lower.hasSuffix(ending) {
      if let name = named(byText: String(plain.dropLast(ending.count))) { return name }
    }
    return named(byText: plain)
  }

  static func named(by heading: Passage.Heading) -> String? { named(byText: heading.text) }

  private static func named(byText text: String) -> String? {
    for ending in [
      " Application Entity Specifications", " Application Entity Specification", " Application Entity",
      " AE Specifications", " AE Specification", " AE",
    ] where text.lowercased().hasSuffix(ending.lowercased()) {
      let name = String(text.dropLast(ending.count)).collapsed
      let generic = ["", "the", "functional definition of", "functional definitions of", "description of"]
      return generic.contains(name.lowercased()) ? nil : name
    }
    return nil
  }
}
