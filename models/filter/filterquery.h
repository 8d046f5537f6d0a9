// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/filter/filtererror.h"

#include <QStringList>

#include <vector>

namespace Clearsky {

enum class FilterOp { Contains, Equal, NotEqual, Matches, Greater, GreaterEqual, Less, LessEqual };

struct FilterOpName
{
    FilterOp op;
    QStringView text;
};
/// Every operator as it is written; none begins with an earlier one.
[[nodiscard]] const std::vector<FilterOpName> &filterOps();
[[nodiscard]] QString textOf(FilterOp op);

struct FilterValue
{
    QString text{};       ///< without its quotes
    bool isGlob = false;  ///< `*` and `?` in it stand for other characters
    TextRange at{};       ///< with its quotes

    /// Where it stands is no part of what it says; the same holds for nodes.
    friend bool operator==(const FilterValue &a, const FilterValue &b)
    {
        return a.text == b.text && a.isGlob == b.isGlob;
    }
};

/// A filter as it is understood, without regard to which fields there are. As parseFilter() makes it: And and Or have two
/// children or more, none of their own sort; an And without any children, which lets all rows through, is never a child.
struct FilterNode
{
    enum class Kind { Text, Field, Not, And, Or };

    Kind kind = Kind::And;
    QString field{};                    ///< in lower case
    QString key{};                      ///< of a tag
    FilterOp op = FilterOp::Contains;
    std::vector<FilterValue> values{};  ///< a Text has one, a Field any of these; none: whether there is such a tag
    std::vector<FilterNode> children{}; ///< Not has one
    TextRange at{};                     ///< brackets around it not included
    TextRange fieldAt{};
    TextRange opAt{};

    [[nodiscard]] bool isEmpty() const { return kind == Kind::And && children.empty(); }
    friend bool operator==(const FilterNode &a, const FilterNode &b)
    {
        return a.kind == b.kind && a.field == b.field && a.key == b.key && a.op == b.op && a.values == b.values
            && a.children == b.children;
    }
};

/// A filter and the text it was read from, in which its ranges count.
struct FilterQuery
{
    QString text{};
    FilterNode root{};
};

/// Nested deeper, or longer, a text is refused.
constexpr int maxFilterDepth = 50;
constexpr qsizetype maxFilterLength = 10000;

[[nodiscard]] FilterResult<FilterQuery> parseFilter(const QString &text);
/// The one text for it: parseFilter() gives the same node back.
[[nodiscard]] QString textOf(const FilterNode &node);
/// The parts that must all hold; a filter that is not an And is one part.
[[nodiscard]] std::vector<FilterNode> partsOf(const FilterNode &root);
/// The filter without that part.
[[nodiscard]] FilterNode withoutPart(const FilterNode &root, size_t part);

/// Where the `offset`-th character of a value's text stands in the filter's text.
[[nodiscard]] qsizetype positionIn(const QString &filterText, const FilterValue &value, qsizetype offset);

[[nodiscard]] bool isFilterOpCharacter(QChar c);

} // namespace Clearsky
