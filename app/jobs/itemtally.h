// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/job.h"

#include <numeric>

namespace Clearsky {

/// The counts of a job's items, kept up to date by each change instead of counted anew: jobs have up to a million items.
class ItemTally final
{
public:
    ItemTally() = default;
    explicit ItemTally(const QList<JobItem> &items)
    {
        for (const JobItem &item : items)
            add(item);
    }
    ItemTally(const ItemCounts &counts, int ended)
        : m_counts(counts)
        , m_ended(ended)
        , m_open(std::accumulate(counts.cbegin(), counts.cend(), 0) - ended - counts.at(static_cast<size_t>(ItemState::Pending)))
    {
    }

    void add(const JobItem &item) { change(item, 1); }
    void remove(const JobItem &item) { change(item, -1); }

    [[nodiscard]] const ItemCounts &counts() const { return m_counts; }
    [[nodiscard]] int count(ItemState state) const { return m_counts.at(static_cast<size_t>(state)); }
    [[nodiscard]] int ended() const { return m_ended; }
    [[nodiscard]] int verifying() const { return m_verifying; }
    /// Sent and not proved ended: Sending, Accepted, and Unknown before its deadline.
    [[nodiscard]] int open() const { return m_open; }
    /// How much of their way all items together have gone, for the progress bar: 1 per item that has ended.
    [[nodiscard]] double way() const
    {
        constexpr double acceptedShare = 0.4;
        return m_ended + acceptedShare * count(ItemState::Accepted);
    }

private:
    void change(const JobItem &item, int by)
    {
        m_counts.at(static_cast<size_t>(item.state)) += by;
        m_ended += item.ended ? by : 0;
        m_verifying += item.verifying ? by : 0;
        m_open += !item.ended && item.state != ItemState::Pending ? by : 0;
    }

    ItemCounts m_counts{};
    int m_ended = 0;
    int m_verifying = 0;
    int m_open = 0;
};

} // namespace Clearsky
