// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QString>
#include <QVariant>

namespace Clearsky {

/// Tells resources of one list apart. `scope` is all that a request needs besides the id: a CSBS backup's checkpoint
/// id, a ROMA asset's "<instance id>/app" or "<instance id>/task"; empty for the other kinds.
struct ResourceKey
{
    QString scope{};
    QString id{};

    friend bool operator==(const ResourceKey &, const ResourceKey &) = default;
};

inline size_t qHash(const ResourceKey &key, size_t seed = 0)
{
    return qHashMulti(seed, key.scope, key.id);
}

/// One row of a list, as the provider told it.
struct Resource
{
    QString id{};
    QString scope{};
    QString name{};
    QString state{};            ///< the provider's own word
    QDateTime created{};        ///< UTC; invalid when the provider's text could not be read
    QString createdText{};      ///< the provider's text, shown when `created` is invalid
    QList<QVariant> cells{};    ///< one per column of the kind, of the column's type
    QString obstacle{};         ///< translated: a fact besides the state that forbids deletion; empty: none
    QString caution{};          ///< translated: a fact worth knowing before deleting; empty: none
    QString deleteFailure{};    ///< the provider's mark that a deletion failed; empty: none
    QByteArray raw{};           ///< the provider's JSON object without members that hold secrets

    [[nodiscard]] ResourceKey key() const { return {scope, id}; }
    friend bool operator==(const Resource &, const Resource &) = default;
};

/// What a plan and the journal keep of a resource.
struct ResourceRef
{
    QString accountId{};
    QString kindId{};
    QString scope{};
    QString id{};
    QString name{};

    [[nodiscard]] ResourceKey key() const { return {scope, id}; }
    friend bool operator==(const ResourceRef &, const ResourceRef &) = default;
};

/// What must not have changed between the plan and the request (design/engine.md R4): created, name and state.
[[nodiscard]] QString fingerprintOf(const Resource &resource);

} // namespace Clearsky
