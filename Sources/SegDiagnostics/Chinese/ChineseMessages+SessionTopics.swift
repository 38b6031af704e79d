// Chinese: what help says about sessions, libraries and exports.

extension ChineseMessages {
  /// The explanations of what a session reports.
  static let sessionTopics = #"""
    An `expect` did not hold. The script ends there, with exit code 1; the message is the one after `else`.
      一条 `期望` 不成立。脚本在此结束，退出码为 1；消息是 `否则` 之后的说明。
    The newest event decides what `today` is. This one is after today's date, or years after all others: perhaps its date is mistyped, or stands for a missing one, as 9999-12-31. Events after today's date never move `today`; `as of` does.
      最新的事件决定 `今天` 是哪一天。而这个事件晚于今天，或比其他事件晚好几年：也许日期录错了，也许是代表缺失的日期，如 9999-12-31。晚于今天的事件不会改变 `今天`；`截至` 才会。
    `append` adds rows to a table that was loaded. A table that is made from others follows them by itself; customers that are made from the keys of events follow the events.
      `追加` 向已加载的表追加行。由其他表生成的表会自动随之更新；由事件的键生成的客户会随事件更新。
    A file has rows, but each of them is rejected, so every figure would be 0. The note shows the first one and why. An option of `load … with (…)` usually helps (`seg help load`).
      文件有行，但每一行都被拒收，所有数字都会是 0。说明中给出了第一行及其原因。通常用 `加载 … 带 (…)` 的某个选项就能解决（`seg help load`）。
    An embedded session may use no file, clock or network unless its host allows it in `Capabilities`.
      嵌入的会话不能使用文件、时钟或网络，除非宿主程序在 `Capabilities` 中允许。
    A value given by `--set` or by the host must have the type of the literal in `param`; a date must lie in the years 1 to 9999.
      由 `--set` 或宿主程序给出的值，类型必须与 `参数` 中的常量相同；日期必须在公元 1 至 9999 年之间。
    `export all` writes every answer so far to one file, which only some formats can hold: a workbook has a sheet for each.
      `导出 all` 把至今的所有答案写入一个文件，只有部分格式能够容纳：工作簿为每个答案建一张工作表。
    `export last` writes the last answer, and there is none yet.
      `导出 上次` 写出上一个答案，而现在还没有答案。
    The ending of an exported file determines its format: {1}.
      导出文件的扩展名决定其格式：{1}。
    `use std.NAME` imports a part of the standard library, `use "FILE"` another script of definitions.
      `使用 std.名称` 引入标准库的一部分，`使用 "文件"` 引入另一个定义脚本。
    `use` imports definitions: params, metrics, segments, lifecycles, measures, functions. Loads, questions and exports belong in the script that runs.
      `使用` 引入的是定义：参数、指标、细分、生命周期、度量、函数。加载、提问和导出应写在运行的脚本中。
    `draw` takes one of {1}.
      `绘制` 可以是 {1} 之一。
    `report` writes a page in HTML, which any browser shows, prints and saves as a PDF: its file ends in .html. `export` writes rows in other formats.
      `报告` 写出 HTML 网页，任何浏览器都能显示、打印并存为 PDF：文件扩展名是 .html。`导出` 以其他格式写出各行。
    A picture shows the figures of groups or periods. An answer without figures is exported as rows: to a .csv file, say.
      图形用于显示各组或各周期的数字。没有数字的答案请按行导出，例如导出为 .csv 文件。
    `--set NAME=VALUE` gives a value to a `param` of the script, but the script has no `param` of that name; the name may be misspelled.
      `--set NAME=VALUE` 给脚本的 `参数` 赋值，但脚本中没有这个名称的 `参数`；名称可能拼错了。
    A script is a file or a pipe of at most 64 MB, not a folder or a device. `seg fmt` formats scripts (.seg): it does not change the blocks of Markdown files, and rewrites no pipes.
      脚本是不超过 64 MB 的文件或管道，不是文件夹或设备。`seg fmt` 格式化脚本（.seg）：不改动 Markdown 文件中的代码块，也不改写管道。
    A library expects something of the tables that it reads, and these are different: its figures would mean something else than their names say. The notes have the values.
      标准库对所读的表有一定要求，而这些表不符合：它的数字会与名称所指的不同。说明中给出了相关的值。
    A ratio is missing if its denominator is 0 or missing. `?? 0` after it gives another value.
      分母为 0 或缺失时，比率缺失。在其后写 `?? 0` 可给出另一个值。
    `use` imports only names that are not yet defined, by the script or by another `use`. The first definition of a name is kept.
      `使用` 只引入脚本或其他 `使用` 尚未定义的名称。名称以第一个定义为准。
    `prepare` takes one `show` or `list` statement.
      `prepare` 接受一条 `显示` 或 `列出` 语句。
    A function from a host must have a name of its own and at least one overload, and its kernels must fit their signatures.
      宿主程序提供的函数必须有自己的名称和至少一个重载，其实现必须与签名相符。
    `seg check` reads no rows. The types of a large file are inferred from its first rows, unless the file was loaded before and has not changed. A mistake that depends on these types is a note; a run of the script shows whether it is an error.
      `seg check` 不读取数据行。大文件的类型由前几行推断，除非文件曾经加载过且没有改动。取决于这些类型的错误只作为说明；运行脚本才能知道是否真有错误。
    A table from a host must have at least one column, all columns must have the same number of values, and dates and timestamps must lie in the years 1 to 9999.
      宿主程序提供的表至少要有一列，各列的值数必须相同，日期和时间戳必须在公元 1 至 9999 年之间。
    """#
}
