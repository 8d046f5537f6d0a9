// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/practice/practicecloud.h"
#include "tests/support/enginestack.h"
#include "tests/support/faultproxy.h"

#include <QTemporaryDir>

namespace Clearsky {

/// The engine at work on a practice cloud over real HTTP, both fast: the cloud's delays and all waits of the engine are
/// divided by the same factor.
class EngineFixture
{
public:
    struct Options
    {
        int count = 60;      ///< resources per kind
        QString onlyKind{};  ///< the other kinds have few: making them costs time
        QHash<QString, int> counts{}; ///< of single kinds, before the two above
        bool proxy = false;  ///< requests pass a FaultProxy
        HttpDeadlines deadlines{};
        std::function<void(Registry &)> addKind{};       ///< a kind that Clearsky does not have …
        std::function<void(PracticeCloud &)> addService{}; ///< … and its provider's side
    };

    explicit EngineFixture(const Options &options);
    ~EngineFixture();

    /// A practice account; an empty project means the region's own.
    [[nodiscard]] Account addAccount(const QString &name, const QString &projectId = {});
    [[nodiscard]] DeletePlan plan(const Account &account, const QString &kindId, const QList<Resource> &resources);

    /// Every outcome of the job against the cloud's truth; a sentence about the first that is not true, or nothing.
    [[nodiscard]] QString untruth(const QString &jobId) const;
    /// What no run may ever do: requests over the limit, empty, with foreign ids, or ids twice unless allowed.
    [[nodiscard]] QString violation(const DeletePlan &plan, bool resendAllowed = false) const;
    [[nodiscard]] QList<PracticeLogEntry> deletes(const QString &kindId) const;

    QTemporaryDir folder;
    std::unique_ptr<PracticeCloud> cloud;
    std::unique_ptr<FaultProxy> proxy;
    std::unique_ptr<PracticeHost> host;
    std::unique_ptr<EngineStack> stack;
};

/// The first thing that a delete log shows and no run may do; nothing when there is none.
[[nodiscard]] QString violationIn(const QList<PracticeLogEntry> &deletes, const QSet<QString> &confirmed, int limit,
                                  bool resendAllowed);
/// The first id that was sent a second time without any look at its kind in between; nothing when there is none.
[[nodiscard]] QString blindResend(const QList<PracticeLogEntry> &log);
/// Whether an outcome is what the cloud's truth says; a sentence when it is not.
[[nodiscard]] QString untruthOf(const JobItem &item, const PracticeCloud &cloud);

} // namespace Clearsky
