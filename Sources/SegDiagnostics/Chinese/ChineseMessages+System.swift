// Chinese: the words of the system for what failed.

extension ChineseMessages {
  /// Errors of system calls. They are no sentences of the sources.
  static let system = #"""
    operation not permitted
      不允许的操作
    no such file or directory
      没有那个文件或文件夹
    interrupted system call
      系统调用被中断
    input/output error
      输入输出错误
    no such device or address
      没有那个设备或地址
    bad file descriptor
      文件描述符无效
    cannot allocate memory
      无法分配内存
    permission denied
      权限不够
    device or resource busy
      设备或资源忙
    file exists
      文件已存在
    not a directory
      不是文件夹
    is a directory
      是文件夹
    invalid argument
      无效的参数
    too many open files in system
      系统打开的文件过多
    too many open files
      打开的文件过多
    text file busy
      文件正在执行
    file too large
      文件过大
    no space left on device
      设备空间已满
    illegal seek
      不能定位
    read-only file system
      文件系统只读
    broken pipe
      管道已断开
    file name too long
      文件名过长
    directory not empty
      文件夹不为空
    too many levels of symbolic links
      符号链接层数过多
    disk quota exceeded
      超出磁盘配额
    stale file handle
      文件句柄已失效
    Operation not permitted
      不允许的操作
    No such file or directory
      没有那个文件或文件夹
    Interrupted system call
      系统调用被中断
    Input/output error
      输入输出错误
    No such device or address
      没有那个设备或地址
    Bad file descriptor
      文件描述符无效
    Cannot allocate memory
      无法分配内存
    Permission denied
      权限不够
    Device or resource busy
      设备或资源忙
    File exists
      文件已存在
    Not a directory
      不是文件夹
    Is a directory
      是文件夹
    Invalid argument
      无效的参数
    Too many open files in system
      系统打开的文件过多
    Too many open files
      打开的文件过多
    Text file busy
      文件正在执行
    File too large
      文件过大
    No space left on device
      设备空间已满
    Illegal seek
      不能定位
    Read-only file system
      文件系统只读
    Broken pipe
      管道已断开
    File name too long
      文件名过长
    Directory not empty
      文件夹不为空
    Too many levels of symbolic links
      符号链接层数过多
    Disk quota exceeded
      超出磁盘配额
    Stale file handle
      文件句柄已失效
    """#
}
