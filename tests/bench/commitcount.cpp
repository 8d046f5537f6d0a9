// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/commitcount.h"

#include <sqlite3.h>

#include <atomic>

namespace Clearsky {

namespace {

std::atomic<int> commits = 0;

int watch(sqlite3 *database, char **, const sqlite3_api_routines *)
{
    sqlite3_commit_hook(
        database,
        [](void *) {
            ++commits;
            return 0;
        },
        nullptr);
    return SQLITE_OK;
}

} // namespace

void countCommits()
{
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(watch));
}

int commitsCounted()
{
    return commits;
}

} // namespace Clearsky
