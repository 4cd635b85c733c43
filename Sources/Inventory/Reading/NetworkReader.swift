import Specification

/// Reads a network: its sites, their systems and what the harness may do to them.
struct NetworkReader {
  let rules: RuleSet?
  let log: DiagnosticLog
  /// Reads included files.
  let files: NetworkFiles

  /// - Parameter place: The file's path below the folder of the file that the reading began with.
  func network(_ reader: FormReader, at place: String) -> Network {
    var network = Network(id: reader.identifier("id") ?? "", title: reader.text("title") ?? "", sites: [])
    if let title = reader.applicationEntityTitle("calling-ae-title", log: log) { network.callingAETitle = title }
    ListenersReader(log: log).read(reader, into: &network)
    network.testPatients = reader.forms("test-patients").map {
      TestPatient(identifier: $0.text("identifier") ?? "", reason: $0.text("reason") ?? "")
    }
    network.titles[network.id] = network.title
    for form in reader.forms("networks") {
      guard let id = form.identifier("id") else { continue }
      if network.titles.updateValue(form.text("title") ?? id, forKey: id) != nil {
        log.error(ReadingRule.duplicateID, at: form.span(of: "id"), "there is a network `\(id)` already")
      }
    }
    var seen: Set<String> = []
    for form in reader.forms("sites") {
      let site = site(form)
      if !site.id.isEmpty, !seen.insert(site.id).inserted {
        log.error(ReadingRule.duplicateID, at: form.span(of: "id"), "there is a site `\(site.id)` already")
      }
      network.sites.append(site)
    }
    NetworkComposition(log: log, files: files, rules: rules).compose(&network, of: reader, at: place)
    checkMembership(reader, of: network)
    return network
  }

  /// Whether each site names networks that there are.
  private func checkMembership(_ reader: FormReader, of network: Network) {
    for form in reader.forms("sites") where form.node("member-of") != nil {
      for (name, node) in form.distinct("member-of", log: log) where network.titles[name] == nil {
        log.unknown(
          InventoryRule.unknownNetwork, "network", name, at: form.span(node), among: network.titles.keys,
          otherwise: "declare it under `networks`")
      }
    }
  }

  private func site(_ reader: FormReader) -> Site {
    var site = Site(
      id: reader.identifier("id") ?? "", name: reader.text("name") ?? "", odsCode: reader.text("ods-code"), systems: [])
    if let code = site.odsCode, !WrittenForm.isOrganisationCode(code) {
      log.error(
        InventoryRule.organisationCode, at: reader.span(of: "ods-code"), "`\(code)` is not an ODS code",
        hint: "3 to 10 upper-case letters and digits, such as `RGT` or `RGT01`")
    }
    site.link = link(reader)
    site.memberOf = reader.texts("member-of").map(\.text)
    var seen: Set<String> = []
    for form in reader.forms("systems") {
      var system = system(form, site: site.id)
      system.link = link(form) ?? site.link
      if !system.id.isEmpty, !seen.insert(system.id).inserted {
        log.error(
          ReadingRule.duplicateID, at: form.span(of: "id"), "there is a system `\(system.id)` at this site already")
      }
      site.systems.append(system)
    }
    return site
  }

  private func system(_ reader: FormReader, site: String) -> System {
    var system = System(
      id: reader.identifier("id") ?? "", site: site, vendor: reader.text("vendor") ?? "",
      product: reader.text("product") ?? "", version: reader.text("version"),
      roles: reader.roles(rules: rules, log: log), endpoints: [:], span: reader.span(of: "id"))
    if let endpoints = reader.form("endpoints") {
      system.endpoints = EndpointReader(log: log).endpoints(endpoints)
    }
    if reader.node("permits") != nil {
      system.permits = Set(reader.distinct("permits", log: log).compactMap { Effect(rawValue: $0.text) })
    }
    system.windows = reader.forms("windows").compactMap(window)
    if let limits = reader.form("limits") {
      system.limits = Limits(concurrency: limits.integer("concurrency"), rate: limits.integer("rate"))
    }
    return system
  }

  private func link(_ reader: FormReader) -> Link? {
    reader.form("link").map {
      Link(megabitsPerSecond: $0.integer("mbit-per-second"), roundTrip: $0.nanoseconds("round-trip"))
    }
  }

  private func window(_ reader: FormReader) -> Window? {
    let days = reader.distinct("days", log: log).map(\.text)
    guard let from = reader.minutes("from"), let until = reader.minutes("until") else { return nil }
    if from == until {
      log.error(
        InventoryRule.emptyWindow, at: reader.span(of: "until"), "the window ends when it begins",
        hint: "for a whole day, leave `windows` out or end one minute earlier")
    }
    return Window(days: days, from: from, until: until)
  }
}
