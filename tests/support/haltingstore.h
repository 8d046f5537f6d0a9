// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/jobs/journalstore.h"

#include <functional>
#include <memory>

namespace Clearsky {

/// A journal that stands still for ever right before or right after it writes something, so that its program can be killed
/// at exactly that moment.
class HaltingStore final : public JournalStore
{
public:
    /// When. Each is the first write of its kind.
    enum class Moment {
        Never,
        BeforePlan,
        AfterPlan,
        AfterIntent,
        BeforeOutcome, ///< the provider has answered
        AfterOutcome,
        BeforeProof,   ///< a look has seen that items are gone
        AfterProof,
    };

    /// `path` is the journal's file.
    HaltingStore(const QString &path, Moment moment, std::function<void()> reached);

    [[nodiscard]] Result<JournalContents> open() override { return m_file->open(); }
    [[nodiscard]] Result<QList<JobItem>> readItems(int jobNumber, int from) override
    {
        return m_file->readItems(jobNumber, from);
    }
    [[nodiscard]] Result<void> write(const QList<JournalChanges> &changes) override;
    [[nodiscard]] Result<void> writeAside(const JournalChanges &changes) override { return m_file->writeAside(changes); }
    [[nodiscard]] Result<void> check() override { return m_file->check(); }
    void close() override { m_file->close(); }

private:
    [[nodiscard]] bool isMoment(const QList<JournalChanges> &changes) const;
    void halt() const;

    std::unique_ptr<JournalStore> m_file;
    Moment m_moment;
    std::function<void()> m_reached;
};

/// "before-plan", …; Never: there is no such moment.
[[nodiscard]] HaltingStore::Moment haltingMoment(const QString &name);

} // namespace Clearsky
