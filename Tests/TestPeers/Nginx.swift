import Foundation

/// nginx in front of nothing: a web server with TLS of every age and strictness.
public enum Nginx {
  /// Starts it.
  /// - Parameters:
  ///   - protocols: what `ssl_protocols` takes.
  ///   - ciphers: what `ssl_ciphers` takes; openssl's security level goes into it.
  ///   - settings: further lines of the server block.
  public static func start(
    key: String, certificate: String, protocols: String = "TLSv1.2 TLSv1.3", ciphers: String = "HIGH:!aNULL",
    settings: [String] = []
  ) async throws -> PeerProcess {
    try await PeerProcess("nginx") { folder, port in
      let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map { "\($0)_temp_path \(folder.path)/\($0);" }
      let configuration = """
        daemon off;
        master_process off;
        pid \(folder.path)/nginx.pid;
        error_log stderr warn;
        events { worker_connections 64; }
        http {
          access_log off;
          \(temporary.joined(separator: "\n  "))
          server {
            listen 127.0.0.1:\(port) ssl;
            ssl_certificate \(certificate);
            ssl_certificate_key \(key);
            ssl_protocols \(protocols);
            ssl_ciphers "\(ciphers)";
            \(settings.joined(separator: "\n    "))
            location / { return 200 "here"; }
          }
        }

        """
      let file = folder.appendingPathComponent("nginx.conf")
      try configuration.write(to: file, atomically: true, encoding: .utf8)
      return ["-c", file.path, "-p", folder.path]
    }
  }
}
