import Evidence

/// Services of PS3.18 from tables: overviews by role, endpoints, features, specifications, query parameters.
enum WebTables {
  static func read(_ tables: [TableReading], _ roles: WebRoles, into findings: inout Findings) {
    for table in tables where table.passage.purpose == .web || table.passage.purpose == .conformance {
      if readOverview(table, &findings) { continue }
      guard table.passage.purpose == .web || concernsPaths(table) else { continue }
      let context = WebContext(table.passage, roles)
      if readEndpoints(table, context, &findings) { continue }
      guard context.service != nil else { continue }
      if readSpecification(table, context, &findings) { continue }
      if readParameters(table, context, &findings) { continue }
      readFeatures(table, context, &findings)
    }
  }

  private static let pathHeadings = ["path", "uri", "url", "endpoint", "uri template", "url template"]

  private static func concernsPaths(_ table: TableReading) -> Bool { table.column(pathHeadings) != nil }

  // MARK: Overviews

  /// A column for each side: user agent and origin server.
  private static func readOverview(_ table: TableReading, _ findings: inout Findings) -> Bool {
    let user = table.column(["user agent", "user of service", "client"]) ?? table.columns.scu
    let provider =
      table.column(["origin server", "provider of service", "server"], besides: user) ?? table.columns.scp
    guard user != nil || provider != nil else { return false }
    var found = false
    for row in table.grid.rows {
      guard let name = row.cells.first?.collapsed, name.utf8.count <= 200,
        WebServiceName.marks.contains(where: { name.lowercased().utf8Contains($0) }),
        let service = WebServiceName.only(in: Words(name))
      else { continue }
      let resources = WebResource.named(in: name, of: service)
      for (role, column) in [(Claim.Role.userAgent, user), (.originServer, provider)] {
        guard let said = SupportCell.read(TableGrid.cell(row, column)) else { continue }
        found = true
        for resource in resources.isEmpty ? [nil] : resources.map(Optional.some) {
          var claim = WebClaim(service, resource).claim(
            name: name, role: role, findings.citation(table.passage, row: row), "dicomweb/overview", 92)
          claim.take(said)
          findings.add(claim, block: table.passage.index)
        }
      }
    }
    return found
  }

  // MARK: Endpoints

  private static func readEndpoints(
    _ table: TableReading, _ context: WebContext, _ findings: inout Findings
  ) -> Bool {
    guard let pathColumn = table.column(pathHeadings) else { return false }
    let methodColumn = table.column(["method", "verb", "http method"], besides: pathColumn)
    let support = table.column(["support", "supported", "status", "implemented"], besides: pathColumn, methodColumn)
    var found = false
    for row in table.grid.rows {
      var path = TableGrid.cell(row, pathColumn).collapsed
      var method = TableGrid.cell(row, methodColumn).collapsed
      // `GET /studies` in one cell.
      if method.isEmpty, let first = path.split(separator: " ").first, isMethod(first) {
        method = String(first)
        path = String(path.dropFirst(first.count)).collapsed
      }
      guard path.utf8Contains("/"), path.utf8.count <= 300, method.isEmpty || isMethod(method),
        let (service, resource) = WebResource.of(
          path: path, method: method.isEmpty ? nil : method, in: context.service)
      else { continue }
      found = true
      let said = SupportCell.read(TableGrid.cell(row, support))
      var web = WebClaim(service, resource)
      web.detail.httpMethod = method.isEmpty ? nil : method.uppercased()
      web.detail.path = path
      // A path that the product serves makes it the origin server, unless the section says otherwise.
      var claim = web.claim(
        name: nil, role: context.role ?? .originServer, findings.citation(table.passage, row: row),
        "dicomweb/endpoints", method.isEmpty ? 75 : context.role == nil ? 85 : 92)
      if let said { claim.take(said) } else if support != nil { claim.polarity = .unclear }
      findings.add(claim, block: table.passage.index)
    }
    return found
  }

  private static func isMethod(_ text: some StringProtocol) -> Bool {
    ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"].contains(text.uppercased())
  }

  // MARK: Specifications

  /// The standard's tables of options and restrictions, `Data Types Supported`.
  private static func readSpecification(
    _ table: TableReading, _ context: WebContext, _ findings: inout Findings
  ) -> Bool {
    guard let service = context.service, table.grid.headings.count == 2,
      table.grid.headings.last?.hasAny(["restriction", "restrictions"]) == true
    else { return false }
    var types: [String] = []
    var parameters: [String] = []
    for row in table.grid.rows where row.cells.count > 1 {
      let key = Words(row.cells[0])
      if key.hasAny(["media types", "media type", "data types", "accept type", "accept"]), !key.has("transfer syntaxes")
      {
        types += WebVocabulary.mediaTypes(in: row.cells[1]).filter { !types.contains($0) }
      } else if SupportCell.read(row.cells[1])?.polarity != .notSupported {
        parameters += WebVocabulary.parameters(in: row.cells[0]).filter { !parameters.contains($0) }
      }
    }
    guard let first = table.grid.rows.first else { return true }
    for resource in context.resources.isEmpty ? [nil] : context.resources.map(Optional.some) {
      var web = WebClaim(service, resource)
      web.detail.mediaTypes = types
      web.detail.parameters = parameters
      findings.add(
        web.claim(
          name: table.table.caption, role: context.role, findings.citation(table.passage, row: first),
          "dicomweb/specification", context.role == nil ? 78 : 88), block: table.passage.index)
    }
    return true
  }

  // MARK: Parameters

  private static func readParameters(
    _ table: TableReading, _ context: WebContext, _ findings: inout Findings
  ) -> Bool {
    guard let service = context.service,
      let column = table.column(["key", "parameter", "parameters", "query parameter", "query parameters"])
    else { return false }
    let support = table.column(["support", "supported", "status", "implemented"], besides: column)
    var byPolarity: [Claim.Polarity: (names: [String], row: TableGrid.Row)] = [:]
    for row in table.grid.rows {
      let names = WebVocabulary.parameters(in: TableGrid.cell(row, column))
      guard !names.isEmpty else { continue }
      let said = SupportCell.read(TableGrid.cell(row, support))?.polarity
      guard support == nil || said != nil || isValue(table.grid.headings, support) else { continue }
      let polarity = isValue(table.grid.headings, support) ? .supported : said ?? .supported
      let new = names.filter { byPolarity[polarity]?.names.contains($0) != true }
      byPolarity[polarity, default: ([], row)].names += new
    }
    for polarity in [Claim.Polarity.supported, .notSupported, .unclear] {
      guard let group = byPolarity[polarity] else { continue }
      for resource in context.resources.isEmpty ? [nil] : context.resources.map(Optional.some) {
        var web = WebClaim(service, resource)
        web.detail.parameters = group.names
        var claim = web.claim(
          name: nil, role: context.role, findings.citation(table.passage, row: group.row), "dicomweb/parameters", 85)
        claim.property = WebClaim.parameters
        claim.polarity = polarity
        findings.add(claim, block: table.passage.index)
      }
    }
    return !byPolarity.isEmpty
  }

  /// "Supported values" lists values, and says nothing of support.
  private static func isValue(_ headings: [Words], _ column: Int?) -> Bool {
    guard let column, headings.indices.contains(column) else { return false }
    return headings[column].hasStem(["value"])
  }

  // MARK: Features

  /// `Retrieve Study | Yes` below the heading of a service.
  private static func readFeatures(_ table: TableReading, _ context: WebContext, _ findings: inout Findings) {
    guard let service = context.service,
      let support = table.column(["support", "supported", "status", "implemented"]), support > 0
    else { return }
    let storing: Set<Substring> = [
      "store", "instance", "instances", "transaction", "studies", "study", "dicom", "objects",
    ]
    for row in table.grid.rows {
      guard let name = row.cells.first?.collapsed, !name.isEmpty,
        let said = SupportCell.read(TableGrid.cell(row, support))
      else { continue }
      let words = Words(name)
      let isTransaction = words.hasAny([
        "retrieve", "search", "store", "query", "create", "update", "subscribe", "unsubscribe", "change", "cancel",
      ])
      let resources = WebResource.named(in: name, of: service)
      let isStore = service == .store && words.list.allSatisfy { storing.contains($0) }
      guard isTransaction, service == .store ? isStore : !resources.isEmpty else {
        add(WebClaim(service, nil), feature: name, said, row)
        continue
      }
      for resource in resources.isEmpty ? [nil] : resources.map(Optional.some) {
        add(WebClaim(service, resource), feature: nil, said, row)
      }
    }
    func add(_ web: WebClaim, feature: String?, _ said: SupportCell, _ row: TableGrid.Row) {
      var claim = web.claim(
        name: row.cells.first?.collapsed, role: context.role, findings.citation(table.passage, row: row),
        "dicomweb/features", context.role == nil ? 75 : 88)
      claim.take(said)
      if let feature {
        claim.property = WebClaim.feature
        claim.value = feature
      }
      findings.add(claim, block: table.passage.index)
    }
  }
}

/// A claim about a service in the making.
struct WebClaim {
  var detail: ClaimDetail.WebService

  /// Property of claims about a part of what a service or resource can do: what it does not, it may do otherwise.
  static let feature = "feature"
  /// Property of claims about the parameters listed.
  static let parameters = "parameters"
  /// Property of claims about the media types that requests may ask for.
  static let responseTypes = "response-media-types"
  /// Property of claims about the media types that requests may carry.
  static let requestTypes = "request-media-types"

  init(_ service: WebServiceName, _ resource: String?) {
    detail = ClaimDetail.WebService(service: service.rawValue, resource: resource)
  }

  func claim(name: String?, role: Claim.Role?, _ citation: Citation, _ method: String, _ confidence: Int) -> Claim {
    Claim(
      kind: .dicomweb, name: name, role: role, detail: .web(detail), evidence: [citation], method: method,
      confidence: confidence)
  }
}

extension Claim {
  /// Takes over what a cell says of support.
  mutating func take(_ said: SupportCell) {
    polarity = said.polarity
    availability = said.availability
    condition = said.condition
  }
}
