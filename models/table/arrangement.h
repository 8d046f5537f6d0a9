// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/table/rowpredicate.h"
#include "models/table/rowsort.h"

#include <QMetaType>

namespace Clearsky {

struct Arrangement;

/// All that it takes to arrange rows, as values: any thread may do it.
struct ArrangeTask
{
    RowSnapshot rows;
    std::shared_ptr<const RowPredicate> filter{};            ///< null: all rows
    Sorting sorting{};
    std::shared_ptr<const std::vector<Slot>> listed{};       ///< the provider's order; null: that of the slots
    std::shared_ptr<const Arrangement> previous{};           ///< what of it still holds is used again; null: none
    quint64 number = 0;                                      ///< tells tasks apart; the newest has the highest
};

/// Which rows are shown, in which order.
struct Arrangement
{
    quint64 task = 0;
    quint64 version = 0;                                     ///< RowSnapshot::version() of the rows
    std::shared_ptr<const RowPredicate> filter{};
    Sorting sorting{};
    std::shared_ptr<const std::vector<Slot>> listed{};
    std::shared_ptr<const SortedRows> sorted{};              ///< all rows, whether they match or not
    RowBits matching{};                                      ///< by slot
    std::shared_ptr<const std::vector<Slot>> byId{};         ///< all rows by id; null: was not needed yet
    std::shared_ptr<const std::vector<Slot>> order{};        ///< the rows to show
    RowBits shown{};                                         ///< the same as a set
    /// Where in the filter's text the part stands that took too long; then nothing was arranged. -1: none did.
    qsizetype tooCostlyAt = -1;
};

/// Filters and sorts. Null when it was stopped.
[[nodiscard]] std::shared_ptr<const Arrangement> arrange(const ArrangeTask &task, const StopFlag &stop);

/// Carries tasks out, the newest only: a new one takes the place of those that are not finished.
class Arranger : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void request(ArrangeTask task) = 0;
    /// Whether a list is so long that it is not arranged at once, in the thread that asks.
    [[nodiscard]] virtual bool isNeededFor(size_t rows) const { return rows > 5000; }

Q_SIGNALS:
    /// From the event loop of this object's thread. Never for a task that another has replaced.
    void arranged(const std::shared_ptr<const Clearsky::Arrangement> &arrangement);
};

} // namespace Clearsky

Q_DECLARE_METATYPE(std::shared_ptr< Clearsky::Arrangement>)
