import CXMLSec

/// The signature library, made ready once for the whole process.
enum SecurityLibrary {
  /// Whether it can be used.
  static let isReady: Bool = {
    xmlInitParser()
    guard xmlSecInit() == 0, xmlSecOpenSSLAppInit(nil) == 0, xmlSecOpenSSLInit() == 0 else { return false }
    // It writes to the standard error otherwise, and hostile documents would fill it.
    xmlSecErrorsSetCallback { _, _, _, _, _, _, _ in }
    return true
  }()
}
