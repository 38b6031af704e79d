// The system's librsvg, which draws SVG as points. It is no part of the program: it is loaded when a picture is written.

import SegDiagnostics
import SegPlatform
import SegReport

/// The functions of librsvg and of cairo, which it draws with.
struct Rasterizer {
  private typealias ReadPicture =
    @convention(c) (UnsafePointer<UInt8>?, UInt, UnsafeMutableRawPointer?) -> OpaquePointer?
  private typealias SizeOfPicture =
    @convention(c) (OpaquePointer, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>) -> Int32
  private typealias DrawPicture =
    @convention(c) (OpaquePointer, OpaquePointer, UnsafePointer<Double>, UnsafeMutableRawPointer?) -> Int32
  private typealias Release = @convention(c) (OpaquePointer) -> Void
  private typealias MakeSurface = @convention(c) (Int32, Int32, Int32) -> OpaquePointer?
  private typealias MakeContext = @convention(c) (OpaquePointer) -> OpaquePointer?
  private typealias WriteBlock = @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, UInt32) -> Int32
  private typealias WritePNG = @convention(c) (OpaquePointer, WriteBlock, UnsafeMutableRawPointer?) -> Int32

  private let readPicture: ReadPicture
  private let sizeOfPicture: SizeOfPicture
  private let drawPicture: DrawPicture
  private let releasePicture: Release
  private let makeSurface: MakeSurface
  private let releaseSurface: Release
  private let makeContext: MakeContext
  private let releaseContext: Release
  private let writePNG: WritePNG

  /// The names of the library on the systems that we know.
  private static let names = ["librsvg-2.so.2", "librsvg-2.2.dylib"]

  /// - Throws: `missing-library`.
  static func loaded() throws(ScriptError) -> Rasterizer {
    guard let library = names.lazy.compactMap({ dlopen($0, RTLD_NOW | RTLD_LOCAL) }).first, let found = Rasterizer(library) else {
      throw ScriptError(.missingRasterizer)
    }
    return found
  }

  /// nil if the library is older than 2.52, which has not all of the functions.
  private init?(_ library: UnsafeMutableRawPointer) {
    // cairo and GObject are found through librsvg, which needs them.
    func function<T>(_ name: String, _: T.Type) -> T? { dlsym(library, name).map { unsafeBitCast($0, to: T.self) } }
    guard let readPicture = function("rsvg_handle_new_from_data", ReadPicture.self),
      let sizeOfPicture = function("rsvg_handle_get_intrinsic_size_in_pixels", SizeOfPicture.self),
      let drawPicture = function("rsvg_handle_render_document", DrawPicture.self),
      let releasePicture = function("g_object_unref", Release.self),
      let makeSurface = function("cairo_image_surface_create", MakeSurface.self),
      let releaseSurface = function("cairo_surface_destroy", Release.self),
      let makeContext = function("cairo_create", MakeContext.self),
      let releaseContext = function("cairo_destroy", Release.self),
      let writePNG = function("cairo_surface_write_to_png_stream", WritePNG.self)
    else { return nil }
    self.readPicture = readPicture
    self.sizeOfPicture = sizeOfPicture
    self.drawPicture = drawPicture
    self.releasePicture = releasePicture
    self.makeSurface = makeSurface
    self.releaseSurface = releaseSurface
    self.makeContext = makeContext
    self.releaseContext = releaseContext
    self.writePNG = writePNG
  }

  /// Draws a picture and hands over the file, block by block.
  ///
  /// - Parameters:
  ///   - picture: SVG, with its width and height in pixels.
  ///   - scale: points for each pixel.
  /// - Throws: `cannot-write`, and what the sink throws.
  func draw(_ picture: [UInt8], scale: Double, _ sink: ByteSink) throws {
    guard let handle = readPicture(picture, UInt(picture.count), nil) else { throw Self.problem("librsvg cannot read it") }
    defer { releasePicture(handle) }
    var (width, height) = (0.0, 0.0)
    // More points than cairo can hold are cut off at its limit.
    guard sizeOfPicture(handle, &width, &height) != 0, width >= 1, height >= 1, width.isFinite, height.isFinite else {
      throw Self.problem("it has no size")
    }
    let factor = min(scale, 32_767 / max(width, height))
    (width, height) = ((width * factor).rounded(.down), (height * factor).rounded(.down))
    // 0 is cairo's name of the format of 8 bits for each color and for what shows through.
    guard let surface = makeSurface(0, Int32(width), Int32(height)) else { throw Self.problem("there is not enough memory") }
    defer { releaseSurface(surface) }
    guard let context = makeContext(surface) else { throw Self.problem("there is not enough memory") }
    defer { releaseContext(context) }
    guard drawPicture(handle, context, [0, 0, width, height], nil) != 0 else { throw Self.problem("librsvg cannot draw it") }
    var file: [UInt8] = []
    let status = withUnsafeMutablePointer(to: &file) { file in
      writePNG(
        surface,
        { file, bytes, count in
          file?.assumingMemoryBound(to: [UInt8].self).pointee.append(
            contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
          return 0
        }, file)
    }
    guard status == 0, !file.isEmpty else { throw Self.problem("cairo cannot encode it") }
    try file.withUnsafeBufferPointer { try sink($0) }
  }

  private static func problem(_ what: Message) -> ScriptError {
    ScriptError(Diagnostic("cannot-write", "cannot write the picture: \(what)"))
  }
}
