// Chinese: workbooks, sheets and pictures.

extension ChineseMessages {
  /// What cannot be read of a workbook or written to one.
  static let workbooks = #"""
    no drawing `{1}`
      没有图形 `{1}`
    the {1} greatest of {2} groups
      {2} 组中最大的 {1} 组
    the answer has no picture: {1}
      这个答案不能画成图：{1}
    a picture shows the figures of groups or periods
      图形用于显示各组或各周期的数字
    an ending such as .csv writes the rows
      用 .csv 之类的扩展名可写出各行
    {1} of {2} are shown; `export last to "rows.csv"` writes all.
      共 {2}，显示了 {1} 行；`导出 上次 到 "rows.csv"` 可写出全部。
    {1} columns are left out.
      有 {1} 列未显示。
    {1} rows do not fit in a sheet of a workbook
      {1} 行超出了工作表的容量
    {1} rows and a header
      {1} 行和一行表头
    {1} columns do not fit in a sheet of a workbook
      {1} 列超出了工作表的容量
    {1} columns
      {1} 列
    a text of {1} characters in `{2}` does not fit in a sheet of a workbook
      `{2}` 中一段 {1} 个字符的文本超出了工作表的容量
    {1} characters in a cell
      每个单元格 {1} 个字符
    a sheet has at most {1}
      工作表最多容纳{1}
    export to a .csv file, or `top` fewer rows
      请导出为 .csv 文件，或用 `前` 减少行数
    A sheet of a workbook has at most 1,048,576 rows and 16,384 columns, and a cell 32,767 characters. An answer that does not fit is not cut: nothing is written. A .csv file has no such limits.
      一张工作表最多 1,048,576 行、16,384 列，一个单元格最多 32,767 个字符。超出的答案不会被截断，而是什么都不写。.csv 文件没有这些限制。
    cannot write the workbook: {1}
      无法写入工作簿：{1}
    its sheet `{1}` is not in it
      它缺少工作表 `{1}`
    it is a workbook of the old form (.xls), or one with a password
      它是旧格式（.xls）或带密码的工作簿
    it is a page or an XML document under the name of a workbook
      它是以工作簿命名的网页或 XML 文档
    save it as .xlsx, or as CSV
      请另存为 .xlsx 或 CSV
    it is no zip archive
      它不是 zip 压缩包
    if it is a text, with (format: csv) reads it
      若它是文本，带 (format: csv) 可以读取
    it is a binary workbook (.xlsb)
      它是二进制工作簿（.xlsb）
    it is an OpenDocument file
      它是 OpenDocument 文件
    it is a text document or a presentation
      它是文字文档或演示文稿
    save its table as .xlsx, or as CSV
      请把其中的表另存为 .xlsx 或 CSV
    it is a zip archive without a workbook
      它是没有工作簿的 zip 压缩包
    unpack it first: unzip FILE
      请先解压：unzip FILE
    has rows that are not in order
      中的行次序混乱
    has cells that are not in order
      中的单元格次序混乱
    names a shared text that there is not
      引用了不存在的共享文本
    a cell in it names a shared text that there is not
      其中有单元格引用了不存在的共享文本
    sheet `{1}`
      工作表 `{1}`
    `{1}` (hidden)
      `{1}`（隐藏）
    {1} and {2} more
      {1} 等另外 {2} 个
    the workbook also has the sheet {1}; with (sheet: "{2}") reads that one
      工作簿中还有工作表 {1}；带 (sheet: "{2}") 可读取它
    the workbook also has the sheets {1}; with (sheet: "{2}") reads that one
      工作簿中还有工作表 {1}；带 (sheet: "{2}") 可读取后者
    1 row before the table is left out, `{1}`; with (skip: 0) reads it
      表之前的 1 行未读取：`{1}`；带 (skip: 0) 会读取它
    {1} rows before the table are left out, the first `{2}`; with (skip: 0) reads them
      表之前的 {1} 行未读取，第一行是 `{2}`；带 (skip: 0) 会读取它们
    1 merged cell has the value of the first of them
      1 个合并单元格取其中第一格的值
    {1} merged cells have the value of the first of them
      {1} 个合并单元格取其中第一格的值
    1 hidden row is read, too
      1 个隐藏行也已读取
    {1} hidden rows are read, too
      {1} 个隐藏行也已读取
    column {1}
      {1} 列
    `{1}` in row {2}
      第 {2} 行的 `{1}`
    1 error in {1} is missing, {2}
      {1} 中有 1 个错误值按缺失处理：{2}
    {1} errors in {2} are missing, the first {3}
      {2} 中有 {1} 个错误值按缺失处理，第一个是{3}
    1 value in {1} is no day and is missing, {2}
      {1} 中有 1 个值不是日期，按缺失处理：{2}
    {1} values in {2} are no days and are missing, the first {3}
      {2} 中有 {1} 个值不是日期，按缺失处理，第一个是{3}
    {1} is a span of time, in days
      {1} 是时长，以天计
    `{1}` is no workbook that can be read: {2}
      `{1}` 不是可以读取的工作簿：{2}
    `{1}` has no sheet `{2}`
      `{1}` 中没有工作表 `{2}`
    its sheets are {1}
      它的工作表有 {1}
    the sheet `{1}` of `{2}` has no values
      `{2}` 的工作表 `{1}` 中没有值
    no sheet of `{1}` has values
      `{1}` 的工作表中都没有值
    The file begins like an Excel workbook (.xlsx, .xlsm) but is damaged, cut off, protected by a password, of another kind, or would unpack to far more than tables do. Saved again by a spreadsheet program it usually reads.
      文件开头像 Excel 工作簿（.xlsx、.xlsm），但已损坏、不完整、带密码、属于其他类型，或解压后远大于正常的表。用表格软件重新保存后通常就能读取。
    The option `sheet` names a sheet that the workbook does not have. It takes the name, or the number from 1 in the order of the tabs; hidden sheets count.
      选项 `sheet` 所写的工作表不存在。可以写名称，或按标签顺序从 1 起的编号；隐藏的工作表也计入。
    The sheet, or every sheet of the workbook, has no cell with a value, so there is no table.
      这张工作表（或工作簿的所有工作表）没有一个有值的单元格，因此没有表。
    is not in UTF-8
      不是 UTF-8 编码
    `{1}` in it {2}
      其中的 `{1}` {2}
    has a text of more than {1} MB
      含有超过 {1} MB 的文本
    is cut off
      不完整
    has a document type, which workbooks have not
      带有工作簿不应有的文档类型声明
    ends an element that it did not begin
      结束了没有开始的元素
    nests more than {1} elements
      元素嵌套超过 {1} 层
    has a tag that does not end
      有未结束的标签
    it says that it has {1} parts
      它声称有 {1} 个部分
    its directory is damaged
      它的目录已损坏
    its directory is damaged, or it is cut off
      它的目录已损坏，或文件不完整
    it is protected by a password
      它带有密码保护
    `{1}` in it is packed in a way that workbooks do not use (method {2})
      其中的 `{1}` 使用了工作簿不用的压缩方式（方法 {2}）
    `{1}` in it unpacks to more than {2} times its size
      其中的 `{1}` 解压后超过原大小的 {2} 倍
    if that is right, save the sheet as CSV and load that
      若确实如此，请把工作表另存为 CSV 再加载
    `{1}` in it is damaged
      其中的 `{1}` 已损坏
    `{1}` in it is cut off
      其中的 `{1}` 不完整
    the names of columns are those of two rows, such as `{1}`; with (skip: {2}) reads the second alone
      列名由两行表头组成，如 `{1}`；用 带 (skip: {2}) 只读第二行
    the picture of an answer as points
      答案的图形，以像素点表示
    cannot write the picture: {1}
      无法写出图形：{1}
    librsvg cannot read it
      librsvg 无法读取
    librsvg cannot draw it
      librsvg 无法绘制
    cairo cannot encode it
      cairo 无法编码
    there is not enough memory
      内存不足
    it has no size
      图形没有大小
    pictures of points need librsvg 2.52 or newer, which is not installed
      像素图形需要 librsvg 2.52 或更新的版本，系统中没有安装
    Debian and Ubuntu have it in the package librsvg2-2
      Debian 和 Ubuntu 的软件包名为 librsvg2-2
    an ending .svg writes the same picture without it
      扩展名 .svg 不需要它也能写出同样的图形
    `export last to "chart.png"` draws with librsvg, a library of the system that is looked for when a picture is written. Without it the ending .svg writes the same picture, which browsers, office programs and drawing programs show.
      `export last to "chart.png"` 用系统的 librsvg 库绘图，写图形时才查找它。没有它时，扩展名 .svg 写出同样的图形，浏览器、办公软件和绘图软件都能显示。
    it is `.shell {1}` here
      在这里写作 `.shell {1}`
    `.shell` runs at the prompt, and not in a file
      `.shell` 只能在提示符下运行，不能写在文件里
    no shell can be run: {1}
      无法运行 shell：{1}
    exit code {1}
      退出码 {1}
    lists what was entered last: 20 lines, N, or those with a text in them
      列出最近输入的内容：20 条、N 条，或含有某段文字的
    runs a command of the system's shell
      运行系统 shell 的命令
    Questions
      提问
    writes the statement that it means: `? how many customers by city`
      写出它对应的语句：`? 各城市有多少客户`
    writes the Nth of its readings, where it has several
      有多种理解时，写出第 N 种
    searches help
      搜索帮助
    go to what was entered before; with a beginning typed, to what begins so
      回到以前输入的内容；已输入开头时，找以此开头的
    """#
}
