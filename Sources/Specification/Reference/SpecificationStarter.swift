/// The commented starting point that `assay init` writes: a small specification that loads without a warning, with a
/// profile, a network, a bid and a tender beside it, each part explained to those who will change it.
public enum SpecificationStarter {
  /// One file of it.
  public struct File: Hashable, Sendable {
    /// Path within the new folder, with `/` between its parts.
    public var path: String
    /// What it holds.
    public var text: String

    /// Makes a file.
    public init(path: String, text: String) {
      self.path = path
      self.text = text
    }
  }

  /// All the files.
  public static let files: [File] = [
    File(path: "specification.yaml", text: specification),
    File(path: "groups/imaging.yaml", text: requirements),
    File(path: "profiles/example.yaml", text: profile),
    File(path: "network.yaml", text: network),
    File(path: "bids/example/bid.yaml", text: bid),
    File(path: "bids/example/statement.txt", text: statement),
    File(path: "tender.yaml", text: tender),
  ]
}
