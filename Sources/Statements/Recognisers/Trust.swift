/// How much the places of a statement are to be believed, best first: the presentation contexts of an application entity
/// are what it negotiates, its table of SOP classes summarises them, the overview summarises those.
enum Trust {
  static let presentationContexts = 95
  static let entityTable = 92
  static let overview = 88
  /// A table whose headings are missing, so that only its shape tells the roles.
  static let shapeOnly = 60
}

extension TableReading {
  /// Whether the table speaks for the product as a whole before any application entity does.
  var isOverview: Bool {
    guard passage.applicationEntity == nil else { return false }
    return passage.path.contains { !$0.isTitle && $0.words.hasAny(["overview", "network services"]) }
      || grid.headings.contains { $0.hasAny(["user of service", "provider of service"]) }
  }

  /// The trust in a table that gives roles for SOP classes.
  var trust: Int { isOverview ? Trust.overview : Trust.entityTable }
}
