/// Where the page is served, and who may open it.
public struct WorkbenchSettings: Hashable, Sendable {
  /// Folder of the run directories.
  public var folder: String
  /// Address that it listens on.
  public var host: String
  /// Port; 0 for a free one.
  public var port: Int
  /// What a browser must show; nil where whoever reaches the address may look.
  public var tokens: AccessTokens?
  /// Names by which browsers may call it, besides this machine's own and plain addresses.
  public var names: [String]
  /// Where the index of the runs is kept.
  public var index: IndexChoice
  /// How much it takes from whom.
  public var limits: WorkbenchLimits

  /// Makes settings.
  ///
  /// - Returns: nil where the address is no loopback one and there is no token: a page over bids is nobody else's.
  public init?(
    folder: String, host: String = "127.0.0.1", port: Int = 0, tokens: AccessTokens? = nil, names: [String] = [],
    index: IndexChoice = .sqlite, limits: WorkbenchLimits = WorkbenchLimits()
  ) {
    let isLoopback = host == "localhost" || host == "::1" || host.wholeMatch(of: #/127(\.[0-9]{1,3}){3}/#) != nil
    guard isLoopback || tokens != nil else { return nil }
    self.folder = folder
    self.host = host
    self.port = port
    self.tokens = tokens
    self.names = names
    self.index = index
    self.limits = limits
  }
}

/// Where the index of the runs is kept. It can be built anew from the run directories at any time.
public enum IndexChoice: Hashable, Sendable {
  /// A file in the served folder.
  case sqlite
  /// A PostgreSQL database, which several servers may share.
  ///
  /// Servers over one folder use one name and servers over different ones different names: each brings what stands under its
  /// name to what lies in its folder. Where it is nil the folder's path is the name.
  case postgresql(PostgreSQLAddress, name: String?)
}

/// How much is taken from whom. Whoever takes more is told so, or dropped.
public struct WorkbenchLimits: Hashable, Sendable {
  /// Connections at a time, as far as the process may have so many open; when there are more, the one that has been idle
  /// longest is closed.
  public var connections = 16_384
  /// How long a connection may stand on which nothing is asked.
  public var idle = Duration.seconds(600)
  /// How long the head of a request may take, from its first byte.
  public var head = Duration.seconds(15)
  /// How long the content of a request may take.
  public var content = Duration.seconds(30)
  /// How long a browser may leave an answer untaken.
  public var stall = Duration.seconds(30)
  /// Bytes of a request's content.
  public var contentLength = 256 * 1024
  /// Streams of events at a time.
  public var streams = 128
  /// Runs at a time over all networks.
  public var runs = 4
  /// Bytes of rendered pages that are kept.
  public var renderedPages = 192 << 20

  /// Descriptors that are left for records, the index and programs.
  public static let reservedDescriptors = 1_024

  /// Makes the ordinary limits.
  public init() {}

  /// Connections at a time of a process that may have so many descriptors open.
  func connections(of descriptors: Int) -> Int {
    max(1, min(connections, max(descriptors - Self.reservedDescriptors, descriptors / 2)))
  }
}
