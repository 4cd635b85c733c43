import IHE

/// The organisations that a directory of providers knows.
enum ProviderEntries {
  /// Organisations: code, name, and the address of its service.
  private static let organisations = [
    ("RXX", "North Hospital", "https://xds.north.example/registry"),
    ("RA9", "South Hospital", "https://xds.south.example/registry"),
  ]

  /// Their entries, directly below one.
  static func entries(below base: String, with defects: Set<ProvidersDefect>) -> [DirectoryEntry] {
    organisations.map { code, name, address in
      var entry = DirectoryEntry(
        name: base.isEmpty ? "uid=\(code)" : "uid=\(code),\(base)",
        attributes: [
          .init(name: "hcIdentifier", values: ["NHS:ODS:\(code):Active"]), .init(name: "o", values: [name]),
        ])
      if !defects.contains(.omitsAddresses) { entry.attributes.append(.init(name: "labeledURI", values: [address])) }
      return entry
    }
  }
}
