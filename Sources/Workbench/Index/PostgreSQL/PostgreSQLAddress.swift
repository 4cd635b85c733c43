import CPostgreSQL

/// A database as `postgresql://user@host:port/database?…` names it (PostgreSQL Documentation, "Connection URIs"), without a
/// password: command lines can be read by others.
public struct PostgreSQLAddress: Hashable, Sendable {
  /// The address.
  let text: String
  /// What is asked of TLS where the address says nothing: between machines a server that certificates prove.
  let encryption: String?

  /// Reads an address.
  public init(_ text: String) throws(PostgreSQLFailure) {
    guard text.hasPrefix("postgresql://") || text.hasPrefix("postgres://"), !text.utf8.contains(0),
      let options = PQconninfoParse(text, nil)
    else { throw PostgreSQLFailure("this is no address of the form postgresql://user@host/database") }
    defer { PQconninfoFree(options) }
    var values: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
      option += 1
    }
    guard values["password"] == nil, values["sslpassword"] == nil else {
      throw PostgreSQLFailure("the address holds a password: set PGPASSWORD, or write a password file")
    }
    self.text = text
    let hosts = (values["hostaddr"] ?? values["host"] ?? "").split(separator: ",").map(String.init)
    let isLocal = hosts.allSatisfy { host in
      host.hasPrefix("/") || ["localhost", "::1"].contains(host) || host.wholeMatch(of: #/127(\.[0-9]{1,3}){3}/#) != nil
    }
    encryption = values["sslmode"] == nil && !isLocal ? "verify-full" : nil
  }
}
