#!/usr/bin/env bash
# Installs the system packages that a step needs and that are missing. Debian and Ubuntu; elsewhere it names them.
#   tests/packages.sh build    to build the app
#   tests/packages.sh window   to drive its window without a display
set -euo pipefail

case "${1:-}" in
  build) packages=(build-essential pkg-config libwebkit2gtk-4.1-dev librsvg2-dev libssl-dev xdg-utils desktop-file-utils) ;;
  window) packages=(webkit2gtk-driver xvfb dbus gnome-keyring libsecret-tools xdg-utils desktop-file-utils
    libglib2.0-bin chromium chromium-driver procps) ;;
  *) echo "usage: $0 build|window" >&2; exit 2 ;;
esac

for program in cargo node npm; do
  command -v "$program" > /dev/null || { echo "Claimfolio needs $program, which is not installed." >&2; exit 1; }
done

if ! command -v dpkg-query > /dev/null; then
  echo "Not a Debian system. Claimfolio needs what Debian calls: ${packages[*]}" >&2
  exit 0
fi

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null | grep -qx installed || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

echo "Installing the missing system packages: ${missing[*]}"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo > /dev/null || { echo "Please install them as root, then try again." >&2; exit 1; }
  echo "This asks for your password."
  as_root=(sudo)
fi
"${as_root[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
