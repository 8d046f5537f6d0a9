// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/clock.h"
#include "models/table/resourcestore.h"

#include <QObject>

#include <optional>

namespace Clearsky {

class MarkStore;
class ResourceTableModel;

/// Carries the marks of one list over a restart. What was kept is marked once the list is complete, never on a part of it;
/// from then on every change is kept a little later. Many marks are looked up in the store's thread. Marks of resources that
/// the list no longer has are dropped, and told. All references outlive it.
class MarkKeeper final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MarkKeeper)

public:
    MarkKeeper(ResourceTableModel &model, MarkStore &store, QString accountId, Clock &clock, QObject *parent = nullptr);
    ~MarkKeeper() override;

    /// Writes now what would be written a little later.
    void flush();

Q_SIGNALS:
    void dropped(qsizetype count);

private:
    void onLoaded(const QList<ResourceKey> &keys);
    void restore();
    void markFound(const RowSnapshot &rows, const RowBits &found, qsizetype wanted);
    void end(qsizetype lost);
    void onMarksChanged();

    ResourceTableModel &m_model;
    MarkStore &m_store;
    QString m_accountId;
    Clock &m_clock;
    std::optional<QList<ResourceKey>> m_kept{}; ///< waits for the complete list
    bool m_isRestored = false;
    std::unique_ptr<Clock::Timer> m_delay{};
};

} // namespace Clearsky
