/// A network file of one site, `a`.
public enum SmallNetwork {
  /// Its text.
  ///
  /// - Parameters:
  ///   - listeners: Blocks of listeners as lines of YAML; none where empty.
  ///   - systems: The systems as lines of YAML, each an entry of a list.
  public static func text(
    id: String = "test", title: String = "Test network", listeners: String = "", systems: String
  ) -> String {
    let entries = systems.split(separator: "\n").map { "      \($0)\n" }.joined()
    return """
      edition: 1
      kind: network
      id: \(id)
      title: \(title)
      \(listeners.isEmpty || listeners.hasSuffix("\n") ? listeners : "\(listeners)\n")\
      sites:
        - id: a
          name: Site A
          systems:
      \(entries)
      """
  }

  /// An archive on this machine, as an entry of the list of systems.
  ///
  /// - Parameter further: Further endpoints, lines of YAML.
  public static func archive(
    port: Int, aeTitle: String = "ARCHIVE", permits: String = "read", further: String = ""
  ) -> String {
    """
    - id: archive
      vendor: Vendor
      product: Product
      roles: [archive]
      permits: [\(permits)]
      endpoints:
        dicom: {host: 127.0.0.1, port: \(port), ae-title: \(aeTitle)}
    \(further.split(separator: "\n").map { "    \($0)\n" }.joined())
    """
  }
}
