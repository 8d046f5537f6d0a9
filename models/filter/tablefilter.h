// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/filter/filtercompiler.h"
#include "models/resourcetablemodel.h"

namespace Clearsky {

/// The filter of a table, from its text to the rows that the model shows. While the text is wrong, the last filter that was
/// right stays in force; while its last value is still to be written, what stands before that part. A filter that turns out
/// to be too costly gives way to the one before. `model` outlives it.
class TableFilter final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TableFilter)

public:
    explicit TableFilter(ResourceTableModel &model, const FilterScope &scope = {}, QObject *parent = nullptr);

    void setText(const QString &text);
    [[nodiscard]] const QString &text() const { return m_text; }
    /// What is wrong with the text, or with the filter that it says; none: it is in force.
    [[nodiscard]] const std::optional<FilterError> &error() const { return m_error; }
    /// The filter that is in force.
    [[nodiscard]] const FilterNode &root() const { return m_applied.query.root; }
    [[nodiscard]] const FilterFields &fields() const { return m_fields; }
    /// Ages are counted anew when some time has passed.
    void setNow(const QDateTime &now);

Q_SIGNALS:
    /// The error or the filter in force is another.
    void changed();

private:
    struct Filter
    {
        FilterQuery query{};
        std::shared_ptr<const FilterPredicate> predicate{};
    };
    [[nodiscard]] std::optional<FilterError> put(const QString &text);
    void evaluateAnew();
    void apply(Filter filter);
    void onMarksChanged();
    void onTooCostly(qsizetype at);

    ResourceTableModel &m_model;
    FilterFields m_fields;
    FilterMoment m_moment{};
    QString m_text{};
    std::optional<FilterError> m_error{};
    Filter m_applied{};
    Filter m_accepted{}; ///< the last one that the model has shown the rows of
    bool m_isQueued = false;
};

} // namespace Clearsky
