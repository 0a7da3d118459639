#!/bin/sh
# Refreshes the Public Suffix List inside the library.
#   refresh-public-suffixes.sh          downloads it from publicsuffix.org
#   refresh-public-suffixes.sh FILE     takes a public_suffix_list.dat that is already here
set -eu

target="$(dirname "$0")/../../src/MailGuard/Names/public_suffix_list.dat"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

if [ $# -eq 0 ]; then
    curl --fail --silent --show-error --proto '=https' --output "$work/list" https://publicsuffix.org/list/public_suffix_list.dat
else
    cp "$1" "$work/list"
fi

# A rule ends at the first white space (publicsuffix.org/list).
rules() { sed -e 's/\r$//' -e '/^[[:space:]]*\/\//d' -e 's/[[:space:]].*//' -e '/^$/d' "$work/list"; }

date="$(sed -n 's/^\/\/ VERSION: \([0-9]\{4\}-[0-9][0-9]-[0-9][0-9]\).*/\1/p' "$work/list")"
if [ -z "$date" ]; then
    echo "refresh-public-suffixes: no '// VERSION: YYYY-MM-DD' line; this is not the list of publicsuffix.org" >&2
    exit 1
fi
if [ "$(rules | wc -l)" -lt 5000 ]; then
    echo "refresh-public-suffixes: fewer than 5,000 rules; the list is not whole" >&2
    exit 1
fi

{
    echo "// Rules of the Public Suffix List, without its comments: publicsuffix.org, as of $date."
    echo "// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0."
    echo "// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/."
    echo "// Refreshed by tests/tools/refresh-public-suffixes.sh."
    rules
} > "$work/new"
mv "$work/new" "$target"
echo "$(rules | wc -l) rules, as of $date"
