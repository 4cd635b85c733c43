// swift-tools-version: 6.2
import PackageDescription

/// Warnings are errors where a build decides about a change; elsewhere a newer compiler's new warning must not stop a user.
let strict: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

/// What the tests exercise, optimised with this: `make test` waits for peers then and not for the code. Tests are as they are
/// written, and so are simulated systems, probes, pages and commands: to optimise these takes longer than it saves. Nothing
/// is built for a debugger then.
let isOptimised = Context.environment["ASSAY_OPTIMISED"] != nil
let plain: [SwiftSetting] = strict + (isOptimised ? [.unsafeFlags(["-gnone"])] : [])
let code: [SwiftSetting] = plain + (isOptimised ? [.unsafeFlags(["-O"])] : [])

/// The fuzzer is no part of ordinary builds: `make fuzz` sets this to libFuzzer's library and builds in a place of its own.
/// What it reads carries libFuzzer's marks at each branch then.
let fuzzer = Context.environment["ASSAY_FUZZ"]
let fuzzed: [SwiftSetting] = code + (fuzzer == nil ? [] : [.unsafeFlags(["-sanitize=fuzzer", "-O"])])

/// Libraries that a binary for release opens when they are first needed: `LDAP=libldap-2.5.so.0 LBER=…`, by `.ci/late-libraries`.
let late = (Context.environment["ASSAY_LATE_LIBRARIES"] ?? "").split(separator: " ").map { pair in
  let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
  return CSetting.define("LATE_\(parts[0])", to: "\"\(parts.last ?? "")\"")
}
let lateLibraries: [Target.Dependency] = late.isEmpty ? [] : ["CLateLibraries"]
/// Such a binary names no other library that it does not use, none of its own functions to others, and the places in it that
/// depend on where it is loaded in the short form (`DT_RELR`), which glibc reads since 2.36.
let lean: [LinkerSetting] =
  late.isEmpty
  ? []
  : [
    .unsafeFlags([
      "-ld-path=\(Context.packageDirectory)/.ci/linker/ld.lld", "-Xlinker", "--no-export-dynamic", "-Xlinker", "-z",
      "-Xlinker", "pack-relative-relocs",
    ])
  ]

let nio: [Target.Dependency] = [
  .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "NIOPosix", package: "swift-nio"),
]

let package = Package(
  name: "assay",
  products: [
    .executable(name: "assay", targets: ["assay"]),
    .library(name: "XMLTree", targets: ["XMLTree"]),
    .library(name: "JSONTree", targets: ["JSONTree"]),
    .library(name: "HTTPExchange", targets: ["HTTPExchange"]),
    .library(name: "TransportSecurity", targets: ["TransportSecurity"]),
    .library(name: "DICOM", targets: ["DICOM"]),
    .library(name: "PixelCoding", targets: ["PixelCoding"]),
    .library(name: "DICOMNetwork", targets: ["DICOMNetwork"]),
    .library(name: "DICOMWeb", targets: ["DICOMWeb"]),
    .library(name: "HL7", targets: ["HL7"]),
    .library(name: "FHIR", targets: ["FHIR"]),
    .library(name: "IHE", targets: ["IHE"]),
    .library(name: "XMLSecurity", targets: ["XMLSecurity"]),
    .library(name: "ReferenceNetwork", targets: ["ReferenceNetwork"]),
    .library(name: "Rendering", targets: ["Rendering"]),
    .library(name: "Office", targets: ["Office"]),
    .library(name: "Specification", targets: ["Specification"]),
    .library(name: "Inventory", targets: ["Inventory"]),
    .library(name: "Evidence", targets: ["Evidence"]),
    .library(name: "Statements", targets: ["Statements"]),
    .library(name: "Probes", targets: ["Probes"]),
    .library(name: "Judgement", targets: ["Judgement"]),
    .library(name: "Reports", targets: ["Reports"]),
    .library(name: "Procurement", targets: ["Procurement"]),
    .library(name: "Stores", targets: ["Stores"]),
    .library(name: "Workbench", targets: ["Workbench"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.0"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CCMarkGFM", providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CZLib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CLateLibraries", cSettings: late),
    .target(name: "XMLTree", dependencies: ["CLibXML2"], swiftSettings: fuzzed),
    .target(name: "JSONTree", swiftSettings: fuzzed),
    .target(
      name: "HTTPExchange",
      dependencies: nio + [
        "CZLib", "JSONTree", "TransportSecurity", .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "JWTKit", package: "jwt-kit"), .product(name: "CryptoExtras", package: "swift-crypto"),
      ],
      swiftSettings: fuzzed),
    .target(
      name: "TransportSecurity",
      dependencies: nio + [
        .product(name: "NIOSSL", package: "swift-nio-ssl"), .product(name: "X509", package: "swift-certificates"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: fuzzed),
    .target(
      name: "DICOM", dependencies: ["CZLib", "JSONTree", .product(name: "NIOCore", package: "swift-nio")],
      exclude: ["Registry/generate.py", "InformationObjects/generate.py", "Confidentiality/generate.py"],
      swiftSettings: fuzzed),
    .systemLibrary(name: "COpenJPEG", pkgConfig: "libopenjp2", providers: [.apt(["libopenjp2-7-dev"])]),
    .systemLibrary(name: "CCharLS", pkgConfig: "charls", providers: [.apt(["libcharls-dev"])]),
    .systemLibrary(name: "CTurboJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),
    .target(
      name: "PixelCoding", dependencies: ["DICOM", "Programs", "COpenJPEG", "CCharLS", "CTurboJPEG"],
      swiftSettings: fuzzed),
    .target(
      name: "DICOMNetwork",
      dependencies: nio + [
        "DICOM", "TransportSecurity", .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: fuzzed),
    .target(
      name: "DICOMWeb",
      dependencies: nio + [
        "DICOM", "HTTPExchange", "JSONTree", "TransportSecurity", "XMLTree",
        .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOWebSocket", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"), .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: fuzzed),
    .target(
      name: "FHIR",
      dependencies: nio + [
        "HTTPExchange", "JSONTree", "XMLTree", .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      exclude: ["Elements/generate.py", "Profiles/Terminology/generate.py"], swiftSettings: fuzzed),
    .target(
      name: "HL7",
      dependencies: nio + ["TransportSecurity", "XMLTree", .product(name: "NIOSSL", package: "swift-nio-ssl")],
      exclude: ["Structures/generate.py"], swiftSettings: fuzzed),
    .systemLibrary(name: "CXMLSec", pkgConfig: "xmlsec1-openssl", providers: [.apt(["libxmlsec1-dev"])]),
    .systemLibrary(name: "CLDAP", pkgConfig: "ldap", providers: [.apt(["libldap-dev"])]),
    .target(name: "XMLSecurity", dependencies: ["CXMLSec"], swiftSettings: fuzzed),
    .target(
      name: "IHE",
      dependencies: nio + [
        "CLDAP", "DICOM", "FHIR", "HTTPExchange", "JSONTree", "TransportSecurity", "XMLSecurity", "XMLTree",
        .product(name: "NIOSSL", package: "swift-nio-ssl"), .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: fuzzed),
    .target(
      name: "ReferenceNetwork",
      dependencies: nio + [
        "DICOM", "DICOMNetwork", "DICOMWeb", "FHIR", "HL7", "HTTPExchange", "IHE", "JSONTree", "PixelCoding",
        "TransportSecurity", "XMLSecurity", "XMLTree",
        .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOWebSocket", package: "swift-nio"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: plain),
    .target(name: "Programs", swiftSettings: code),
    .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .target(name: "Office", dependencies: ["CArchive", "CXLSXWriter", "XMLTree"], swiftSettings: fuzzed),
    .target(name: "Rendering", swiftSettings: code),
    .target(name: "Specification", dependencies: ["DICOM", "FHIR", "HL7", "JSONTree", "Yams"], swiftSettings: fuzzed),
    .target(name: "Inventory", dependencies: ["Specification"], swiftSettings: fuzzed),
    .target(
      name: "Evidence",
      dependencies: [
        "Specification", "FHIR", "HL7", "JSONTree", .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: fuzzed),
    .target(
      name: "Statements",
      dependencies: [
        "Evidence", "Inventory", "DICOM", "JSONTree", "Office", "Programs", "Rendering", "XMLTree", "CCMarkGFM",
        "CZLib", "Yams",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: fuzzed),
    .target(
      name: "Probes",
      dependencies: nio + [
        "Evidence", "Inventory", "Specification", "DICOM", "DICOMNetwork", "DICOMWeb", "PixelCoding", "Programs",
        "FHIR", "HL7", "HTTPExchange", "IHE", "JSONTree", "TransportSecurity", "XMLSecurity", "XMLTree",
        .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "Histogram", package: "hdrhistogram-swift"),
      ],
      swiftSettings: plain),
    .target(
      name: "Judgement", dependencies: ["Evidence", "Inventory", "Specification", "BigInt"], swiftSettings: fuzzed),
    .target(
      name: "Reports",
      dependencies: [
        "CZLib", "Judgement", "Evidence", "Inventory", "Office", "Programs", "Rendering", "Specification",
      ],
      swiftSettings: plain),
    .target(
      name: "Procurement",
      dependencies: [
        "Evidence", "HL7", "Inventory", "Judgement", "Office", "Programs", "Rendering", "Reports", "Specification",
        "Yams", "CArchive", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
        .product(name: "X509", package: "swift-certificates"),
      ],
      swiftSettings: fuzzed),
    .target(
      name: "Stores",
      dependencies: [
        "Evidence", "HTTPExchange", "XMLTree", .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: fuzzed),
    .systemLibrary(name: "CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .target(
      name: "Workbench",
      dependencies: nio + [
        "CPostgreSQL", "Evidence", "Inventory", "Judgement", "Rendering", "Reports", "Specification",
        .product(name: "Hummingbird", package: "hummingbird"), .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: plain),
    .systemLibrary(name: "CAllocator"),
    .executableTarget(
      name: "assay",
      dependencies: [
        "CAllocator", "Specification", "Inventory", "Evidence", "Statements", "Probes", "Judgement", "Office",
        "Procurement",
        "PixelCoding", "ReferenceNetwork", "Reports", "Stores", "Workbench",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ] + lateLibraries,
      swiftSettings: plain, linkerSettings: lean),
    .executableTarget(
      name: "assay-measure",
      dependencies: nio + [
        "DICOMNetwork", "DICOM", "HL7", "HTTPExchange", "IHE", "ReferenceNetwork", "XMLTree",
        .product(name: "Histogram", package: "hdrhistogram-swift"),
      ] + lateLibraries,
      path: "Benchmarks/Measure", swiftSettings: code, linkerSettings: lean),
    .executableTarget(
      name: "assay-kernels",
      dependencies: nio + [
        "DICOM", "DICOMNetwork", "FHIR", "HL7", "HTTPExchange", "IHE", "Specification", "Statements", "XMLTree",
      ],
      path: "Benchmarks/Kernels", swiftSettings: code),
    // Peers that tests start, good and bad; a library so that every test target can use them.
    .target(
      name: "TestPeers", dependencies: nio + ["CZLib"], path: "Tests/TestPeers", exclude: ["Python"],
      swiftSettings: plain),
    // Decodes frames for tests whose program does not offer to do so itself.
    .executableTarget(
      name: "assay-frames", dependencies: ["PixelCoding"], path: "Tests/FrameDecoder", swiftSettings: plain),
    .testTarget(name: "XMLTreeTests", dependencies: ["XMLTree"], swiftSettings: plain),
    .testTarget(
      name: "TransportSecurityTests", dependencies: ["TransportSecurity", "TestPeers"],
      exclude: ["Golden/generate.py", "Golden/flights.txt"], swiftSettings: plain),
    .testTarget(name: "DICOMTests", dependencies: ["DICOM", "TestPeers"], swiftSettings: plain),
    .testTarget(
      name: "DICOMNetworkTests", dependencies: nio + ["DICOMNetwork", "DICOM", "TransportSecurity", "TestPeers"],
      exclude: ["Golden/generate.py", "Golden/pdus.txt"], swiftSettings: plain),
    .testTarget(
      name: "PixelCodingTests", dependencies: ["PixelCoding", "DICOM", "Programs", "TestPeers", "assay-frames"],
      exclude: ["Vectors"], swiftSettings: plain),
    .testTarget(
      name: "DICOMWebTests", dependencies: nio + ["DICOMWeb", "DICOM", "TestPeers"], swiftSettings: plain),
    .testTarget(name: "JSONTreeTests", dependencies: ["JSONTree", "TestPeers"], swiftSettings: plain),
    .testTarget(
      name: "HTTPExchangeTests", dependencies: nio + ["HTTPExchange", "TestPeers"], swiftSettings: plain),
    .testTarget(
      name: "FHIRTests", dependencies: nio + ["FHIR", "HTTPExchange", "JSONTree", "TestPeers"],
      exclude: ["Profiles/judge.py"], swiftSettings: plain),
    .testTarget(
      name: "HL7Tests", dependencies: ["HL7", "TestPeers"], exclude: ["Samples/messages.txt"], swiftSettings: plain),
    .testTarget(
      name: "IHETests", dependencies: nio + ["IHE", "DICOM", "FHIR", "HTTPExchange", "XMLTree", "TestPeers"],
      swiftSettings: plain),
    .testTarget(name: "XMLSecurityTests", dependencies: ["XMLSecurity", "TestPeers"], swiftSettings: plain),
    .testTarget(
      name: "ReferenceNetworkTests",
      dependencies: nio + [
        "ReferenceNetwork", "DICOM", "DICOMNetwork", "FHIR", "HL7", "IHE", "HTTPExchange", "Probes", "Judgement",
        "Evidence", "Inventory", "Specification", "TestPeers", "assay-frames",
        .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "Crypto", package: "swift-crypto"),
      ], swiftSettings: plain),
    .testTarget(
      name: "SpecificationTests", dependencies: ["Specification", "FHIR", "HL7", "Probes", "TestPeers"],
      exclude: ["Failing", "Schemas/validate.py"],
      swiftSettings: plain),
    .testTarget(name: "InventoryTests", dependencies: ["Inventory", "Specification", "Probes"], swiftSettings: plain),
    .testTarget(
      name: "EvidenceTests",
      dependencies: ["Evidence", "DICOM", "FHIR", "HL7", "Specification", "Probes", "TestPeers"],
      swiftSettings: plain
    ),
    .testTarget(
      name: "StatementsTests", dependencies: ["Statements", "Evidence", "Specification", "TestPeers", "CZLib"],
      exclude: ["Labels", "Descriptions/Expected"],
      swiftSettings: plain),
    .testTarget(
      name: "ProbesTests",
      dependencies: [
        "Probes", "Evidence", "FHIR", "Inventory", "Specification", "DICOMNetwork", "PixelCoding", "HL7", "TestPeers",
        "assay-frames",
      ],
      swiftSettings: plain),
    .testTarget(
      name: "JudgementTests",
      dependencies: ["Judgement", "Evidence", "Inventory", "Specification", "Probes", "TestPeers"],
      swiftSettings: plain),
    .testTarget(name: "ProgramsTests", dependencies: ["Programs"], swiftSettings: plain),
    .testTarget(name: "RenderingTests", dependencies: ["Rendering"], swiftSettings: plain),
    .testTarget(name: "OfficeTests", dependencies: ["Office", "TestPeers"], swiftSettings: plain),
    .testTarget(
      name: "ReportsTests", dependencies: ["Reports", "Judgement", "Rendering", "TestPeers"], swiftSettings: plain),
    .testTarget(
      name: "ProcurementTests", dependencies: ["Procurement", "Inventory", "Judgement", "Office", "TestPeers"],
      swiftSettings: plain),
    .testTarget(
      name: "StoresTests", dependencies: nio + ["Stores", "Evidence", "HTTPExchange", "TestPeers"],
      swiftSettings: plain),
    .testTarget(
      name: "WorkbenchTests",
      dependencies: nio + [
        "Workbench", "Inventory", "Probes", "Specification", "TestPeers", "assay",
        .product(name: "NIOEmbedded", package: "swift-nio"),
      ],
      exclude: ["Browser"], swiftSettings: plain),
    .testTarget(
      name: "CommandTests", dependencies: ["assay", "PixelCoding", "TestPeers"],
      exclude: ["ExpectedVerdicts.tsv", "FurtherVerdicts.tsv", "Proof.tsv"], swiftSettings: plain),
  ],
  swiftLanguageModes: [.v6]
)

if let fuzzer {
  package.targets.append(
    .executableTarget(
      name: "assay-fuzz",
      dependencies: [
        "DICOM", "DICOMNetwork", "DICOMWeb", "Evidence", "FHIR", "HL7", "HTTPExchange", "IHE", "Inventory", "JSONTree",
        "Judgement", "Office", "PixelCoding", "Procurement", "Specification", "Statements", "Stores",
        "TransportSecurity", "XMLTree", .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      path: "Tests/Fuzz", exclude: ["Seeds"], swiftSettings: fuzzed + [.unsafeFlags(["-parse-as-library"])],
      linkerSettings: [.unsafeFlags([fuzzer]), .linkedLibrary("stdc++")]))
}

// A build of a part, for sanitizers, which are slow: names of targets, separated by commas.
if let chosen = Context.environment["ASSAY_TARGETS"]?.split(separator: ",").map(String.init) {
  package.targets.removeAll { !chosen.contains($0.name) }
  package.products.removeAll { !chosen.contains($0.name) }
}
