// Chinese: sessions, definitions, receipts and cards.

extension ChineseMessages {
  /// What a session says of tables, definitions, files and its own state.
  static let session = #"""
    1 customer
      1 位客户
    {1} customers
      {1} 位客户
    {1} of {2}
      {2} 的 {1}
    {1} missing
      {1} 个缺失
    min {1} · median {2} · mean {3} · max {4}
      最小 {1} · 中位数 {2} · 平均 {3} · 最大 {4}
    of 1 customer
      属于 1 位客户
    of {1} customers
      属于 {1} 位客户
    {1} of nobody
      {1} 行不属于任何客户
    1 row
      1 行
    {1} rows
      {1} 行
    used here
      在此使用
    it is about `{1}` of `{2}`
      说的是 `{2}` 的 `{1}`
    `{1}` names several currencies, such as `{2}` and `{3}`: a sum of amounts adds them; `by {4}` and `where {5} = {6}` keep them apart
      `{1}` 写有多种货币，例如 `{2}` 和 `{3}`：求和会把金额加在一起；`by {4}` 和 `where {5} = {6}` 可以分开
    `{1}` is defined already, and this definition is not taken
      `{1}` 已有定义，这个定义不采用
    the earlier one stays
      保留先前的定义
    no library `{1}`
      没有标准库 `{1}`
    there are {1}
      可用的有 {1}
    did you mean `{1}`?
      是不是想写 `{1}`？
    `{1}` uses itself
      `{1}` 引用了自身
    circular
      循环引用
    more than 32 files use one another
      相互引用的文件超过 32 个
    a file that is used holds definitions only
      被引用的文件只能含定义
    not a definition
      不是定义
    move it to the script that uses the file
      请移到引用该文件的脚本中
    1 text that begins like a formula has an apostrophe before
      有 1 个文本以公式的形式开头，已在前面加撇号
    {1} texts that begin like a formula have an apostrophe before
      有 {1} 个文本以公式的形式开头，已在前面加撇号
    `{1}` was loaded from it
      `{1}` 是从它加载的
    `with (replace: yes)` replaces it
      写 `带 (replace: 是)` 会覆盖它
    `with (folders: yes)` makes it
      写 `带 (folders: 是)` 会创建它
    write {1}
      写 {1}
    `with` takes names of tables, columns and metrics: `with ({1}: NAME)`
      `带` 接受表、列和指标的名称：`带 ({1}: 名称)`
    not followed by a name
      后面没有名称
    `{1}` has no name `{2}`
      `{1}` 中没有名称 `{2}`
    before the colon stands the library's name, after it that of the script
      冒号之前写标准库中的名称，之后写脚本中的名称
    `seg help {1}` shows its names
      `seg help {1}` 列出其中的名称
    `{1}` is in use already, with other names
      `{1}` 已在使用，用的是别的名称
    its definitions stay as they are
      它的定义保持不变
    give the names in the first `use`
      请在第一条 `使用` 中写明名称
    no table, column or metric `{1}`
      没有名为 `{1}` 的表、列或指标
    load or define it above the `use`
      请在 `使用` 之前加载或定义它
    key {1}
      主键 {1}
    key {1} (the first column)
      主键 {1}（第一列）
    of {1} {2}
      属于 {2}（共 {1}）
    customers
      客户数
    {1} orphaned, which count for no customer
      {1} 行无主，不计入任何客户
    no row of `{1}` belongs to a row of `{2}`
      `{1}` 没有一行属于 `{2}` 的任何一行
    they count nowhere: figures about them are 0 or missing
      它们不计入任何统计：有关的数字都是 0 或缺失
    `{1}` is for example `{2}`, the key of `{3}` `{4}`
      `{1}` 例如是 `{2}`，而 `{3}` 的键例如是 `{4}`
    one agrees as an integer
      有一个按整数比较是一致的
    {1} agree as integers
      {1} 个按整数比较是一致的
    load both `with (key_as: integer)`
      两张表都请用 `with (key_as: integer)` 加载
    {1} {2} orphaned, which count for no customer
      {1} 行 {2} 无主，不计入任何客户
    {1} without a row of {2}
      {1} 行在 {2} 中没有对应的行
    {1} of {2} that are orphaned
      {1} 行属于无主的 {2}
    {1} count for no customer
      {1} 行不计入任何客户
    {1} to {2} by {3}
      {1} 按 {3} 关联 {2}
    {1} to {2} as {3} by {4}
      {1} 按 {4} 关联 {2}（作为 {3}）
    {1} of {2} rows found
      {2} 行中找到 {1} 行
    {1} without a key
      {1} 行没有键
    {1} with an unknown key
      {1} 行的键未知
    {1} added, {2} in all
      新增 {1}，共 {2} 行
    {1} rejected (list * of {2}.rejects)
      拒收 {1} 行（list * of {2}.rejects）
    read in {1}
      读取 {1}
    linked in {1}
      关联 {1}
    read in {1}, linked in {2}
      读取 {1}，关联 {2}
    {1} ({2} missing)
      {1}（缺失 {2}）
    note: {1}
      说明：{1}
    `{1}` is a function: for example `{2}`
      `{1}` 是函数，例如 `{2}`
    no table is loaded yet
      尚未加载任何表
    the tables are shown by {1}
      用 {1} 查看各表
    `use {1}` defines such values; `seg help {2}` explains them
      `使用 {1}` 定义了这类值；`seg help {2}` 有说明
    `{1}` is not UTF-8 text
      `{1}` 不是 UTF-8 文本
    cannot read `{1}`: {2}
      无法读取 `{1}`：{2}
    `{1}` is no script: {2}
      `{1}` 不是脚本：{2}
    it is a device
      它是设备
    it has more than {1} MB
      它超过 {1} MB
    paths start from the script's folder, `{1}`
      路径从脚本所在的文件夹 `{1}` 算起
    nothing is called `{1}`
      没有名为 `{1}` 的内容
    {1} uses what is to be forgotten
      {1} 正在使用要删去的内容
    {1} use what is to be forgotten
      {1} 正在使用要删去的内容
    to forget all of it: `.forget {1}`
      若要一并删去：`.forget {1}`
    nothing new
      没有新内容
    1 definition
      1 个定义
    {1} definitions
      {1} 个定义
    {1} · {2} need what is not loaded
      {1} · 有 {2} 个需要尚未加载的内容
    today is {1}
      今天是 {1}
    holds
      成立
    the page is written after each statement
      每条语句之后都会写出网页
    `{1}` is `{2}` of `{3}`
      `{1}` 是 `{3}` 中的 `{2}`
    not known here
      这里未知
    write `use {1}`, and then {2}
      写 `使用 {1}`，然后写 {2}
    the expectation does not hold
      期望不成立
    does not hold
      不成立
    `{1}` is missing in {2} of 1 row: its denominator is 0 or missing there
      `{1}` 在仅有的 1 行中缺失：分母为 0 或缺失
    `{1}` is missing in {2} of {3} rows: its denominator is 0 or missing there
      `{1}` 在 {3} 行中有 {2} 行缺失：分母为 0 或缺失
    line {1}
      第 {1} 行
    {1}, column `{2}`
      {1}，列 `{2}`
    the only one is rejected
      仅有的一行被拒收
    all {1} are rejected
      全部 {1} 行被拒收
    no row of `{1}` could be taken: {2}
      `{1}` 没有一行可以采用：{2}
    `with (pad: yes)` fills short rows; `with (delimiter: ";")` gives the character between fields
      `带 (pad: 是)` 会补齐过短的行；`带 (delimiter: ";")` 可写明字段之间的分隔符
    `{1}` was not loaded, so it cannot get the rows of files
      `{1}` 不是加载的表，不能追加文件中的行
    append to the table that it is made from, or load one
      请追加到它来源的表，或加载一张表
    `{1}` is loaded already
      `{1}` 已经加载
    loaded again
      再次加载
    give one of them another name
      请给其中一个换个名称
    more than {1} mistakes: the rest is not checked
      错误超过 {1} 处：其余不再检查
    this session may not {1} files
      这个会话不能{1}文件
    read
      读取
    write
      写入
    the host allows it with `Capabilities`: `readsFiles`, `writesFiles`
      宿主程序可用 `Capabilities` 允许：`readsFiles`、`writesFiles`
    `{1}` is no {2} for the parameter `{3}`
      `{1}` 不能作为参数 `{3}` 的{2}
    percentage
      百分比
    value
      值
    declared here as {1}
      在此声明为 {1}
    no parameter `{1}`
      没有参数 `{1}`
    `{1}` is not a date
      `{1}` 不是日期
    a date is written `2024-12-31`
      日期写作 `2024-12-31`
    there is no answer yet
      还没有答案
    `show` or `list` something first
      请先用 `显示` 或 `列出` 提问
    no format for files that end in `.{1}`
      没有对应 `.{1}` 扩展名的格式
    endings are {1}
      可用的扩展名有 {1}
    did you mean `.{1}`?
      是不是想写 `.{1}`？
    a .{1} file holds one answer
      一个 .{1} 文件只能存放一个答案
    `bom` is for .csv and .tsv files
      `bom` 只用于 .csv 和 .tsv 文件
    leave it out for a .{1} file
      .{1} 文件请去掉它
    one `show` or `list` is expected here
      这里应为一条 `显示` 或 `列出`
    the table has no columns, or they differ in length
      表没有列，或各列长度不同
    row {1} of `{2}` is the {3} {4}, outside of the years 1 to 9999
      `{2}` 第 {1} 行的{3} {4} 超出了公元 1 至 9999 年
    time
      时间
    hand in a missing value where a time is unknown
      时间未知时请传入缺失值
    `{1}`, the value for the parameter `{2}`, is outside of the years 1 to 9999
      参数 `{2}` 的值 `{1}` 超出了公元 1 至 9999 年
    the types of `{1}` were taken from {2}
      `{1}` 的类型取自{2}
    its first row
      它的第一行
    its first {1} rows
      它的前 {1} 行
    the columns of `{1}` are not checked: this file can be read only once
      未检查 `{1}` 的列：这个文件只能读取一次
    this holds if the types of the first rows are those of the whole file
      前提是前几行的类型与整个文件一致
    """#
}
