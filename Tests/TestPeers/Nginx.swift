import Foundation

/// nginx, with TLS and authorization, alone or in front of another web server.
public enum Nginx {
  /// What it serves.
  public struct Settings: Sendable {
    /// Key and certificate; plain HTTP where nil.
    public var tls: (key: String, certificate: String)?
    /// Authority that clients' certificates must come from.
    public var clientAuthority: String?
    /// User and password that are asked for.
    public var user: (name: String, password: String)?
    /// What `ssl_protocols` takes.
    public var protocols = "TLSv1.2 TLSv1.3"
    /// What `ssl_ciphers` takes; openssl's security level goes into it.
    public var ciphers = "HIGH:!aNULL"
    /// Further lines of the server block.
    public var lines: [String] = []
    /// Whether it offers HTTP/2.
    public var speaksHTTP2 = false
    /// Port of a server on 127.0.0.1 that it stands before; where nil, it answers `[]` as JSON by itself.
    public var before: Int?

    /// Makes settings.
    public init() {}
  }

  /// Starts it.
  public static func start(_ settings: Settings) async throws -> PeerProcess {
    try await PeerProcess("nginx") { folder, port in
      var server =
        "listen 127.0.0.1:\(port)\(settings.tls == nil ? "" : " ssl")\(settings.speaksHTTP2 ? " http2" : "");\n"
      if let tls = settings.tls {
        server += "ssl_certificate \(tls.certificate);\nssl_certificate_key \(tls.key);\n"
        server += "ssl_protocols \(settings.protocols);\nssl_ciphers \"\(settings.ciphers)\";\n"
      }
      if let authority = settings.clientAuthority {
        server += "ssl_client_certificate \(authority);\nssl_verify_client on;\n"
      }
      if let user = settings.user {
        try "\(user.name):{PLAIN}\(user.password)\n".write(
          to: folder.appendingPathComponent("users"), atomically: true, encoding: .utf8)
        server += "auth_basic test;\nauth_basic_user_file \(folder.path)/users;\n"
      }
      server += settings.lines.map { "\($0)\n" }.joined()
      let content = folder.appendingPathComponent("content")
      try FileManager.default.createDirectory(at: content, withIntermediateDirectories: true)
      try "[]".write(to: content.appendingPathComponent("studies"), atomically: true, encoding: .utf8)
      let location =
        settings.before.map {
          """
          proxy_pass http://127.0.0.1:\($0);
          proxy_set_header Host $http_host;
          proxy_set_header X-Forwarded-Proto $scheme;
          """
        }
        ?? "root \(content.path);\ndefault_type application/dicom+json;"
      let places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map {
        "\($0)_temp_path \(folder.path)/\($0);\n"
      }
      // One process, so that nothing is left of it when it is ended. As root it would go on as a user who may not enter
      // the folder.
      let identity = getuid() == 0 ? "user root;\n" : ""
      let configuration = """
        daemon off;
        master_process off;
        \(identity)
        pid \(folder.path)/pid;
        error_log stderr warn;
        events {}
        http {
        access_log off;
        \(places.joined())
        server {
        \(server)
        location = / { return 200 "here"; }
        location / {
        \(location)
        }
        }
        }
        """
      let file = folder.appendingPathComponent("nginx.conf")
      try configuration.write(to: file, atomically: true, encoding: .utf8)
      return ["-p", folder.path, "-c", file.path, "-e", "stderr"]
    }
  }

  /// Starts it with TLS of any age and strictness.
  public static func start(
    key: String, certificate: String, protocols: String = "TLSv1.2 TLSv1.3", ciphers: String = "HIGH:!aNULL",
    settings lines: [String] = []
  ) async throws -> PeerProcess {
    var settings = Settings()
    settings.tls = (key, certificate)
    settings.protocols = protocols
    settings.ciphers = ciphers
    settings.lines = lines
    return try await start(settings)
  }
}
