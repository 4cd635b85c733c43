import Foundation

/// Does the work of a kernel so many times, for `.ci/instructions`. Nothing here is asynchronous, as callgrind does not
/// outlive a main thread that ends before the others.
@main
enum Entry {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count == 2, let kernel = arguments.first.flatMap(Kernel.init),
      let times = arguments.last.flatMap({ Int($0) }),
      (1...1_000_000).contains(times)
    else {
      FileHandle.standardError.write(
        Data("usage: assay-kernels NAME TIMES\n\(Kernel.allCases.map(\.rawValue).joined(separator: " "))\n".utf8))
      exit(2)
    }
    do {
      try kernel.work(times: times)
    } catch {
      FileHandle.standardError.write(Data("assay-kernels: \(kernel.rawValue): \(error)\n".utf8))
      exit(1)
    }
  }
}
