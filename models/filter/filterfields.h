// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/account.h"
#include "models/filter/filterquery.h"
#include "models/resourcekind.h"

namespace Clearsky {

/// What is the same for all rows of a list. What is empty is no field.
struct FilterScope
{
    QStringList account{};
    QStringList kind{};      ///< each: all names it goes by
    QStringList region{};
    QStringList project{};
    QStringList environment{};
};

[[nodiscard]] FilterScope filterScope(const Account &account, const ResourceKind &kind);

struct FilterField
{
    enum class Type { Text, Number, Size, Age, Time, Flag, Tag };
    enum class Source { Id, Name, State, Column, Marks, Scope };

    QString name{};
    Type type = Type::Text;
    Source source = Source::Column;
    qsizetype column = -1;   ///< of a Column
    QStringList words{};     ///< of a Scope

    friend bool operator==(const FilterField &, const FilterField &) = default;
};

/// The fields that a list's rows can be filtered by: those every list has, the kind's columns by their ids and by
/// Column::filterName, and what the scope says. Names are found without regard to case.
class FilterFields
{
public:
    explicit FilterFields(const ResourceKind &kind, const FilterScope &scope = {});

    [[nodiscard]] const ResourceKind &kind() const { return *m_kind; }
    [[nodiscard]] const std::vector<FilterField> &all() const { return m_fields; }
    [[nodiscard]] const FilterField *find(const QString &name) const; ///< null: the rows have none
    /// What to say of a field that the rows do not have.
    [[nodiscard]] FilterError unknownField(const FilterNode &node) const;
    /// What can be asked of a field's type, in the order to offer it.
    [[nodiscard]] static std::vector<FilterOp> opsOf(FilterField::Type type);

private:
    void add(FilterField field);
    [[nodiscard]] QString nearest(const QString &name) const;

    const ResourceKind *m_kind;
    std::vector<FilterField> m_fields{};
};

/// How many letters must be put in, left out, replaced or swapped to make one word of the other.
[[nodiscard]] qsizetype editDistance(QStringView a, QStringView b);

} // namespace Clearsky
