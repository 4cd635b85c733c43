import CXMLSec

/// The signature library, made ready once for the whole process.
enum SecurityLibrary {
  /// Whether it can be used.
  static let isReady: Bool = {
    xmlInitParser()
    return xmlSecInit() == 0 && xmlSecOpenSSLAppInit(nil) == 0 && xmlSecOpenSSLInit() == 0
  }()
}
