import Specification

/// The result of a requirement that is bound over pairs of sites, site by site: from whom, to whom, and what became of it.
public struct SiteMatrix: Codable, Hashable, Sendable {
  /// The name bound to the systems of the rows' sites.
  public var from: String
  /// The name bound to the systems of the columns' sites.
  public var to: String
  /// Ids of the sites, in the order of the network.
  public var sites: [String]
  /// One cell for each pair of sites that was judged; a pair without a cell has no network in common.
  public var cells: [Cell]

  /// What became of one ordered pair of sites.
  public struct Cell: Codable, Hashable, Sendable {
    /// Site of the row.
    public var from: String
    /// Site of the column.
    public var to: String
    /// The worst state among its choices of systems.
    public var state: RequirementState
    /// How many choices of systems it stands for.
    public var bindings: Int

    /// In the order in which the names are written, so that nothing has to be put in order afterwards.
    enum CodingKeys: String, CodingKey, CaseIterable {
      case bindings, from, state, to
    }

    /// Makes a cell.
    public init(from: String, to: String, state: RequirementState, bindings: Int) {
      self.from = from
      self.to = to
      self.state = state
      self.bindings = bindings
    }
  }

  /// Makes a matrix.
  public init(from: String, to: String, sites: [String], cells: [Cell]) {
    self.from = from
    self.to = to
    self.sites = sites
    self.cells = cells
  }

  /// The matrix of a requirement; nil where it binds no two names to different sites, or nothing was bound.
  init?(_ requirement: Requirement, bindings: [BindingVerdict]) {
    guard let pair = requirement.appliesTo.first(where: { $0.otherSiteThan != nil }), let from = pair.otherSiteThan
    else { return nil }
    var rows: [String] = []
    var known: Set<String> = []
    var columns: [String] = []
    var cells: [Pair: Cell] = [:]
    var order: [Pair] = []
    for binding in bindings {
      guard let left = binding.systems[from], let right = binding.systems[pair.name] else { continue }
      let place = Pair(from: Self.site(of: left), to: Self.site(of: right))
      if known.insert(place.from).inserted { rows.append(place.from) }
      columns.append(place.to)
      guard var cell = cells[place] else {
        cells[place] = Cell(from: place.from, to: place.to, state: binding.state, bindings: 1)
        order.append(place)
        continue
      }
      cell.bindings += 1
      if binding.state.severity > cell.state.severity { cell.state = binding.state }
      cells[place] = cell
    }
    guard !order.isEmpty else { return nil }
    for column in columns where known.insert(column).inserted { rows.append(column) }
    self.init(from: from, to: pair.name, sites: rows, cells: order.compactMap { cells[$0] })
  }

  private struct Pair: Hashable {
    var from: String
    var to: String
  }

  /// The site of `site/system`.
  private static func site(of reference: String) -> String { String(reference.prefix { $0 != "/" }) }
}

extension RequirementState {
  /// How much a state matters where several stand for one thing: the worst speaks.
  public var severity: Int {
    switch self {
    case .notApplicable: 0
    case .met: 1
    case .partlyMet: 2
    case .inconclusive: 3
    case .notDemonstrated: 4
    case .notMet: 5
    case .contradicted: 6
    }
  }
}
