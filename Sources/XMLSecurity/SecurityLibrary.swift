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

  /// Does something without the parser's library writing to the standard error; what it says is kept per thread.
  static func silently<T>(_ body: () -> T) -> T {
    xmlSetStructuredErrorFunc(nil) { _, _ in }
    defer { xmlSetStructuredErrorFunc(nil, nil) }
    return body()
  }
}
