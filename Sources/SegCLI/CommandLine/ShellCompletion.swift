// What makes a shell complete `seg`: printed from the table of commands and options.

import Seg

/// A shell, and the script that it reads.
enum ShellCompletion: String, CaseIterable {
  case bash, zsh, fish

  var script: String {
    switch self {
    case .bash: Self.bashScript
    case .zsh: Self.zshScript
    case .fish: Self.fishScript
    }
  }

  private static var commands: [String] { Command.named.map(\.rawValue) }
  /// The topics of help that are one word.
  private static var topics: String { Session.helpTopics.filter { !$0.contains { $0 == " " || $0 == "'" } }.joined(separator: " ") }
  private static func options(_ command: Command) -> [CommandOption] { command.options.filter { !$0.isHidden } }
  private static func spellings(_ option: CommandOption) -> [String] {
    (option.long == nil ? [] : option.letter.map { ["-\($0)"] } ?? []) + [option.spelling]
  }
  /// A text in single quotes.
  private static func quoted(_ text: String) -> String {
    "'" + text.map { $0 == "'" ? "'\\''" : String($0) }.joined() + "'"
  }

  // MARK: bash

  private static var bashScript: String {
    let values = CommandOption.allCases.filter { !$0.isHidden }.compactMap { option -> String? in
      switch option.value {
      case .none: nil
      case .any: "    \(option.spelling)) return ;;"
      case .file: "    \(option.spelling)) COMPREPLY=($(compgen -f -- \"$current\")); return ;;"
      case .oneOf(_, let words):
        "    \(option.spelling)) COMPREPLY=($(compgen -W \(quoted(words.joined(separator: " "))) -- \"$current\")); return ;;"
      }
    }
    let options = Command.allCases.map { command in
      let spelled = quoted(Self.options(command).flatMap(spellings).joined(separator: " "))
      return "    \(command == .seg ? "''" : command.rawValue)) options=\(spelled) ;;"
    }
    return """
      # Completion of seg in bash: source this file.
      _seg() {
        local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command= options word
        COMPREPLY=()
        # bash makes `=` a word of its own.
        if [[ $current == = ]]; then current=; elif [[ $before == = ]]; then before=${COMP_WORDS[COMP_CWORD - 2]}; fi
        for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
          case $word in \(commands.joined(separator: "|"))) command=$word; break ;; esac
        done
        case $before in
      \(values.joined(separator: "\n"))
        esac
        case $command in
      \(options.joined(separator: "\n"))
        esac
        if [[ $current == -* ]]; then
          COMPREPLY=($(compgen -W "$options" -- "$current"))
        elif [[ -z $command ]]; then
          COMPREPLY=($(compgen -W \(quoted(commands.joined(separator: " "))) -- "$current"))
        elif [[ $command == help ]]; then
          COMPREPLY=($(compgen -W \(quoted(topics)) -- "$current"))
        fi
      }
      complete -o default -F _seg seg

      """
  }

  // MARK: zsh

  private static var zshScript: String {
    func specification(_ option: CommandOption) -> [String] {
      let description = option.summary.description.map { "[]:\\".contains($0) ? "\\\($0)" : String($0) }.joined()
      let value =
        switch option.value {
        case .none: ""
        case .any(let name): ":\(name): "
        case .file(let name): ":\(name):_files"
        case .oneOf(let name, let words): ":\(name):(\(words.joined(separator: " ")))"
        }
      return spellings(option).map { quoted("*\($0)\(value.isEmpty || option.long == nil ? "" : "=")[\(description)]\(value)") }
    }
    func options(_ command: Command) -> String {
      Self.options(command).flatMap(specification).map { "\($0) \\" }.joined(separator: "\n      ")
    }
    let cases = Command.named.map { command in
      let operand = command == .help ? quoted("*:topic:(\(topics))") : quoted("*:file:_files")
      return "    \(command.rawValue))\n      _arguments \\\n      \(options(command))\n      \(operand) ;;"
    }
    return """
      #compdef seg
      # Completion of seg in zsh: a file `_seg` in a folder of $fpath.
      _seg() {
        local state line
        local -a commands=(
      \(Command.named.map { "    " + quoted("\($0.rawValue):\($0.summary)") }.joined(separator: "\n"))
        )
        _arguments -C \\
            \(options(.seg))
            '1: :->command' '*:: :->argument'
        case $state in
          command) _describe command commands ;;
          argument)
            case $line[1] in
      \(cases.joined(separator: "\n"))
            esac ;;
        esac
      }
      if [[ $funcstack[1] == _seg ]]; then _seg "$@"; else compdef _seg seg; fi

      """
  }

  // MARK: fish

  private static var fishScript: String {
    func line(_ option: CommandOption, _ condition: String) -> String {
      let value =
        switch option.value {
        case .none: ""
        case .any: " -x"
        case .file: " -r -F"
        case .oneOf(_, let words): " -x -a \(quoted(words.joined(separator: " ")))"
        }
      let names = [option.long.map { " -l \($0)" }, option.letter.map { " -s \($0)" }].compactMap { $0 }.joined()
      return "complete -c seg -n \(quoted(condition))\(names)\(value) -d \(quoted(option.summary.description))"
    }
    let none = "not __fish_seen_subcommand_from \(commands.joined(separator: " "))"
    let lines =
      options(.seg).map { line($0, none) }
      + Command.named.flatMap { command in
        let seen = "__fish_seen_subcommand_from \(command.rawValue)"
        return ["complete -c seg -f -n \(quoted(none)) -a \(command.rawValue) -d \(quoted(command.summary.description))"]
          + options(command).map { line($0, seen) }
      }
    return """
      # Completion of seg in fish: a file `seg.fish` in ~/.config/fish/completions.
      \(lines.joined(separator: "\n"))
      complete -c seg -f -n '__fish_seen_subcommand_from help' -a \(quoted(topics))

      """
  }
}
