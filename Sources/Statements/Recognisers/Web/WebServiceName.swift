/// The services of PS3.18 by the names that documents use.
enum WebServiceName: String, CaseIterable {
  case retrieve = "WADO-RS"
  case uri = "WADO-URI"
  case webServices = "WADO-WS"
  case search = "QIDO-RS"
  case store = "STOW-RS"
  case worklist = "UPS-RS"
  case capabilities = "Capabilities"

  /// The services that words name, each once.
  static func all(in words: Words) -> [WebServiceName] {
    var found: [WebServiceName] = []
    func add(_ service: WebServiceName, _ phrases: [String]) {
      if words.hasAny(phrases) { found.append(service) }
    }
    add(.retrieve, ["wado rs", "wadors", "retrieve transaction", "retrieve transactions"])
    add(.uri, ["wado uri", "wadouri", "uri service"])
    add(.webServices, ["wado ws"])
    add(.search, ["qido rs", "qido", "qidors", "search transaction", "search transactions"])
    add(.store, ["stow rs", "stow", "stowrs", "store transaction", "store transactions"])
    add(.worklist, ["ups rs", "upsrs", "worklist service ups", "unified procedure step rs"])
    add(.capabilities, ["rs capabilities", "retrieve capabilities", "capabilities transaction"])
    // Before there were services of the REST kind, WADO alone meant the one by URI.
    if found.isEmpty, words.has("wado") { found.append(.uri) }
    return found
  }

  /// The service that words name, where they name one alone.
  static func only(in words: Words) -> WebServiceName? {
    let found = all(in: words)
    return found.count == 1 ? found.first : nil
  }

  /// Parts of the names, for cheap questions.
  static let marks = ["wado", "qido", "stow", "ups-rs", "ups rs", "capabilities", "studies service"]
}
