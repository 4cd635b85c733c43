import Evidence

/// Services of PS3.18 from lists below headings: resources, media types, what is supported and what is not.
enum WebLists {
  static func read(_ prose: [Prose], _ roles: WebRoles, into findings: inout Findings) {
    var types = TypeList()
    var reported: Set<String> = []
    var supported: Set<String> = []
    for item in prose where item.passage.purpose == .web {
      let context = WebContext(item.passage, roles)
      if context.contradicts, let section = item.passage.section, reported.insert(section).inserted {
        findings.report(
          .warning, "service-name-mismatch",
          "The heading “\(section)” names services that differ; what stands below it was not read.",
          findings.citation(item.passage, words: section))
      }
      guard let service = context.service, !context.contradicts else { continue }
      if item.isItem {
        if types.take(item, service, context, &findings) { continue }
        types.finish(&findings)
        readItem(item, service, context, &supported, &findings)
      } else {
        types.finish(&findings)
        readVerdict(item, service, context, &findings)
      }
    }
    types.finish(&findings)
  }

  /// A paragraph that says nothing but whether what the heading names is supported.
  private static func readVerdict(
    _ item: Prose, _ service: WebServiceName, _ context: WebContext, _ findings: inout Findings
  ) {
    guard item.text.utf8.count <= 60 else { return }
    // Only a heading that names the service or its resource lends its subject to two words.
    guard let heading = item.passage.path.last,
      WebServiceName.only(in: heading.words) != nil || !WebResource.named(in: heading.text, of: service).isEmpty
    else { return }
    let words = Words(item.text)
    let verdict = words.list.joined(separator: " ")
    let polarity: Claim.Polarity
    var condition: String?
    switch verdict {
    case "supported", "fully supported", "entirely supported", "implemented": polarity = .supported
    case "not supported", "unsupported", "not implemented", "not available": polarity = .notSupported
    case "almost entirely supported", "mostly supported", "partially supported", "partly supported":
      polarity = .supported
      condition = item.text.collapsed
    default: return
    }
    for resource in context.resources.isEmpty ? [nil] : context.resources.map(Optional.some) {
      var claim = WebClaim(service, resource).claim(
        name: heading.text, role: context.role, findings.citation(item.passage, words: item.text),
        "dicomweb/verdict", context.role == nil ? 78 : 85)
      claim.polarity = polarity
      if let condition {
        claim.availability = .conditional
        claim.condition = condition
      }
      findings.add(claim, block: item.passage.index)
    }
  }

  /// Items below "Supported" and "Not supported", and lists of resources.
  private static func readItem(
    _ item: Prose, _ service: WebServiceName, _ context: WebContext, _ supported: inout Set<String>,
    _ findings: inout Findings
  ) {
    guard item.text.utf8.count <= 300, let heading = item.passage.path.last else { return }
    let citation = findings.citation(item.passage, words: item.text)
    let said: Claim.Polarity?
    switch heading.words.list.joined(separator: " ") {
    case "supported", "supported features", "features supported": said = .supported
    case "not supported", "unsupported", "ignored", "not implemented", "limitations", "restrictions":
      said = .notSupported
    default: said = nil
    }
    if let said {
      var web = WebClaim(service, context.resources.count == 1 ? context.resources.first : nil)
      web.detail.mediaTypes = WebVocabulary.mediaTypes(in: item.text)
      web.detail.parameters = WebVocabulary.parameters(in: item.text)
      var claim = web.claim(name: nil, role: context.role, citation, "dicomweb/feature-list", 75)
      claim.property = WebClaim.feature
      claim.value = item.text.collapsed
      claim.polarity = said
      findings.add(claim, block: item.passage.index)
      // Something of it is supported, so it is there.
      guard said == .supported else { return }
      for resource in context.resources.isEmpty ? [nil] : context.resources.map(Optional.some)
      where supported.insert("\(service.rawValue) \(resource ?? "")").inserted {
        findings.add(
          WebClaim(service, resource).claim(
            name: nil, role: context.role, citation, "dicomweb/feature-list", context.role == nil ? 75 : 80),
          block: item.passage.index)
      }
      return
    }
    // A list of resources: an item that is nothing but the name of one.
    guard WebServiceName.only(in: heading.words) == service, Words(item.text).list.count <= 6,
      !Words(item.text).hasAny(["not", "no", "only"])
    else { return }
    let lead = item.introduction
    guard lead == nil || lead?.denies == false else { return }
    let resources = WebResource.named(in: item.text, of: service)
    guard resources.count == 1, isOnlyAName(item.text) else { return }
    findings.add(
      WebClaim(service, resources.first).claim(
        name: item.text.collapsed, role: context.role, citation, "dicomweb/resource-list",
        context.role == nil ? 75 : 85), block: item.passage.index)
  }

  private static func isOnlyAName(_ text: String) -> Bool {
    Words(text).list.allSatisfy {
      [
        "study", "studies", "studys", "series", "instance", "instances", "frame", "frames", "metadata", "bulkdata",
        "bulk", "data", "rendered", "thumbnail", "thumbnails", "pixel", "all", "of", "a", "in", "the", "retrieve",
        "search", "for", "create", "update", "change", "state", "request", "cancellation", "workitem", "workitems",
        "subscribe", "unsubscribe",
      ].contains($0)
    }
  }
}

/// Consecutive items that are media types, `application/dicom+json`, below a sentence that says what for.
private struct TypeList {
  private var claim: Claim?
  private var web: WebClaim?
  private var resources: [String] = []
  private var block = 0
  private var lead: Int?

  /// Whether the item belongs to such a list, and was taken.
  mutating func take(
    _ item: Prose, _ service: WebServiceName, _ context: WebContext, _ findings: inout Findings
  ) -> Bool {
    let types = WebVocabulary.mediaTypes(in: item.text)
    guard !types.isEmpty, let passageLead = item.passage.lead,
      let introduction = Sentence.all(in: passageLead.text).last, introduction.speaksOfSupport
    else { return false }
    let words = introduction.words
    let isRequest = words.hasAny(["content type", "content types", "request body", "payload"])
    guard isRequest || words.hasAny(["accept", "media type", "media types", "header", "headers", "response"]) else {
      return false
    }
    if lead != passageLead.index { finish(&findings) }
    if claim == nil {
      web = WebClaim(service, nil)
      resources = context.resources
      block = item.passage.index
      lead = passageLead.index
      var started = WebClaim(service, nil).claim(
        name: nil, role: context.role,
        findings.citation(item.passage, words: "\(introduction.text) \(item.text)", line: passageLead.place.line),
        "dicomweb/media-types", context.role == nil ? 78 : 85)
      started.property = isRequest ? WebClaim.requestTypes : WebClaim.responseTypes
      started.polarity = introduction.denies ? .notSupported : .supported
      claim = started
    }
    for type in types where web?.detail.mediaTypes.contains(type) == false { web?.detail.mediaTypes.append(type) }
    return true
  }

  /// Adds the claim of the list that has ended.
  mutating func finish(_ findings: inout Findings) {
    guard var claim, var web else { return }
    for resource in resources.isEmpty ? [nil] : resources.map(Optional.some) {
      web.detail.resource = resource
      claim.detail = .web(web.detail)
      findings.add(claim, block: block)
    }
    self.claim = nil
    self.web = nil
    lead = nil
  }
}
