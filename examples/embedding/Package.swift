// swift-tools-version: 6.0
import PackageDescription

let package = Package(
  name: "embedding",
  dependencies: [
    // In your own package: .package(url: "…", from: "0.1.0")
    .package(name: "seg", path: "../..")
  ],
  targets: [
    .executableTarget(name: "embedding", dependencies: [.product(name: "Seg", package: "seg")])
  ]
)
