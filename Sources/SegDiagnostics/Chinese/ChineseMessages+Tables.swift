// Chinese: what is said about the rows and columns of files.

extension ChineseMessages {
  /// Notes of receipts, and texts that are no tables.
  static let tableTexts = #"""
    integer
      整数
    number
      数值
    text
      文本
    date
      日期
    timestamp
      时间戳
    yes/no
      是非值
    a second column `{1}` is called `{2}`
      第二个 `{1}` 列改名为 `{2}`
    a column without a name is called `{1}`
      没有名称的列称为 `{1}`
    `{1}` is {2} in `{3}`, and other values are rejected; in one `load` of all files it is {4}
      `{1}` 在 `{3}` 中是{2}，其他值不予接受；若用一条 `加载` 读取全部文件，它是{4}
    a column whose name has a line break or another control character is called `{1}`
      名称含换行或其他控制字符的列称为 `{1}`
    `{1}` stays text: day or month first? give the order: with (types: ({2}: {3}), date_order: "dmy") or "mdy"
      `{1}` 保持为文本：日在前还是月在前？写明顺序：带 (types: ({2}: {3}), date_order: "dmy") 或 "mdy"
    `{1}` has time zones: converted to UTC
      `{1}` 带时区：已换算为 UTC
    `{1}` has several currencies, and is declared as a number: a sum adds them
      `{1}` 有多种货币，又声明为数值：求和会把它们加在一起
    `{1}` is read day first, as its values tell
      从取值看，`{1}` 按日在前读取
    `{1}` is read month first, as its values tell
      从取值看，`{1}` 按月在前读取
    `{1}` is text: {2} of {3} values is not yes or no, {4}: 
      `{1}` 是文本：{3} 个值中有 {2} 个不是“是/否”，即 {4}：
    `{1}` is text: {2} of {3} values are not yes or no, the first {4}: 
      `{1}` 是文本：{3} 个值中有 {2} 个不是“是/否”，第一个是 {4}：
    `{1}` is text: {2} of {3} values is no {4}, {5}: 
      `{1}` 是文本：{3} 个值中有 {2} 个不是{4}，即 {5}：
    `{1}` is text: {2} of {3} values are no {4}s, the first {5}: 
      `{1}` 是文本：{3} 个值中有 {2} 个不是{4}，第一个是 {5}：
    , then `{1} ?? 0` if it means 0,
      ；若它表示 0，之后写 `{1} ?? 0`；
    with (missing: {1}){2} or {3}
      带 (missing: {1}){2} 或 {3}
    `{1}` stays text: {2}, `{3}`{4} and `{5}`{6}
      `{1}` 保持为文本：{2}，如 `{3}`{4} 和 `{5}`{6}
    `{1}` stays text: `{2}`{3} looks like a code; for numbers: {4}
      `{1}` 保持为文本：`{2}`{3} 像是编码；若是数字：{4}
    `{1}` is text: its numbers are written in quotes, as `"{2}"`: {3}
      `{1}` 是文本：其中的数字写在引号里，如 `"{2}"`：{3}
    `{1}` stays text: `{2}` may be a code; for yes and no: {3}
      `{1}` 保持为文本：`{2}` 可能是编码；若是“是/否”：{3}
    `{1}` is read as yes and no; for the letters: {2}
      `{1}` 按“是/否”读取；若要保留字母：{2}
    the rows are the objects in `{1}`
      各行取自 `{1}` 中的对象
    `{1}` has halves of characters (surrogates without their partners): each is read as �
      `{1}` 中有残缺的字符（不成对的代理码）：都读作 �
    `{1}` has years of two digits: read as 1969 to 2068
      `{1}` 的年份是两位数：按 1969 至 2068 读取
    `{1}` has months: read as their first days
      `{1}` 是月份：按每月第一天读取
    `{1}` stays text: `{2}` may be a month; for its first day: with (date_format: ({3}: "{4}"))
      `{1}` 保持为文本：`{2}` 可能是月份；若按每月第一天读取：带 (date_format: ({3}: "{4}"))
    `{1}` is read with commas between thousands; for decimal commas: with (decimal: ",")
      `{1}` 中的逗号按千位分隔读取；若是小数点：带 (decimal: ",")
    `{1}` is text: `{2}`{3} has the day first, `{4}`{5} the month
      `{1}` 是文本：`{2}`{3} 日在前，`{4}`{5} 月在前
     on line {1} of `{2}`
      （`{2}` 第 {1} 行）
     on line {1}
      （第 {1} 行）
    `{1}` stays text: phone numbers are not calculated with
      `{1}` 保持为文本：电话号码不参与计算
    several currencies cannot be added
      不同币种不能相加
    not all values have a percent sign
      有的值带百分号，有的不带
    some have a decimal comma, some a point
      有的用逗号作小数点，有的用句点
    1 line before the table is left out, `{1}`; with (skip: 0) reads it
      表之前的 1 行未读取：`{1}`；带 (skip: 0) 会读取它
    {1} lines before the table are left out, the first `{2}`; with (skip: 0) reads them
      表之前的 {1} 行未读取，第一行是 `{2}`；带 (skip: 0) 会读取它们
    1 line after the last row is left out, `{1}`
      最后一行数据之后的 1 行未读取：`{1}`
    {1} lines after the last row are left out, the first `{2}`
      最后一行数据之后的 {1} 行未读取，第一行是 `{2}`
    ; with (footer: 0) reads it
      ；带 (footer: 0) 会读取它
    ; with (footer: 0) reads them
      ；带 (footer: 0) 会读取它们
    the last row may be a total, `{1}`; with (footer: 1) leaves it out
      最后一行可能是合计：`{1}`；带 (footer: 1) 会略去它
    1 line that may be no row begins with `#`, `{1}`; with (comment: "#") leaves it out
      有 1 行以 `#` 开头，可能不是数据：`{1}`；带 (comment: "#") 会略去它
    {1} lines that may be no row begin with `#`, the first `{2}`; with (comment: "#") leaves them out
      有 {1} 行以 `#` 开头，可能不是数据，第一行是 `{2}`；带 (comment: "#") 会略去它们
    there is one column, of {1} words in each line; with (delimiter: " ") makes {2} columns
      只有一列，每行 {1} 个词；带 (delimiter: " ") 会分成 {2} 列
    there is one column, because the lines have no delimiter in common with `{1}`; with (delimiter: ",") tells one
      只有一列，因为各行与 `{1}` 没有共同的分隔符；可用 带 (delimiter: ",") 指定
    texts keep the blanks around them; with (trim: yes) drops those
      文本保留首尾的空格；带 (trim: yes) 会去掉
    an array of arrays
      数组的数组
    an array of single values
      单个值的数组
    {1} is no column of `{2}` and left out
      {1} 不是 `{2}` 的列，已略去
    {1} are no columns of `{2}` and left out
      {1} 不是 `{2}` 的列，已略去
    {1} and {2} more columns
      {1} 等另外 {2} 列
    {1} more notes are left out
      另有 {1} 条说明未列出
    {1} and `{2}`
      {1} 和 `{2}`
    {1} and {2} other files
      {1} 等另外 {2} 个文件
    {1} more
      另有 {1} 个
    file
      个文件
    {1} is missing in {2}
      {2} 中没有 {1}
    {1} are missing in {2}
      {2} 中没有 {1}
    {1} and {2}
      {1} 和 {2}
    the end of the text
      文本的末尾
    `before D` leaves the day D itself out
      `before D` 不含 D 当天
    `since D` counts the day D itself; after it is `since D + 1 day`
      `since D` 含 D 当天；从次日起写 `since D + 1 day`
    {1} {2} where {3} {4} expected
      应有 {3} 个字段，却有 {1} 个
    field
      个字段
    fields
      个字段
    a quote opens here and is never closed
      这里的引号一直没有闭合
    a quote opens here and is not closed within {1} MB
      这里的引号在 {1} MB 之内没有闭合
    text after a closing quote (a quote inside quotes is written twice)
      结束引号之后还有文本（引号内的引号要写两次）
    not {1} {2}
      不是{2}
    bytes that are not {1}
      有不是 {1} 的字节
    a NUL byte, which no text has (remove them: tr -d '\000' < FILE)
      有文本不应有的 NUL 字节（可删去：tr -d '\000' < FILE）
    the header again
      又是表头
    not an object `{…}`
      不是对象 `{…}`
    an array; a row is an object `{…}`, or an array as long as the first of its file
      是数组；一行应是对象 `{…}`，或与文件中第一个数组等长的数组
    not valid JSON: {1}
      不是有效的 JSON：{1}
    nested more than 100 deep
      嵌套超过 100 层
    a key is repeated
      主键重复出现
    comma
      逗号
    semicolon
      分号
    tab
      制表符
    bar
      竖线
    blanks
      空格
    no header
      无表头
    decimal comma
      逗号小数点
    another character
      另一个字符
    one to eight signs such as `#` or `//`
      一至八个符号，如 `#` 或 `//`
    a pattern such as %d/%m/%Y %H:%M
      格式，如 %d/%m/%Y %H:%M
    a name such as Europe/Berlin
      名称，如 Asia/Shanghai
    one character such as `'`, `^` or a backslash
      一个字符，如 `'`、`^` 或反斜杠
    `{1}` is not valid {2} at byte {3}, line {4}
      `{1}` 在第 {4} 行第 {3} 字节处不是有效的 {2}
    give its encoding: with (encoding: "{1}")
      写明编码：带 (encoding: "{1}")
    leave `encoding` out: it is found by what the bytes say
      请去掉 `encoding`：会按内容判断编码
    no encoding `{1}`
      没有编码 `{1}`
    usual ones are {1}
      常用的有 {1}
    `{1}` and `{2}` are both `{3}`
      `{1}` 和 `{2}` 都是 `{3}`
    give each a character of its own
      请给它们不同的字符
    `{1}` is `{2}`, and that may be the character between fields
      `{1}` 是 `{2}`，而它可能是字段之间的分隔符
    give that, too: with (delimiter: "{1}", {2}: "{3}")
      请同时写明分隔符：带 (delimiter: "{1}", {2}: "{3}")
    no column `{1}` in `{2}`
      `{2}` 中没有列 `{1}`
    the first record of `{1}`, line {2}, cannot be read: {3}
      `{1}` 的第一条记录（第 {2} 行）无法读取：{3}
    the first record determines the number of columns
      列数由第一条记录决定
    `{1}` holds {2}, not of objects
      `{1}` 是{2}，而不是对象的数组
    write objects: [{"id": 1, "v": 2}, …], or save the table as CSV
      写成对象：[{"id": 1, "v": 2}, …]，或把表另存为 CSV
    `{1}` has more than {2} columns
      `{1}` 的列超过 {2} 个
    give the character between fields: with (delimiter: ";")
      写明字段之间的分隔符：带 (delimiter: ";")
    column `{1}` has dates with the day first and dates with the month first
      列 `{1}` 中有的日期日在前，有的月在前
    column `{1}` does not show whether the day or the month comes first
      从列 `{1}` 看不出是日在前还是月在前
    give the order: with (date_order: "dmy")
      写明顺序：带 (date_order: "dmy")
    `{1}` has no header, but `{2}` has one
      `{1}` 没有表头，而 `{2}` 有
    if its first line names the columns: with (header: yes); otherwise give it a header
      若第一行就是列名：带 (header: yes)；否则请给它加上表头
    `{1}` has no column in common with the files before it
      `{1}` 与前面的文件没有共同的列
    its columns are {1}; those of `{2}` are {3}
      它的列是 {1}；`{2}` 的列是 {3}
    load it as a table of its own, or give it the same header
      请单独加载为一张表，或改成相同的表头
    `{1}` is {2} in `{3}` and {4} in `{5}`
      `{1}` 在 `{3}` 中是{2}，在 `{5}` 中是{4}
    declare its type: with (types: ({1}: text))
      请声明类型：带 (types: ({1}: text))
    `{1}` is {2} in `{3}`, and {4} in {5}
      `{1}` 在 `{3}` 中是{2}，在 {5} 中是{4}
    load all files again in one `load`: then `{1}` is {2}
      请用一条 `加载` 重新加载全部文件：`{1}` 会是{2}
    `{1}` has a column `{2}` of its own
      `{1}` 自己就有列 `{2}`
    leave `file: yes` out, or give that column another name
      请去掉 `file: 是`，或给那一列改名
    The file is not text, but for example a workbook, a database, a picture, or compressed by something other than gzip. Export it as CSV, or unpack it.
      文件不是文本，而是工作簿、数据库、图片之类，或用 gzip 以外的方式压缩。请导出为 CSV，或先解压。
    The file's bytes are not what `encoding` says. The message names the first byte that does not fit. If only a few do not, their rows are rejected instead.
      文件的字节与 `encoding` 所写的不符，消息中写明了第一个不符的字节。如果只有少数不符，则只拒收相应的行。
    The file is not UTF-8 and has no mark that says what it is, so it is read in the encoding in which its texts look most like a language. Look at a name with an accent or in another script. Give the encoding, and the warning is gone: `with (encoding: "windows-1252")`.
      文件不是 UTF-8，也没有编码标记，因此按文字看起来最通顺的编码读取。请核对几个带特殊字符或非拉丁文字的名称。写明编码后警告就会消失：`with (encoding: "gb18030")`。
    The file's text does not have the form of its format, so not even the columns are known: the first record of a CSV file has a quote that is not closed, the file is a web page, or a `.json` file is an array of arrays instead of objects.
      文件的内容与格式不符，连有哪些列都无法得知：CSV 的第一条记录有未闭合的引号，文件其实是网页，或 `.json` 文件是数组的数组而不是对象的数组。
    The files of one `load` are one table, so they must belong together: either all have a header or none has, each has a column in common with those before it, and `with (file: yes)` needs that none has a column `file`.
      一条 `加载` 的多个文件是同一张表，必须彼此相符：要么都有表头，要么都没有；每个文件与前面的文件有共同的列；写 `带 (file: 是)` 时，任何文件都不能有名为 `file` 的列。
    `append` keeps the types of the table. A value that does not read as its column's type rejects its row. Where no value does, or where the column would have to be text (codes with leading zeros below integers), load the table again from all files.
      `追加` 保持表中列的类型。不能按列的类型读取的值，其所在行会被拒收。若没有一个值能读取，或该列必须成为文本（整数之后出现带前导零的编码），请从全部文件重新加载这张表。
    An option names a column that the file does not have.
      选项中写的列在文件中不存在。
    The file has more columns than a table may have; often the delimiter is wrong.
      文件的列数超过了表的上限；多半是分隔符不对。
    A column is declared a date, but `05/01/2023` may be 5 January or 1 May, and no value of the column decides. Give `date_order`.
      某列声明为日期，但 `05/01/2023` 可以是 1 月 5 日，也可以是 5 月 1 日，该列没有一个值能判定。写明 `date_order`。
    `{1}` is not UTF-8; it is read as {2}{3}
      `{1}` 不是 UTF-8；按 {2} 读取{3}
    , for example `{1}`
      ，例如 `{1}`
    if that is right, say so: with (encoding: "{1}")
      若正确，写明：带 (encoding: "{1}")
    """#
}
