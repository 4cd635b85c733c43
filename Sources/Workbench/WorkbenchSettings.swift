/// Where the page is served, and who may open it.
public struct WorkbenchSettings: Hashable, Sendable {
  /// Folder of the run directories.
  public var folder: String
  /// Address that it listens on.
  public var host: String
  /// Port; 0 for a free one.
  public var port: Int
  /// What a browser must show; nil where whoever reaches the address may look.
  public var token: String?

  /// Makes settings.
  ///
  /// - Returns: nil where the address is no loopback one and there is no token: a page over bids is nobody else's.
  public init?(folder: String, host: String = "127.0.0.1", port: Int = 0, token: String? = nil) {
    let isLoopback = host == "localhost" || host == "::1" || host.wholeMatch(of: #/127(\.[0-9]{1,3}){3}/#) != nil
    guard isLoopback || token?.isEmpty == false else { return nil }
    self.folder = folder
    self.host = host
    self.port = port
    self.token = token
  }
}
