import Evidence
import Foundation

/// Maximum PDU length, number of associations, implementation identification, asynchronous operations.
enum AssociationProperties {
  /// Names of the properties.
  enum Property: String {
    case maximumLength = "maximum-length"
    case maximumAssociations = "maximum-associations"
    case implementationClassUID = "implementation-class-uid"
    case implementationVersionName = "implementation-version-name"
    case asynchronousWindow = "asynchronous-operations-window"
    case aeTitle = "ae-title"
  }

  static func read(_ passages: [Passage], _ pairs: [KeyValue], into findings: inout Findings) {
    let entities = Set(passages.compactMap(\.applicationEntity))
    var seen: Set<String> = []
    func add(_ claim: Claim, _ passage: Passage) {
      let place = [passage.index, claim.evidence.first?.row ?? 0, claim.evidence.first?.line ?? 0]
      guard seen.insert("\(claim.property ?? "") \(claim.value ?? "") \(place)").inserted else { return }
      findings.add(claim, block: passage.index)
    }
    for pair in pairs {
      guard let property = property(ofKey: pair.key) else { continue }
      if var claim = claim(property, pair.value, pair.citation, 90, "association/key-value", pair.passage) {
        if let entity = pair.applicationEntity ?? named(by: pair.key, among: entities) {
          claim.applicationEntity = entity
        }
        claim.role = role(property, pair.key) ?? pair.citation.table.flatMap { role(property, Words($0)) }
        if pair.isConfigurable { claim.availability = .configurable }
        add(claim, pair.passage)
      }
    }
    for passage in passages where passage.purpose == .conformance {
      switch passage.block.content {
      case .paragraph(let text), .listItem(_, let text):
        guard text.utf8.count < 8_000, mayConcern(text) else { continue }
        for sentence in Sentence.all(in: text) {
          let citation = findings.citation(
            passage, words: sentence.text, line: passage.block.place.line.map { $0 + sentence.linesBefore })
          for (property, value) in statements(in: sentence) {
            if var claim = claim(property, value, citation, 75, "association/sentence", passage) {
              claim.role = role(property, sentence.words)
              add(claim, passage)
            }
          }
        }
      default: continue
      }
    }
  }

  /// The application entity that a key names, of those that the document has sections about.
  private static func named(by key: Words, among entities: Set<String>) -> String? {
    guard entities.count <= maximumEntities, key.hasAny(["ae", "application entity"]) else { return nil }
    return entities.filter { entity in
      let name = Words(entity).list.joined(separator: " ")
      return key.hasAny(["\(name) ae", "\(name) application entity"])
    }.max { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
  }

  /// Application entities of a document beyond which keys are not searched for them; statements have a dozen.
  private static let maximumEntities = 200

  /// Which side of an association a limit is for: SCU for those that the product opens, SCP for those it accepts.
  private static func role(_ property: Property, _ words: Words) -> Claim.Role? {
    guard property == .maximumAssociations || property == .maximumLength else { return nil }
    let opens =
      words.hasAny(["initiator", "requestor", "requester", "initiated", "proposed", "as scu", "as a scu", "as an scu"])
      || words.has("simultaneously initiated")
    let accepts = words.hasAny([
      "acceptor", "accepted", "accepts", "accept", "requested by peer", "incoming", "as scp", "as a scp", "as an scp",
    ])
    return opens == accepts ? nil : opens ? .scu : .scp
  }

  private static func mayConcern(_ text: String) -> Bool {
    let lower = text.lowercased()
    return ["pdu", "association", "implementation", "asynchronous"].contains { lower.utf8Contains($0) }
  }

  /// The property that a key names.
  static func property(ofKey key: Words) -> Property? {
    guard key.list.count <= 14 else { return nil }
    if key.hasAny(["implementation class uid", "implementation uid", "implementation class identifier"]) {
      return .implementationClassUID
    }
    if key.has("implementation version name") { return .implementationVersionName }
    let most = key.hasAny(["max", "maximum", "largest"])
    if most, key.hasAny(["pdu", "pdus", "pdulength", "pdusize"]), !isOfSending(key) { return .maximumLength }
    if key.hasStem(["association"]), !key.hasAny(["timeout", "time", "idle", "retries", "seconds"]),
      most || key.hasAny(["number of", "simultaneous", "concurrent", "parallel"])
    {
      return key.hasAny(["minimum", "outstanding"]) ? nil : .maximumAssociations
    }
    if key.hasStem(["asynchronous"]) || key.hasAny(["outstanding asynchronous transactions"]),
      !key.hasAny(["commit", "verification"])
    {
      return .asynchronousWindow
    }
    return nil
  }

  private static func isOfSending(_ words: Words) -> Bool {
    words.hasAny(["send", "sent", "sending", "transmit", "transmitted", "transmission", "outgoing"])
  }

  /// What a sentence states.
  private static func statements(in sentence: Sentence) -> [(Property, String)] {
    let words = sentence.words
    var found: [(Property, String)] = []
    if words.has("implementation class uid"), let uid = UIDScan.identifiers(in: sentence.text).first {
      found.append((.implementationClassUID, uid))
    }
    if let range = sentence.text.range(of: "implementation version name", options: .caseInsensitive) {
      let rest = sentence.text[range.upperBound...].drop { " :=".contains($0) }
      let isStated = rest.lowercased().hasPrefix("is ") || sentence.text[range.upperBound...].first == ":"
      if isStated {
        found.append(
          (.implementationVersionName, String(rest.lowercased().hasPrefix("is ") ? rest.dropFirst(3) : rest)))
      }
    }
    if words.hasStem(["asynchronous"]), words.hasAny(["not supported", "not support", "does not", "none", "no"]) {
      found.append((.asynchronousWindow, "not supported"))
    }
    guard !sentence.denies else { return found }
    if words.hasAny(["pdu", "pdus"]), words.hasAny(["maximum", "max", "largest"]), !isOfSending(words),
      let range = sentence.text.range(of: "pdu", options: .caseInsensitive)
    {
      found.append((.maximumLength, String(sentence.text[range.upperBound...])))
    }
    if words.hasStem(["association"]), words.hasAny(["simultaneous", "simultaneously", "concurrent", "parallel"]),
      words.hasAny(["maximum", "up to", "most", "at once", "limit", "limited to"])
    {
      found.append((.maximumAssociations, sentence.text))
    }
    return found
  }

  private static func claim(
    _ property: Property, _ value: String, _ citation: Citation, _ confidence: Int, _ method: String, _ passage: Passage
  ) -> Claim? {
    let words = Words(value)
    var claim = Claim(
      kind: .association, applicationEntity: passage.applicationEntity, property: property.rawValue,
      evidence: [citation], method: method, confidence: confidence)
    if words.hasStem(["configur"]), !words.hasAny(["not configurable", "non configurable", "fixed"]) {
      claim.availability = .configurable
      claim.condition = value
    }
    claim.comparator = comparator(words)
    switch property {
    case .maximumLength:
      if words.hasAny(["unlimited", "no limit", "not limited"]) || words.joined == " 0 " {
        claim.value = "unlimited"
        claim.comparator = nil
        break
      }
      guard let (number, rest) = NumberScan.stated(in: value), let bytes = bytes(number, rest), bytes >= 128 else {
        return nil
      }
      claim.value = String(bytes)
      claim.unit = "B"
    case .maximumAssociations:
      if words.hasAny(["unlimited", "no limit", "not limited"]) {
        claim.value = "unlimited"
      } else if let (number, _) = NumberScan.stated(in: value), number > 0, number < 1_000_000 {
        claim.value = String(number)
      } else if let word = words.list.lazy.compactMap({ NumberScan.words[String($0)] }).first {
        claim.value = String(word)
      } else {
        return nil
      }
    case .implementationClassUID:
      guard let uid = UIDScan.identifiers(in: value).first else { return nil }
      claim.value = uid
    case .implementationVersionName:
      var name = value.collapsed
      while let last = name.last, ".;".contains(last) { name.removeLast() }
      if let open = name.firstIndex(of: "("), open > name.startIndex { name = String(name[..<open]).collapsed }
      guard !name.isEmpty, name.utf8.count <= 32, !Words(name).hasAny(["configurable", "none", "string"]) else {
        return nil
      }
      claim.value = name
    case .asynchronousWindow:
      if Words(value).hasAny(["no maximum", "no limit", "unlimited", "no maximum limit"]) {
        claim.value = "unlimited"
      } else if Words(value).hasAny(["not supported", "not support", "no", "none", "not applicable", "single"])
        || NumberScan.first(in: value)?.value == 1
      {
        claim.polarity = .notSupported
        claim.value = "not supported"
      } else if let (number, _) = NumberScan.first(in: value) {
        claim.value = String(number)
      } else {
        return nil
      }
    case .aeTitle: return nil
    }
    return claim
  }

  /// A bound that the words put on the value, besides its being a maximum.
  private static func comparator(_ words: Words) -> Claim.Comparator? {
    guard !words.has("default") else { return nil }
    if words.hasAny(["at least", "minimum of", "or more", "not less than"]) { return .atLeast }
    if words.hasAny(["up to", "at most", "no more than", "not more than", "not exceed"]) { return .atMost }
    return nil
  }

  private static func bytes(_ number: Int, _ rest: String) -> Int? {
    let unit = rest.lowercased().drop { $0 == " " || $0 == "-" }
    let factor: Int
    if unit.hasPrefix("k") {
      factor = 1_024
    } else if unit.hasPrefix("mb") || unit.hasPrefix("mi") || unit.hasPrefix("meg") {
      factor = 1_048_576
    } else {
      factor = 1
    }
    let (product, overflow) = number.multipliedReportingOverflow(by: factor)
    return overflow || product > 1 << 32 ? nil : product
  }
}
