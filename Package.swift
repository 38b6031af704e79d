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
  targets: [
    // level 0
    .target(name: "SegPlatform"),
    .target(name: "SegDiagnostics"),
    .target(name: "CStack"),
    .target(name: "CKernels"),
    .target(name: "SegRuntime", dependencies: ["SegPlatform", "SegDiagnostics"]),
    .target(name: "SegColumns", dependencies: ["SegPlatform", "CKernels", "SegDiagnostics", "SegRuntime"]),
    .target(name: "SegCustomerValue", dependencies: ["SegPlatform", "SegRuntime"]),
    .systemLibrary(name: "CGetopt"),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CEditline", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
    .systemLibrary(name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    // level 1
    .target(name: "SegSyntax", dependencies: ["SegDiagnostics"]),
    .target(name: "SegFunctions", dependencies: ["SegPlatform", "SegDiagnostics", "SegColumns", "SegCustomerValue"]),
    .target(name: "SegFiles", dependencies: ["SegPlatform", "SegDiagnostics", "SegRuntime", "SegColumns", "CZlib"]),
    .target(name: "SegText", dependencies: ["SegPlatform", "CKernels", "SegDiagnostics", "SegRuntime", "SegColumns", "SegFiles"]),
    .target(
      name: "SegWorkbook", dependencies: ["SegPlatform", "SegDiagnostics", "SegRuntime", "SegColumns", "SegFiles", "SegText", "CZlib"]),
    .target(name: "SegReport", dependencies: ["SegDiagnostics", "SegColumns"]),
    .target(name: "SegSpreadsheet", dependencies: ["SegPlatform", "SegDiagnostics", "SegReport", "CXlsxWriter"]),
    .target(name: "SegRaster", dependencies: ["SegPlatform", "SegDiagnostics", "SegReport"]),
    // level 2
    .target(name: "SegKernels", dependencies: ["SegPlatform", "CKernels", "SegDiagnostics", "SegRuntime", "SegColumns"]),
    .target(name: "SegPlan", dependencies: ["SegPlatform", "SegDiagnostics", "SegColumns", "SegFunctions", "SegCustomerValue"]),
    // level 3
    .target(
      name: "SegSemantics",
      dependencies: [
        "SegDiagnostics", "SegColumns", "SegFunctions", "SegCustomerValue", "SegSyntax", "SegPlan",
      ]),
    .target(
      name: "SegStore", dependencies: ["SegPlatform", "CKernels", "SegDiagnostics", "SegRuntime", "SegColumns", "SegPlan", "SegKernels"]),
    .target(
      name: "SegEngine",
      dependencies: [
        "CKernels", "SegDiagnostics", "SegRuntime", "SegColumns", "SegFunctions", "SegPlan", "SegKernels", "SegStore",
      ]),
    .target(
      name: "SegModels",
      dependencies: [
        "SegPlatform", "SegDiagnostics", "SegRuntime", "SegColumns", "SegFunctions", "SegCustomerValue", "SegPlan", "SegKernels",
        "SegStore",
        "SegEngine",
      ]),
    .target(
      name: "SegAnalyses",
      dependencies: [
        "SegPlatform", "SegDiagnostics", "SegRuntime", "SegColumns", "SegCustomerValue", "SegPlan", "SegKernels", "SegStore", "SegEngine",
        "SegModels",
      ]),
    // level 4
    .target(
      name: "Seg",
      dependencies: [
        "SegPlatform", "CStack", "SegDiagnostics", "SegRuntime", "SegColumns", "SegSyntax", "SegFunctions", "SegFiles", "SegText",
        "SegWorkbook", "SegReport",
        "SegPlan", "SegSemantics", "SegKernels", "SegStore", "SegEngine", "SegModels",
        "SegAnalyses",
      ],
      // The standard library, in the binary: it needs no other files.
      resources: [.embedInCode("Library")]),
    // level 5
    .executableTarget(
      name: "SegCLI",
      dependencies: [
        "SegPlatform", "Seg", "SegFiles", "SegText", "SegDiagnostics", "SegColumns", "SegSyntax", "SegReport", "SegSpreadsheet",
        "SegRaster", "CEditline", "CGetopt",
      ]),
    // tests
    .testTarget(name: "SegRuntimeTests", dependencies: ["SegRuntime", "SegDiagnostics"]),
    .testTarget(name: "SegCustomerValueTests", dependencies: ["SegPlatform", "SegCustomerValue", "SegRuntime"], exclude: ["Reference"]),
    .testTarget(name: "SegDiagnosticsTests", dependencies: ["SegPlatform", "SegDiagnostics"]),
    .testTarget(name: "SegReportTests", dependencies: ["SegReport", "SegColumns", "SegDiagnostics"]),
    .testTarget(
      name: "SegTests",
      dependencies: [
        "SegPlatform", "Seg", "SegColumns", "SegDiagnostics", "SegRuntime", "SegPlan", "SegSemantics", "SegSyntax", "SegKernels",
        "SegStore",
        "SegEngine", "SegModels", "SegAnalyses",
      ]),
    .testTarget(
      name: "SegKernelsTests",
      dependencies: ["SegPlatform", "SegKernels", "SegFunctions", "CKernels", "SegColumns", "SegDiagnostics", "SegRuntime"]),
    .testTarget(name: "SegStoreTests", dependencies: ["SegStore", "SegPlan", "SegKernels", "SegColumns", "SegDiagnostics", "SegRuntime"]),
    .testTarget(name: "SegFunctionsTests", dependencies: ["SegFunctions"]),
    .testTarget(name: "SegSyntaxTests", dependencies: ["SegDiagnostics", "SegSyntax", "SegColumns"]),
    .testTarget(name: "SegFilesTests", dependencies: ["SegPlatform", "SegFiles", "SegColumns", "SegDiagnostics"]),
    .testTarget(
      name: "SegTextTests", dependencies: ["SegPlatform", "SegText", "SegFiles", "SegColumns", "SegDiagnostics", "SegRuntime", "CZlib"]),
  ]
)
