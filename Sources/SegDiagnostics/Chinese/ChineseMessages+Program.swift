// Chinese: the command line.

extension ChineseMessages {
  /// The help and the mistakes of the command line.
  static let program = #"""
    `{1}` wants a value: `{2}`
      `{1}` 需要一个值：`{2}`
    `{1}` takes no value
      `{1}` 不带值
    `{1}` has no option `{2}`
      `{1}` 没有选项 `{2}`
    it is an option of {1}
      它是 {1} 的选项
    `{1}` wants a value: `{2}`; `{3}` follows
      `{1}` 需要一个值：`{2}`；后面却是 `{3}`
    no option `{1}`
      没有选项 `{1}`
    no option `{1}` in `{2}`
      `{2}` 中没有选项 `{1}`
    did you mean `--{1}`?
      是不是想写 `--{1}`？
    unexpected argument `{1}`: a script is run by `seg run {2}`
      不应有参数 `{1}`：脚本用 `seg run {2}` 运行
    no command `{1}`
      没有命令 `{1}`
    did you mean `seg {1}`?
      是不是想写 `seg {1}`？
    `{1}` wants {2}: `{3}`
      `{1}` 需要{2}：`{3}`
    `{1}` takes one {2}, so `{3}` is one too many
      `{1}` 只接受一个{2}，`{3}` 是多余的
    `{1}` is no limit; limits are written `time=10s`, `memory=2GB`, `rows=1000000`
      `{1}` 不是上限；上限写作 `time=10s`、`memory=2GB`、`rows=1000000`
    no limit `{1}`; there are time, memory and rows
      没有上限 `{1}`；可用的有 time、memory 和 rows
    `{1}` is no time; a time is written 500ms, 10s, 5min or 1h
      `{1}` 不是时间；时间写作 500ms、10s、5min 或 1h
    `{1}` is no size of memory; a size is written 500MB, 2GB or 2GiB
      `{1}` 不是内存大小；大小写作 500MB、2GB 或 2GiB
    `{1}` is no number of rows; it is written 1000000 or 1_000_000
      `{1}` 不是行数；行数写作 1000000 或 1_000_000
    `{1}` is no day; a day is written 2024-12-31
      `{1}` 不是日期；日期写作 2024-12-31
    `{1}` is no number from 1 to 1024
      `{1}` 不是 1 到 1024 的数
    `{1}` is no parameter with its value; write `--set NAME=VALUE`
      `{1}` 不是参数及其值；写 `--set NAME=VALUE`
    `{1}` is not among its values
      `{1}` 不是可用的值
    `{1}` is not one of {2}
      `{1}` 不在 {2} 之中
    `{1}` is no number from 1
      `{1}` 不是从 1 起的数
    `{1}` is no time; a time is written 30s, 10m or 1h
      `{1}` 不是时间；时间写作 30s、10m 或 1h
    `{1} --help` lists what there is
      `{1} --help` 列出可用的内容
    FILE
      文件
    FOLDER
      文件夹
    Usage:
      用法：
    [OPTION…]
      [选项…]
    [COMMAND]
      [命令]
    Options
      选项
    Commands
      命令
    One of:
      可选：
    `seg help COMMAND` explains a command, `seg help` the language.
      `seg help COMMAND` 说明某个命令，`seg help` 说明语言。
    A prompt; or a script from standard input, where a name is defined once.
      提示符；或从标准输入读取的脚本，其中每个名称只定义一次。
    Runs scripts.
      运行脚本。
    Runs a script again when it or a file that it loads changes.
      脚本或其加载的文件改动时，重新运行。
    Reports every mistake in scripts, without running them or reading rows.
      报告脚本中的所有错误，不运行脚本，也不读取数据行。
    Runs scripts and compares their output with what they state.
      运行脚本，把输出与脚本中写明的答案对照。
    Formats scripts in the one standard layout.
      按统一的标准格式排版脚本。
    Explains a statement, a function or a diagnostic's id.
      说明某条语句、某个函数或某个诊断编号。
    Which customers, and what are they worth?
      哪些客户？他们值多少？
    Without arguments, seg starts a prompt on a terminal; otherwise it runs a script from standard input. At the prompt a name may be defined again; in a script it is defined once.
      不带参数时，seg 在终端上打开提示符；否则运行来自标准输入的脚本。在提示符下名称可以重新定义；在脚本中只定义一次。
    The pages of its `report` are renewed, and a browser that shows one reads it anew. Each run is a line on standard output. A run that fails, because an `expect` does not hold, say, leaves the page as it was. Ctrl-C ends it.
      其中 `报告` 的网页会随之更新，正在显示网页的浏览器会重新读取。每次运行在标准输出上占一行。若运行失败，例如 `期望` 不成立，网页保持原样。按 Ctrl-C 结束。
    Each file is rewritten in place, completely or not at all. Without files, or with -, standard input is formatted to standard output. Comments and the meaning of a script do not change. A script with mistakes is not changed, and its mistakes are reported.
      每个文件原地改写，要么完整写成，要么保持不变。不写文件或写 - 时，把标准输入排版后写到标准输出。注释和脚本的含义不变。有错误的脚本不改动，只报告错误。
    Scripts; paths inside are relative to the script's folder. - is standard input.
      脚本；其中的路径相对于脚本所在的文件夹。- 是标准输入。
    A script.
      一个脚本。
    Scripts; - is standard input.
      脚本；- 是标准输入。
    Files (.seg, .md) or folders.
      文件（.seg、.md）或文件夹。
    What to explain.
      要说明的内容。
    Runs a text; several texts are one script.
      运行一段文本；多段文本合为一个脚本。
    A parameter's value; once for each parameter.
      参数的值；每个参数写一次。
    The day that is `today`; overrides `as of` in scripts.
      作为 `今天` 的日期；优先于脚本中的 `截至`。
    The format of answers.
      答案的格式。
    A file for the answers; it is written completely or not at all.
      存放答案的文件；要么完整写成，要么不写。
    The number of threads.
      线程数。
    Limits of a statement and of its answer: time=10s,memory=2GB,rows=1000000.
      每条语句及其答案的上限：time=10s,memory=2GB,rows=1000000。
    Shows figures of 10,000 and more in 万 and 亿, in tables for people.
      在供人阅读的表格中，一万以上的数字以万和亿显示。
    Prints no load receipts and no progress.
      不显示加载回执和进度。
    Runs it also after so much time: 30s, 10m, 1h.
      每隔一段时间也运行一次：30s、10m、1h。
    A command of the shell for each run that fails; it gets the diagnostics on its standard input.
      每次运行失败时执行的系统命令；诊断从它的标准输入传入。
    Ends after so many runs, with the exit code of the last.
      运行若干次后结束，退出码取最后一次的。
    Writes an object of JSON a line for each mistake, with its place and its fixes.
      每个错误写一行 JSON 对象，含位置和改法。
    Rewrites the expectations to the actual output.
      把写明的答案改写为实际输出。
    Changes nothing; lists the files that would change, and exits with 1 if there are any.
      不作任何改动；列出会改动的文件，若有则退出码为 1。
    The language of messages; for `seg fmt`, that of the words in the scripts, which otherwise stay as they are.
      消息所用的语言；对 `seg fmt` 则是脚本中关键字的语言，不写则保持原样。
    Writes the reference pages into a folder.
      把参考页面写入一个文件夹。
    Writes what makes a shell complete commands, options and topics.
      写出供系统命令行补全命令、选项和主题的脚本。
    Prints the version.
      显示版本。
    Prints this help.
      显示本帮助。
    `{1}` is no script: Markdown files are not formatted
      `{1}` 不是脚本：不排版 Markdown 文件
    `{1}` is not rewritten: it is a pipe
      `{1}` 不会改写：它是管道
    without a file, `seg fmt` formats standard input to standard output
      不写文件时，`seg fmt` 把标准输入排版后写到标准输出
    cannot write {1}: {2}
      无法写入 {1}：{2}
    forgotten: {1}
      已删去：{1}
    nothing is loaded or defined any more
      已没有任何加载或定义的内容
    rows: {1}
      行数：{1}
    width: {1}
      宽度：{1}
    auto
      自动
    format: {1}
      格式：{1}
    myriads: {1}
      万亿单位：{1}
    on
      开
    off
      关
    timer: {1}
      计时：{1}
    it is `{1}` here
      这里写作 `{1}`
    `.help` lists the commands
      `.help` 列出所有命令
    `.{1}` wants {2}
      `.{1}` 需要 {2}
    `.{1}` does not take `{2}`
      `.{1}` 不接受 `{2}`
    it takes {1}
      它接受 {1}
    reading {1}
      正在读取 {1}
    more than 32 files read one another
      相互读取的文件超过 32 个
    saved {1} lines to {2}
      已把 {1} 行存入 {2}
    paths in it are relative to the folder in which `seg` runs here: run it from a file there, or write whole paths
      其中的路径相对于当前运行 `seg` 的文件夹：请在那里运行，或写完整路径
    nothing has run yet that could be saved
      还没有运行过可以保存的内容
    `{1}` is there already
      `{1}` 已经存在
    nothing was changed
      没有改动
    cannot write in {1}: {2}
      无法在 {1} 中写入：{2}
    `{1}` has failed; `$EDITOR` names the editor
      `{1}` 失败；编辑器由 `$EDITOR` 指定
    answers are shown here
      答案显示在这里
    answers go to {1}, which is there when `.output -` ends it
      答案写入 {1}；用 `.output -` 结束后文件才会出现
    {1} is written
      已写出 {1}
    no log
      没有日志
    cannot write `{1}`: {2}
      无法写入 `{1}`：{2}
    logging to {1}
      日志写入 {1}
    cannot go to `{1}`: {2}
      无法进入 `{1}`：{2}
    there are readings 1 to {1}
      有 1 至 {1} 种理解
    a question follows `?`: `? how many customers by city`, `? 各城市有多少客户`
      `?` 之后写问题：`? how many customers by city`、`? 各城市有多少客户`
    not understood: a question names tables, columns, definitions and values as `.tables`, `.defs` and `describe` show them
      没有理解：问题中的表、列、定义和值，要与 `.tables`、`.defs` 和 `describe` 所列的一致
    not understood: {1}. A question names tables, columns, definitions and values as `.tables`, `.defs` and `describe` show them
      没有理解：{1}。问题中的表、列、定义和值，要与 `.tables`、`.defs` 和 `describe` 所列的一致
    Enter runs the first; `? 2` offers another
      按 Enter 运行第一个；`? 2` 给出另一个
    {1} s
      {1} 秒
    exported 1 row to {1}
      已导出 1 行到 {1}
    exported {1} rows to {2}
      已导出 {1} 行到 {2}
    `{1}` is defined
      `{1}` 已定义
    seg {1} · `help` explains, `.help` lists the commands, Ctrl-D leaves
      seg {1} · `help` 查看说明，`.help` 列出命令，Ctrl-D 退出
    wrote {1}: 1 answer
      已写出 {1}：1 个答案
    wrote {1}: {2} answers
      已写出 {1}：{2} 个答案
    no script has a parameter `{1}`, which --set gives
      没有脚本含有 --set 所给的参数 `{1}`
    """#
}
