import Foundation

/// OpenLDAP's slapd with a few organisations, plain or over TLS.
public enum DirectoryServer {
  /// Below which entry they are.
  public static let base = "dc=network,dc=example"
  /// Who may read where the directory wants to know.
  public static let manager = "cn=manager,dc=network,dc=example"

  /// How it is set up.
  public struct Settings: Sendable {
    /// Key, certificate and authority; plain where nil.
    public var tls: (key: String, certificate: String, authority: String)?
    /// Whether strangers may read.
    public var servesStrangers = true
    /// Organisations by ODS code, with what is said of each.
    public var organisations: [(code: String, name: String, service: String?)] = [
      ("RXX", "North Hospital", "https://xds.north.example/registry"), ("RA9", "South Hospital", nil),
    ]

    /// Makes settings.
    public init() {}
  }

  /// Starts it.
  public static func start(_ settings: Settings = Settings()) async throws -> PeerProcess {
    try await PeerProcess("slapd") { folder, port in
      let data = folder.appendingPathComponent("data")
      try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
      let tls =
        settings.tls.map {
          "TLSCertificateFile \($0.certificate)\nTLSCertificateKeyFile \($0.key)\nTLSCACertificateFile \($0.authority)\n"
        } ?? ""
      let access = settings.servesStrangers ? "access to * by * read" : "access to * by users read by * auth"
      // The attributes' names are those of the Healthcare Provider Directory; their numbers are this test's own.
      let configuration = """
        include /etc/ldap/schema/core.schema
        attributetype ( 2.25.7.1 NAME 'hcIdentifier' EQUALITY caseIgnoreMatch SUBSTR caseIgnoreSubstringsMatch
          SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )
        objectclass ( 2.25.7.2 NAME 'HCRegulatedOrganization' SUP organization STRUCTURAL MUST hcIdentifier
          MAY labeledURI )
        modulepath /usr/lib/ldap
        moduleload back_mdb
        pidfile \(folder.path)/pid
        \(tls)database mdb
        suffix "\(base)"
        rootdn "\(manager)"
        rootpw secret
        directory \(data.path)
        \(access)
        """
      let file = folder.appendingPathComponent("slapd.conf")
      try configuration.write(to: file, atomically: true, encoding: .utf8)
      var entries = "dn: \(base)\nobjectClass: dcObject\nobjectClass: organization\no: Network\ndc: network\n"
      for organisation in settings.organisations {
        entries += "\ndn: o=\(organisation.name),\(base)\nobjectClass: HCRegulatedOrganization\n"
        entries += "o: \(organisation.name)\nhcIdentifier: NHS:ODS:\(organisation.code):Active\n"
        if let service = organisation.service { entries += "labeledURI: \(service)\n" }
      }
      let ldif = folder.appendingPathComponent("entries.ldif")
      try entries.write(to: ldif, atomically: true, encoding: .utf8)
      let filling = Process()
      filling.executableURL = try PeerProcess.find("slapadd")
      filling.arguments = ["-f", file.path, "-l", ldif.path]
      try filling.run()
      filling.waitUntilExit()
      guard filling.terminationStatus == 0 else {
        throw PeerProcess.Unavailable(description: "slapadd does not take the entries")
      }
      return ["-d", "0", "-f", file.path, "-h", "\(settings.tls == nil ? "ldap" : "ldaps")://127.0.0.1:\(port)/"]
    }
  }
}
