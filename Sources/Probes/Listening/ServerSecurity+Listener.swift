import Inventory
import TransportSecurity

extension ServerSecurity {
  /// What a listener of the network file says of TLS.
  ///
  /// - Parameter networkFolder: Folder that its paths are relative to.
  init(_ tls: Inventory.Listener.TLS, in networkFolder: String) {
    func path(_ relative: String) -> String { relative.hasPrefix("/") ? relative : "\(networkFolder)/\(relative)" }
    self.init(
      certificateFile: path(tls.certificate), privateKeyFile: path(tls.key), trustRootsFile: tls.trust.map(path))
  }
}
