// Chinese: files that cannot be read or written.

extension ChineseMessages {
  /// Files, folders, formats and encodings.
  static let files = #"""
    it is cut off
      它不完整
    it is damaged
      它已损坏
    something else follows its end
      它的末尾之后还有别的内容
    it unpacks to more than {1} times its size, over {2} MB
      解压后超过原大小的 {1} 倍，大于 {2} MB
    if that is right, unpack it and load the text: gunzip {1}
      若确实如此，请先解压再加载文本：gunzip {1}
    there is not enough memory for its content
      内存不足，装不下它的内容
    `{1}` is left out: {2}
      `{1}` 未读取：{2}
    {1} {2} are left out, the first `{3}`: {4}
      {1} 个{2}未读取，第一个是 `{3}`：{4}
    files
      文件
    no format has such an ending
      没有哪种格式用这样的扩展名
    folders
      文件夹
    folders in folders are not read
      不读取文件夹中的文件夹
    no file matches `{1}`
      没有文件符合 `{1}`
    its folder does not exist or is empty
      它的文件夹不存在或为空
    its folder has {1}
      它的文件夹中有 {1}
    `*` stands for any characters, `?` for one, `[0-9]` for one of some
      `*` 代表任意多个字符，`?` 代表一个，`[0-9]` 代表其中之一
    no file in `{1}` can be loaded
      `{1}` 中没有可以加载的文件
    it has {1}
      其中有 {1}
    `with (format: csv)` reads files with any ending
      `带 (format: csv)` 可读取任何扩展名的文件
    no folder `{1}`
      没有文件夹 `{1}`
    `{1}` is a file, not a folder
      `{1}` 是文件，不是文件夹
    leave `/` out: `{1}`
      去掉 `/`：`{1}`
    `{1}` is named twice
      `{1}` 写了两次
    `{1}` is the same file as `{2}`
      `{1}` 与 `{2}` 是同一个文件
    by `{1}` and by `{2}`
      由 `{1}` 和 `{2}` 指到
    leave one out: its rows would count twice
      请去掉一个，否则它的行会被计两次
    it became shorter while it was read
      读取时它变短了
    it was changed while it was read
      读取时它被改动了
    a path has no character NUL
      路径中不能有字符 NUL
    a folder
      文件夹
    a device
      设备
    no file `{1}`
      没有文件 `{1}`
    no folder `{1}` for the file `{2}`
      没有存放文件 `{2}` 的文件夹 `{1}`
    `{1}` is {2}, not a file
      `{1}` 是{2}，不是文件
    with `/` at the end all files in it are loaded: `{1}/`
      末尾加 `/` 会加载其中所有文件：`{1}/`
    `{1}` is empty
      `{1}` 是空的
    a table needs at least one record or a header line
      表至少需要一条记录或一行表头
    `{1}` is compressed with gzip, but {2}
      `{1}` 是用 gzip 压缩的，但{2}
    option `{1}` cannot be `{2}`
      选项 `{1}` 不能是 `{2}`
    expected: {1}
      应为：{1}
    no option `{1}` for reading a file
      读取文件没有选项 `{1}`
    options are {1}
      选项有 {1}
    `{1}` exists already
      `{1}` 已经存在
    The file of a `load` does not exist. Paths in a script are relative to the script's folder.
      `加载` 的文件不存在。脚本中的路径相对于脚本所在的文件夹。
    The path is a folder, or a device such as `/dev/zero`, not a file.
      这个路径是文件夹，或者是 `/dev/zero` 之类的设备，不是文件。
    A pattern such as `orders-*.csv` matches no file, or no file of a folder can be loaded. Hidden files are matched only where the pattern begins with a dot. Paths in a script are relative to the script's folder.
      `orders-*.csv` 之类的模式没有匹配到文件，或文件夹中没有可以加载的文件。只有模式以点开头时才匹配隐藏文件。脚本中的路径相对于脚本所在的文件夹。
    Two paths of one `load` name the same file, perhaps through a link. Its rows would count twice, so it may be named once.
      一条 `加载` 中的两个路径指向同一个文件，可能经由链接。它的行会被计两次，所以只能写一次。
    The file has no bytes, or nothing but blank lines.
      文件没有内容，或只有空行。
    The file starts like a gzip file but is damaged, cut off, or too large when it is unpacked.
      文件开头像 gzip 文件，但已损坏、不完整，或解压后过大。
    The system refused to read the file (permissions, a broken disk), or another program changed it while it was read: load it again when that is done.
      系统拒绝读取该文件（权限、磁盘故障），或读取时另一个程序改动了它；等改动结束后再加载一次。
    The system refused to write the file: permissions, a full disk, a closed pipe. Nothing is left half-written.
      系统拒绝写入该文件：权限、磁盘已满、管道已关闭。不会留下写了一半的文件。
    `export` replaces no file by itself. `with (replace: yes)` allows it; at the prompt, seg asks.
      `导出` 不会自行覆盖文件。写 `带 (replace: 是)` 才允许；在提示符下 seg 会询问。
    `export` makes no folder by itself. `with (folders: yes)` allows it, and so does `with (replace: yes)`; at the prompt, seg asks.
      `导出` 不会自行创建文件夹。写 `带 (folders: 是)` 或 `带 (replace: 是)` 才允许；在提示符下 seg 会询问。
    An option of `with (…)` does not exist or has a value it cannot have.
      `带 (…)` 中的选项不存在，或它的值不合法。
    the path is empty
      路径是空的
    it is a folder
      它是文件夹
    it is a folder's name
      它是文件夹的名称
    `{1}` is {2}
      `{1}` 是{2}
    an HTML page, for example of a login or an error
      HTML 网页，例如登录页或错误页
    look at it in a browser, and download the file again
      请在浏览器中看一看，再重新下载文件
    an XML document
      XML 文档
    an RTF document
      RTF 文档
    a table drawn for people
      画给人看的表格
    let the program that wrote it write CSV
      让写出它的程序改写成 CSV
    a script of SQL, not CSV
      SQL 脚本，不是 CSV
    run it in a database, and export the table as CSV
      在数据库中运行，再把表导出为 CSV
    save it as CSV
      请另存为 CSV
    JSON, not CSV
      JSON，不是 CSV
    with (format: ndjson)
      写 带 (format: ndjson)
    save it as CSV in UTF-8
      请另存为 UTF-8 编码的 CSV
    a zip archive or an Excel workbook, not a text file
      zip 压缩包或 Excel 工作簿，不是文本文件
    with (format: xlsx) reads a workbook
      带 (format: xlsx) 可读取工作簿
    an Excel workbook of the old form (.xls) or with a password
      旧格式（.xls）或带密码的 Excel 工作簿
    save it as .xlsx without a password, or as CSV
      请另存为不带密码的 .xlsx，或另存为 CSV
    a Parquet file, not a text file
      Parquet 文件，不是文本文件
    an SQLite database, not a text file
      SQLite 数据库，不是文本文件
    a PDF document, not a text file
      PDF 文档，不是文本文件
    an Arrow file, not a text file
      Arrow 文件，不是文本文件
    a Feather file, not a text file
      Feather 文件，不是文本文件
    an ORC file, not a text file
      ORC 文件，不是文本文件
    an Avro file, not a text file
      Avro 文件，不是文本文件
    a picture, not a text file
      图片，不是文本文件
    a program, not a text file
      程序，不是文本文件
    compressed with gzip twice
      用 gzip 压缩了两次的文件
    unpack it once
      请先解压一次
    compressed with xz
      用 xz 压缩的文件
    unpack it first
      请先解压
    compressed with bzip2
      用 bzip2 压缩的文件
    compressed with zstd
      用 zstd 压缩的文件
    compressed with lz4
      用 lz4 压缩的文件
    compressed with compress
      用 compress 压缩的文件
    a 7z archive
      7z 压缩包
    a rar archive
      rar 压缩包
    a tar archive
      tar 归档文件
    not a text file
      非文本文件
    """#
}
