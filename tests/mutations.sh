#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Clearsky contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Shows that the suite can fail: makes one mistake at a time in a scratch copy of the sources, builds the test that is
# there to catch it, and reports "killed" when that test turns red. Exit status 0: every mutation was killed.
#
#   tests/mutations.sh [-j <jobs>] [<scratch folder> [<mutation>...]]
#
# Needs bash, perl, cmake and ninja. CLEARSKY_SIM_SEEDS says how many seeds the simulator may use to find a mistake.
set -u

jobs=2
[ "${1:-}" = -j ] && { jobs=$2; shift 2; }
source_folder=$(cd "$(dirname "$0")/.." && pwd)
scratch=${1:-$(mktemp -d)}
[ $# -gt 0 ] && shift
wanted=" $* "
export CLEARSKY_SIM_SEEDS=${CLEARSKY_SIM_SEEDS:-400}
export QT_QPA_PLATFORM=offscreen TZ=UTC LC_ALL=C.UTF-8

# name | file | perl substitution over the whole file | test program | its test functions
mutations() {
cat <<'TABLE'
qt-sends-again|app/net/httpcall.cpp|s/request\.setAttribute\(QNetworkRequest::DoNotBufferUploadDataAttribute, true\);.*?body->setParent\(m_reply\.get\(\)\);/m_reply.reset(m_request.method == ApiRequest::Method::Post ? m_network.post(request, m_request.body) : m_network.sendCustomRequest(request, method, m_request.body));/s|tst_httpcall|aConnectionThatEndsWithoutAnswerLeavesTheOutcomeOpen
intent-after-send|app/jobs/batchsend.cpp|s/m_job\.commit\(std::move\(changes\), \[this\] \{ send\(\); \}\);/m_job.commit(std::move(changes)); send();/|tst_journaltrouble|nothingLeavesWithoutADurableIntent
synchronous-normal|app/jobs/journaldatabase.cpp|s/PRAGMA synchronous = FULL/PRAGMA synchronous = NORMAL/|tst_journalpowercut|
batch-404-is-gone|app/jobs/batchsend.cpp|s/(    const bool isWhole = answer\.items\.size\(\))/    if (answer.error && answer.error->kind == Error::Kind::NotFound)\n        answer = {.items = QList<ItemVerdict>(m_batch.items.size(), {.kind = ItemVerdict::Kind::AlreadyGone})};\n$1/|tst_matrixanswers|aBatchThatIsNotFoundIsLookedAtOneByOne
empty-list-is-gone|app/jobs/look.cpp|s/if \(isUnexpectedlyEmpty\(\)\)/if (false \&\& isUnexpectedlyEmpty())/|tst_matrixlooks|anEmptyListBeforeTheSendSendsAndProvesNothing
follows-redirects|app/net/httpcall.cpp|s/ManualRedirectPolicy/NoLessSafeRedirectPolicy/|tst_httpanswers|
no-byte-is-not-sent|app/net/httpcall.cpp|s/\.hasBody = [^,]*,/.hasBody = true,/|tst_httpcall|
accepted-is-sent-again|app/jobs/itemjudge.cpp|s/ && item\.state == ItemState::Unknown && judgeUntouched/ && judgeUntouched/; s/item\.ended \|\| !mayResend\(item\.noResend, item\.unknownSends\)/item.ended/|tst_matrixlooks|whatNeverFinishesIsUnknownAndNeverDeleted
TABLE
}

mkdir -p "$scratch/src"
build_folder=$scratch/src/build/dev # where ccache knows the same sources from
copy() { (cd "$source_folder" && tar -c --exclude=./build --exclude=./.git .) | tar -x -C "$scratch/src"; }
build() { cmake --build "$build_folder" -j "$jobs" --target "$1" >"$scratch/build.log" 2>&1; }
run() { # program functions...
    local program=$1; shift
    timeout 600 "$build_folder/tests/$program" "$@" >"$scratch/test.log" 2>&1
}

copy
(cd "$scratch/src" && cmake --preset dev) >"$scratch/configure.log" 2>&1 || {
    echo "the copy cannot be configured: $scratch/configure.log"; exit 2; }

survived=0
printf '%-24s %-22s %s\n' mutation test result
while IFS='|' read -r name file rest; do
    functions=${rest##*|}; rest=${rest%|*}
    program=${rest##*|}; change=${rest%|*}
    [ "$wanted" != "  " ] && [[ $wanted != *" $name "* ]] && continue
    cp "$scratch/src/$file" "$scratch/original"
    if [ ! -e "$scratch/src/tests/$program.cpp" ]; then
        result="SURVIVED: there is no such test"
    elif ! perl -0pi -e "$change" "$scratch/src/$file" || cmp -s "$scratch/original" "$scratch/src/$file"; then
        result="SURVIVED: the mutation no longer applies to $file"
    elif ! build "$program"; then
        result="SURVIVED: it does not compile"; cp "$scratch/build.log" "$scratch/$name.log"
    elif run "$program" $functions; then
        result="SURVIVED"
    else
        result=$(grep -a -m 1 -E '^FAIL|ASSERT|breaks' "$scratch/test.log" | cut -c1-100)
        result="killed: ${result:-$(tail -n 1 "$scratch/test.log" | cut -c1-100)}"
    fi
    [[ $result == killed* ]] || survived=1
    printf '%-24s %-22s %s\n' "$name" "$program" "$result"
    cp "$scratch/original" "$scratch/src/$file"
done < <(mutations)
exit $survived
