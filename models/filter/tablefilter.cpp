// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/filter/tablefilter.h"

#include <algorithm>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Ages stand still for so long, so that a further letter typed need not ask all rows again.
constexpr std::chrono::seconds agesStandStill = 30s;

/// Where the value stands that begins at `at`.
std::optional<TextRange> rangeOfValue(const FilterNode &node, qsizetype at)
{
    for (const FilterValue &value : node.values) {
        if (value.at.start == at)
            return value.at;
    }
    for (const FilterNode &child : node.children) {
        if (const auto range = rangeOfValue(child, at))
            return range;
    }
    return {};
}

} // namespace

TableFilter::TableFilter(ResourceTableModel &model, const FilterScope &scope, QObject *parent)
    : QObject(parent)
    , m_model(model)
    , m_fields(model.kind(), scope)
{
    connect(&model.marks(), &Marks::changed, this, &TableFilter::onMarksChanged);
    connect(&model, &ResourceTableModel::filterTooCostly, this, &TableFilter::onTooCostly);
}

void TableFilter::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    m_error = put(text);
    if (const std::optional<FilterError> unfinished = m_error; unfinished && unfinished->isUnfinished) {
        QString beginning = text.left(unfinished->at.start);
        while (beginning.endsWith(u'-'))
            beginning.chop(1);
        static_cast<void>(put(beginning));
        m_error = unfinished;
    }
    Q_EMIT changed();
}

std::optional<FilterError> TableFilter::put(const QString &text)
{
    const auto query = parseFilter(text);
    if (!query)
        return query.error();
    if (asksFor(query->root, "marked"_L1))
        m_moment.marks = std::make_shared<const RowBits>(m_model.marks().bits());
    auto predicate = compileFilter(*query, m_fields, m_moment);
    if (!predicate)
        return predicate.error();
    m_error.reset();
    apply({.query = *query, .predicate = std::move(*predicate)});
    return m_error; // the filter may turn out to be too costly at once
}

void TableFilter::apply(Filter filter)
{
    if (m_model.isArranged())
        m_accepted = m_applied;
    m_applied = std::move(filter);
    m_model.setPredicate(m_applied.predicate);
}

/// The same question, but the marks or the time have moved on.
void TableFilter::evaluateAnew()
{
    if (const auto predicate = compileFilter(m_applied.query, m_fields, m_moment))
        apply({.query = m_applied.query, .predicate = *predicate});
}

void TableFilter::setNow(const QDateTime &now)
{
    if (m_moment.now.isValid() && std::chrono::milliseconds(std::abs(m_moment.now.msecsTo(now))) < agesStandStill)
        return;
    m_moment.now = now;
    if (asksFor(m_applied.query.root, "age"_L1))
        evaluateAnew();
}

/// Marks change in the middle of other changes: the rows are asked again when those are done, once for all of them.
void TableFilter::onMarksChanged()
{
    if (m_isQueued || !asksFor(m_applied.query.root, "marked"_L1))
        return;
    m_isQueued = true;
    QMetaObject::invokeMethod(this, [this] {
        m_isQueued = false;
        m_moment.marks = std::make_shared<const RowBits>(m_model.marks().bits());
        evaluateAnew();
    }, Qt::QueuedConnection);
}

void TableFilter::onTooCostly(qsizetype at)
{
    const TextRange whole{.start = 0, .length = m_applied.query.text.size()};
    const TextRange range = rangeOfValue(m_applied.query.root, at).value_or(whole);
    const bool wasFine = m_accepted.predicate && m_accepted.query.root == m_applied.query.root;
    m_applied = wasFine ? Filter() : m_accepted; // new rows can make costly what was not
    if (m_text.size() >= range.end()) {
        m_error = FilterError{.at = range,
                              .message = tr("This pattern is too costly: it takes too long on some names. Make it simpler.")};
    }
    m_model.setPredicate(m_applied.predicate);
    Q_EMIT changed();
}

} // namespace Clearsky
