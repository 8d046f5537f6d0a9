// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/resource.h"

#include <QMetaType>

#include <optional>

namespace Clearsky {

/// What has become of an item of a job (design/engine.md 5.0).
enum class ItemState {
    Pending,      ///< not sent
    Sending,      ///< its request may be on the wire
    Accepted,     ///< the provider took it on
    Deleted,      ///< proved gone after we sent it
    AlreadyGone,  ///< proved gone without us
    Refused,      ///< the provider will not delete it
    Failed,       ///< the provider tried and could not
    Unknown,      ///< may have been carried out: looked at until it is known
    Skipped,      ///< left out: it changed since the plan
    NotAttempted, ///< the job was stopped before it was sent
};

/// The table of design/engine.md 5.0. Unknown → Pending also needs mayResend(item).
constexpr bool canMove(ItemState from, ItemState to)
{
    using enum ItemState;
    switch (from) {
    case Pending:
        return to == Sending || to == Skipped || to == AlreadyGone || to == Refused || to == NotAttempted;
    case Sending:
        return to == Accepted || to == Pending || to == Refused || to == AlreadyGone || to == Unknown;
    case Accepted:
        return to == Deleted || to == Failed || to == Unknown;
    case Unknown:
        return to == Deleted || to == AlreadyGone || to == Refused || to == Failed || to == Pending;
    default:
        return false;
    }
}

/// Deleted, Already gone, Refused, Failed, Skipped, Not attempted. Unknown ends by its deadline: JobItem::ended.
[[nodiscard]] constexpr bool isEnd(ItemState state)
{
    using enum ItemState;
    return state != Pending && state != Sending && state != Accepted && state != Unknown;
}

[[nodiscard]] QList<ItemState> allItemStates();
[[nodiscard]] QString itemStateId(ItemState state);      ///< stable: "already_gone"
[[nodiscard]] std::optional<ItemState> itemStateFromId(const QString &id);
[[nodiscard]] QString itemStateTitle(ItemState state);   ///< translated, as in design/names.md: "Already gone"

/// One resource inside a job.
struct JobItem
{
    ResourceRef ref{};
    QString fingerprint{};       ///< as in the plan
    ItemState state = ItemState::Pending;
    bool ended = false;          ///< isEnd(state), or Unknown after its deadline
    bool verifying = false;      ///< a look at it is due or running
    bool reappeared = false;     ///< was Deleted, and a later look found it again
    bool noResend = false;       ///< accepted once, or seen deleting or refused: never sent again
    bool refusedById = false;    ///< the answer named it as not deleted, without a reason that can be believed
    int unknownSends = 0;        ///< sends whose outcome was unknown
    int requestNumber = 0;       ///< of its last request in the job; 0: none
    QString reason{};            ///< translated; why it ended as it did, or what it waits for
    QString failureBefore{};     ///< the provider's mark of a failed deletion that it bore before it was sent
    QString proof{};             ///< what proved the end, for example `list 2×, 412 rows`

    friend bool operator==(const JobItem &, const JobItem &) = default;
};

/// An item that became Unknown from Sending, was never seen deleting and was sent at most once may be sent again after
/// a look found it untouched (design/engine.md R6).
[[nodiscard]] constexpr bool mayResend(bool noResend, int unknownSends)
{
    return !noResend && unknownSends < 2;
}

} // namespace Clearsky

Q_DECLARE_METATYPE(Clearsky::ItemState)
