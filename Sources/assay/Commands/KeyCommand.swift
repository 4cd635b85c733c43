import ArgumentParser
import Foundation
import Procurement

/// `assay key`
struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Make a key pair that signs bundles, or show the fingerprint of one.",
    discussion: """
      EXAMPLE
        # the private key, for you alone, and acme.key.pub for buyers
        assay key acme.key
        assay key acme.key.pub --show

      The keys are Ed25519 in PEM, as OpenSSL reads them. Tell buyers the
      fingerprint by another way than the bundle. A private key that others can read
      is refused.
      """)

  @ArgumentParser.Argument(help: "File of the private key; with --show a file of either key.", completion: .file())
  var file: String

  @Flag(help: "Show the fingerprint of a key that is there.")
  var show = false

  func run() throws {
    do throws(BundleKeyError) {
      guard show else {
        let key = BundleKey()
        let open = try key.write(to: file)
        Terminal.out("\(file)\n\(open)\n\(key.identity.fingerprint)")
        return
      }
      let isPublic = (try? String(contentsOfFile: file, encoding: .utf8))?.contains("PUBLIC KEY") ?? false
      Terminal.out(isPublic ? try PinnedKey(file).fingerprint : try BundleKey(file: file).identity.fingerprint)
    } catch {
      Terminal.error("assay key: \(error)")
      throw ExitStatus.invalidFile
    }
  }
}
