#!/usr/bin/env bash
# Send mail and keep in git who got what:  mail-with-state.sh FOLDER COMMAND…     (without a command it only keeps)
# FOLDER is a checkout of the branch mail-state, into which COMMAND writes. What was sent but not kept would be sent again;
# so nothing is sent before a push went through, every few seconds another follows, and where they fail sending ends.
set -euo pipefail
folder=${1:?usage: mail-with-state.sh FOLDER COMMAND…}
shift
pause=${KEEP_EVERY:-20}

push() {
    git -C "$folder" push --quiet origin HEAD:refs/heads/mail-state
}

keep() {
    git -C "$folder" add --all &&
        { git -C "$folder" diff --cached --quiet || git -C "$folder" commit --quiet --message "Keep who got which edition"; } &&
        push
}

if [ $# -eq 0 ]; then
    keep
    exit
fi
git -C "$folder" commit --quiet --allow-empty --message "Begin to send"
push || { echo "the state cannot be kept, so nothing is sent" >&2; exit 2; }

"$@" &
sending=$!
failures=0
while sleep "$pause" && kill -0 "$sending" 2>/dev/null; do
    if keep; then failures=0; else failures=$((failures + 1)); fi
    if [ "$failures" -eq 3 ]; then
        echo "the state cannot be kept any more, so sending ends" >&2
        kill "$sending" || true
    fi
done
status=0
wait "$sending" || status=$?

for _ in 1 2 3 4 5; do
    if keep; then exit "$status"; fi
    sleep "$pause"
done
echo "the state could not be kept: before the next run, see which mails of this one went out" >&2
exit 2
