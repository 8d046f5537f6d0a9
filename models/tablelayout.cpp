// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tablelayout.h"

#include "models/tablecell.h"

#include <QSet>

#include <algorithm>

namespace Clearsky {

namespace {

constexpr int maxWidth = 10000;
constexpr char sortingMark[] = "by";

ColumnChoice standardChoice(const Column &column)
{
    return {.id = column.id, .isShown = column.place == Column::Place::Table};
}

} // namespace

ColumnChoices standardColumns(const ResourceKind &kind)
{
    ColumnChoices choices;
    for (const Column &column : kind.columns)
        choices.append(standardChoice(column));
    std::stable_partition(choices.begin(), choices.end(), [](const ColumnChoice &choice) { return choice.isShown; });
    return choices;
}

ColumnChoices validColumns(const ResourceKind &kind, const ColumnChoices &choices)
{
    ColumnChoices valid;
    QSet<QString> known;
    for (const ColumnChoice &choice : choices + standardColumns(kind)) {
        if (kind.columnIndex(choice.id) < 0 || known.contains(choice.id))
            continue;
        known.insert(choice.id);
        valid.append(choice);
    }
    for (qsizetype i = 0; i < valid.size(); ++i) {
        if (valid.at(i).id == kind.columns.first().id) {
            valid.move(i, 0);
            valid.first().isShown = true;
        }
    }
    return valid;
}

QByteArray columnsText(const ColumnChoices &choices)
{
    QByteArrayList parts;
    for (const ColumnChoice &choice : choices)
        parts.append((choice.isShown ? "+" : "-") + choice.id.toUtf8() + '=' + QByteArray::number(choice.width));
    return parts.join(' ');
}

ColumnChoices columnsFromText(const ResourceKind &kind, const QByteArray &text)
{
    ColumnChoices choices;
    const QByteArrayList parts = text.split(' ');
    for (const QByteArray &part : parts) {
        const qsizetype equals = part.lastIndexOf('=');
        if (equals < 1 || (part.front() != '+' && part.front() != '-'))
            return standardColumns(kind);
        choices.append({.id = QString::fromUtf8(part.mid(1, equals - 1)),
                        .isShown = part.front() == '+',
                        .width = std::clamp(part.mid(equals + 1).toInt(), 0, maxWidth)});
    }
    return validColumns(kind, choices);
}

QByteArray sortingText(const ResourceKind &kind, const Sorting &sorting)
{
    QByteArrayList parts{sortingMark};
    for (const SortTerm &term : sorting)
        parts.append((term.order == Qt::AscendingOrder ? "+" : "-") + kind.columns.at(term.column).id.toUtf8());
    return parts.join(' ');
}

std::optional<Sorting> sortingFromText(const ResourceKind &kind, const QByteArray &text)
{
    QByteArrayList parts = text.split(' ');
    if (parts.takeFirst() != sortingMark)
        return std::nullopt;
    Sorting sorting;
    for (const QByteArray &part : std::as_const(parts)) {
        const qsizetype column = kind.columnIndex(QString::fromUtf8(part.mid(1)));
        if (column >= 0 && sortTermOf(sorting, column) < 0)
            sorting.append({.column = column, .order = part.startsWith('-') ? Qt::DescendingOrder : Qt::AscendingOrder});
    }
    return sorting;
}

Sorting sortingAfterClick(const Sorting &sorting, qsizetype column, bool adds)
{
    const qsizetype at = sortTermOf(sorting, column);
    Sorting next = sorting;
    if (at >= 0 && (adds || at == 0)) {
        if (sorting.at(at).order == Qt::AscendingOrder)
            next[at].order = Qt::DescendingOrder;
        else if (adds)
            next.removeAt(at);
        else
            next.clear();
        return next;
    }
    if (adds)
        return next << SortTerm{.column = column};
    next = {{.column = column}};
    if (!sorting.isEmpty())
        next.append(sorting.first());
    return next;
}

} // namespace Clearsky
