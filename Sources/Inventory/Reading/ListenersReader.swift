import Specification

/// Reads what the harness listens for: each listener has a name of its own among its kind, and a place that no other has.
struct ListenersReader {
  let log: DiagnosticLog

  /// An address that one listener takes.
  private struct Place: Hashable {
    var host: String
    var port: Int
    /// Ports of UDP are others than those of TCP.
    var isDatagrams: Bool
  }

  /// Reads all of them.
  func read(_ reader: FormReader, into network: inout Network) {
    var taken: Set<Place> = []
    let endpoints = EndpointReader(log: log)
    func address(_ form: FormReader) -> (host: String, port: Int) {
      (endpoints.host(form) ?? "", form.integer("port") ?? 0)
    }
    network.listeners = listeners(reader.forms("listeners"), named: "ae-title", beside: &taken) { form in
      let title = form.applicationEntityTitle("ae-title", log: log) ?? ""
      let place = address(form)
      var listener = Listener(aeTitle: title, host: place.host, port: place.port)
      listener.tls = Self.tls(form)
      return listener
    }
    network.messageListeners = listeners(reader.forms("hl7-listeners"), beside: &taken) { form in
      let id = form.identifier("id") ?? ""
      let place = address(form)
      return MessageListener(id: id, host: place.host, port: place.port, tls: Self.tls(form))
    }
    network.notificationListeners = listeners(reader.forms("http-listeners"), beside: &taken) { form in
      let id = form.identifier("id") ?? ""
      let place = address(form)
      return NotificationListener(
        id: id, host: place.host, port: place.port, url: endpoints.url(form), tls: Self.tls(form))
    }
    network.soapListeners = listeners(reader.forms("soap-listeners"), beside: &taken) { form in
      let id = form.identifier("id") ?? ""
      let place = address(form)
      return SOAPListener(
        id: id, host: place.host, port: place.port, url: endpoints.url(form), tls: Self.tls(form),
        actors: form.node("plays") == nil
          ? [] : form.distinct("plays", log: log).compactMap { SOAPListener.Actor(rawValue: $0.text) },
        assertions: form.form("assertions").map {
          AssertionTrust(certificates: $0.text("trust") ?? "", audience: $0.text("audience") ?? "")
        })
    }
    network.auditListeners = listeners(reader.forms("audit-listeners"), beside: &taken) { form in
      let id = form.identifier("id") ?? ""
      let place = address(form)
      let listener = AuditListener(
        id: id, host: place.host, port: place.port,
        transport: form.text("transport").flatMap(AuditListener.Transport.init) ?? .tls, tls: Self.tls(form))
      checkSecurity(of: listener, form)
      return listener
    }
  }

  /// Listeners of one kind, with an error for each that has the name or the place of an earlier one.
  ///
  /// - Parameters:
  ///   - key: What names them.
  ///   - taken: Places of the listeners before.
  private func listeners<Kind: PlacedListener>(
    _ forms: [FormReader], named key: String = "id", beside taken: inout Set<Place>, _ read: (FormReader) -> Kind
  ) -> [Kind] {
    var names: Set<String> = []
    return forms.map { form in
      let listener = read(form)
      if !listener.name.isEmpty, !names.insert(listener.name).inserted {
        let named = key == "id" ? "`\(listener.name)`" : "with the AE title `\(listener.name)`"
        log.error(ReadingRule.duplicateID, at: form.span(of: key), "there is a listener \(named) already")
      }
      let place = Place(host: listener.host, port: listener.port, isDatagrams: listener.takesDatagrams)
      if !taken.insert(place).inserted {
        log.error(
          ReadingRule.duplicateID, at: form.span(of: "port"),
          "there is a listener on `\(listener.host)` port \(listener.port) already")
      }
      return listener
    }
  }

  private func checkSecurity(of listener: AuditListener, _ form: FormReader) {
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
  }

  private static func tls(_ reader: FormReader) -> Listener.TLS? {
    reader.form("tls").map {
      Listener.TLS(certificate: $0.text("certificate") ?? "", key: $0.text("key") ?? "", trust: $0.text("trust"))
    }
  }
}

/// A listener of whatever kind: what it is called, and where it is.
private protocol PlacedListener {
  var name: String { get }
  var host: String { get }
  var port: Int { get }
  var takesDatagrams: Bool { get }
}

extension PlacedListener {
  var takesDatagrams: Bool { false }
}

extension Listener: PlacedListener {
  fileprivate var name: String { aeTitle }
}

extension MessageListener: PlacedListener {
  fileprivate var name: String { id }
}

extension NotificationListener: PlacedListener {
  fileprivate var name: String { id }
}

extension SOAPListener: PlacedListener {
  fileprivate var name: String { id }
}

extension AuditListener: PlacedListener {
  fileprivate var name: String { id }
  fileprivate var takesDatagrams: Bool { transport == .udp }
}
