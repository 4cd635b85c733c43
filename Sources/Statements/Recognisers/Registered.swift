import DICOM

/// The registry of PS3.6, asked the way documents write.
enum Registered {
  /// The edition of the registry, `2024c`.
  static var edition: String { UIDRegistry.edition }

  /// What an identifier is registered as.
  static func entry(_ uid: String) -> UIDRegistry.Entry? { UIDRegistry.entry(UID(uid)) }

  /// Whether an identifier is a SOP class.
  static func isSOPClass(_ uid: String) -> Bool {
    let kind = entry(uid)?.kind
    return kind == .sopClass || kind == .metaSOPClass
  }

  /// Whether an identifier is a transfer syntax.
  static func isTransferSyntax(_ uid: String) -> Bool { entry(uid)?.kind == .transferSyntax }

  /// Whether an identifier lies under DICOM's own root, where every one should be registered.
  static func isDICOM(_ uid: String) -> Bool { uid.hasPrefix("1.2.840.10008.") }

  /// Whether other registered identifiers go on where this one ends: what a cut leaves of them.
  static func beginsOthers(_ uid: String) -> Bool { beginnings.contains(uid) }

  private static let beginnings: Set<String> = UIDRegistry.entries.reduce(into: []) { beginnings, entry in
    var rest = entry.uid.value[...]
    while let dot = rest.lastIndex(of: ".") {
      rest = rest[..<dot]
      guard beginnings.insert(String(rest)).inserted else { return }
    }
  }

  /// Whether a class is for files alone (PS3.10): no association negotiates it.
  static func isOfMediaOnly(_ uid: String) -> Bool { entry(uid)?.keyword == "MediaStorageDirectoryStorage" }

  /// The identifiers of a cell, those that a narrow column breaks included.
  ///
  /// A cell of nothing else that ends with a dot, after what begins other identifiers, is cut short there: that one is
  /// left out.
  static func identifiers(inCell text: String) -> [String] {
    var found = UIDScan.identifiers(inCell: text) { entry($0) != nil }
    if let last = found.last, isCutShort(text, after: last) { found.removeLast() }
    return found
  }

  private static func isCutShort(_ cell: String, after uid: String) -> Bool {
    guard let end = cell.lastIndex(where: { !$0.isWhitespace }), cell[end] == ".", beginsOthers(uid) else {
      return false
    }
    return cell.allSatisfy { $0 == "." || $0.isASCII && $0.isNumber || $0.isWhitespace }
  }

  /// The SOP class of a name as documents write it; nil where none or several have it.
  static func sopClass(named name: String) -> String? { lookUp(name, in: sopClasses) }

  /// The transfer syntax of a name as documents write it.
  static func transferSyntax(named name: String) -> String? { lookUp(name, in: transferSyntaxes) }

  /// The entry of a name, or of the name without what documents put in brackets after it.
  private static func lookUp(_ name: String, in index: [String: String]) -> String? {
    guard name.utf8.count <= 200 else { return nil }
    if let uid = index[NameKey.key(name)] { return uid }
    guard let open = name.firstIndex(where: { "([".contains($0) }), open > name.startIndex,
      !Words(name[open...]).hasAny(["lossless", "lossy", "process", "retired", "draft", "trial"])
    else { return nil }
    return index[NameKey.key(String(name[..<open]))]
  }

  /// Names of transfer syntaxes that sentences may use and whose first word is among the words, longest name first.
  static func transferSyntaxPhrases(among words: Words) -> [(phrase: String, uid: String)] {
    Set(words.list).flatMap { syntaxPhrasesByFirstWord[$0] ?? [] }.sorted {
      ($0.phrase.utf8.count, $0.phrase) > ($1.phrase.utf8.count, $1.phrase)
    }
  }

  private static let syntaxPhrasesByFirstWord: [Substring: [(phrase: String, uid: String)]] = {
    var phrases: [String: String] = [:]
    for entry in entries([.transferSyntax]) where !entry.isRetired || entry.name.hasSuffix("Endian") {
      for name in [entry.name] + TransferSyntaxNames.others(of: entry.uid.value) {
        phrases[Words(name).list.joined(separator: " ")] = entry.uid.value
      }
    }
    return Dictionary(grouping: phrases.map { (phrase: $0.key, uid: $0.value) }) { $0.phrase.prefix { $0 != " " } }
  }()

  /// Names of SOP classes that sentences may use and whose first word is among the words: name and identifier, longest
  /// name first.
  static func sopClassPhrases(among words: Words) -> [(phrase: String, uid: String)] {
    Set(words.list).flatMap { phrasesByFirstWord[$0] ?? [] }.sorted {
      ($0.phrase.utf8.count, $0.phrase) > ($1.phrase.utf8.count, $1.phrase)
    }
  }

  private static let phrasesByFirstWord: [Substring: [(phrase: String, uid: String)]] =
    Dictionary(grouping: phrases([.sopClass, .metaSOPClass])) { $0.phrase.prefix { $0 != " " } }

  private static let sopClasses = index([.sopClass, .metaSOPClass])
  private static let transferSyntaxes = index([.transferSyntax])

  private static func entries(_ kinds: [UIDRegistry.Kind]) -> [UIDRegistry.Entry] {
    UIDRegistry.entries.filter { kinds.contains($0.kind) }
  }

  private static func index(_ kinds: [UIDRegistry.Kind]) -> [String: String] {
    var names: [String: Set<String>] = [:]
    for entry in entries(kinds) {
      let others =
        NameKey.otherNames(of: entry.name) + NameKey.shortNames(of: entry.name)
        + TransferSyntaxNames.others(of: entry.uid.value)
      for name in [entry.name, entry.keyword] + others where !name.isEmpty {
        var key = NameKey.key(name)
        if TransferSyntaxNames.ambiguous.contains(key) { continue }
        // A retired class gives way to a living one that documents call by the same name.
        if entry.isRetired { key += "retired" }
        names[key, default: []].insert(entry.uid.value)
      }
    }
    var index = names.compactMapValues { $0.count == 1 ? $0.first : nil }
    for (key, uids) in names where key.hasSuffix("retired") && uids.count == 1 {
      let living = String(key.dropLast(7))
      if names[living] == nil { index[living] = uids.first }
    }
    return index
  }

  private static func phrases(_ kinds: [UIDRegistry.Kind]) -> [(phrase: String, uid: String)] {
    var phrases: [String: String] = [:]
    for entry in entries(kinds) where !entry.isRetired {
      for name in [entry.name, entry.keyword] + NameKey.otherNames(of: entry.name) {
        let words = Words(name).list.filter { $0 != "retired" }
        let joined = words.joined(separator: " ").replacingSuffix(" sop class", with: "")
        // One word, "printer" or "verification", says too little unless the sentence calls it a class.
        guard joined.utf8.count >= 8 else { continue }
        phrases[joined] = entry.uid.value
      }
    }
    return phrases.map { (phrase: $0.key, uid: $0.value) }
  }
}

extension String {
  fileprivate func replacingSuffix(_ suffix: String, with other: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) + other : self
  }
}

/// Names brought to a form in which the ways of writing them are alike.
enum NameKey {
  /// Lower-case letters and digits without what documents add or leave out.
  static func key(_ name: String) -> String {
    var words = Words(expanded(name)).list.map(String.init)
    let retired = words.contains("retired")
    words.removeAll {
      [
        "retired", "draft", "trial", "sop", "class", "classes", "the", "a", "uid", "and", "dicom",
      ].contains($0)
    }
    words = words.map { abbreviations[$0] ?? $0 }
    var key = words.joined()
    for (long, short) in [
      ("informationmodel", ""), ("queryretrieve", "qr"), ("transfersyntax", ""), ("littleendian", "le"),
      ("bigendian", "be"), ("implicitvr", "implicit"), ("explicitvr", "explicit"),
    ] {
      key = key.replacing(long, with: short)
    }
    return retired ? key + "retired" : key
  }

  /// Names without their last word, which tables of storage and print classes leave out.
  static func shortNames(of name: String) -> [String] {
    let plain = name.replacing(" SOP Class", with: "")
    return [" Storage", " Meta"].filter { plain.hasSuffix($0) }.map { String(plain.dropLast($0.count)) }
      .filter { $0.contains(" ") }
  }

  /// Short forms of names that documents use besides the registered one.
  static func otherNames(of name: String) -> [String] {
    var names: [String] = []
    let plain = name.replacing(" SOP Class", with: "").replacing(" (Retired)", with: "")
    if plain != name { names.append(plain) }
    for (long, short) in [
      ("Computed Radiography", "CR"), ("Ultrasound", "US"), ("X-Ray Angiographic", "XA"),
      ("X-Ray Radiofluoroscopic", "XRF"), ("Nuclear Medicine", "NM"), ("Positron Emission Tomography", "PET"),
      ("Grayscale Softcopy Presentation State", "GSPS"), ("Query/Retrieve Information Model - ", ""),
      ("Query/Retrieve Information Model - ", "Q/R "), ("Query/Retrieve Information Model - ", "Query/Retrieve "),
      ("Modality Worklist Information Model - FIND", "Modality Worklist"),
      ("Modality Performed Procedure Step", "MPPS"), ("Storage Commitment Push Model", "Storage Commitment"),
      ("Image Storage - For", "Image - For"), (" Image Storage", " Image"),
    ] where plain.contains(long) {
      let other = plain.replacing(long, with: short).collapsed
      // "FIND" moves to the front in some toolkits; the bare model name would mean several classes.
      if other.count > 3 { names.append(other) }
    }
    for service in ["FIND", "MOVE", "GET"] where plain.hasSuffix("Query/Retrieve Information Model - \(service)") {
      let root = plain.replacing(" Query/Retrieve Information Model - \(service)", with: "")
      names.append("\(service)\(root) Query Retrieve Information Model")
      names.append("C-\(service) \(root)")
      names.append("\(root) C-\(service)")
      names.append("\(root) \(service)")
      names.append("\(root) Query/Retrieve Information Model C-\(service)")
    }
    if plain.hasPrefix("Modality Worklist Information Model") { names.append("FINDModalityWorklistInformationModel") }
    return names
  }

  private static let abbreviations = [
    "multiframe": "multi" + "frame", "pr": "presentation", "gray": "grey", "grayscale": "greyscale",
    "colour": "color", "info": "information", "pres": "presentation", "mgmt": "management",
  ]

  /// Words of a keyword set apart: `CTImageStorage` is already one key with "CT Image Storage"; nothing to do there.
  private static func expanded(_ name: String) -> String { name.replacing("_", with: " ") }
}
