// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/resource.h"

#include <QRegularExpression>

namespace Clearsky {

/// A column of a kind's table. Its values stand in Resource::cells at the same position.
struct Column
{
    enum class Type {
        Text,     ///< QString
        Number,   ///< qint64, right-aligned
        Size,     ///< qint64 bytes, shown as GiB and the like
        Age,      ///< QDateTime, shown as "412 d", the absolute time in the tooltip
        Time,     ///< QDateTime
        State,    ///< QString, the provider's word, shown as a chip
        Flag,     ///< bool, shown as Yes or No
    };
    enum class Place { Table, Details };

    QString id{};         ///< stable: "name", "state", "age", "id", …
    QString title{};      ///< translated
    Type type = Type::Text;
    Place place = Place::Table;
    int widthHint = 12;   ///< in average characters
    bool isCollated = false; ///< a Text that people order by the rules of their language
    QString filterName{}; ///< what filters call it besides its id: "source", "region", …; empty: nothing

    friend bool operator==(const Column &, const Column &) = default;
};

[[nodiscard]] Column filteredAs(const char *filterName, Column column);

/// What a provider's state word means to us. Words compare without regard to case.
struct StateMeaning
{
    enum class Role {
        Idle,      ///< may be deleted
        Busy,      ///< forbids deletion for now
        Deleting,  ///< a deletion is running: never send again, wait
        Gone,      ///< the provider keeps the record, the resource is deleted
        Unknown,   ///< not in our table: shown raw
    };
    enum class Tone { Good, Busy, Warning, Bad, Neutral };

    QString word{};      ///< the provider's
    QString title{};     ///< translated; our word
    Role role = Role::Unknown;
    Tone tone = Tone::Neutral;
    bool deletable = false;

    friend bool operator==(const StateMeaning &, const StateMeaning &) = default;
};

/// Describes a type of resource: all that tables, plans and pages need to know of it. The source of each limit stands
/// in the kind's own file under app/providers.
struct ResourceKind
{
    QString id{};            ///< stable: "zenlayer.zec.snapshot"
    QString providerId{};    ///< "huawei", "zenlayer"
    QString title{};         ///< translated; as in design/names.md: "ZEC Disk Snapshots"
    QString icon{};          ///< name of an icon under resources/icons, without suffix
    QString (*counted)(int n) = nullptr; ///< translated: "3 disk snapshots"
    QString limitSource{};   ///< translated: where the limit below is documented
    QString consequence{};   ///< translated: what deleting means, for the plan page ("Cannot be undone. …")
    int idsPerRequest = 1;
    QRegularExpression idPattern{}; ///< an id that does not match is never put into a request
    QList<Column> columns{};
    QList<StateMeaning> states{};
    /// Items may share a request only when this is equal for their scopes (ROMA: the instance); null: all may.
    QString (*batchGroup)(const QString &scope) = nullptr;

    [[nodiscard]] StateMeaning meaningOf(const QString &word) const;
    /// Why this resource cannot be deleted now, translated; empty when it can.
    [[nodiscard]] QString blockedReason(const Resource &resource) const;
    [[nodiscard]] qsizetype columnIndex(const QString &columnId) const; ///< -1: none
};

} // namespace Clearsky
