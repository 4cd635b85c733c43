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
    network.listeners = listeners(reader)
    network.messageListeners = messageListeners(reader, beside: network.listeners)
    network.notificationListeners = notificationListeners(
      reader,
      beside: network.listeners.map { ($0.host, $0.port) } + network.messageListeners.map { ($0.host, $0.port) })
    network.soapListeners = soapListeners(
      reader,
      beside: network.listeners.map { ($0.host, $0.port) } + network.messageListeners.map { ($0.host, $0.port) }
        + network.notificationListeners.map { ($0.host, $0.port) })
    network.auditListeners = auditListeners(
      reader,
      beside: network.listeners.map { ($0.host, $0.port) } + network.messageListeners.map { ($0.host, $0.port) }
        + network.notificationListeners.map { ($0.host, $0.port) })
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

  private func listeners(_ reader: FormReader) -> [Listener] {
    var listeners: [Listener] = []
    for form in reader.forms("listeners") {
      var listener = Listener(
        aeTitle: form.applicationEntityTitle("ae-title", log: log) ?? "",
        host: EndpointReader(log: log).host(form) ?? "", port: form.integer("port") ?? 0)
      listener.tls = tls(form)
      if !listener.aeTitle.isEmpty, listeners.contains(where: { $0.aeTitle == listener.aeTitle }) {
        log.error(
          ReadingRule.duplicateID, at: form.span(of: "ae-title"),
          "there is a listener with the AE title `\(listener.aeTitle)` already")
      }
      if listeners.contains(where: { $0.port == listener.port && $0.host == listener.host }) {
        log.error(
          ReadingRule.duplicateID, at: form.span(of: "port"),
          "there is a listener on `\(listener.host)` port \(listener.port) already")
      }
      listeners.append(listener)
    }
    return listeners
  }

  private func messageListeners(_ reader: FormReader, beside others: [Listener]) -> [MessageListener] {
    var listeners: [MessageListener] = []
    for form in reader.forms("hl7-listeners") {
      let listener = MessageListener(
        id: form.identifier("id") ?? "", host: EndpointReader(log: log).host(form) ?? "",
        port: form.integer("port") ?? 0, tls: tls(form))
      if listeners.contains(where: { $0.id == listener.id }) {
        log.error(
          ReadingRule.duplicateID, at: form.span(of: "id"), "there is a listener `\(listener.id)` already")
      }
      let taken = others.map { ($0.host, $0.port) } + listeners.map { ($0.host, $0.port) }
      if taken.contains(where: { $0 == (listener.host, listener.port) }) {
        log.error(
          ReadingRule.duplicateID, at: form.span(of: "port"),
          "there is a listener on `\(listener.host)` port \(listener.port) already")
      }
      listeners.append(listener)
    }
    return listeners
  }

  private func notificationListeners(
    _ reader: FormReader, beside others: [(String, Int)]
  ) -> [NotificationListener] {
    var listeners: [NotificationListener] = []
    for form in reader.forms("http-listeners") {
      let endpoints = EndpointReader(log: log)
      let listener = NotificationListener(
        id: form.identifier("id") ?? "", host: endpoints.host(form) ?? "", port: form.integer("port") ?? 0,
        url: endpoints.url(form), tls: tls(form))
      if listeners.contains(where: { $0.id == listener.id }) {
        log.error(
          ReadingRule.duplicateID, at: form.span(of: "id"), "there is a listener `\(listener.id)` already")
      }
      let taken = others + listeners.map { ($0.host, $0.port) }
      if taken.contains(where: { $0 == (listener.host, listener.port) }) {
        log.error(
          ReadingRule.duplicateID, at: form.span(of: "port"),
          "there is a listener on `\(listener.host)` port \(listener.port) already")
      }
      listeners.append(listener)
    }
    return listeners
  }

  private func soapListeners(_ reader: FormReader, beside others: [(String, Int)]) -> [SOAPListener] {
    var listeners: [SOAPListener] = []
    for form in reader.forms("soap-listeners") {
      let endpoints = EndpointReader(log: log)
      let listener = SOAPListener(
        id: form.identifier("id") ?? "", host: endpoints.host(form) ?? "", port: form.integer("port") ?? 0,
        url: endpoints.url(form), tls: tls(form),
        actors: form.node("plays") == nil
          ? [] : form.distinct("plays", log: log).compactMap { SOAPListener.Actor(rawValue: $0.text) },
        assertions: form.form("assertions").map {
          AssertionTrust(certificates: $0.text("trust") ?? "", audience: $0.text("audience") ?? "")
        })
      if listeners.contains(where: { $0.id == listener.id }) {
        log.error(
          ReadingRule.duplicateID, at: form.span(of: "id"), "there is a listener `\(listener.id)` already")
      }
      let taken = others + listeners.map { ($0.host, $0.port) }
      if taken.contains(where: { $0 == (listener.host, listener.port) }) {
        log.error(
          ReadingRule.duplicateID, at: form.span(of: "port"),
          "there is a listener on `\(listener.host)` port \(listener.port) already")
      }
      listeners.append(listener)
    }
    return listeners
  }

  private func auditListeners(_ reader: FormReader, beside others: [(String, Int)]) -> [AuditListener] {
    var listeners: [AuditListener] = []
    for form in reader.forms("audit-listeners") {
      let listener = AuditListener(
        id: form.identifier("id") ?? "", host: EndpointReader(log: log).host(form) ?? "",
        port: form.integer("port") ?? 0,
        transport: form.text("transport").flatMap(AuditListener.Transport.init) ?? .tls, tls: tls(form))
      if listeners.contains(where: { $0.id == listener.id }) {
        log.error(
          ReadingRule.duplicateID, at: form.span(of: "id"), "there is a listener `\(listener.id)` already")
      }
      // Ports of UDP are others than those of TCP.
      let taken =
        (listener.transport == .udp ? [] : others)
        + listeners.filter { ($0.transport == .udp) == (listener.transport == .udp) }.map { ($0.host, $0.port) }
      if taken.contains(where: { $0 == (listener.host, listener.port) }) {
        log.error(
          ReadingRule.duplicateID, at: form.span(of: "port"),
          "there is a listener on `\(listener.host)` port \(listener.port) already")
      }
      if listener.transport == .tls, listener.tls == nil {
        log.error(
          InventoryRule.listenerWithoutTLS, at: form.span(of: "transport"), "a listener over TLS needs `tls`",
          hint: "give its certificate and key, and `trust` to ask senders for theirs")
      }
      if [.tcp, .udp].contains(listener.transport), listener.tls != nil {
        log.error(
          InventoryRule.unusedTLS, at: form.span(of: "tls"), "`\(listener.transport.rawValue)` has no TLS",
          hint: "write `transport: tls`, or take `tls` out")
      }
      listeners.append(listener)
    }
    return listeners
  }

  private func tls(_ reader: FormReader) -> Listener.TLS? {
    reader.form("tls").map {
      Listener.TLS(certificate: $0.text("certificate") ?? "", key: $0.text("key") ?? "", trust: $0.text("trust"))
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
