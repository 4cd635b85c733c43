import Evidence

/// Which column of a table holds what. Told by the headings, and by the contents where there are none.
struct TableColumns {
  var name: Int?
  var uid: Int?
  var scu: Int?
  var scp: Int?
  /// A column whose cells name the roles.
  var role: Int?
  /// Whether the column of roles is headed SCP before SCU, for cells such as `Yes/No`.
  var providerFirst = false
  var transferSyntaxName: Int?
  var transferSyntaxUID: Int?
  /// A column that names sets of transfer syntaxes, listed elsewhere.
  var transferSyntaxSet: Int?
  var support: Int?
  /// Columns whose cells hold SOP class identifiers, by content.
  var sopClassColumns: Set<Int> = []
  /// Columns whose cells hold transfer syntax identifiers, by content.
  var transferSyntaxColumns: Set<Int> = []
  /// Columns whose cells hold identifiers of any kind.
  private var identifierColumns: Set<Int> = []
  /// Whether a heading, or what announces the table, speaks of SOP classes or abstract syntaxes.
  var speaksOfSOPClasses = false
  /// Roles of the services of PS3.18, in the table of PS3.2 that lists all services of a class.
  var web: [Claim.Role: Int] = [:]
  /// A column whose cells name roles of the services of PS3.18.
  var webRole: Int?
  /// Roles of media storage (PS3.10).
  var media: [Claim.Role: Int] = [:]
  /// A column whose cells name roles of media storage.
  var mediaRole: Int?
  /// What the product does with objects of a class.
  var functions: [Claim.Function: Int] = [:]

  /// Reads headings and contents; `announced` tells that the words before the table say that it lists SOP classes.
  init(_ grid: TableGrid, announced: Bool = false) {
    let eachRole = Self.headsEachRole(grid.headings)
    for (column, heading) in grid.headings.enumerated() { read(heading, column, eachRole: eachRole) }
    readContents(grid)
    // "User" and "Provider" alone mean the roles only where both are there.
    let plainUser = grid.headings.firstIndex { $0.joined == " user " }
    let plainProvider = grid.headings.firstIndex { $0.joined == " provider " }
    if let plainUser, let plainProvider, scu == nil, scp == nil {
      scu = plainUser
      scp = plainProvider
    }
    if uid == nil { uid = sopClassColumns.min() }
    if announced, grid.headings.isEmpty, transferSyntaxColumns.isEmpty, let column = uid ?? identifierColumns.min() {
      uid = column
      speaksOfSOPClasses = true
    }
    if transferSyntaxUID == nil, transferSyntaxName != nil || !sopClassColumns.isEmpty {
      transferSyntaxUID = transferSyntaxColumns.filter { $0 != transferSyntaxName }.min()
    }
    if scu == nil, scp == nil, role == nil, !sopClassColumns.isEmpty || speaksOfSOPClasses {
      role = RoleCell.column(of: grid)
    }
    if name == nil {
      let width = max(grid.headings.count, min(grid.rows.first?.cells.count ?? 0, 3))
      name = (0..<max(width, 2)).first { column in
        ![uid, scu, scp, role, transferSyntaxName, transferSyntaxUID, transferSyntaxSet, support].contains(column)
      }
    }
  }

  private static let user = ["scu", "user of service", "service class user", "service user", "user of services"]
  private static let provider = [
    "scp", "provider of service", "service class provider", "service provider", "provider of services",
  ]

  /// Whether one column is headed with the one role and another with the other, so that "Role" over both names neither.
  private static func headsEachRole(_ headings: [Words]) -> Bool {
    headings.contains { $0.hasAny(user) && !$0.hasAny(provider) }
      && headings.contains { $0.hasAny(provider) && !$0.hasAny(user) }
  }

  private mutating func read(_ heading: Words, _ column: Int, eachRole: Bool) {
    guard !readOtherServices(heading, column) else { return }
    let transfer = heading.hasAny(["transfer syntax", "transfer syntaxes"])
    let abstract = heading.hasAny(["sop class", "sop classes", "abstract syntax", "abstract syntaxes"])
    let identifier = heading.hasAny(["uid", "uids", "oid", "object identifier", "unique identifier"])
    if abstract { speaksOfSOPClasses = true }
    if transfer, !abstract || heading.list.last != "class" {
      if heading.hasAny(["set", "sets"]) {
        transferSyntaxSet = transferSyntaxSet ?? column
      } else if identifier {
        transferSyntaxUID = transferSyntaxUID ?? column
      } else {
        transferSyntaxName = transferSyntaxName ?? column
      }
      return
    }
    let user = heading.hasAny(Self.user)
    let provider = heading.hasAny(Self.provider)
    if user, provider || (heading.has("role") && !eachRole) {
      if role == nil { providerFirst = heading.joined.utf8Contains(" scp scu ") }
      role = role ?? column
    } else if user, !heading.hasAny(["query", "matching", "keys"]) {
      scu = scu ?? column
    } else if provider, !heading.hasAny(["query", "matching", "keys", "return"]) {
      scp = scp ?? column
    } else if heading.hasAny(["role", "roles"]) || heading.joined == " dimse " || heading.joined == " dimse services " {
      role = role ?? column
    } else if identifier, !heading.hasAny(["instance", "implementation", "transaction", "study", "series"]) {
      uid = uid ?? column
    } else if abstract {
      name = name ?? column
    } else if heading.hasAny(["support", "supported", "supports", "availability", "available"]) {
      support = support ?? column
    } else if heading.joined == " name " {
      name = name ?? column
    }
  }

  /// Columns of PS3.2's table of content and transfer that are no roles of a service class.
  private mutating func readOtherServices(_ heading: Words, _ column: Int) -> Bool {
    if heading.hasAny(["dicom web", "dicomweb", "web services", "restful"])
      || heading.hasAny(["user agent", "origin server"])
    {
      let agent = heading.hasAny(["user agent", "client", "scu"])
      let server = heading.hasAny(["origin server", "server", "scp"])
      if agent, !server { web[.userAgent] = web[.userAgent] ?? column }
      if server, !agent { web[.originServer] = web[.originServer] ?? column }
      if agent == server { webRole = webRole ?? column }
      return true
    }
    let media: [(Claim.Role, [String])] = [
      (.fileSetCreator, ["fsc", "file set creator", "write files", "create files"]),
      (.fileSetReader, ["fsr", "file set reader", "read files"]),
      (.fileSetUpdater, ["fsu", "file set updater", "update files"]),
    ]
    let written = media.filter { heading.hasAny($0.1) }
    if !written.isEmpty || heading.hasAny(["media services", "media roles", "media storage roles"]) {
      if written.count == 1, let role = written.first?.0 {
        self.media[role] = self.media[role] ?? column
      } else {
        mediaRole = mediaRole ?? column
      }
      return true
    }
    guard heading.list.count <= 3, let last = heading.list.last,
      let function = Claim.Function(rawValue: String(last)),
      heading.list.count == 1 || heading.hasAny(["function", "functions", "functionality"])
    else { return false }
    functions[function] = functions[function] ?? column
    return true
  }

  private mutating func readContents(_ grid: TableGrid) {
    var classes: [Int: Int] = [:]
    var syntaxes: [Int: Int] = [:]
    for row in grid.rows.prefix(400) {
      for (column, cell) in row.cells.enumerated() {
        guard let found = Registered.identifiers(inCell: cell).first else { continue }
        identifierColumns.insert(column)
        if Registered.isSOPClass(found) { classes[column, default: 0] += 1 }
        if Registered.isTransferSyntax(found) { syntaxes[column, default: 0] += 1 }
      }
    }
    for (column, count) in classes where count >= syntaxes[column, default: 0] { sopClassColumns.insert(column) }
    for (column, count) in syntaxes where count > classes[column, default: 0] { transferSyntaxColumns.insert(column) }
  }

  /// Whether the table lists transfer syntaxes and no SOP classes.
  var listsTransferSyntaxes: Bool {
    if !sopClassColumns.isEmpty || speaksOfSOPClasses { return false }
    return !transferSyntaxColumns.isEmpty || transferSyntaxName != nil || transferSyntaxUID != nil
  }

  /// Whether the table gives transfer syntaxes beside SOP classes.
  var givesPresentationContexts: Bool {
    transferSyntaxUID != nil || transferSyntaxName != nil || transferSyntaxSet != nil
  }
}
