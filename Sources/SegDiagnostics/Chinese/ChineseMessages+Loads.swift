// What is said about loads, links, tables, snapshots and keys, in Chinese.

extension ChineseMessages {
  static let tables = #"""
    `{1}` may change, and a load reads its file once
      `{1}` 会变化，而加载只读一次文件
    use the columns of the file alone
      只用文件里的列
    `{1}` is not of the row alone, and a link is made once
      `{1}` 不只取决于本行，而关联只建立一次
    use the columns of `{1}` alone
      只用 `{1}` 的列
    the file has a column `{1}` already
      文件中已有名为 `{1}` 的列
    that one, or a new one?
      是指那一列，还是新的一列？
    write {1} for the column of the file
      指文件中的列，写 {1}
    `{1}` has no key by which `{2}` could belong to it
      `{1}` 没有主键，`{2}` 无法属于它
    its columns are {1}
      它的列：{1}
    load it with one: `load {1} from … key COLUMN of …`, or write `of {2} by COLUMN`
      加载时写明主键：`加载 {1} 从 … 主键 列名 属于 …`，或者写 `属于 {2} 按 列名`
    `{1}` belongs to no customer, so nothing can belong to customers through it
      `{1}` 不属于客户，不能通过它属于客户
    load `{1}` of customers or of their events, then `link {2} to {3} by {4}`
      加载 `{1}` 时写明属于客户或客户的事件，再写 `关联 {2} 到 {3} 按 {4}`
    `{1}` belongs to `{2}`, so `{3}` cannot belong to `{4}`
      `{1}` 属于 `{2}`，所以 `{3}` 不能再属于 `{4}`
    `link {1} to {2} by COLUMN` looks up a row without belonging to it
      只查对应的行而不从属，写 `关联 {1} 到 {2} 按 列名`
    the key of `{1}` has {2} {3}, and `by` names {4}
      `{1}` 的主键有 {2} {3}，而 `按` 后面写了 {4} 列
    columns
      列
    the key is {1}
      主键是 {1}
    name as many, in the order of the key: `by {1}`
      按主键的顺序写同样多的列：`按 {1}`
    customers have a key of one column
      客户的主键只能是一列
    name the column that identifies a customer: `key COLUMN`
      写明识别客户的那一列：`主键 列名`
    `{1}` has no key, so no row of it can be looked up
      `{1}` 没有主键，查不到它的行
    load it with one: `load {1} from … key COLUMN`
      加载时写明主键：`加载 {1} 从 … 主键 列名`
    `{1}` is {2}, and the key `{3}` of `{4}` is {5}: they never match
      `{1}` 是{2}，而 `{4}` 的主键 `{3}` 是{5}，永远对不上
    write `text({1})`
      写 `文本({1})`
    write an expression of that type
      写一个同类型的表达式
    load `{1}` `{2}`
      加载 `{1}` 时写 `{2}`
    load `{1}` `{2}`, and `{3}` `with (types: ({4}: text))`
      加载 `{1}` 时写 `{2}`，加载 `{3}` 时写 `带 (types: ({4}: text))`
    {1}, or name the column with the key
      {1}，或者写明主键所在的列
    `{1}` belongs to `{2}` already: its columns can be read without a link
      `{1}` 已经属于 `{2}`，不用关联就能读它的列
    for another row of it, name the link: `link {1} to {2} by COLUMN as ROLE`
      要它的另一行，给关联起个名称：`关联 {1} 到 {2} 按 列名 作为 角色`
    `{1}` is a table already
      已有名为 `{1}` 的表
    choose another name after `as`
      在 `作为` 后面换一个名称
    `{1}` is linked to `{2}` already, by {3}
      `{1}` 已经按 {3} 关联到 `{2}`
    give this link a name of its own: `as ROLE`
      给这个关联另起名：`作为 角色`
    `{1}` may be {2}
      `{1}` 可能是 {2}
    {1} or {2}
      {1} 或 {2}
    a name leads through at most {1} tables
      一个名称最多经过 {1} 个表
    give a table on the way a `column` that reads the rest
      给中间的一个表定义 `字段`，由它去读后面的部分
    `{1}` has no link to `{2}`
      `{1}` 没有关联到 `{2}`
    it reads {1}
      它能读 {1}
    `link {1} to {2} by COLUMN` makes one
      建立关联：`关联 {1} 到 {2} 按 列名`
    `{1}` belongs to no customer, so there is none of it for each customer
      `{1}` 不属于客户，没有每位客户的值
    sum the whole table in a `measure`, or load it `of customers by COLUMN`
      用 `度量` 汇总整个表，或者加载时写 `属于 客户 按 列名`
    `{1}` belongs to no customer, so there is none of it for each group of customers
      `{1}` 不属于客户，没有各组客户的值
    `{1}` is the same for all groups; `by {2}.COLUMN` makes groups of its own
      `{1}` 对各组都一样；要按它自己的列分组，写 `按 {2}.列名`
    `{1}` belongs to `{2}`, of which `{3}` is made: of the row, or of its customer?
      `{1}` 属于 `{2}`，而 `{3}` 由 `{2}` 生成：是指这一行的，还是它的客户的？
    of the row: {1} before `{2}` is made, and `total` here; of the customer: a `metric`, and its name here
      指这一行的：在生成 `{2}` 之前写 {1}，这里写 `total`；指客户的：先定义 `指标`，这里写它的名称
    `{1}` is of `{2}`, and `sum` adds it once for each row of `{3}`
      `{1}` 是 `{2}` 的值，`求和` 会按 `{3}` 的每一行各加一次
    `sum({1} of {2})` adds it once; for a value of each row, name a column of `{3}`
      只加一次，写 `求和({1} 属于 {2})`；要各行的值，写 `{3}` 的列名
    `all` is for the whole table, and this has a value for each row
      `全部` 指整个表，而这里是每行一个值
    leave out `all`, or write it in a `measure`
      去掉 `全部`，或者写进 `度量`
    `all` is for a table of events or a reference table
      `全部` 只用于事件表或参照表
    leave out `all`
      去掉 `全部`
    this option is malformed
      这个选项的写法不对
    for example `with (types: (phone: text), header: no)`
      例如 `带 (types: (电话: text), header: 否)`
    no option `{1}` of an export
      导出没有名为 `{1}` 的选项
    `{1}` is yes or no
      `{1}` 只能是“是”或“否”
    no such type
      没有这种类型
    types are {1}
      类型有 {1}
    which column of `{1}` has the customers' keys?
      `{1}` 的哪一列是客户的主键？
    the columns are {1}
      现有的列：{1}
    if its values are times, say how they are written: `with (date_format: "%d.%m.%Y %H:%M")`
      如果值是时间，写明格式：`带 (date_format: "%d.%m.%Y %H:%M")`
    `{1}` is {2}, and a time is a date or a timestamp
      `{1}` 是{2}，而时间应为日期或时间戳
    , line {1}: `{2}`
      ，第 {1} 行：`{2}`
    of the first {1} rows it rejects {2}{3}
      前 {1} 行中有 {2} 行读不了{3}
    a key is read as integer or as text
      主键只能读作整数或文本
    `key_as: integer` or `key_as: text`
      `key_as: integer` 或 `key_as: text`
    which column is the key?
      哪一列是主键？
    name it: `load customers from … key COLUMN with (key_as: …)`
      写明这一列：`加载 客户 从 … 主键 列名 带 (key_as: …)`
    which column has dates in this format?
      哪一列的日期是这种格式？
    name it: `date_format: (COLUMN: "%d/%m/%y")`
      写明这一列：`date_format: (列名: "%d/%m/%y")`
    the dates of `{1}` are written as `{2}` here, and as `{3}` there
      `{1}` 的日期格式在这里是 `{2}`，在那里是 `{3}`
    say one format
      只写一种格式
    the customers are `{1}` already
      客户表已经是 `{1}`
    one row for each customer, too?
      也是每位客户一行吗？
    a table that is looked up has a key: `load {1} from … key COLUMN`
      供查找的表要有主键：`加载 {1} 从 … 主键 列名`
    events of customers are loaded with `of {1} by COLUMN`
      客户的事件这样加载：`属于 {1} 按 列名`
    `at` is the time of events, and this table has one row for each customer
      `发生于` 是事件的时间，而这个表每位客户一行
    events are loaded with `of customers by COLUMN at {1}`
      事件这样加载：`属于 客户 按 列名 发生于 {1}`
    `{1}` cannot be events of itself
      `{1}` 不能是自己的事件
    `{1}` of `{2}` is {3}; a key is integer or text
      `{2}` 的 `{1}` 是{3}，而主键应为整数或文本
    name the column with the keys
      写明主键所在的列
    dates are read in a format where their column is loaded
      日期的格式在加载时写明
    {1}, or {2}
      {1}，或者 {2}
    a snapshot is a .csv file
      快照是 .csv 文件
    another ending
      扩展名不对
    write `"{1}.csv"`; `export` writes other formats
      写 `"{1}.csv"`；其他格式用 `导出`
    `{1}` lists customers: it belongs to no other table and has no time
      `{1}` 是客户名单，不属于别的表，也没有时间
    with `as segment`
      带有 `作为 细分`
    leave out `as segment` to load events, or `of` and `at` to load a segment
      加载事件，去掉 `作为 细分`；加载细分，去掉 `属于` 和 `发生于`
    no customers are loaded that could be in `{1}`
      还没有加载客户，`{1}` 里无从有人
    a segment of customers
      客户的细分
    load the customers, or their events, before
      先加载客户或他们的事件
    a snapshot is given as `since`
      快照要写在 `since` 后面
    write `since: {1}`
      写 `since: {1}`
    `{1}` is no snapshot: it has no definition, so nobody knows why it changed
      `{1}` 不是快照，没有定义，无法知道变动的原因
    a list of customers
      客户名单
    `overlap(A, B)` compares it with a segment; `snapshot SEGMENT as "FILE.csv"` keeps the definition with the members
      和一个细分比较，用 `重叠(A, B)`；连同定义一起保存，用 `快照 细分名 作为 "文件.csv"`
    no snapshot `{1}` is loaded
      没有加载名为 `{1}` 的快照
    give its file, `since: "FILE.csv"`, or load it: `load NAME from "FILE.csv" as segment`
      写明文件：`since: "文件.csv"`，或者先加载：`加载 名称 从 "文件.csv" 作为 细分`
    `{1}` as this snapshot defines it does not hold with the tables of today
      快照里 `{1}` 的定义，用现在的表已经不成立
    cannot tell the causes
      无法说明原因
    its definition: {1}
      它的定义：{1}
    `load NAME from "FILE.csv" as segment` and `overlap(A, B)` compare the members alone
      只比较成员，用 `加载 名称 从 "文件.csv" 作为 细分` 和 `重叠(A, B)`
    a snapshot's file or its name
      快照的文件或名称
    one segment, and a snapshot as `since`,
      一个细分，和 `since` 后面的快照
    a segment
      细分
    a snapshot as `since`
      `since` 后面的快照
    """#

  static let madeTables = #"""
    the table's own column is {1}
      表中原有的列写作 {1}
    give the new one a name of its own: {1}
      给新的列另起名：{1}
    a value for each row of `{1}` is a metric
      `{1}` 的每行一个值，就是指标
    the customers
      客户表
    a table is made of events; some of the customers are a segment
      表由事件生成；选一部分客户要用细分
    write `segment NAME where …`
      写 `细分 名称 其中 …`
    `{1}` is a loaded table
      `{1}` 是已加载的表
    give the new table, or the loaded one, another name
      给新表或已加载的表换个名称
    `{1}` is made by the script: loaded tables belong to loaded ones and look them up
      `{1}` 由脚本生成，而加载的表只能属于或关联到加载的表
    made by `table`
      由 `表` 生成
    a table that is made has the owner and the links of the one that it is made of
      生成的表沿用来源表的从属和关联
    `per` makes one row of each combination, so no row repeats
      `每` 让每种组合只有一行，不会有重复的行
    not with `distinct`
      不能和 `去重` 一起用
    write one of them, or make two tables
      只写其中一个，或者生成两个表
    `{1}` needs groups of rows: `per COLUMN, …` comes before the `:`
      `{1}` 需要按行分组：在 `:` 前面写 `每 列名, …`
    of which rows?
      汇总哪些行？
    a value of each row is a column: {1}
      每行一个值就是列：{1}
    the table has a column `{1}` already
      表中已有名为 `{1}` 的列
    the first one
      第一次在这里
    `per` takes columns by name
      `每` 后面只能写列名
    has no name
      没有名称
    name it first: {1}, then `per NAME`
      先起名：{1}，再写 `每 名称`
    `at` is the time of the rows, and this is {1}
      `at` 是各行的时间，而这是{1}
    give a date or a timestamp, such as `at = min(time)`, or another name to the column
      写日期或时间戳，例如 `at = 最小(时间)`，或者给这一列换个名称
    `{1}` is a value of an event among the others of its customer
      `{1}` 是一个事件在同一客户的各个事件中的值
    no event here
      这里没有事件
    use it in a column or inside an aggregate: {1}
      用在字段或聚合里：{1}
    `{1}` reads the customer's event beside this one, whatever it is
      `{1}` 读的是同一客户相邻的事件，不能另加条件
    not chosen here
      这里不能筛选
    for some of the events, make a table of them first: `table NAME from TABLE where …`
      只看一部分事件，先生成一个表：`表 名称 从 来源表 其中 …`
    with the new `{1}`, `{2}` would not hold any more: nothing was changed
      按新的 `{1}`，`{2}` 就不成立了，所以什么都没有改
    `{1}` was loaded anew, and `{2}` does not hold any more: it is gone
      `{1}` 重新加载后，`{2}` 不再成立，已经去掉
    gone with it: {1}
      一起去掉的：{1}
    an event after today's date, on {1}
      有一个晚于今天的事件，在 {1}
    events after today's date, up to {1}
      有晚于今天的事件，最晚到 {1}
    `today` is the last event until now, {1}
      `今天` 取到现在为止最后一个事件的日期 {1}
    `today` is today's date
      `今天` 取当天的日期
    `{1}` has {2}
      `{1}` 中{2}
    `as of {1}` makes the newest one `today`
      以最新的事件为 `今天`，写 `截至 {1}`
    the newest event of `{1}`, on {2}, is {3} years after the one before
      `{1}` 最新的事件在 {2}，比前一个晚 {3} 年
    `today` is the day of the newest event
      `今天` 取最新事件的日期
    if the date is mistaken: `as of {1}`
      如果日期有误，写 `截至 {1}`
    `{1}` of `{2}` is {3}, the key of `{4}` is {5}: they never match
      `{2}` 的 `{1}` 是{3}，`{4}` 的主键是{5}，永远对不上
    they agree as integers: `{1}` is `{2}`
      都读作整数就能对上：`{1}` 就是 `{2}`
    load `{1}` `with (key_as: integer)`
      加载 `{1}` 时写 `带 (key_as: integer)`
    load `{1}` `with (key_as: text)`
      加载 `{1}` 时写 `带 (key_as: text)`
    no key of the one is a key of the other, in either type: perhaps the key is another column
      无论读作哪种类型，两边的主键都对不上：也许主键是另一列
    the key `{1}` of `{2}` is missing in {3} {4}
      `{2}` 的主键 `{1}` 在 {3} {4}中缺失
    row
      行
    rows
      行
    the key is the first column, because none is given
      没有写明主键，所以取第一列
    `key {1}` rejects rows without one; `key COLUMN` names another
      写 `主键 {1}`，缺失主键的行不读入；写 `主键 列名`，换一列
    the key `{1}` of `{2}` is repeated in {3} {4}, such as `{5}`
      `{2}` 的主键 `{1}` 在 {3} {4}中重复，例如 `{5}`
    a customer table has one row for each customer; events are loaded with `of customers by {1}`
      客户表每位客户一行；事件这样加载：`属于 客户 按 {1}`
    name the column that is different in every row: `key COLUMN`
      写明每行都不同的那一列：`主键 列名`
    `{1}` has more than 2,147,483,647 rows
      `{1}` 超过 2,147,483,647 行
    customer {1}
      客户 {1}
    row {1}
      第 {1} 行
    an event of `{1}` of customer {2}
      客户 {2} 在 `{1}` 中的一个事件
    a row of `{1}` with `{2}` {3}
      `{1}` 中 `{2}` 为 {3} 的一行
    row {1} of `{2}.rejects`
      `{2}.rejects` 的第 {1} 行
    the answer
      答案
    a group
      一个组
    a row of the answer
      答案的一行
    """#
}
