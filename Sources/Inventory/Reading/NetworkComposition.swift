import Specification

/// Puts the sites of included files into a network.
///
/// A site that several files list alike is one site, a member of the networks of each; paths of an included file stay
/// relative to it.
struct NetworkComposition {
  let log: DiagnosticLog
  let files: NetworkFiles
  let rules: RuleSet?

  /// How deep files may include files.
  private static let depth = 16

  /// Takes in what the file includes.
  ///
  /// - Parameter place: The file's path below the folder of the file that the reading began with.
  func compose(_ network: inout Network, of reader: FormReader, at place: String) {
    let merges = reader.boolean("merges") ?? true
    settle(&network)
    guard reader.node("include") != nil else { return }
    files.entries[place] = .underWay
    defer { files.entries[place] = nil }
    var known: Set<String> = []
    for (element, form) in reader.elements("include") {
      guard let path = form.map({ $0.text("file") }) ?? element.text, !path.isEmpty else { continue }
      let span = reader.span(form?.node("file") ?? element)
      guard let target = Self.target(of: path, from: place) else {
        log.error(
          InventoryRule.includeOutsideFolder, at: span, "`\(path)` leaves the folder of this file",
          hint: "put the including file above the files that it includes")
        continue
      }
      guard known.insert("\(form?.identifier("prefix") ?? "") \(target)").inserted else {
        log.error(ReadingRule.fileTwice, at: span, "`\(path)` is included already", hint: "take it out")
        continue
      }
      guard var included = read(target, at: span, named: path) else { continue }
      if let prefix = form?.identifier("prefix") { included.prefix(sitesBy: prefix) }
      take(included, into: &network, merging: merges, at: span)
    }
    network.includedFiles = files.order.filter { $0 != place }
    checkEndpoints(network, at: reader.span(of: "include"))
  }

  /// Sites that name no network belong to that of their file.
  private func settle(_ network: inout Network) {
    for index in network.sites.indices where network.sites[index].memberOf.isEmpty {
      network.sites[index].memberOf = [network.id]
    }
  }

  private func read(_ target: String, at span: SourceSpan, named path: String) -> Network? {
    switch files.entries[target] {
    case .underWay:
      log.error(
        InventoryRule.includeCycle, at: span, "`\(path)` includes this file, directly or through others",
        hint: "take one of the two out; what both need goes into a third file")
      return nil
    case .read(let network): return network
    case nil: break
    }
    let folder = target.split(separator: "/").dropLast().map { $0 + "/" }.joined()
    guard files.order.count < NetworkFiles.limit, target.split(separator: "/").count <= Self.depth else {
      log.error(
        InventoryRule.includeOutsideFolder, at: span,
        "more than \(NetworkFiles.limit) files, or folders deeper than \(Self.depth), are not read")
      return nil
    }
    guard files.underWay <= Self.depth else {
      log.error(
        InventoryRule.includeCycle, at: span, "files include files more than \(Self.depth) deep",
        hint: "include them from the first file")
      return nil
    }
    var network: Network?
    do throws(UnreadableText) {
      let source = try files.text(of: target)
      let (file, diagnostics) = LanguageFile.read(source, expecting: .network)
      log.add(diagnostics)
      if let file, let reader = FormReader(file.root, file.kind.form, file: source.path, folder: folder) {
        var read = NetworkReader(rules: rules, log: log, files: files).network(reader, at: target)
        if reader.node("calling-ae-title") != nil { read.keepCallingTitle() }
        network = read
      }
    } catch {
      log.error(
        ReadingRule.unreadableFile, at: span, "`\(path)` cannot be read: \(error.diagnostic.message)",
        hint: error.diagnostic.hint)
    }
    files.entries[target] = .read(network)
    return network
  }

  private func take(_ included: Network, into network: inout Network, merging: Bool, at span: SourceSpan) {
    for (id, title) in included.titles.sorted(by: { $0.key < $1.key }) where !(merging && id == included.id) {
      if let other = network.titles[id], other != title {
        log.error(
          ReadingRule.duplicateID, at: span, "two networks have the id `\(id)`: “\(other)” and “\(title)”",
          hint: "give one of them another id")
      }
      network.titles[id] = title
    }
    network.testPatients += included.testPatients.filter { !network.testPatients.contains($0) }
    for var site in included.sites {
      if merging { site.memberOf = site.memberOf.map { $0 == included.id ? network.id : $0 } }
      guard let index = network.sites.firstIndex(where: { $0.id == site.id }) else {
        network.sites.append(site)
        continue
      }
      guard network.sites[index].isSame(as: site) else {
        log.error(
          InventoryRule.siteConflict, at: span, "there is another site `\(site.id)` already, and the two differ",
          hint: """
            where they are two places, write `{file: …, prefix: …}`; where they are one, give it a file of its own that \
            both networks include
            """)
        continue
      }
      let memberships = network.sites[index].memberOf
      network.sites[index].memberOf += site.memberOf.filter { !memberships.contains($0) }
    }
  }

  /// One endpoint under two names would be called, and counted, twice.
  private func checkEndpoints(_ network: Network, at span: SourceSpan) {
    var known: [Endpoint: (system: String, file: String)] = [:]
    for system in network.sites.flatMap(\.systems) {
      for kind in EndpointProtocol.allCases {
        guard let endpoint = system.endpoints[kind]?.place else { continue }
        guard let other = known[endpoint] else {
          known[endpoint] = (system.reference, system.span.file)
          continue
        }
        guard other.file != system.span.file, other.system != system.reference else { continue }
        log.error(
          InventoryRule.endpointTwice, at: system.span,
          "\(system.reference) and \(other.system) of \(other.file) have the same \(kind.rawValue) endpoint",
          hint: "a system that several networks share stands at one site, in a file that each of them includes")
      }
    }
  }

  /// The path that a file names, below the folder of the first file; nil where it leaves the folder of its own.
  private static func target(of path: String, from place: String) -> String? {
    var parts = place.split(separator: "/").dropLast().map(String.init)
    for part in path.split(separator: "/") where part != "." {
      guard part != ".." else { return nil }
      parts.append(String(part))
    }
    return parts.isEmpty ? nil : parts.joined(separator: "/")
  }
}

extension NetworkFiles {
  /// How many files are being read now, each included by the one before.
  fileprivate var underWay: Int {
    entries.values.reduce(0) { if case .underWay = $1 { $0 + 1 } else { $0 } }
  }
}

extension Network {
  /// Writes a prefix before the ids of all sites.
  fileprivate mutating func prefix(sitesBy prefix: String) {
    for index in sites.indices {
      sites[index].id = "\(prefix)-\(sites[index].id)"
      for system in sites[index].systems.indices { sites[index].systems[system].site = sites[index].id }
    }
  }

  /// Systems of an included file know the harness by the title that their own file gives it.
  fileprivate mutating func keepCallingTitle() {
    for site in sites.indices {
      for system in sites[site].systems.indices {
        guard case .dicom(var endpoint)? = sites[site].systems[system].endpoints[.dicom],
          endpoint.callingAETitle == nil
        else { continue }
        endpoint.callingAETitle = callingAETitle
        sites[site].systems[system].endpoints[.dicom] = .dicom(endpoint)
      }
    }
  }
}

extension Site {
  /// Whether two files say the same of a site, wherever it stands in them.
  fileprivate func isSame(as other: Site) -> Bool {
    func plain(_ site: Site) -> Site {
      var site = site
      site.memberOf = []
      for index in site.systems.indices { site.systems[index].span = SourceSpan(file: "", line: 1, column: 1) }
      return site
    }
    return plain(self) == plain(other)
  }
}

extension Endpoint {
  /// Where it is, without the settings by which it is used.
  fileprivate var place: Endpoint {
    switch self {
    case .dicom(let endpoint):
      .dicom(DICOMEndpoint(host: endpoint.host, port: endpoint.port, aeTitle: endpoint.aeTitle))
    case .address(let endpoint):
      .address(AddressEndpoint(protocolName: endpoint.protocolName, address: endpoint.address))
    }
  }
}
