#!/usr/bin/env bash
# Installs Debian or Ubuntu packages: install.sh NAME …
set -euo pipefail
if ! command -v apt-get >/dev/null; then
  echo "please install: $*" >&2
  exit 1
fi
as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo)
echo "installing $*"
"${as_root[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "$@" >/dev/null
