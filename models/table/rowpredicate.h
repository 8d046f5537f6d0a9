// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/table/rowsort.h"

#include <QDeadlineTimer>

namespace Clearsky {

/// One evaluation of a filter.
struct RowEvaluation
{
    const StopFlag &stop;
    QDeadlineTimer patience{QDeadlineTimer::Forever}; ///< for what may take long
    size_t chunk = 0;           ///< the number of the chunk that is asked about
    qsizetype tooCostlyAt = -1; ///< a part of the filter gave up: where it stands in the filter's text
};

/// A question that a filter asks of every row. Never changes once it is in use: workers ask it while the window goes on.
class RowPredicate
{
public:
    virtual ~RowPredicate() = default;

    /// `rows` comes with a bit for each row of the chunk that is asked about; the bits of those that do not match are
    /// cleared. There are RowChunk::bitWords words.
    /// When the evaluation is stopped or too costly, the bits mean nothing.
    virtual void keepMatching(const RowChunk &chunk, std::span<quint64> rows, RowEvaluation &evaluation) const = 0;
    /// Whether every row that matches this one matches `wider` as well, so that no other row needs to be asked.
    [[nodiscard]] virtual bool narrows(const RowPredicate &wider) const
    {
        Q_UNUSED(wider)
        return false;
    }
    /// Whether even a short list may take long.
    [[nodiscard]] virtual bool mayTakeLong() const { return false; }

protected:
    RowPredicate() = default;
    RowPredicate(const RowPredicate &) = default;
    RowPredicate &operator=(const RowPredicate &) = default;
};

/// Matches rows that hold a text in their id, their state's word, or in what a column of the table shows; without regard to
/// case. An age counts by its date in UTC. No match reaches across two columns.
class TextPredicate final : public RowPredicate
{
public:
    TextPredicate(const ResourceKind &kind, const QString &text);

    void keepMatching(const RowChunk &chunk, std::span<quint64> rows, RowEvaluation &evaluation) const override;
    [[nodiscard]] bool narrows(const RowPredicate &wider) const override;

private:
    class Search;

    const ResourceKind *m_kind;
    std::string m_needle{};
    std::vector<std::string> m_stateWords{}; ///< the provider's, folded, of which our word matches
    bool m_yes = false;         ///< whether the words for flags match
    bool m_no = false;
    bool m_maybeNumber = false; ///< the needle's characters allow for a number, a time
    bool m_maybeTime = false;
};

} // namespace Clearsky
