// swift-tools-version: 6.0
import PackageDescription

// The targets, in the order of their levels (ARCHITECTURE.md): a target
// imports only what its list here names, and what lies below that.
let package = Package(
  name: "seg",
  products: [
    .library(name: "Seg", targets: ["Seg"]),
    .executable(name: "seg", targets: ["SegCLI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    // level 0
    .target(name: "SegDiagnostics"),
    .target(name: "CStack"),
    .target(name: "CKernels"),
    .target(name: "SegRuntime", dependencies: ["SegDiagnostics"]),
    .target(name: "SegColumns", dependencies: ["CKernels", "SegDiagnostics", "SegRuntime"]),
    .target(name: "SegCustomerValue", dependencies: ["SegRuntime"]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CEditline", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
    // level 1
    .target(name: "SegSyntax", dependencies: ["SegDiagnostics"]),
    .target(name: "SegFunctions", dependencies: ["SegColumns", "SegCustomerValue"]),
    .target(name: "SegFiles", dependencies: ["SegDiagnostics", "SegRuntime", "CZlib"]),
    .target(name: "SegText", dependencies: ["CKernels", "SegDiagnostics", "SegRuntime", "SegColumns", "SegFiles"]),
    .target(name: "SegReport", dependencies: ["SegDiagnostics", "SegColumns"]),
    // level 2
    .target(name: "SegKernels", dependencies: ["CKernels", "SegDiagnostics", "SegRuntime", "SegColumns"]),
    .target(name: "SegPlan", dependencies: ["SegDiagnostics", "SegColumns", "SegFunctions", "SegCustomerValue"]),
    // level 3
    .target(name: "SegSemantics", dependencies: [
      "SegDiagnostics", "SegColumns", "SegFunctions", "SegCustomerValue", "SegSyntax", "SegPlan",
    ]),
    .target(name: "SegStore", dependencies: ["CKernels", "SegDiagnostics", "SegRuntime", "SegColumns", "SegPlan", "SegKernels"]),
    .target(name: "SegEngine", dependencies: [
      "SegDiagnostics", "SegRuntime", "SegColumns", "SegFunctions", "SegCustomerValue", "SegPlan", "SegKernels", "SegStore",
      "CKernels",
    ]),
    // level 4
    .target(
      name: "Seg",
      dependencies: [
        "CStack", "SegDiagnostics", "SegRuntime", "SegColumns", "SegSyntax", "SegFunctions", "SegFiles", "SegText", "SegReport",
        "SegPlan", "SegSemantics", "SegKernels", "SegStore", "SegEngine",
      ],
      // The standard library, in the binary: it needs no files beside it.
      resources: [.embedInCode("Library")]),
    // level 5
    .executableTarget(
      name: "SegCLI",
      dependencies: [
        "Seg", "SegFiles", "SegText", "SegDiagnostics", "SegColumns", "SegSyntax", "SegReport", "CEditline",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    // tests
    .testTarget(name: "SegRuntimeTests", dependencies: ["SegRuntime", "SegDiagnostics"]),
    .testTarget(name: "SegCustomerValueTests", dependencies: ["SegCustomerValue", "SegRuntime"], exclude: ["Reference"]),
    .testTarget(name: "SegDiagnosticsTests", dependencies: ["SegDiagnostics"]),
    .testTarget(name: "SegReportTests", dependencies: ["SegReport", "SegColumns", "SegDiagnostics"]),
    .testTarget(
      name: "SegTests",
      dependencies: [
        "Seg", "SegColumns", "SegDiagnostics", "SegEngine", "SegKernels", "SegPlan", "SegRuntime", "SegSemantics", "SegStore", "SegSyntax",
      ]),
    .testTarget(name: "SegKernelsTests", dependencies: ["SegKernels", "SegFunctions", "CKernels", "SegColumns", "SegDiagnostics", "SegRuntime"]),
    .testTarget(name: "SegStoreTests", dependencies: ["SegStore", "SegKernels", "SegColumns", "SegDiagnostics", "SegRuntime"]),
    .testTarget(name: "SegFunctionsTests", dependencies: ["SegFunctions"]),
    .testTarget(name: "SegSyntaxTests", dependencies: ["SegDiagnostics", "SegSyntax", "SegColumns"]),
    .testTarget(name: "SegFilesTests", dependencies: ["SegFiles", "SegDiagnostics"]),
    .testTarget(
      name: "SegTextTests", dependencies: ["SegText", "SegFiles", "SegColumns", "SegDiagnostics", "SegRuntime", "CZlib"]),
  ]
)
